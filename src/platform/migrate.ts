import { sql, type Kysely } from 'kysely';
import { migrations } from '../migrations/list.js';
import type { Clock } from './clock.js';
import { inTransaction, type Db, type Engine } from './database.js';
import { ConflictError } from './errors.js';

/**
 * Brings the tables up to date; each migration and its row are one transaction.
 * Throws when the database was made by a newer version. Returns the names that ran.
 */
export async function migrate(database: { db: Db; engine: Engine }, clock: Clock): Promise<string[]> {
  const names = await inTransaction(database, async (tx) => {
    await sql`create table if not exists migration (name text primary key not null, at text not null)`.execute(
      tx,
    );
    const rows = await sql<{ name: string }>`select name from migration order by name`.execute(tx);
    return rows.rows.map((row) => row.name);
  });
  const newer = names.find((name) => !migrations.some((migration) => migration.name === name));
  if (newer !== undefined)
    throw new ConflictError(
      `This data was written by a newer version ("${newer}"). Start that version instead.`,
    );

  const ran: string[] = [];
  for (const migration of migrations) {
    if (names.includes(migration.name)) continue;
    await inTransaction(database, async (tx) => {
      const done = await sql`select 1 from migration where name = ${migration.name}`.execute(tx);
      if (done.rows.length > 0) return;
      await migration.up(tx as unknown as Kysely<never>, database.engine);
      await sql`insert into migration (name, at) values (${migration.name}, ${clock.now()})`.execute(tx);
      ran.push(migration.name);
    });
  }
  return ran;
}
