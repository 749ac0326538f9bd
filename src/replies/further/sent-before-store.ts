import type { Db } from '../../platform/database.js';
import { listSendings } from '../delivery/delivery-store.js';
import type { Reply } from '../reply.js';
import type { SentBefore } from './answer-standing.js';

/** Our replies to the same letter that were begun before this one and stand as sent, oldest first. */
export async function listRepliesBefore(
  db: Db,
  { matterId, inReplyTo, number }: Pick<Reply, 'matterId' | 'inReplyTo'> & { readonly number: number | null },
): Promise<Reply[]> {
  const sent = (await listSendings(db, matterId)).filter(({ isSent }) => isSent);
  const ids = [...new Set(sent.flatMap(({ replyId }) => replyId ?? []))];
  if (ids.length === 0) return [];
  return db
    .selectFrom('reply')
    .where('inReplyTo', '=', inReplyTo)
    .where('kind', '=', 'reply')
    .$if(number !== null, (query) => query.where('reply.number', '<', number))
    .where('reply.id', 'in', ids)
    .orderBy('reply.number')
    .selectAll()
    .execute();
}

/** Every response in those replies as it was approved and sent, oldest first. */
export async function listSentBefore(
  db: Db,
  matterId: string,
  replies: readonly Pick<Reply, 'id'>[],
): Promise<SentBefore[]> {
  const ids = new Set(replies.map(({ id }) => id));
  const sent = (await listSendings(db, matterId)).filter(
    ({ isSent, replyId }) => isSent && ids.has(replyId ?? ''),
  );
  const builds = [...new Set(sent.map(({ buildId }) => buildId))];
  if (builds.length === 0) return [];
  const rows = await db
    .selectFrom('approvalDemand')
    .innerJoin('approval', 'approval.buildId', 'approvalDemand.buildId')
    .innerJoin('bundleBuild', 'bundleBuild.id', 'approval.buildId')
    .innerJoin('bundle', 'bundle.id', 'bundleBuild.bundleId')
    .innerJoin('reply', 'reply.id', 'bundle.replyId')
    .where('approval.buildId', 'in', builds)
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
