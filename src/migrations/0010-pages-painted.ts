import { addColumn, createTable, type AnyDb } from './columns.js';

/** Pages that go in as pictures, boxes on them, and what was found in the pages of an original, by its hash. */
export async function pagesPainted(db: AnyDb, engine: 'sqlite' | 'postgres'): Promise<void> {
  const list = "text not null default '[]'";
  await addColumn(db, engine, 'bundle_entry', 'rasterise', list);
  await addColumn(db, engine, 'bundle_entry', 'redactions', list);
  await addColumn(db, engine, 'bundle_finding', 'source_pages', list);
  await addColumn(
    db,
    engine,
    'bundle_finding',
    'is_paintable',
    'int not null default 0 check (is_paintable in (0, 1))',
  );
  await createTable(db, engine, 'page_look', {
    sha256: 'text primary key not null',
    look_version: 'int not null',
    pages: 'text not null',
  });
}
