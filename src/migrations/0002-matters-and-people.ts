import { createIndex, createTable, type AnyDb } from './columns.js';

export async function mattersAndPeople(db: AnyDb, engine: 'sqlite' | 'postgres'): Promise<void> {
  await createTable(db, engine, 'matter', {
    id: 'text primary key not null',
    number: 'text not null unique',
    title: 'text not null',
    regime: "text not null check (regime in ('private', 'us-federal', 'california', 'england-wales'))",
    zone: 'text not null',
    legend: 'text not null',
    approval_form: "text not null check (approval_form in ('two-people', 'one-person'))",
    state: "text not null check (state in ('open', 'closed'))",
    opened_at: 'text not null',
    opened_by: 'text not null references account (id)',
    closed_at: 'text',
    closed_by: 'text references account (id)',
    close_reason: 'text',
    version: 'int not null default 1',
  });

  await createTable(
    db,
    engine,
    'matter_access',
    {
      matter_id: 'text not null references matter (id)',
      account_id: 'text not null references account (id)',
      access: "text not null check (access in ('lead', 'member', 'viewer'))",
      granted_at: 'text not null',
      granted_by: 'text not null references account (id)',
    },
    ['primary key (matter_id, account_id)'],
  );
  await createIndex(db, 'matter_access', 'account_id');

  await createTable(db, engine, 'person', {
    id: 'text primary key not null',
    kind: "text not null check (kind in ('person', 'organisation'))",
    name: 'text not null',
    organisation: 'text',
    email: 'text',
    address: 'text',
    created_at: 'text not null',
  });

  await createTable(
    db,
    engine,
    'matter_party',
    {
      matter_id: 'text not null references matter (id)',
      person_id: 'text not null references person (id)',
      side: "text not null check (side in ('ours', 'theirs', 'other'))",
      capacity: "text not null check (capacity in ('party', 'counsel', 'witness'))",
      added_at: 'text not null',
    },
    ['primary key (matter_id, person_id)'],
  );
}
