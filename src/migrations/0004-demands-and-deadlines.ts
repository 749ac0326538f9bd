import { createIndex, createTable, type AnyDb } from './columns.js';

export async function demandsAndDeadlines(db: AnyDb, engine: 'sqlite' | 'postgres'): Promise<void> {
  await createTable(
    db,
    engine,
    'demand',
    {
      id: 'text primary key not null',
      matter_id: 'text not null references matter (id)',
      letter_id: 'text not null references letter (id)',
      number: 'int not null',
      quote: 'text not null',
      page: 'int',
      quote_start: 'int',
      quote_end: 'int',
      line_from: 'int',
      line_to: 'int',
      kind: 'text not null',
      limit_words: 'text',
      limit_count: 'int',
      limit_unit: 'text',
      limit_from: 'text',
      limit_on: 'text',
      limit_time: 'text',
      limit_event_on: 'text',
      limit_shared_with: 'text references demand (id)',
      state:
        "text not null check (state in ('open', 'responded', 'withdrawn', 'resolved', 'no-response', 'voided'))",
      state_reason: 'text',
      state_by: 'text references account (id)',
      state_at: 'text',
      entered_at: 'text not null',
      entered_by: 'text not null references account (id)',
      version: 'int not null default 1',
    },
    ['unique (matter_id, number)'],
  );
  await createIndex(db, 'demand', 'letter_id');

  await createTable(db, engine, 'response', {
    id: 'text primary key not null',
    demand_id: 'text not null unique references demand (id)',
    matter_id: 'text not null references matter (id)',
    stance:
      "text not null check (stance in ('will-comply', 'in-part', 'objects', 'declines', 'nothing-held', 'more-time'))",
    grounds: "text not null default ''",
    holds_back: "text not null check (holds_back in ('yes', 'no', 'not-said'))",
    words: 'text not null',
    promise_words: 'text',
    promised_on: 'text',
    written_at: 'text not null',
    written_by: 'text not null references account (id)',
    version: 'int not null default 1',
  });

  await createTable(db, engine, 'performance', {
    id: 'text primary key not null',
    demand_id: 'text not null references demand (id)',
    matter_id: 'text not null references matter (id)',
    done_on: 'text not null',
    words: 'text not null',
    document_id: 'text references document (id)',
    recorded_at: 'text not null',
    recorded_by: 'text not null references account (id)',
  });

  await createTable(db, engine, 'deadline', {
    id: 'text primary key not null',
    matter_id: 'text references matter (id)',
    letter_id: 'text references letter (id)',
    demand_id: 'text references demand (id)',
    title: 'text not null',
    whose: "text not null check (whose in ('binding', 'asserted', 'promised', 'internal'))",
    state:
      "text not null check (state in ('provisional', 'open', 'decision', 'decided', 'met', 'voided', 'superseded'))",
    words: 'text',
    rule: 'text not null',
    input: 'text not null',
    result: 'text not null',
    computed_on: 'text',
    earliest_on: 'text',
    working_on: 'text',
    working_time: 'text',
    zone: 'text not null',
    adopted_at: 'text',
    adopted_by: 'text references account (id)',
    adopted_why: 'text',
    decision: 'text',
    met_on: 'text',
    met_delivery: 'text',
    met_reason: 'text',
    ended_reason: 'text',
    ended_by: 'text references account (id)',
    ended_at: 'text',
    superseded_by: 'text references deadline (id)',
    responsible: 'text references account (id)',
    second: 'text references account (id)',
    set_at: 'text not null',
    set_by: 'text not null references account (id)',
    version: 'int not null default 1',
  });
  await createIndex(db, 'deadline', 'matter_id, state');
  await createIndex(db, 'deadline', 'letter_id');
  await createIndex(db, 'deadline', 'demand_id');
}
