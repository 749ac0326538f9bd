import type { Measure, SourceFacts } from './measurement.js';

export const GROUPINGS = ['network', 'hour', 'day', 'month'] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** How readings are summarised; every one of them is printed beside the figures. */
export interface SummaryMethod {
  readonly measure: Measure | null;
  readonly by: readonly Grouping[];
  /** Hours, days and months are those of this zone. */
  readonly zone: string;
  /** In the unit the measure is kept in: gives the share of readings below it. */
  readonly below: number | null;
  readonly peak: PeakHours | null;
  /** The instant after which a time lies in the future. */
  readonly asOf: string;
}

/** Whole hours of the day, the first included and the last not: 19 to 23 is 19:00 to 22:59:59. */
export interface PeakHours {
  readonly from: number;
  readonly to: number;
  readonly days: 'all' | 'weekdays';
}

export interface Figures {
  readonly n: number;
  readonly p10: number;
  readonly median: number;
  readonly p90: number;
  readonly below?: number;
  readonly shareBelow?: number;
}

export interface Group extends Figures {
  readonly network?: string | null;
  readonly hour?: number;
  readonly day?: string;
  readonly month?: string;
}

export interface PeakComparison {
  readonly network: string | null;
  readonly peak: Figures | null;
  readonly offPeak: Figures | null;
  /** Median at peak as a share of the median off peak; null where one is missing or zero. */
  readonly ratio: number | null;
}

export interface Summary {
  readonly measure: Measure;
  readonly unit: string;
  readonly zone: string;
  readonly quantiles: string;
  readonly rows: number;
  readonly used: number;
  readonly rejected: readonly { readonly reason: string; readonly count: number }[];
  readonly groups: readonly Group[];
  readonly peak: readonly PeakComparison[] | null;
  readonly methods: readonly { readonly method: string | null; readonly n: number }[];
  readonly clocks: readonly { readonly clock: string; readonly n: number }[];
  readonly sources: readonly {
    readonly file: string;
    readonly sha256: string;
    readonly facts: SourceFacts;
  }[];
  /** SHA-256 over the sources' hashes, the method and every figure: equal when a run repeats an earlier one exactly. */
  readonly resultHash: string;
}

export const QUANTILES =
  'linear interpolation between the two nearest readings; the median of an even number is the mean of the middle two';

/** `19-23`, `19-23 weekdays`, `22-2`; null when it is none. */
export function parsePeak(words: string): PeakHours | null {
  const [, from = '', to = '', days] =
    /^\s*([0-9]{1,2})\s*-\s*([0-9]{1,2})(?:\s*,?\s*(weekdays|all))?\s*$/.exec(words) ?? [];
  if (from === '' || Number(from) > 23 || Number(to) > 24 || Number(from) === Number(to)) return null;
  return { from: Number(from), to: Number(to), days: days === 'weekdays' ? 'weekdays' : 'all' };
}
