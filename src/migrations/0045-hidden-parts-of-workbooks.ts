import { addColumn, type AnyDb } from './columns.js';

/** What a person chose for the hidden sheets, rows, columns and cells of a workbook; null until somebody did. */
export async function hiddenPartsOfWorkbooks(db: AnyDb, engine: 'sqlite' | 'postgres'): Promise<void> {
  await addColumn(db, engine, 'bundle_entry', 'hidden', "text check (hidden in ('show', 'drop'))");
}
