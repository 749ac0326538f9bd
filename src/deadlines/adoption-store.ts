import type { Db } from '../platform/database.js';
import type { Deadline } from './deadline.js';

/**
 * Of these dates, those counted anew whose working date fell away or moved with the count and was not adopted since, with why
 * and with what had been adopted: by the last count before that had a working date, however often it was counted again.
 */
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
    .withRecursive('line', (query) =>
      query
        .selectFrom('deadline as one')
        .where('one.supersededBy', 'in', [...ids])
        .select(['one.supersededBy as lastId', 'one.id as beforeId', 'one.workingOn'])
        .unionAll(
          query
            .selectFrom('line')
            .innerJoin('deadline as older', 'older.supersededBy', 'line.beforeId')
            .where('line.workingOn', 'is', null)
            .select(['line.lastId', 'older.id as beforeId', 'older.workingOn']),
        ),
    )
    .selectFrom('line')
    .innerJoin('deadline', 'deadline.id', 'line.lastId')
    .innerJoin('deadline as before', 'before.id', 'line.beforeId')
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
