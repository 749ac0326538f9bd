import type { Db } from '../../platform/database.js';
import type { Reply } from '../reply.js';
import type { SentBefore } from './answer-standing.js';

/** Our replies to the same letter that were begun before this one and stand as sent, oldest first. */
export async function listRepliesBefore(
  db: Db,
  { inReplyTo, number }: Pick<Reply, 'inReplyTo'> & { readonly number: number | null },
): Promise<Reply[]> {
  return db
    .selectFrom('reply')
    .where('inReplyTo', '=', inReplyTo)
    .where('kind', '=', 'reply')
    .$if(number !== null, (query) => query.where('reply.number', '<', number))
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('delivery')
          .innerJoin('bundleBuild', 'bundleBuild.id', 'delivery.buildId')
          .innerJoin('bundle', 'bundle.id', 'bundleBuild.bundleId')
          .whereRef('bundle.replyId', '=', 'reply.id')
          .where('delivery.voidedAt', 'is', null)
          .where('delivery.refutedAt', 'is', null)
          .select('delivery.id'),
      ),
    )
    .orderBy('reply.number')
    .selectAll()
    .execute();
}

/** Every response in those replies as it was approved and sent, oldest first. */
export async function listSentBefore(db: Db, replies: readonly Pick<Reply, 'id'>[]): Promise<SentBefore[]> {
  if (replies.length === 0) return [];
  const rows = await db
    .selectFrom('approvalDemand')
    .innerJoin('approval', 'approval.buildId', 'approvalDemand.buildId')
    .innerJoin('bundleBuild', 'bundleBuild.id', 'approval.buildId')
    .innerJoin('bundle', 'bundle.id', 'bundleBuild.bundleId')
    .innerJoin('reply', 'reply.id', 'bundle.replyId')
    .where(
      'reply.id',
      'in',
      replies.map(({ id }) => id),
    )
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('delivery')
          .whereRef('delivery.buildId', '=', 'approval.buildId')
          .where('delivery.voidedAt', 'is', null)
          .where('delivery.refutedAt', 'is', null)
          .select('delivery.id'),
      ),
    )
    .orderBy('reply.number')
    .orderBy('approval.approvedAt')
    .selectAll('approvalDemand')
    .select([
      'approval.approvedAt',
      'reply.datedOn',
      'bundle.id as bundleId',
      'bundle.number as bundleNumber',
    ])
    .execute();
  return rows.map(({ stance, words, promiseWords, promisedOn, objections, exhibits, ...row }) => ({
    ...row,
    response:
      stance === null || words === null
        ? null
        : { stance, words, promiseWords, promisedOn, objections: objections ?? '[]', exhibits },
  }));
}
