import { createIndex, createTable, makeAppendOnly, type AnyDb } from './columns.js';

/** What counsel looked at in a delivery that carried a warning, in the words of the warning as it stood, and what they found. */
export async function deliveryWarningsChecked(db: AnyDb, engine: 'sqlite' | 'postgres'): Promise<void> {
  await createTable(db, engine, 'delivery_check', {
    id: 'text primary key not null',
    matter_id: 'text not null references matter (id)',
    delivery_id: 'text not null references delivery (id)',
    warning: 'text not null',
    reason: 'text not null',
    checked_at: 'text not null',
    checked_by: 'text not null references account (id)',
  });
  await createIndex(db, 'delivery_check', 'matter_id');
  await createIndex(db, 'delivery_check', 'delivery_id');
  await makeAppendOnly(db, engine, 'delivery_check');
}
