import { createIndex, createTable, type AnyDb } from './columns.js';

export async function documentsAndLetters(db: AnyDb, engine: 'sqlite' | 'postgres'): Promise<void> {
  await createTable(db, engine, 'document', {
    id: 'text primary key not null',
    matter_id: 'text references matter (id)',
    parent_id: 'text references document (id)',
    sha256: 'text not null',
    bytes: 'int not null',
    name: 'text not null',
    media_type: 'text not null',
    label: 'text not null',
    state:
      "text not null check (state in ('unread', 'readable', 'needs-password', 'damaged', 'unsupported', 'empty'))",
    reason: 'text',
    pages: 'int',
    facts: "text not null default '{}'",
    reader_version: 'int not null default 0',
    received_at: 'text not null',
    received_by: 'text not null references account (id)',
  });
  await createIndex(db, 'document', 'matter_id, received_at');
  await createIndex(db, 'document', 'sha256');
  await createIndex(db, 'document', 'parent_id');

  await createTable(
    db,
    engine,
    'page_text',
    {
      document_id: 'text not null references document (id)',
      page: 'int not null',
      text: 'text not null',
      lines: "text not null default '[]'",
      width: 'real not null default 0',
      height: 'real not null default 0',
    },
    ['primary key (document_id, page)'],
  );

  await createTable(
    db,
    engine,
    'rendition',
    {
      document_id: 'text not null references document (id)',
      kind: 'text not null',
      sha256: 'text not null',
      bytes: 'int not null',
      made_at: 'text not null',
    },
    ['primary key (document_id, kind)'],
  );

  await createTable(db, engine, 'letter', {
    id: 'text primary key not null',
    number: 'text not null',
    matter_id: 'text references matter (id)',
    document_id: 'text references document (id)',
    direction: "text not null check (direction in ('in', 'out'))",
    state: "text not null check (state in ('unreviewed', 'reviewed', 'draft', 'approved', 'sent', 'voided'))",
    subject: 'text',
    sender: 'text',
    sender_counsel: 'text',
    recipient: 'text',
    their_reference: 'text',
    dated_on: 'text',
    sent_on: 'text',
    received_on: 'text',
    received_time: 'text',
    received_zone: 'text',
    method: 'text',
    earliest_on: 'text',
    earliest_words: 'text',
    in_reply_to: 'text references letter (id)',
    demands_complete_at: 'text',
    demands_complete_by: 'text references account (id)',
    logged_at: 'text not null',
    logged_by: 'text not null references account (id)',
    reviewed_at: 'text',
    reviewed_by: 'text references account (id)',
    void_reason: 'text',
    version: 'int not null default 1',
  });
  await createIndex(db, 'letter', 'matter_id, logged_at');
  await createIndex(db, 'letter', 'state, logged_at');
  await createIndex(db, 'letter', 'logged_by, state');

  await createTable(
    db,
    engine,
    'letter_dismissal',
    {
      letter_id: 'text not null references letter (id)',
      page: 'int not null',
      start: 'int not null',
      quote: 'text not null',
      dismissed_at: 'text not null',
      dismissed_by: 'text not null references account (id)',
    },
    ['primary key (letter_id, page, start)'],
  );
}
