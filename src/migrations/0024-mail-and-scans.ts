import { addColumn, createIndex, createTable, type AnyDb } from './columns.js';

/** What ties mails to each other, messages chosen from mailboxes, and the words read from pictures of pages. */
export async function mailAndScans(db: AnyDb, engine: 'sqlite' | 'postgres'): Promise<void> {
  await addColumn(db, engine, 'document', 'message_id', 'text');
  await addColumn(db, engine, 'document', 'message_key', 'text');
  await addColumn(db, engine, 'document', 'mailbox_id', 'text references document (id)');
  await addColumn(db, engine, 'document', 'mailbox_place', 'int');
  await createIndex(db, 'document', 'message_id');
  await createIndex(db, 'document', 'message_key');
  await createIndex(db, 'document', 'mailbox_id, mailbox_place');

  await createTable(
    db,
    engine,
    'mail_reference',
    {
      document_id: 'text not null references document (id)',
      position: 'int not null',
      message_id: 'text not null',
    },
    ['primary key (document_id, position)'],
  );
  await createIndex(db, 'mail_reference', 'message_id');

  await addColumn(db, engine, 'letter', 'thread_subject', 'text');
  await createIndex(db, 'letter', 'matter_id, thread_subject');
  await createIndex(db, 'letter', 'document_id');

  await createTable(
    db,
    engine,
    'mailbox_message',
    {
      document_id: 'text not null references document (id)',
      place: 'int not null',
      starts_at: 'int not null',
      bytes: 'int not null',
      sender: 'text',
      subject: 'text',
      dated_on: 'text',
      dated_time: 'text',
      dated_zone: 'text',
      message_id: 'text',
      reason: 'text',
    },
    ['primary key (document_id, place)'],
  );

  await addColumn(db, engine, 'page_text', 'confidence', 'real');
  await addColumn(db, engine, 'page_text', 'doubtful', "text not null default '[]'");
}
