import { createIndex, createTable, type AnyDb } from './columns.js';

/** What the words of a letter propose as its demands, and what a person made of each: both are kept. */
export async function demandsProposed(db: AnyDb, engine: 'sqlite' | 'postgres'): Promise<void> {
  await createTable(db, engine, 'proposed_demand', {
    id: 'text primary key not null',
    letter_id: 'text not null references letter (id)',
    position: 'int not null',
    page: 'int not null',
    quote_start: 'int not null',
    quote_end: 'int not null',
    quote: 'text not null',
    kind: 'text not null',
    limit_words: 'text',
    limit_count: 'int',
    limit_unit: 'text',
    limit_from: 'text',
    limit_on: 'text',
    limit_time: 'text',
    limit_rule: 'text',
    rule: 'text not null',
    stem: 'text',
    also_at: "text not null default '[]'",
    is_implied: 'int not null default 0',
    is_conditional: 'int not null default 0',
    reader_version: 'int not null',
    proposed_at: 'text not null',
    state:
      "text not null default 'open' check (state in ('open', 'confirmed', 'edited', 'split', 'merged', 'rejected', 'superseded'))",
    demand_id: 'text references demand (id)',
    decided_at: 'text',
    decided_by: 'text references account (id)',
  });
  await createIndex(db, 'proposed_demand', 'letter_id, position');
  await createIndex(db, 'proposed_demand', 'demand_id');
}
