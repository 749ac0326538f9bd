import { createIndex, createTable, type AnyDb } from './columns.js';

/** Letters whose files a newer reader read again: what changed, and who has looked at it. */
export async function lettersReadAgain(db: AnyDb, engine: 'sqlite' | 'postgres'): Promise<void> {
  await createTable(db, engine, 'letter_change', {
    id: 'text primary key not null',
    letter_id: 'text not null references letter (id)',
    document_id: 'text not null references document (id)',
    read_at: 'text not null',
    what: 'text not null',
    settled_at: 'text',
    seen_at: 'text',
    seen_by: 'text references account (id)',
  });
  await createIndex(db, 'letter_change', 'letter_id, read_at');
  await createIndex(db, 'letter_change', 'settled_at');
  await createIndex(db, 'document', 'media_type, reader_version');
}
