import { createIndex, type AnyDb } from './columns.js';

/** What stands apart in a file, privileged or withdrawn, is found and every item counted without opening its row. */
export async function itemsToldApart(db: AnyDb): Promise<void> {
  // Privilege first: with the state first SQLite would read a list that is sorted by title through it, row by row.
  await createIndex(db, 'item', 'matter_id, is_privileged, state, id');
}
