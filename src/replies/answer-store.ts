import type { Selectable } from 'kysely';
import { listDemandsOf, listResponses } from '../demands/demand-store.js';
import { wordsOfResponse, type Demand, type Response, type Stance } from '../demands/demand.js';
import { itemsNamed, pinpointsOf } from '../demands/pinpoint.js';
import type { ItemTable } from '../migrations/schema.js';
import type { Db } from '../platform/database.js';
import type { Unmarked } from './paper/cited-runs.js';
import type { AnsweredDemand } from './paper/reply-blocks.js';

/** What a letter says beside its responses, and the bundle it goes out with. */
export interface InLetter {
  readonly opening: string;
  readonly closing: string;
  readonly bundleId: string | null;
}

export type Answer = AnsweredDemand & {
  readonly demandId: string;
  readonly stance: Stance | null;
  readonly demand: Demand;
  readonly response: Response | null;
  readonly itemNumbers: ReadonlyMap<string, number>;
};

/** An item that a letter points at, or that bears on what it answers. */
export type Cited = Unmarked['items'][number] & Pick<Selectable<ItemTable>, 'state'>;

/** The demands of a letter that stand, in their order. */
export async function listStandingDemands(db: Db, matterId: string, letterId: string): Promise<Demand[]> {
  return (await listDemandsOf(db, letterId)).filter(
    (demand) => demand.matterId === matterId && demand.state !== 'voided',
  );
}

/**
 * The demands of a letter that stand, each with its response and the items in the bundle that bear on it, and what the
 * letter can point at. A file has many items and a letter few: only those are read.
 */
export async function listAnswers(
  db: Db,
  matterId: string,
  letterId: string,
  { opening, closing, bundleId }: InLetter,
): Promise<{ readonly answers: Answer[]; readonly cited: readonly Cited[] }> {
  const demands = await listStandingDemands(db, matterId, letterId);
  const responses = new Map(
    (await listResponses(db, matterId)).map((response) => [response.demandId, response]),
  );
  const own = demands.flatMap(({ id }) => responses.get(id) ?? []);
  const words = [opening, closing, ...own.map((response) => wordsOfResponse(response))];
  const links = bundleId === null ? [] : await listLinksInBundle(db, bundleId);
  const mayGoOut = bundleId === null ? await listLinksInFile(db, letterId) : [];
  const cited = await listCitedItems(db, matterId, {
    numbers: words.flatMap(itemsNamed),
    ids: [
      ...own.flatMap(({ exhibits }) => (pinpointsOf(exhibits) ?? []).map(({ itemId }) => itemId)),
      ...mayGoOut.map(({ itemId }) => itemId),
    ],
  });
  const itemNumbers = new Map(cited.map(({ itemId, itemNumber }) => [itemId, itemNumber]));
  const answers = demands.map((demand) => {
    const response = responses.get(demand.id) ?? null;
    return {
      demandId: demand.id,
      demand,
      response,
      stance: response?.stance ?? null,
      itemIds: links.filter(({ demandId }) => demandId === demand.id).map(({ itemId }) => itemId),
      mayGoOut: mayGoOut.filter(({ demandId }) => demandId === demand.id).map(({ itemId }) => itemId),
      itemNumbers,
    };
  });
  return { answers, cited };
}

/** How many items in the file bear on each demand of a letter, by demand. */
export async function countLinked(db: Db, letterId: string): Promise<ReadonlyMap<string, number>> {
  const counts = await db
    .selectFrom('itemDemand')
    .innerJoin('demand', 'demand.id', 'itemDemand.demandId')
    .innerJoin('item', 'item.id', 'itemDemand.itemId')
    .where('demand.letterId', '=', letterId)
    .where('item.state', '=', 'in-file')
    .groupBy('itemDemand.demandId')
    .select((eb) => ['itemDemand.demandId', eb.fn.countAll<number>().as('n')])
    .execute();
  return new Map(counts.map(({ demandId, n }) => [demandId, Number(n)]));
}

/** Items by the numbers that words name and by the ids that responses point at, with their pages. */
async function listCitedItems(
  db: Db,
  matterId: string,
  { numbers, ids }: { readonly numbers: readonly number[]; readonly ids: readonly string[] },
): Promise<readonly Cited[]> {
  if (numbers.length === 0 && ids.length === 0) return [];
  return db
    .selectFrom('item')
    .leftJoin('document', 'document.id', 'item.documentId')
    .where('item.matterId', '=', matterId)
    .where((eb) =>
      eb.or([
        ...(numbers.length === 0 ? [] : [eb('item.number', 'in', [...new Set(numbers)])]),
        ...(ids.length === 0 ? [] : [eb('item.id', 'in', [...new Set(ids)])]),
      ]),
    )
    .orderBy('item.number')
    .select(['item.id as itemId', 'item.number as itemNumber', 'item.state', 'document.pages'])
    .execute();
}

/** What bears on the demands of a letter and may leave as it stands, as long as no bundle says what goes out. */
async function listLinksInFile(
  db: Db,
  letterId: string,
): Promise<{ readonly demandId: string; readonly itemId: string }[]> {
  return db
    .selectFrom('itemDemand')
    .innerJoin('demand', 'demand.id', 'itemDemand.demandId')
    .innerJoin('item', 'item.id', 'itemDemand.itemId')
    .where('demand.letterId', '=', letterId)
    .where('item.state', '=', 'in-file')
    .where('item.isPrivileged', '=', 0)
    .orderBy('item.number')
    .select(['itemDemand.demandId', 'itemDemand.itemId', 'item.number'])
    .execute();
}

async function listLinksInBundle(
  db: Db,
  bundleId: string,
): Promise<{ readonly demandId: string; readonly itemId: string }[]> {
  return db
    .selectFrom('bundleEntry')
    .innerJoin('item', 'item.id', 'bundleEntry.itemId')
    .innerJoin('itemDemand', 'itemDemand.itemId', 'item.id')
    .where('bundleEntry.bundleId', '=', bundleId)
    .where('item.state', '=', 'in-file')
    .orderBy('item.number')
    .select(['itemDemand.demandId', 'itemDemand.itemId', 'item.number'])
    .distinct()
    .execute();
}
