import { sql } from 'kysely';
import type { Actor } from '../../audit/event.js';
import type { Db } from '../../platform/database.js';
import type { Letter } from '../letter.js';
import type { Tally } from './accuracy.js';

export interface LetterTally
  extends Tally, Pick<Letter, 'id' | 'number' | 'matterId' | 'direction' | 'sender'> {}

const BY_HAND = ['split by hand', 'merged by hand'] as const;

/**
 * One row for each letter whose list of demands was confirmed as complete, in the matters of this account, in the
 * order they were logged. Proposals that a later reading replaced are left out.
 */
export async function listTallies(db: Db, actor: Actor): Promise<LetterTally[]> {
  const letters = await db
    .selectFrom('letter')
    .innerJoin('matterAccess', 'matterAccess.matterId', 'letter.matterId')
    .where('matterAccess.accountId', '=', actor.accountId)
    .where('letter.demandsCompleteAt', 'is not', null)
    .where('letter.state', '=', 'reviewed')
    .orderBy('letter.loggedAt')
    .select(['letter.id', 'letter.number', 'letter.matterId', 'letter.direction', 'letter.sender'])
    .execute();
  if (letters.length === 0) return [];
  const complete = db
    .selectFrom('letter')
    .innerJoin('matterAccess', 'matterAccess.matterId', 'letter.matterId')
    .where('matterAccess.accountId', '=', actor.accountId)
    .where('letter.demandsCompleteAt', 'is not', null)
    .select('letter.id');
  const demands = await db
    .selectFrom('demand')
    .leftJoin('proposedDemand', (join) =>
      join
        .onRef('proposedDemand.demandId', '=', 'demand.id')
        .on('proposedDemand.state', 'in', ['confirmed', 'edited']),
    )
    .where('demand.letterId', 'in', complete)
    .where('demand.state', '!=', 'voided')
    .groupBy('demand.letterId')
    .select((eb) => [
      'demand.letterId',
      eb.fn.count('demand.id').distinct().as('demands'),
      eb.fn.count('proposedDemand.demandId').distinct().as('found'),
    ])
    .execute();
  const isByHand = sql<boolean>`rule in (${sql.join(BY_HAND)})`;
  const proposals = await db
    .selectFrom('proposedDemand')
    .where('letterId', 'in', complete)
    .groupBy('letterId')
    .select([
      'letterId',
      sql<number>`sum(case when state = 'confirmed' and not ${isByHand} then 1 else 0 end)`.as('right'),
      sql<number>`sum(case when state = 'edited' or (state = 'confirmed' and ${isByHand}) then 1 else 0 end)`.as(
        'edited',
      ),
      sql<number>`sum(case when state = 'rejected' then 1 else 0 end)`.as('rejected'),
    ])
    .execute();
  const demandsOf = new Map(demands.map((row) => [row.letterId, row]));
  const proposalsOf = new Map(proposals.map((row) => [row.letterId, row]));
  return letters.map((letter) => {
    const entered = demandsOf.get(letter.id);
    const proposed = proposalsOf.get(letter.id);
    return {
      ...letter,
      ...{ demands: Number(entered?.demands ?? 0), found: Number(entered?.found ?? 0) },
      ...{ right: Number(proposed?.right ?? 0), edited: Number(proposed?.edited ?? 0) },
      rejected: Number(proposed?.rejected ?? 0),
    };
  });
}
