import type { Clock } from './clock.js';
import { inTransaction, type Db, type Engine } from './database.js';

/**
 * Takes or keeps a turn that one process has at a time; false while another one has it. Read first, so that whoever
 * only waits does not make others wait. The turn of a process that is gone ends with its time; one that would go on for
 * longer than twice its length was taken by a clock that ran ahead, and holds nobody up once that is set right.
 */
export async function takeLease(
  database: { readonly db: Db; readonly engine: Engine },
  clock: Clock,
  lease: { readonly name: string; readonly holder: string; readonly ms: number },
): Promise<boolean> {
  const { name, holder } = lease;
  const isOthers = (row: { holder: string; untilMs: number } | undefined): boolean => {
    if (row === undefined || row.holder === holder) return false;
    const now = clock.machineNow();
    return row.untilMs > now && row.untilMs <= now + 2 * lease.ms;
  };
  const read = async (db: Db) =>
    db.selectFrom('lease').where('name', '=', name).select(['holder', 'untilMs']).executeTakeFirst();
  if (isOthers(await read(database.db))) return false;
  return inTransaction(database, async (tx) => {
    if (isOthers(await read(tx))) return false;
    const held = { holder, untilMs: clock.machineNow() + lease.ms };
    await tx
      .insertInto('lease')
      .values({ name, ...held })
      .onConflict((conflict) => conflict.column('name').doUpdateSet(held))
      .execute();
    return true;
  });
}
