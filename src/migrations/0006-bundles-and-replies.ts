import { createIndex, createTable, makeAppendOnly, type AnyDb } from './columns.js';

export async function bundlesAndReplies(db: AnyDb, engine: 'sqlite' | 'postgres'): Promise<void> {
  await createTable(
    db,
    engine,
    'reply',
    {
      id: 'text primary key not null',
      matter_id: 'text not null references matter (id)',
      number: 'int not null',
      in_reply_to: 'text not null references letter (id)',
      state: "text not null check (state in ('draft', 'approved', 'sent', 'superseded', 'voided'))",
      state_reason: 'text',
      dated_on: 'text not null',
      letterhead: "text not null default ''",
      addressee: 'text not null',
      our_reference: "text not null default ''",
      their_reference: "text not null default ''",
      subject: 'text not null',
      salutation: 'text not null',
      opening: "text not null default ''",
      closing: "text not null default ''",
      signatory: 'text not null',
      copies: "text not null default ''",
      legend: "text not null default ''",
      written_at: 'text not null',
      written_by: 'text not null references account (id)',
      version: 'int not null default 1',
    },
    ['unique (matter_id, number)'],
  );

  await createTable(
    db,
    engine,
    'bundle',
    {
      id: 'text primary key not null',
      matter_id: 'text not null references matter (id)',
      number: 'int not null',
      purpose: "text not null check (purpose in ('enclosures', 'production', 'court', 'internal'))",
      title: 'text not null',
      paper: "text not null check (paper in ('letter', 'a4'))",
      dated_on: 'text not null',
      legend: 'text',
      exhibit_style: "text not null check (exhibit_style in ('letters', 'numbers'))",
      bates_prefix: 'text',
      bates_digits: 'int',
      reply_id: 'text references reply (id)',
      state: "text not null check (state in ('open', 'approved', 'sent', 'superseded', 'voided'))",
      state_reason: 'text',
      created_at: 'text not null',
      created_by: 'text not null references account (id)',
      version: 'int not null default 1',
    },
    ['unique (matter_id, number)'],
  );

  await createTable(db, engine, 'bundle_entry', {
    id: 'text primary key not null',
    bundle_id: 'text not null references bundle (id)',
    item_id: 'text not null references item (id)',
    section: "text not null default ''",
    position: 'int not null',
    title: 'text not null',
    dated_on: 'text',
    pages: 'text',
    treatment:
      "text not null check (treatment in ('include', 'withhold', 'leave-out', 'slip-sheet', 'native', 'undecided'))",
    ground: "text not null default ''",
    description: "text not null default ''",
    author: "text not null default ''",
    recipients: "text not null default ''",
  });
  await createIndex(db, 'bundle_entry', 'bundle_id, position');
  await createIndex(db, 'bundle_entry', 'item_id');

  await createTable(
    db,
    engine,
    'bundle_build',
    {
      id: 'text primary key not null',
      bundle_id: 'text not null references bundle (id)',
      matter_id: 'text not null references matter (id)',
      number: 'int not null',
      job_id: 'text not null',
      bundle_version: 'int not null',
      is_draft: 'int not null check (is_draft in (0, 1))',
      state: "text not null check (state in ('building', 'built', 'failed'))",
      reason: 'text',
      spec: "text not null default '{}'",
      spec_sha256: 'text',
      pdf_sha256: 'text',
      pdf_bytes: 'int',
      package_sha256: 'text',
      record_sha256: 'text',
      pages: 'int',
      bates_pages: 'int',
      letter_sha256: 'text',
      built_at: 'text',
      built_by: 'text not null references account (id)',
    },
    ['unique (bundle_id, number)'],
  );

  await createTable(db, engine, 'bundle_finding', {
    id: 'text primary key not null',
    build_id: 'text not null references bundle_build (id)',
    level: "text not null check (level in ('stop', 'note'))",
    document: 'text',
    page: 'int',
    what: 'text not null',
    cleared_at: 'text',
    cleared_by: 'text references account (id)',
    clear_reason: 'text',
  });
  await createIndex(db, 'bundle_finding', 'build_id');

  await createTable(db, engine, 'bates_range', {
    id: 'text primary key not null',
    matter_id: 'text not null references matter (id)',
    build_id: 'text not null references bundle_build (id)',
    prefix: 'text not null',
    first_number: 'int not null',
    last_number: 'int not null',
    allotted_at: 'text not null',
  });
  await createIndex(db, 'bates_range', 'matter_id, prefix');
  await makeAppendOnly(db, engine, 'bates_range');

  await createTable(db, engine, 'approval', {
    id: 'text primary key not null',
    matter_id: 'text not null references matter (id)',
    build_id: 'text not null references bundle_build (id)',
    pdf_sha256: 'text not null',
    form: "text not null check (form in ('two-people', 'one-person'))",
    reason: "text not null default ''",
    approved_at: 'text not null',
    approved_by: 'text not null references account (id)',
  });
  await createIndex(db, 'approval', 'build_id', { unique: true });
  await makeAppendOnly(db, engine, 'approval');

  await createTable(db, engine, 'delivery', {
    id: 'text primary key not null',
    matter_id: 'text not null references matter (id)',
    build_id: 'text not null references bundle_build (id)',
    letter_id: 'text references letter (id)',
    method: "text not null check (method in ('email', 'courier', 'post', 'hand', 'fax', 'portal'))",
    recipient: 'text not null',
    address: 'text not null',
    sent_on: 'text not null',
    sent_time: 'text',
    delivered_on: 'text',
    tracking: "text not null default ''",
    proof_document_id: 'text references document (id)',
    matched_sha256: 'text',
    proof_facts: "text not null default '{}'",
    override_reason: 'text',
    recorded_at: 'text not null',
    recorded_by: 'text not null references account (id)',
    version: 'int not null default 1',
  });
  await createIndex(db, 'delivery', 'matter_id');
  await createIndex(db, 'delivery', 'build_id');
}
