import { addColumn, type AnyDb } from './columns.js';

/** Someone put on a side in error, or no longer acting, is taken off it with a reason; that they were stays on record. */
export async function offASide(db: AnyDb, engine: 'sqlite' | 'postgres'): Promise<void> {
  await addColumn(db, engine, 'matter_party', 'left_at', 'text');
  await addColumn(db, engine, 'matter_party', 'left_by', 'text references account (id)');
  await addColumn(db, engine, 'matter_party', 'left_reason', 'text');
}
