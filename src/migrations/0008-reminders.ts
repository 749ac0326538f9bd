import { createIndex, createTable, type AnyDb } from './columns.js';

/** Mail about dates, one row for each, and the addresses of calendar feeds. */
export async function reminders(db: AnyDb, engine: 'sqlite' | 'postgres'): Promise<void> {
  await createTable(db, engine, 'reminder_setting', {
    account_id: 'text primary key not null references account (id)',
    digest: 'int not null default 1',
    digest_hour: 'int not null default 7',
    words: 'int not null default 0',
    digested_on: 'text',
    version: 'int not null default 1',
  });

  await createTable(
    db,
    engine,
    'outbox',
    {
      id: 'text primary key not null',
      kind: "text not null check (kind in ('digest', 'T-3', 'T-1', 'T-0', 'overdue', 'escalation', 'test'))",
      about: 'text not null',
      day: 'text not null',
      account_id: 'text not null references account (id)',
      deadline_id: 'text references deadline (id)',
      matter_id: 'text references matter (id)',
      state:
        "text not null check (state in ('waiting', 'claimed', 'sending', 'sent', 'in-doubt', 'failed', 'withdrawn', 'no-server'))",
      planned_at: 'text not null',
      attempts: 'int not null default 0',
      retry_ms: 'int not null default 0',
      fence: 'int not null default 0',
      lease_until_ms: 'int',
      ended_at: 'text',
      answer: 'text',
      reason: 'text',
    },
    // What makes a reminder one reminder, however many servers plan it and however often.
    ['unique (about, kind, day, account_id)'],
  );
  await createIndex(db, 'outbox', 'state, retry_ms');
  await createIndex(db, 'outbox', 'planned_at');
  await createIndex(db, 'outbox', 'deadline_id');

  await createTable(db, engine, 'lease', {
    name: 'text primary key not null',
    holder: 'text not null',
    until_ms: 'int not null',
  });

  await createTable(db, engine, 'calendar_feed', {
    id: 'text primary key not null',
    account_id: 'text not null references account (id)',
    matter_id: 'text references matter (id)',
    token_hash: 'text not null unique',
    words: 'int not null default 0',
    made_at: 'text not null',
    revoked_at: 'text',
  });
  await createIndex(db, 'calendar_feed', 'account_id');
}
