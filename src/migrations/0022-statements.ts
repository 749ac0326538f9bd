import { createIndex, createTable, type AnyDb } from './columns.js';

/** What was said beside what they say was said, and the items for and against it. */
export async function statements(db: AnyDb, engine: 'sqlite' | 'postgres'): Promise<void> {
  await createTable(
    db,
    engine,
    'statement',
    {
      id: 'text primary key not null',
      matter_id: 'text not null references matter (id)',
      number: 'int not null',
      made_words: 'text not null',
      made_by: 'text not null',
      made_to: "text not null default ''",
      made_on: 'text',
      made_where: "text not null default ''",
      shown_by: 'text references item (id)',
      shown_at: "text not null default ''",
      put_words: 'text not null',
      put_letter: 'text references letter (id)',
      difference: "text not null default ''",
      position: "text not null default ''",
      state: "text not null check (state in ('at-issue', 'voided'))",
      void_reason: 'text',
      entered_at: 'text not null',
      entered_by: 'text not null references account (id)',
      version: 'int not null default 1',
    },
    ['unique (matter_id, number)'],
  );

  await createTable(
    db,
    engine,
    'statement_demand',
    {
      statement_id: 'text not null references statement (id)',
      demand_id: 'text not null references demand (id)',
    },
    ['primary key (statement_id, demand_id)'],
  );
  await createIndex(db, 'statement_demand', 'demand_id');

  await createTable(db, engine, 'statement_link', {
    id: 'text primary key not null',
    statement_id: 'text not null references statement (id)',
    item_id: 'text not null references item (id)',
    bearing: "text not null check (bearing in ('for', 'against', 'context'))",
    place: "text not null default ''",
    note: "text not null default ''",
    linked_at: 'text not null',
    linked_by: 'text not null references account (id)',
    review: "text check (review in ('goes', 'not-responsive', 'privileged'))",
    review_reason: "text not null default ''",
    reviewed_at: 'text',
    reviewed_by: 'text references account (id)',
    ended_at: 'text',
    ended_by: 'text references account (id)',
    end_reason: 'text',
    version: 'int not null default 1',
  });
  await createIndex(db, 'statement_link', 'statement_id');
  await createIndex(db, 'statement_link', 'item_id');
}
