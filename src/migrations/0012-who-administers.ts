import { sql } from 'kysely';
import { addColumn, type AnyDb } from './columns.js';

/** Who makes accounts is a right of its own beside the role: counsel who practises alone has both. */
export async function whoAdministers(db: AnyDb, engine: 'sqlite' | 'postgres'): Promise<void> {
  await addColumn(db, engine, 'account', 'administers', 'int not null default 0');
  await sql`update account set administers = 1 where role = 'admin'`.execute(db);
}
