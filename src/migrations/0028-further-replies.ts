import { addColumn, type AnyDb } from './columns.js';

/**
 * A reply that goes on from one that was sent: the demands, by id, whose responses it repeats though they stand as they
 * were sent. Empty in a first reply, which responds to everything.
 */
export async function furtherReplies(db: AnyDb, engine: 'sqlite' | 'postgres'): Promise<void> {
  await addColumn(db, engine, 'reply', 'repeated_demands', 'text');
}
