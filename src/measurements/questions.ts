import { question } from '../platform/ask.js';
import type { PreparedSource, SourceFile } from './prepare-source.js';
import type { ReadingsProfile } from './profile-readings.js';
import type { RepeatedReadings } from './repeated-readings.js';
import type { RowsInput } from './runs/find-rows.js';
import type { RunInput } from './runs/make-run.js';
import type { RowsPage, RunFigures } from './runs/run-figures.js';
import type { FileLook, LookInput } from './sources/look-at-file.js';
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

/** What a file is, from its start. */
export const askLookAtFile = question<LookInput, FileLook>('measurements.look');

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

/** What of one prepared file repeats an earlier reading. */
export const askFindRepeats = question<
  { readonly source: PreparedSource; readonly spill: string },
  RepeatedReadings
>('measurements.repeats');

/** Every figure of a run. */
export const askMakeRun = question<RunInput, RunFigures>('measurements.run');

/** One page of the readings behind a figure. */
export const askFindRows = question<RowsInput, RowsPage>('measurements.rows');
