import { sql } from 'kysely';
import { addColumn, type AnyDb } from './columns.js';

const KEPT = ['stance', 'words', 'promise_words', 'promised_on', 'objections', 'exhibits'] as const;

/** Each response as the approved letter says it: what was sent stays on the demand, whatever is written there since. */
export async function responsesApproved(db: AnyDb, engine: 'sqlite' | 'postgres'): Promise<void> {
  for (const column of KEPT) {
    await addColumn(db, engine, 'approval_demand', column, 'text');
    // A response rewritten since the approval is not what was approved: there the file alone has the words.
    await sql`update approval_demand set ${sql.ref(column)} = (
      select response.${sql.ref(column)} from response
      join approval on approval.build_id = approval_demand.build_id
      where response.demand_id = approval_demand.demand_id and response.written_at <= approval.approved_at
    )`.execute(db);
  }
}
