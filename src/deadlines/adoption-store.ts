import type { Db } from '../platform/database.js';
import type { Deadline } from './deadline.js';

/**
 * Of these dates, those counted anew whose working date fell away or moved with the count and was not adopted since, with why and with
 * what had been adopted. */
export async function listToAdoptAgain(
  db: Db,
  ids: readonly string[],
): Promise<
  (Pick<Deadline, 'workingOn' | 'workingTime' | 'input' | 'result'> & {
    id: string;
    reason: string;
    was: string;
  })[]
> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('deadline')
    .innerJoin('deadline as before', 'before.supersededBy', 'deadline.id')
    .where('deadline.id', 'in', [...ids])
    .where('deadline.state', '=', 'open')
    .where('before.workingOn', 'is not', null)
    .where(({ or, eb, ref, and }) => {
      const isMoved = eb('deadline.workingOn', '!=', ref('before.workingOn'));
      const isCarried = and([isMoved, eb('deadline.adoptedAt', '<', ref('deadline.setAt'))]);
      return or([eb('deadline.workingOn', 'is', null), isCarried]);
    })
    .orderBy('deadline.setAt')
    .orderBy('deadline.id')
    .select(['deadline.id', 'before.endedReason', 'before.workingOn', 'before.extendedOn'])
    .select(['before.workingTime', 'before.input', 'before.result'])
    .execute();
  return rows.map(({ endedReason, extendedOn, ...row }) => ({
    ...row,
    reason: endedReason ?? '',
    was: extendedOn ?? row.workingOn ?? '',
  }));
}
