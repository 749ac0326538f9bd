import type { Insertable, Updateable } from 'kysely';
import { bundleNumber, type Bundle } from '../bundles/bundle.js';
import type { Letter } from '../letters/letter.js';
import type { ReplyTable } from '../migrations/schema.js';
import type { Db, Tx } from '../platform/database.js';
import { ConflictError, NotFoundError } from '../platform/errors.js';
import { newId } from '../platform/ids.js';
import type { Issued } from './reply-checks.js';
import type { Reply } from './reply.js';

/** A reply with the letter it answers and the bundle it goes out with. */
export type ListedReply = Reply & {
  readonly letterNumber: string;
  readonly letterSender: string | null;
  readonly bundleId: string | null;
  readonly bundleState: Bundle['state'] | null;
};

const LIVE = ['open', 'approved', 'sent'] as const;

/** The newest first. */
export async function listReplies(db: Db, matterId: string): Promise<ListedReply[]> {
  const replies = await db
    .selectFrom('reply')
    .innerJoin('letter', 'letter.id', 'reply.inReplyTo')
    .where('reply.matterId', '=', matterId)
    .orderBy('reply.number', 'desc')
    .selectAll('reply')
    .select(['letter.number as letterNumber', 'letter.sender as letterSender'])
    .execute();
  const bundles = await db
    .selectFrom('bundle')
    .where('matterId', '=', matterId)
    .where('replyId', 'is not', null)
    .where('state', 'in', LIVE)
    .orderBy('number')
    .select(['id', 'replyId', 'state'])
    .execute();
  const byReply = new Map(bundles.map((bundle) => [bundle.replyId, bundle]));
  return replies.map((reply) => {
    const bundle = byReply.get(reply.id);
    return { ...reply, bundleId: bundle?.id ?? null, bundleState: bundle?.state ?? null };
  });
}

export async function getReplyIn(db: Db, matterId: string, id: string): Promise<Reply> {
  const reply = await db
    .selectFrom('reply')
    .where('matterId', '=', matterId)
    .where('id', '=', id)
    .selectAll()
    .executeTakeFirst();
  if (!reply) throw new NotFoundError('reply', id);
  return reply;
}

/** The reply to a letter that is being written or is approved, or null: a letter has one at a time. */
export async function findReplyInHand(db: Db, letterId: string): Promise<Reply | null> {
  return (
    (await db
      .selectFrom('reply')
      .where('inReplyTo', '=', letterId)
      .where('kind', '=', 'reply')
      .where('state', 'in', ['draft', 'approved'])
      .selectAll()
      .executeTakeFirst()) ?? null
  );
}

/** Letters that one of ours can begin from: they came in, and somebody has confirmed their facts. */
export async function listAnswerable(db: Db, matterId: string): Promise<Letter[]> {
  return db
    .selectFrom('letter')
    .where('matterId', '=', matterId)
    .where('direction', '=', 'in')
    .where('state', '=', 'reviewed')
    .orderBy('loggedAt', 'desc')
    .limit(200)
    .selectAll()
    .execute();
}

/** Gives the reply the next number of its matter. */
export async function insertReply(
  tx: Tx,
  reply: Omit<Insertable<ReplyTable>, 'id' | 'number' | 'version'>,
): Promise<{ id: string; number: number }> {
  const id = newId();
  const last = await tx
    .selectFrom('reply')
    .where('matterId', '=', reply.matterId)
    .select((eb) => eb.fn.max('number').as('number'))
    .executeTakeFirst();
  const number = Number(last?.number ?? 0) + 1;
  await tx
    .insertInto('reply')
    .values({ id, number, ...reply })
    .execute();
  return { id, number };
}

/** Throws `ConflictError` when someone else saved the reply since `version`. */
export async function updateReply(
  tx: Tx,
  id: string,
  version: number,
  changes: Omit<Updateable<ReplyTable>, 'id' | 'matterId' | 'number' | 'inReplyTo' | 'version'>,
): Promise<void> {
  const updated = await tx
    .updateTable('reply')
    .set((eb) => ({ ...changes, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  if (updated.numUpdatedRows !== 1n) throw new ConflictError('Someone else changed this reply meanwhile.');
}

/** Changes only the state. */
export async function updateReplyState(tx: Tx, id: string, state: Reply['state']): Promise<void> {
  await tx.updateTable('reply').set({ state }).where('id', '=', id).execute();
}

/** The bundles of a matter that have left. */
export async function listLeftBundles(db: Db, matterId: string): Promise<Bundle[]> {
  return db
    .selectFrom('bundle')
    .where('matterId', '=', matterId)
    .where('purpose', '!=', 'internal')
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('delivery')
          .innerJoin('bundleBuild', 'bundleBuild.id', 'delivery.buildId')
          .whereRef('bundleBuild.bundleId', '=', 'bundle.id')
          .where('delivery.voidedAt', 'is', null)
          .select('delivery.id'),
      ),
    )
    .orderBy('number')
    .selectAll()
    .execute();
}

/** The bundles of a matter and the page numbers issued in them, whatever became of them. */
export async function listIssued(db: Db, matterId: string): Promise<Issued> {
  const bundles = await db
    .selectFrom('bundle')
    .where('matterId', '=', matterId)
    .select(['number', 'state'])
    .execute();
  const ranges = await db
    .selectFrom('batesRange')
    .innerJoin('bundleBuild', 'bundleBuild.id', 'batesRange.buildId')
    .innerJoin('bundle', 'bundle.id', 'bundleBuild.bundleId')
    .where('batesRange.matterId', '=', matterId)
    .select([
      'batesRange.prefix',
      'batesRange.firstNumber',
      'batesRange.lastNumber',
      'bundle.number',
      'bundle.state',
    ])
    .execute();
  return {
    bundles: bundles.map(({ number, state }) => ({ number: bundleNumber(number), state })),
    bates: ranges.map(({ prefix, firstNumber, lastNumber, number, state }) => ({
      ...{ prefix, first: firstNumber, last: lastNumber, bundle: bundleNumber(number), state },
    })),
  };
}
