import { addColumn, createIndex, createTable, makeAppendOnly, type AnyDb } from './columns.js';

/** What was attached as proof and proves nothing, with the reason; what a read receipt says; how a report was matched. */
export async function proofsSetAside(db: AnyDb, engine: 'sqlite' | 'postgres'): Promise<void> {
  // The words of RFC 8098, 3.2.6.2, and of RFC 3798 before it; null for what is no read receipt.
  await addColumn(db, engine, 'delivery_paper', 'disposition', 'text');
  await addColumn(
    db,
    engine,
    'delivery_paper',
    'is_inferred',
    'int not null default 0 check (is_inferred in (0, 1))',
  );

  await createTable(db, engine, 'proof_set_aside', {
    id: 'text primary key not null',
    matter_id: 'text not null references matter (id)',
    delivery_id: 'text references delivery (id)',
    document_id: 'text not null references document (id)',
    words: 'text not null',
    kept_at: 'text not null',
    kept_by: 'text not null references account (id)',
  });
  await createIndex(db, 'proof_set_aside', 'matter_id, kept_at');
  await makeAppendOnly(db, engine, 'proof_set_aside');
}
