import { addColumn, createIndex, createTable, makeAppendOnly, type AnyDb } from './columns.js';

/** Approved files that Rejoinder mails itself, and the papers that come back about what was sent. */
export async function sentByUs(db: AnyDb, engine: 'sqlite' | 'postgres'): Promise<void> {
  await addColumn(db, engine, 'delivery', 'message_id', 'text');
  await addColumn(db, engine, 'delivery', 'refuted_at', 'text');
  await addColumn(db, engine, 'delivery', 'refuted_why', 'text');
  await createIndex(db, 'delivery', 'message_id');

  await createTable(db, engine, 'delivery_paper', {
    id: 'text primary key not null',
    delivery_id: 'text not null references delivery (id)',
    matter_id: 'text not null references matter (id)',
    document_id: 'text not null references document (id)',
    kind: "text not null check (kind in ('receipt', 'bounce', 'delay'))",
    words: "text not null default ''",
    kept_at: 'text not null',
    kept_by: 'text not null references account (id)',
  });
  await createIndex(db, 'delivery_paper', 'delivery_id');
  await makeAppendOnly(db, engine, 'delivery_paper');

  await createTable(db, engine, 'dispatch', {
    id: 'text primary key not null',
    matter_id: 'text not null references matter (id)',
    build_id: 'text not null references bundle_build (id)',
    recipient: 'text not null',
    address: 'text not null',
    subject: 'text not null',
    words: "text not null default ''",
    message_id: 'text not null',
    message_sha256: 'text not null',
    message_bytes: 'int not null',
    is_again: 'int not null default 0 check (is_again in (0, 1))',
    state:
      "text not null check (state in ('waiting', 'claimed', 'sending', 'sent', 'in-doubt', 'failed', 'withdrawn'))",
    attempts: 'int not null default 0',
    retry_ms: 'int not null default 0',
    fence: 'int not null default 0',
    lease_until_ms: 'int',
    answer: 'text',
    reason: 'text',
    asked_at: 'text not null',
    asked_by: 'text not null references account (id)',
    ended_at: 'text',
    ended_by: 'text references account (id)',
    delivery_id: 'text references delivery (id)',
    alert_id: 'text references deadline (id)',
  });
  await createIndex(db, 'dispatch', 'state, retry_ms');
  await createIndex(db, 'dispatch', 'matter_id');
  await createIndex(db, 'dispatch', 'build_id');
}
