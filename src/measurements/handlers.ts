import type { Progress } from '../platform/ask.js';
import { prepareSource } from './prepare-source.js';
import type { PreparedSource } from './prepare-source.js';
import { profileReadings } from './profile-readings.js';
import type { ReadingsProfile } from './profile-readings.js';
import type { PrepareInput, SummariseInput } from './questions.js';
import { findRepeatsOf } from './repeated-readings.js';
import { findRows } from './runs/find-rows.js';
import { makeRun } from './runs/make-run.js';
import { lookAtFile } from './sources/look-at-file.js';
import { storeReadings } from './store-readings.js';
import type { ReadReadings } from './store-readings.js';
import { summarise } from './summarise.js';
import type { Summary } from './summary.js';

/** What the document child answers about measurements, by the name of the question. */
export const measurementHandlers = {
  'measurements.prepare': (
    { out, work, asOf, ...file }: PrepareInput,
    progress: Progress,
  ): Promise<PreparedSource> => prepareSource(file, out, work, asOf, progress),
  'measurements.store': (
    { out, work, asOf, ...file }: PrepareInput,
    progress: Progress,
  ): Promise<ReadReadings> => storeReadings(file, out, work, asOf, progress),
  'measurements.repeats': findRepeatsOf,
  'measurements.run': makeRun,
  'measurements.rows': findRows,
  'measurements.look': lookAtFile,
  'measurements.summarise': (
    { sources, method, spill }: SummariseInput,
    progress: Progress,
  ): Promise<Summary> => summarise(sources, method, spill, progress),
  'measurements.profile': ({
    source,
    spill,
  }: {
    source: PreparedSource;
    spill: string;
  }): Promise<ReadingsProfile> => profileReadings(source, spill),
} as const;
