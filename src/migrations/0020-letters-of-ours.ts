import { addColumn, createIndex, createTable, type AnyDb } from './columns.js';

/** Objections and pinpoint exhibits of a response; kinds of letter, their versions and templates. */
export async function lettersOfOurs(db: AnyDb, engine: 'sqlite' | 'postgres'): Promise<void> {
  await addColumn(db, engine, 'response', 'objections', "text not null default '[]'");
  await addColumn(db, engine, 'response', 'exhibits', 'text');

  await addColumn(
    db,
    engine,
    'reply',
    'kind',
    "text not null default 'reply' check (kind in ('reply', 'acknowledgement', 'extension', 'hold', 'clawback', 'service'))",
  );

  await createTable(
    db,
    engine,
    'reply_version',
    {
      id: 'text primary key not null',
      reply_id: 'text not null references reply (id)',
      matter_id: 'text not null references matter (id)',
      number: 'int not null',
      content: 'text not null',
      sha256: 'text not null',
      letter_sha256: 'text',
      saved_at: 'text not null',
      saved_by: 'text references account (id)',
      why: "text not null default ''",
    },
    ['unique (reply_id, number)'],
  );
  await createIndex(db, 'reply_version', 'letter_sha256');

  await createTable(db, engine, 'letter_template', {
    id: 'text primary key not null',
    matter_id: 'text not null references matter (id)',
    kind: "text not null check (kind in ('reply', 'acknowledgement', 'extension', 'hold', 'clawback', 'service'))",
    name: 'text not null',
    subject: "text not null default ''",
    salutation: "text not null default ''",
    opening: "text not null default ''",
    closing: "text not null default ''",
    legend: "text not null default ''",
    state: "text not null check (state in ('live', 'withdrawn'))",
    written_at: 'text not null',
    written_by: 'text not null references account (id)',
    version: 'int not null default 1',
  });
  await createIndex(db, 'letter_template', 'matter_id');
}
