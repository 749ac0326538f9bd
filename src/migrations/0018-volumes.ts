import { addColumn, createIndex, createTable, makeAppendOnly, type AnyDb } from './columns.js';

/** A bundle in volumes: each one a file of its own, approved together, and what was found in which. */
export async function volumes(db: AnyDb, engine: 'sqlite' | 'postgres'): Promise<void> {
  await createTable(
    db,
    engine,
    'bundle_volume',
    {
      build_id: 'text not null references bundle_build (id)',
      number: 'int not null',
      title: 'text not null',
      pages: 'int not null',
      pdf_sha256: 'text not null',
      pdf_bytes: 'int not null',
      package_sha256: 'text not null',
      record_sha256: 'text not null',
      bates_first: 'text',
      bates_last: 'text',
    },
    ['primary key (build_id, number)'],
  );
  await createIndex(db, 'bundle_volume', 'pdf_sha256');
  await makeAppendOnly(db, engine, 'bundle_volume');

  await createTable(
    db,
    engine,
    'approval_volume',
    {
      approval_id: 'text not null references approval (id)',
      number: 'int not null',
      pdf_sha256: 'text not null',
    },
    ['primary key (approval_id, number)'],
  );
  await makeAppendOnly(db, engine, 'approval_volume');

  await addColumn(db, engine, 'bundle_finding', 'volume', 'int');
}
