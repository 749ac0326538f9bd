import { addColumn, type AnyDb } from './columns.js';

/**
 * Which way the count of a time limit runs, `before` for one counted back from an event; the event's day as the words of a
 * proposal name it; and the words of a letter that limit a time and could not be read.
 */
export async function countsBackFromAnEvent(db: AnyDb, engine: 'sqlite' | 'postgres'): Promise<void> {
  await addColumn(db, engine, 'demand', 'limit_direction', 'text');
  await addColumn(db, engine, 'proposed_demand', 'limit_direction', 'text');
  await addColumn(db, engine, 'proposed_demand', 'limit_event_on', 'text');
  await addColumn(db, engine, 'letter', 'limit_unread', 'text');
}
