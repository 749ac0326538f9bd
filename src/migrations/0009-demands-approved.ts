import { sql } from 'kysely';
import { createIndex, createTable, type AnyDb } from './columns.js';

/** Which demands an approved letter responds to: what is delivered meets their dates, not those responded to since. */
export async function demandsApproved(db: AnyDb, engine: 'sqlite' | 'postgres'): Promise<void> {
  await createTable(
    db,
    engine,
    'approval_demand',
    {
      build_id: 'text not null references bundle_build (id)',
      demand_id: 'text not null references demand (id)',
    },
    ['primary key (build_id, demand_id)'],
  );
  await createIndex(db, 'approval_demand', 'demand_id');
  await sql`insert into approval_demand (build_id, demand_id)
    select approval.build_id, demand.id
    from approval
    join bundle_build on bundle_build.id = approval.build_id
    join bundle on bundle.id = bundle_build.bundle_id
    join reply on reply.id = bundle.reply_id
    join demand on demand.letter_id = reply.in_reply_to
    join response on response.demand_id = demand.id
    where response.written_at <= approval.approved_at`.execute(db);
}
