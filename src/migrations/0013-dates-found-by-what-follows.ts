import { createIndex, type AnyDb } from './columns.js';

/** A date is asked for by what took its place, and a stop by the date that runs on after it. */
export async function datesFoundByWhatFollows(db: AnyDb): Promise<void> {
  await createIndex(db, 'deadline', 'superseded_by');
  await createIndex(db, 'deadline', 'met_delivery');
  await createIndex(db, 'tolling', 'resumed_as');
}
