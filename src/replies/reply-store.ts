import type { Insertable, Updateable } from 'kysely';
import {
  bundleNumber,
  exhibitMarks,
  inBundleOrder,
  type Bundle,
  type ListedEntry,
} from '../bundles/bundle.js';
import { listEntries } from '../bundles/bundle-store.js';
import { readPageRange } from '../bundles/building/page-range.js';
import { listDemandsOf, listResponses } from '../demands/demand-store.js';
import type { Demand, Response, Stance } from '../demands/demand.js';
import type { Letter } from '../letters/letter.js';
import type { ReplyTable } from '../migrations/schema.js';
import type { Db, Tx } from '../platform/database.js';
import { ConflictError, NotFoundError } from '../platform/errors.js';
import { newId } from '../platform/ids.js';
import type { CitableExhibit } from './paper/cited-runs.js';
import type { AnsweredDemand } from './paper/reply-blocks.js';
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

/** The demands of a letter that stand, each with its response and the items that bear on it. */
export async function listAnswers(
  db: Db,
  matterId: string,
  letterId: string,
): Promise<
  (AnsweredDemand & { demandId: string; stance: Stance | null; demand: Demand; response: Response | null })[]
> {
  const demands = (await listDemandsOf(db, letterId)).filter(
    (demand) => demand.matterId === matterId && demand.state !== 'voided',
  );
  const responses = new Map(
    (await listResponses(db, matterId)).map((response) => [response.demandId, response]),
  );
  const links = await db
    .selectFrom('itemDemand')
    .innerJoin('item', 'item.id', 'itemDemand.itemId')
    .where('item.matterId', '=', matterId)
    .where('item.state', '=', 'in-file')
    .orderBy('item.number')
    .select(['itemDemand.demandId', 'itemDemand.itemId'])
    .execute();
  const items = await db
    .selectFrom('item')
    .where('matterId', '=', matterId)
    .select(['id', 'number'])
    .execute();
  const itemNumbers = new Map(items.map(({ id, number }) => [id, number]));
  return demands.map((demand) => {
    const response = responses.get(demand.id) ?? null;
    return {
      demandId: demand.id,
      demand,
      response,
      stance: response?.stance ?? null,
      itemIds: links.filter(({ demandId }) => demandId === demand.id).map(({ itemId }) => itemId),
      itemNumbers,
    };
  });
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

/** What goes out with a bundle, in order, with its marks; `marks` overrides them when a build has fixed them. */
export async function listExhibits(
  db: Db,
  bundle: Bundle,
  marks?: ReadonlyMap<string, string>,
): Promise<CitableExhibit[]> {
  const entries = await listEntries(db, bundle.id);
  const planned = exhibitMarks(bundle, entries);
  return inBundleOrder(entries).flatMap((entry) => {
    const mark = marks === undefined ? planned.get(entry.id) : marks.get(entry.itemId);
    if (mark === undefined) return [];
    return [
      {
        itemId: entry.itemId,
        itemNumber: entry.itemNumber,
        mark,
        title: entry.title,
        datedOn: entry.datedOn,
        pages: pagesOf(entry),
        slip: slipText(entry.treatment),
      },
    ];
  });
}

/** As the index of the bundle says it. */
function slipText(treatment: ListedEntry['treatment']): string | null {
  if (treatment === 'slip-sheet') return 'slip sheet: not reproduced';
  return treatment === 'native' ? 'slip sheet: provided in native form' : null;
}

/** A slip sheet is one page; a choice of pages counts those; else what the original has, where that is known. */
function pagesOf(entry: ListedEntry): number | null {
  if (entry.treatment !== 'include' && entry.treatment !== 'undecided') return 1;
  if (entry.pages === null) return entry.documentPages;
  const range = readPageRange(entry.pages);
  const last = range.ok ? (range.last ?? entry.documentPages) : null;
  return range.ok && last !== null ? last - range.first + 1 : null;
}
