import type { Db, Tx } from '../platform/database.js';

/** A switch of the installation; null when it was never set. */
export async function findSetting(db: Db, name: 'sample'): Promise<string | null> {
  const row = await db.selectFrom('setting').where('name', '=', name).select('value').executeTakeFirst();
  return row?.value ?? null;
}

export async function updateSetting(tx: Tx, name: 'sample', value: string): Promise<void> {
  await tx
    .insertInto('setting')
    .values({ name, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute();
}
