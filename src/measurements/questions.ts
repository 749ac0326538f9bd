import { question } from '../platform/ask.js';
import type { PreparedSource, SourceFile } from './prepare-source.js';
import type { ReadingsProfile } from './profile-readings.js';
import type { ReadReadings } from './store-readings.js';
import type { Summary, SummaryMethod } from './summary.js';

export interface PrepareInput extends SourceFile {
  /** The Parquet file to make. */
  readonly out: string;
  /** A folder for what is being made. */
  readonly work: string;
  readonly asOf: string;
}

/** A file of measurements, made ready to be asked about. */
export const askPrepareSource = question<PrepareInput, PreparedSource>('measurements.prepare');

/** A file of measurements read whole: its readings in one Parquet, with what was kept aside and a description beside it. */
export const askStoreReadings = question<PrepareInput, ReadReadings>('measurements.store');

export interface SummariseInput {
  readonly sources: readonly PreparedSource[];
  readonly method: SummaryMethod;
  readonly spill: string;
}

/** The figures of prepared files. */
export const askSummarise = question<SummariseInput, Summary>('measurements.summarise');

/** What the readings of one prepared file hold. */
export const askProfileReadings = question<
  { readonly source: PreparedSource; readonly spill: string },
  ReadingsProfile
>('measurements.profile');
