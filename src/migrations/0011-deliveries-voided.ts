import { addColumn, type AnyDb } from './columns.js';

/** A delivery recorded in error is voided with a reason; it stays on the record. */
export async function deliveriesVoided(db: AnyDb, engine: 'sqlite' | 'postgres'): Promise<void> {
  await addColumn(db, engine, 'delivery', 'voided_at', 'text');
  await addColumn(db, engine, 'delivery', 'voided_by', 'text references account (id)');
  await addColumn(db, engine, 'delivery', 'void_reason', 'text');
}
