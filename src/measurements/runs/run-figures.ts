import type { Bucket } from '../charts/distribution.js';
import type { Measure, SourceFacts } from '../measurement.js';
import type { Figures, Group, PeakComparison, PeakHours } from '../summary.js';

/** What of a method changes a figure. Hours, days and months are those of `zone`; `level` is in the unit the measure is kept in. */
export interface RunMethod {
  readonly measure: Measure;
  readonly level: number;
  readonly peak: PeakHours;
  readonly zone: string;
}

/** The figures of one run. Kept as JSON for good: fields may be added, never renamed, reused or removed. */
export interface RunFigures {
  readonly method: RunMethod;
  readonly unit: string;
  readonly quantiles: string;
  /** Every record of the sources; those that are in no figure are in `reasons`. */
  readonly records: number;
  readonly used: number;
  readonly reasons: readonly { readonly reason: string; readonly count: number }[];
  /** Readings that are equal to another of these files in everything that is read of them; each counts. Not kept of earlier runs. */
  readonly repeats?: number;
  /** Used readings that name only a day or a month: they are not in the hours, nor in peak against off-peak. */
  readonly withoutHour: number;
  /** Used readings that name only a month, or no time at all: they are not in the days. */
  readonly withoutDay: number;
  readonly networks: readonly Group[];
  readonly hours: readonly Group[];
  /** Null where there are too many to be kept; `months` then stand for them. */
  readonly days: readonly Group[] | null;
  readonly months: readonly Group[];
  readonly peak: readonly PeakComparison[];
  readonly buckets: readonly Bucket[];
  /** How it was measured and how good the clocks are, each with its readings. */
  readonly methods: readonly { readonly method: string | null; readonly n: number }[];
  readonly clocks: readonly { readonly clock: string; readonly n: number }[];
  readonly sources: readonly RunSource[];
  /** SHA-256 over the sources' hashes, the method and every figure: equal when a run repeats an earlier one exactly. */
  readonly resultHash: string;
}

export interface RunSource {
  readonly file: string;
  readonly sha256: string;
  readonly facts: SourceFacts;
}

/** Which readings stand behind a figure; what is left out is not asked about. */
export interface RowsFilter {
  /** Null: those that name none. */
  readonly network?: string | null;
  readonly hour?: number;
  readonly day?: string;
  readonly month?: string;
  readonly side?: 'peak' | 'off-peak';
  readonly isBelow?: boolean;
  /** Set aside for this reason, instead of used. */
  readonly reason?: string;
}

/** One reading as a page shows it; whose account it was is not told. */
export interface ShownReading {
  /** The place of its source in the list that was asked about. */
  readonly source: number;
  readonly line: number;
  readonly takenAt: string | null;
  readonly period: string | null;
  readonly network: string | null;
  readonly value: number | null;
  readonly method: string | null;
  readonly clock: string;
}

export interface RowsPage {
  readonly total: number;
  readonly rows: readonly ShownReading[];
}

export type { Figures, Group };
