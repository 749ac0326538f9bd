import { addColumn, type AnyDb } from './columns.js';

/** Copies of documents that were opened for a bundle: with a password that is kept nowhere, or repaired; and the privilege log of a matter. */
export async function copiesOpened(db: AnyDb, engine: 'sqlite' | 'postgres'): Promise<void> {
  await addColumn(db, engine, 'bundle_entry', 'opened_sha256', 'text');
  await addColumn(
    db,
    engine,
    'bundle_entry',
    'opened_how',
    "text check (opened_how in ('password', 'repaired'))",
  );
  await addColumn(
    db,
    engine,
    'matter',
    'privilege_log',
    "text not null default 'document' check (privilege_log in ('document', 'metadata', 'category'))",
  );
}
