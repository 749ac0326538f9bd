import { sql } from 'kysely';
import { addColumn, createIndex, createTable, type AnyDb } from './columns.js';

/** What holds on to a date until it is met: extensions, tolling, closures, recounts, pre-dates, people, escalations. */
export async function datesHeld(db: AnyDb, engine: 'sqlite' | 'postgres'): Promise<void> {
  await createTable(
    db,
    engine,
    'matter_rule',
    {
      id: 'text primary key not null',
      matter_id: 'text not null references matter (id)',
      family_id: 'text not null',
      number: 'int not null',
      name: 'text not null',
      count: 'int not null',
      unit: 'text not null',
      direction: "text not null check (direction in ('forward', 'backward', 'at_least_after'))",
      first_day: "text not null check (first_day in ('excluded', 'included'))",
      roll: "text not null check (roll in ('none', 'onward', 'next', 'previous'))",
      calendar: 'text',
      cut_off: 'text',
      authority: 'text not null',
      set_at: 'text not null',
      set_by: 'text not null references account (id)',
      ended_at: 'text',
      ended_by: 'text references account (id)',
      ended_reason: 'text',
    },
    ['unique (family_id, number)'],
  );
  await createIndex(db, 'matter_rule', 'matter_id');

  const columns = {
    decided_as: 'text',
    parent_id: 'text references deadline (id)',
    matter_rule_id: 'text references matter_rule (id)',
    extended_on: 'text',
    pending_on: 'text',
    pending_until: 'text',
    tolled_from: 'text',
    tolled_until: 'text',
    tolled_left: 'int',
  } as const;
  for (const [name, column] of Object.entries(columns)) await addColumn(db, engine, 'deadline', name, column);
  await sql
    .raw(
      `update deadline set decided_as = 'no-response' where state = 'decided' and decision like 'No response:%'`,
    )
    .execute(db);
  await createIndex(db, 'deadline', 'parent_id');
  await createIndex(db, 'deadline', 'state, whose');

  await createTable(db, engine, 'extension', {
    id: 'text primary key not null',
    matter_id: 'text not null references matter (id)',
    deadline_id: 'text not null references deadline (id)',
    state: "text not null check (state in ('unconfirmed', 'confirmed', 'lapsed', 'withdrawn', 'superseded'))",
    from_on: 'text not null',
    extended_to: 'text not null',
    count: 'int',
    unit: 'text',
    terms: 'text not null',
    agreed_with: 'text not null',
    agreed_on: 'text not null',
    confirm_by: 'text not null',
    document_id: 'text references document (id)',
    confirmed_at: 'text',
    confirmed_by: 'text references account (id)',
    ended_at: 'text',
    ended_by: 'text references account (id)',
    ended_reason: 'text',
    recorded_at: 'text not null',
    recorded_by: 'text not null references account (id)',
  });
  await createIndex(db, 'extension', 'deadline_id');
  await createIndex(db, 'extension', 'matter_id');
  await createIndex(db, 'extension', 'state, confirm_by');

  await createTable(db, engine, 'tolling', {
    id: 'text primary key not null',
    matter_id: 'text not null references matter (id)',
    deadline_id: 'text not null references deadline (id)',
    from_on: 'text not null',
    until_on: 'text',
    was_due: 'text not null',
    days_left: 'int not null',
    resumed_as: 'text references deadline (id)',
    reason: 'text not null',
    document_id: 'text references document (id)',
    recorded_at: 'text not null',
    recorded_by: 'text not null references account (id)',
    ended_at: 'text',
    ended_by: 'text references account (id)',
    ended_reason: 'text',
  });
  await createIndex(db, 'tolling', 'deadline_id');

  await createTable(db, engine, 'closure', {
    id: 'text primary key not null',
    matter_id: 'text not null references matter (id)',
    closed_on: 'text not null',
    what: 'text not null',
    authority: 'text not null',
    entered_at: 'text not null',
    entered_by: 'text not null references account (id)',
    voided_at: 'text',
    voided_by: 'text references account (id)',
    void_reason: 'text',
  });
  await createIndex(db, 'closure', 'matter_id, closed_on');

  await createTable(
    db,
    engine,
    'recount',
    {
      id: 'text primary key not null',
      matter_id: 'text not null references matter (id)',
      deadline_id: 'text not null references deadline (id)',
      basis: 'text not null',
      was_basis: 'text not null',
      input: 'text not null',
      result: 'text not null',
      computed_on: 'text not null',
      earliest_on: 'text not null',
      state: "text not null check (state in ('asked', 'taken', 'kept', 'same', 'overtaken'))",
      raised_at: 'text not null',
      answered_at: 'text',
      answered_by: 'text references account (id)',
      answer_reason: 'text',
    },
    ['unique (deadline_id, basis)'],
  );
  await createIndex(db, 'recount', 'matter_id, state');

  await createTable(
    db,
    engine,
    'pre_date_plan',
    {
      id: 'text primary key not null',
      matter_id: 'text not null references matter (id)',
      number: 'int not null',
      steps: 'text not null',
      set_at: 'text not null',
      set_by: 'text not null references account (id)',
    },
    ['unique (matter_id, number)'],
  );

  await createTable(db, engine, 'assignment', {
    id: 'text primary key not null',
    deadline_id: 'text not null references deadline (id)',
    responsible: 'text references account (id)',
    second: 'text references account (id)',
    set_at: 'text not null',
    set_by: 'text not null references account (id)',
  });
  await createIndex(db, 'assignment', 'deadline_id');

  await createTable(
    db,
    engine,
    'escalation',
    {
      id: 'text primary key not null',
      deadline_id: 'text not null references deadline (id)',
      matter_id: 'text not null references matter (id)',
      account_id: 'text not null references account (id)',
      kind: "text not null check (kind in ('T-1', 'T+0'))",
      due_on: 'text not null',
      raised_at: 'text not null',
      acknowledged_at: 'text',
    },
    ['unique (deadline_id, kind, due_on, account_id)'],
  );
  await createIndex(db, 'escalation', 'account_id, acknowledged_at');
}
