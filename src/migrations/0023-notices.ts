import { createIndex, createTable, type AnyDb } from './columns.js';

/** Lists of notices, their texts and campaigns, what was set against measurements, and in which form people leave. */
export async function notices(db: AnyDb, engine: 'sqlite' | 'postgres'): Promise<void> {
  await createTable(
    db,
    engine,
    'notice_list',
    {
      id: 'text primary key not null',
      matter_id: 'text not null references matter (id)',
      number: 'int not null',
      item_id: 'text not null references item (id)',
      sha256: 'text not null',
      file_name: 'text not null',
      how: 'text not null',
      columns_key: 'text not null',
      as_of: 'text not null',
      cache_key: 'text not null',
      state: "text not null check (state in ('reading', 'ready', 'voided'))",
      profile: "text not null default '{}'",
      job_id: 'text not null references job (id)',
      replaces: 'text references notice_list (id)',
      entered_at: 'text not null',
      entered_by: 'text not null references account (id)',
      read_at: 'text',
      void_reason: 'text',
      version: 'int not null default 1',
    },
    ['unique (matter_id, number)'],
  );
  await createIndex(db, 'notice_list', 'item_id');
  await createIndex(db, 'notice_list', 'matter_id, columns_key');

  const revised = {
    id: 'text primary key not null',
    matter_id: 'text not null references matter (id)',
    number: 'int not null',
    revision: 'int not null',
    state: "text not null check (state in ('current', 'superseded', 'voided'))",
    void_reason: 'text',
    entered_at: 'text not null',
    entered_by: 'text not null references account (id)',
  } as const;
  await createTable(
    db,
    engine,
    'notice_text',
    {
      ...revised,
      code: "text not null default ''",
      words: 'text not null',
      shown_by: 'text references item (id)',
    },
    ['unique (matter_id, number, revision)'],
  );
  await createTable(
    db,
    engine,
    'notice_campaign',
    {
      ...revised,
      title: 'text not null',
      text_number: 'int',
      networks: 'text not null',
      from_on: 'text not null',
      to_on: 'text',
      source: "text not null default ''",
    },
    ['unique (matter_id, number, revision)'],
  );

  await createTable(
    db,
    engine,
    'notice_run',
    {
      id: 'text primary key not null',
      matter_id: 'text not null references matter (id)',
      number: 'int not null',
      list_id: 'text not null references notice_list (id)',
      method: 'text not null',
      method_number: 'int',
      reason: 'text not null',
      job_id: 'text not null references job (id)',
      repeats: 'text references notice_run (id)',
      cache_key: 'text not null',
      result: "text not null default '{}'",
      result_hash: 'text',
      late_cause: "text not null default ''",
      late_cause_at: 'text',
      late_cause_by: 'text references account (id)',
      started_at: 'text not null',
      started_by: 'text not null references account (id)',
      finished_at: 'text',
      version: 'int not null default 1',
    },
    ['unique (matter_id, number)'],
  );
  await createIndex(db, 'notice_run', 'list_id');

  await createTable(
    db,
    engine,
    'notice_run_source',
    {
      run_id: 'text not null references notice_run (id)',
      source_id: 'text not null references measurement_source (id)',
    },
    ['primary key (run_id, source_id)'],
  );
  await createIndex(db, 'notice_run_source', 'source_id');

  await createTable(db, engine, 'identity_right', {
    id: 'text primary key not null',
    matter_id: 'text not null references matter (id)',
    account_id: 'text not null references account (id)',
    reason: 'text not null',
    granted_at: 'text not null',
    granted_by: 'text not null references account (id)',
    ended_at: 'text',
    ended_by: 'text references account (id)',
    end_reason: 'text',
  });
  await createIndex(db, 'identity_right', 'matter_id, account_id');

  await createTable(
    db,
    engine,
    'disclosure',
    {
      id: 'text primary key not null',
      matter_id: 'text not null references matter (id)',
      number: 'int not null',
      list_id: 'text not null references notice_list (id)',
      run_id: 'text references notice_run (id)',
      demand_id: 'text references demand (id)',
      mode: "text not null check (mode in ('counts', 'pseudonyms', 'identified', 'held-back'))",
      title: 'text not null',
      choices: "text not null default '{}'",
      ground: "text not null default ''",
      state: "text not null check (state in ('asked', 'making', 'made', 'held-back', 'withdrawn'))",
      job_id: 'text references job (id)',
      item_id: 'text references item (id)',
      sha256: 'text',
      row_count: 'int',
      asked_at: 'text not null',
      asked_by: 'text not null references account (id)',
      approved_at: 'text',
      approved_by: 'text references account (id)',
      approval_form: "text check (approval_form in ('two-people', 'one-person'))",
      approval_reason: "text not null default ''",
      made_at: 'text',
      end_reason: 'text',
      version: 'int not null default 1',
    },
    ['unique (matter_id, number)'],
  );
  await createIndex(db, 'disclosure', 'list_id');
  await createIndex(db, 'disclosure', 'demand_id');
}
