import { createIndex, createTable, makeAppendOnly, type AnyDb } from './columns.js';

export async function evidence(db: AnyDb, engine: 'sqlite' | 'postgres'): Promise<void> {
  await createTable(
    db,
    engine,
    'item',
    {
      id: 'text primary key not null',
      matter_id: 'text not null references matter (id)',
      number: 'int not null',
      document_id: 'text not null references document (id)',
      kind: "text not null check (kind in ('document', 'measurements', 'notices'))",
      title: 'text not null',
      custodian: "text not null default ''",
      source: "text not null default ''",
      dated_on: 'text',
      legend: "text not null default ''",
      is_privileged: 'int not null default 0 check (is_privileged in (0, 1))',
      privilege_ground: "text not null default ''",
      state: "text not null check (state in ('in-file', 'withdrawn'))",
      withdrawn_reason: 'text',
      added_at: 'text not null',
      added_by: 'text not null references account (id)',
      version: 'int not null default 1',
    },
    ['unique (matter_id, number)'],
  );
  await createIndex(db, 'item', 'document_id');

  await createTable(
    db,
    engine,
    'item_demand',
    {
      item_id: 'text not null references item (id)',
      demand_id: 'text not null references demand (id)',
      linked_at: 'text not null',
      linked_by: 'text not null references account (id)',
    },
    ['primary key (item_id, demand_id)'],
  );
  await createIndex(db, 'item_demand', 'demand_id');

  await createTable(db, engine, 'custody_entry', {
    id: 'text primary key not null',
    item_id: 'text not null references item (id)',
    matter_id: 'text not null references matter (id)',
    holder: 'text not null',
    action: 'text not null',
    sha256: 'text not null',
    from_at: 'text not null',
    recorded_at: 'text not null',
    recorded_by: 'text not null references account (id)',
  });
  await createIndex(db, 'custody_entry', 'item_id');
  await makeAppendOnly(db, engine, 'custody_entry');
}
