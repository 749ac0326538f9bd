import { createIndex, createTable, makeAppendOnly, type AnyDb } from './columns.js';

/** Files read as measurements, how a matter's readings are judged, and every run with its figures. */
export async function measurements(db: AnyDb, engine: 'sqlite' | 'postgres'): Promise<void> {
  await createTable(
    db,
    engine,
    'measurement_source',
    {
      id: 'text primary key not null',
      matter_id: 'text not null references matter (id)',
      number: 'int not null',
      item_id: 'text not null references item (id)',
      sha256: 'text not null',
      file_name: 'text not null',
      how: 'text not null',
      columns_key: "text not null default ''",
      as_of: 'text not null',
      cache_key: 'text not null',
      state: "text not null check (state in ('reading', 'ready', 'withdrawn'))",
      facts: "text not null default '{}'",
      profile: "text not null default '{}'",
      records: 'int not null default 0',
      used: 'int not null default 0',
      rejected: 'int not null default 0',
      reasons: "text not null default '[]'",
      job_id: 'text not null',
      replaces: 'text references measurement_source (id)',
      entered_at: 'text not null',
      entered_by: 'text not null references account (id)',
      read_at: 'text',
      withdrawn_at: 'text',
      withdrawn_by: 'text references account (id)',
      withdrawn_reason: 'text',
      version: 'int not null default 1',
    },
    ['unique (matter_id, number)'],
  );
  await createIndex(db, 'measurement_source', 'item_id');
  await createIndex(db, 'measurement_source', 'matter_id, columns_key');

  await createTable(
    db,
    engine,
    'measurement_method',
    {
      id: 'text primary key not null',
      matter_id: 'text not null references matter (id)',
      number: 'int not null',
      measure: "text not null check (measure in ('download', 'upload', 'roundTrip', 'loss'))",
      level: 'real not null',
      window_minutes: 'int not null',
      peak_from: 'int not null',
      peak_to: 'int not null',
      peak_days: "text not null check (peak_days in ('all', 'weekdays'))",
      zone: 'text not null',
      note: "text not null default ''",
      reason: 'text not null',
      set_at: 'text not null',
      set_by: 'text not null references account (id)',
    },
    ['unique (matter_id, number)'],
  );
  await makeAppendOnly(db, engine, 'measurement_method');

  await createTable(
    db,
    engine,
    'measurement_run',
    {
      id: 'text primary key not null',
      matter_id: 'text not null references matter (id)',
      number: 'int not null',
      method_id: 'text not null references measurement_method (id)',
      repeats: 'text references measurement_run (id)',
      job_id: 'text not null',
      records: 'int',
      used: 'int',
      result_hash: 'text',
      started_at: 'text not null',
      started_by: 'text not null references account (id)',
      finished_at: 'text',
    },
    ['unique (matter_id, number)'],
  );

  await createTable(
    db,
    engine,
    'measurement_run_source',
    {
      run_id: 'text not null references measurement_run (id)',
      source_id: 'text not null references measurement_source (id)',
    },
    ['primary key (run_id, source_id)'],
  );
  await createIndex(db, 'measurement_run_source', 'source_id');

  await createTable(db, engine, 'measurement_run_figures', {
    run_id: 'text primary key not null references measurement_run (id)',
    content: 'text not null',
  });
  await makeAppendOnly(db, engine, 'measurement_run_figures');
}
