import type { Insertable } from 'kysely';
import type { MatterRuleTable } from '../../migrations/schema.js';
import type { Db, Tx } from '../../platform/database.js';
import { ConflictError, NotFoundError } from '../../platform/errors.js';
import { newId } from '../../platform/ids.js';
import type { MatterRule } from './matter-rule.js';

/** Every version of every rule of a matter. */
export async function listMatterRules(db: Db, matterId: string): Promise<MatterRule[]> {
  return db
    .selectFrom('matterRule')
    .where('matterId', '=', matterId)
    .orderBy('name')
    .orderBy('familyId')
    .orderBy('number')
    .selectAll()
    .execute();
}

export async function getMatterRuleIn(db: Db, matterId: string, id: string): Promise<MatterRule> {
  const rule = await db
    .selectFrom('matterRule')
    .where('id', '=', id)
    .where('matterId', '=', matterId)
    .selectAll()
    .executeTakeFirst();
  if (!rule) throw new NotFoundError('rule', id);
  return rule;
}

/** The first version of a rule begins its family. Returns its id. */
export async function insertMatterRule(
  tx: Tx,
  rule: Omit<Insertable<MatterRuleTable>, 'id' | 'familyId'> & { readonly familyId?: string },
): Promise<string> {
  const id = newId();
  await tx
    .insertInto('matterRule')
    .values({ ...rule, id, familyId: rule.familyId ?? id })
    .execute();
  return id;
}

/** Throws `ConflictError` for one that has ended already. */
export async function updateRuleEnded(
  tx: Tx,
  id: string,
  ended: { readonly endedAt: string; readonly endedBy: string; readonly endedReason: string },
): Promise<void> {
  const updated = await tx
    .updateTable('matterRule')
    .set(ended)
    .where('id', '=', id)
    .where('endedAt', 'is', null)
    .executeTakeFirst();
  if (updated.numUpdatedRows !== 1n)
    throw new ConflictError('Someone else changed this rule meanwhile; it has ended.');
}
