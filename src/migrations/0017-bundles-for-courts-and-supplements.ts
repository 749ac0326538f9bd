import { addColumn, createTable, makeAppendOnly, type AnyDb } from './columns.js';

/** What a court takes, what a volume may have, the production that is continued, and what a person chose for one document. */
export async function bundlesForCourtsAndSupplements(
  db: AnyDb,
  engine: 'sqlite' | 'postgres',
): Promise<void> {
  await addColumn(db, engine, 'bundle', 'profile', 'text');
  await addColumn(db, engine, 'bundle', 'max_pages', 'int');
  await addColumn(db, engine, 'bundle', 'max_megabytes', 'int');
  await addColumn(db, engine, 'bundle', 'bates_start', 'int');
  await addColumn(db, engine, 'bundle', 'continues_id', 'text references bundle (id)');
  await addColumn(
    db,
    engine,
    'bundle',
    'exhibit_pages',
    'int not null default 1 check (exhibit_pages in (0, 1))',
  );
  await addColumn(db, engine, 'bundle_entry', 'settlement_reason', "text not null default ''");
  await addColumn(db, engine, 'bundle_entry', 'replaces', 'text');
  await addColumn(
    db,
    engine,
    'bundle_entry',
    'marks',
    "text not null default 'drop' check (marks in ('show', 'drop'))",
  );
  await createTable(
    db,
    engine,
    'bates_replacement',
    {
      id: 'text primary key not null',
      matter_id: 'text not null references matter (id)',
      build_id: 'text not null references bundle_build (id)',
      first_bates: 'text not null',
      allotted_at: 'text not null',
    },
    ['unique (matter_id, first_bates)'],
  );
  await makeAppendOnly(db, engine, 'bates_replacement');
}
