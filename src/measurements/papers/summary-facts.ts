import type { MarkedDay } from '../charts/day-series.js';
import type { RunFigures } from '../runs/run-figures.js';

/** Everything a summary on paper says, as plain facts: the same facts give the same bytes. */
export interface SummaryFacts {
  /** The matter's name as the parties know it. */
  readonly matter: string;
  readonly run: SummaryRun;
  readonly method: SummaryMethodFacts;
  readonly sources: readonly SummarySource[];
  readonly figures: RunFigures;
  /** Days the drawing by day marks, like the letter's date. */
  readonly marked: readonly MarkedDay[];
  /** Where and when the originals can be examined or copied, in the words of whoever offers it. */
  readonly examination: string;
}

export interface SummaryRun {
  readonly number: number;
  readonly madeBy: string;
  /** ISO instant at which the figures were kept. */
  readonly madeAt: string;
  /** `Rejoinder 0.1.0, reader 3` */
  readonly software: string;
}

/** What of the method the figures do not carry themselves: who set it and why. */
export interface SummaryMethodFacts {
  readonly number: number;
  readonly windowMinutes: number;
  readonly note: string;
  readonly reason: string;
  readonly setBy: string;
  readonly setAt: string;
}

/** A file under its own name, as FRE 1006 asks; the numbers it has in the file of the matter stay inside. */
export interface SummarySource {
  readonly fileName: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly custodian: string;
  readonly receivedAt: string;
  readonly format: string;
  readonly caveat: string | null;
  readonly conversions: readonly string[];
  readonly notes: readonly string[];
  readonly records: number;
  readonly used: number;
  readonly rejected: number;
}

/** What was counted, in the words of the paper: only in these is anything said of a reading. */
export const FORMULAS = {
  median: 'The median is the middle reading; of an even number, the mean of the two in the middle.',
  percentiles:
    'The 10th and the 90th percentile are found by linear interpolation between the two nearest readings.',
  below: 'A reading is below the level when it is less than it; a reading of exactly the level is not.',
  share: 'A share is the count divided by all used readings of its row.',
  ratio: 'Peak as a share of off peak is the median at peak divided by the median off peak.',
  rounding: 'Figures are rounded for this paper only; the table file beside it has them in full.',
} as const;
