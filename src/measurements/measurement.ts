/** Goes up whenever the same file and mapping would give other readings. */
export const READER_VERSION = 4;

/** One reading, as taken. Stored for good: fields may be added, never renamed, reused or removed. */
export interface Reading {
  /** 1-based line or record in the original file. */
  readonly line: number;
  /** ISO instant in UTC; null when the file gives none. */
  readonly takenAt: string | null;
  /** The month or day a reading stands for where it has no clock time: `2014-05`, `2023-01-02`. */
  readonly period: string | null;
  /** As the file names it; never guessed. */
  readonly network: string | null;
  readonly account: string | null;
  readonly session: string | null;
  /** Mbit/s. Null: not measured. Zero is a reading. */
  readonly download: number | null;
  readonly upload: number | null;
  /** ms */
  readonly roundTrip: number | null;
  /** Share of packets or bytes lost, 0 to 1. */
  readonly loss: number | null;
  /** How it was measured changes over time. */
  readonly method: string | null;
  readonly clock: ClockQuality;
  /** Why the record cannot be used as a reading; null when it can. */
  readonly why: string | null;
}

/**
 * `stated`: the file names the zone. `by format`: the format's own documents say UTC. `by mapping`: a person said the
 * zone. `unverified`: the source itself doubts its clock. `none`: no time at all.
 */
export type ClockQuality = 'stated' | 'by format' | 'by mapping' | 'unverified' | 'none';

/** What is known of a file of readings as a whole; printed beside every figure that rests on it. */
export interface SourceFacts {
  /** `ndt7`, `ookla-json`, … or `mapped`. */
  readonly format: string;
  readonly name: string;
  readonly caveat: string | null;
  /** Each conversion that was made, in words: `download: byte/s ÷ 125000 = Mbit/s`. */
  readonly conversions: readonly string[];
  readonly notes: readonly string[];
}

/** What may be summarised, with the unit it is kept in. */
export const MEASURES = {
  download: 'Mbit/s',
  upload: 'Mbit/s',
  roundTrip: 'ms',
  loss: 'share lost',
} as const;

export type Measure = keyof typeof MEASURES;

export const WHY = {
  noTime: 'The time is missing.',
  noZone: 'The time names no zone.',
  badTime: 'The time cannot be read.',
  future: 'The time lies in the future.',
  noUnit: 'The cell states no unit.',
  notRecord: 'The record cannot be read as JSON.',
} as const;

/** Nothing carries ten million Mbit/s, takes a day, or loses more than everything: such a cell is a mistake. */
export const LARGEST: Readonly<Record<Measure, number>> = {
  download: 1e7,
  upload: 1e7,
  roundTrip: 86_400_000,
  loss: 1,
};

export const SHOWN: Readonly<Record<Measure, string>> = {
  download: 'download',
  upload: 'upload',
  roundTrip: 'round trip',
  loss: 'loss',
};

/** Why a value is none, in words; null when it is one. */
export function whyNot(measure: Measure, value: number): string | null {
  if (!Number.isFinite(value)) return `The ${SHOWN[measure]} is not a number.`;
  if (value < 0) return `The ${SHOWN[measure]} is below zero.`;
  return value > LARGEST[measure] ? `The ${SHOWN[measure]} is beyond anything that can be measured.` : null;
}

/** What the parts of a reading are called on pages, by the names of columns and of fields. */
export const COLUMN_WORDS: Readonly<Record<string, string>> = {
  taken_at: 'Time',
  time: 'Time',
  period: 'Month or day',
  network: 'Network',
  account: 'Account',
  session: 'Session',
  method: 'How it was measured',
  download: 'Download',
  upload: 'Upload',
  round_trip: 'Round trip',
  roundTrip: 'Round trip',
  loss: 'Loss',
};
