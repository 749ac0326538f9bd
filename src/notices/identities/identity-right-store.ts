import type { Insertable, Selectable } from 'kysely';
import type { IdentityRightTable } from '../../migrations/schema.js';
import type { Db, Tx } from '../../platform/database.js';
import { NotFoundError } from '../../platform/errors.js';
import { newId } from '../../platform/ids.js';

export type IdentityRight = Selectable<IdentityRightTable>;

/** Every right there is and was in a matter, the latest first. */
export async function listIdentityRights(db: Db, matterId: string): Promise<IdentityRight[]> {
  return db
    .selectFrom('identityRight')
    .where('matterId', '=', matterId)
    .orderBy('grantedAt', 'desc')
    .orderBy('id')
    .selectAll()
    .execute();
}

export async function getIdentityRight(db: Db, matterId: string, id: string): Promise<IdentityRight> {
  const right = await db
    .selectFrom('identityRight')
    .where('matterId', '=', matterId)
    .where('id', '=', id)
    .selectAll()
    .executeTakeFirst();
  if (!right) throw new NotFoundError('right', id);
  return right;
}

/**
 * The accounts that may see names in a matter now. A right lives and dies with the work on the matter: whoever was taken
 * off and came back needs a new one.
 */
export async function listWhoSeesNames(db: Db, matterId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('identityRight')
    .innerJoin('matterAccess', (join) =>
      join
        .onRef('matterAccess.matterId', '=', 'identityRight.matterId')
        .onRef('matterAccess.accountId', '=', 'identityRight.accountId'),
    )
    .where('identityRight.matterId', '=', matterId)
    .where('identityRight.endedAt', 'is', null)
    .whereRef('matterAccess.grantedAt', '<=', 'identityRight.grantedAt')
    .select('identityRight.accountId')
    .execute();
  return rows.map(({ accountId }) => accountId);
}

export async function seesNames(db: Db, matterId: string, accountId: string): Promise<boolean> {
  return (await listWhoSeesNames(db, matterId)).includes(accountId);
}

export async function insertIdentityRight(
  tx: Tx,
  right: Omit<Insertable<IdentityRightTable>, 'id'>,
): Promise<string> {
  const id = newId();
  await tx
    .insertInto('identityRight')
    .values({ id, ...right })
    .execute();
  return id;
}

export async function endIdentityRight(
  tx: Tx,
  id: string,
  end: { readonly endedAt: string; readonly endedBy: string; readonly endReason: string },
): Promise<void> {
  await tx.updateTable('identityRight').set(end).where('id', '=', id).where('endedAt', 'is', null).execute();
}
