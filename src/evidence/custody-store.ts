import type { Insertable } from 'kysely';
import type { CustodyEntryTable } from '../migrations/schema.js';
import type { Db, Tx } from '../platform/database.js';
import { newId } from '../platform/ids.js';
import type { CustodyEntry } from './item.js';

export async function listCustody(db: Db, itemId: string): Promise<CustodyEntry[]> {
  return db
    .selectFrom('custodyEntry')
    .where('itemId', '=', itemId)
    .orderBy('fromAt')
    .orderBy('recordedAt')
    .selectAll()
    .execute();
}

export async function insertCustody(tx: Tx, entry: Omit<Insertable<CustodyEntryTable>, 'id'>): Promise<void> {
  await tx
    .insertInto('custodyEntry')
    .values({ id: newId(), ...entry })
    .execute();
}
