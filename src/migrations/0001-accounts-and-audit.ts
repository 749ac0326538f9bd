import { createIndex, createTable, makeAppendOnly, type AnyDb } from './columns.js';

export async function accountsAndAudit(db: AnyDb, engine: 'sqlite' | 'postgres'): Promise<void> {
  await createTable(db, engine, 'account', {
    id: 'text primary key not null',
    email: 'text not null unique',
    name: 'text not null',
    role: "text not null check (role in ('admin', 'counsel', 'paralegal', 'auditor'))",
    password_hash: 'text not null',
    zone: 'text not null',
    created_at: 'text not null',
    disabled_at: 'text',
    version: 'int not null default 1',
  });

  await createTable(db, engine, 'session', {
    id_hash: 'text primary key not null',
    account_id: 'text references account (id)',
    content: 'text not null',
    created_ms: 'int not null',
    seen_ms: 'int not null',
  });
  await createIndex(db, 'session', 'seen_ms');

  await createTable(db, engine, 'setting', {
    name: 'text primary key not null',
    value: 'text not null',
  });

  await createTable(db, engine, 'job', {
    id: 'text primary key not null',
    kind: 'text not null',
    input: 'text not null',
    state: "text not null check (state in ('waiting', 'running', 'done', 'failed', 'stopped'))",
    matter_id: 'text',
    subject: 'text',
    queued_by: 'text not null',
    queued_at: 'text not null',
    queued_ms: 'int not null',
    done_count: 'int not null default 0',
    total_count: 'int not null default 0',
    note: "text not null default ''",
    attempt: 'int not null default 0',
    fence: 'int not null default 0',
    lease_until_ms: 'int',
    output: 'text',
    reason: 'text',
    stop_asked: 'int not null default 0',
  });
  await createIndex(db, 'job', 'state, queued_ms');
  await createIndex(db, 'job', 'subject');

  await createTable(db, engine, 'audit_event', {
    seq: 'int primary key not null',
    at: 'text not null',
    by_account: 'text',
    action: 'text not null',
    subject: 'text not null',
    matter_id: 'text',
    text: 'text not null',
    prev_hash: 'text not null',
    hash: 'text not null unique',
  });
  await createIndex(db, 'audit_event', 'matter_id, seq');
  await createIndex(db, 'audit_event', 'subject, seq');
  await makeAppendOnly(db, engine, 'audit_event');
}
