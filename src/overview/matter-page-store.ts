import { sql, type Selectable } from 'kysely';
import { heldWithoutPending, type Deadline, type HeldParts } from '../deadlines/deadline.js';
import type { BundleTable, DeliveryTable, DemandTable, LetterTable } from '../migrations/schema.js';
import type { Db } from '../platform/database.js';

export type LetterOnPage = Pick<
  Selectable<LetterTable>,
  | 'id'
  | 'number'
  | 'direction'
  | 'state'
  | 'subject'
  | 'sender'
  | 'recipient'
  | 'datedOn'
  | 'sentOn'
  | 'receivedOn'
  | 'loggedAt'
  | 'demandsCompleteAt'
>;
export type DeadlineOnPage = Deadline;
export type BundleOnPage = Pick<Selectable<BundleTable>, 'id' | 'number' | 'title' | 'purpose' | 'state'> & {
  readonly builtAt: string | null;
  readonly approvedAt: string | null;
};
export type DeliveryOnPage = Pick<
  Selectable<DeliveryTable>,
  | 'id'
  | 'method'
  | 'recipient'
  | 'sentOn'
  | 'deliveredOn'
  | 'proofDocumentId'
  | 'matchedSha256'
  | 'overrideReason'
> & { readonly bundleTitle: string };
export type DemandOnPage = Pick<Selectable<DemandTable>, 'id' | 'letterId' | 'number' | 'quote' | 'state'> & {
  readonly hasResponse: boolean;
};

/** The letters of a matter that stand, newest first. */
export async function listLettersOnPage(db: Db, matterId: string): Promise<LetterOnPage[]> {
  return db
    .selectFrom('letter')
    .where('matterId', '=', matterId)
    .where('state', '!=', 'voided')
    .orderBy('loggedAt', 'desc')
    .limit(200)
    .select([
      'id',
      'number',
      'direction',
      'state',
      'subject',
      'sender',
      'recipient',
      'datedOn',
      'sentOn',
      'receivedOn',
      'loggedAt',
      'demandsCompleteAt',
    ])
    .execute();
}

/** The dates of a matter that stand: running, decided or met. */
export async function listDeadlinesOnPage(db: Db, matterId: string): Promise<DeadlineOnPage[]> {
  return db
    .selectFrom('deadline')
    .where('matterId', '=', matterId)
    .where('state', 'not in', ['voided', 'superseded'])
    .orderBy('setAt')
    .limit(500)
    .selectAll()
    .execute();
}

export async function listBundlesOnPage(db: Db, matterId: string): Promise<BundleOnPage[]> {
  return db
    .selectFrom('bundle')
    .where('matterId', '=', matterId)
    .where('state', 'not in', ['voided', 'superseded'])
    .orderBy('number', 'desc')
    .limit(50)
    .select((eb) => [
      'bundle.id',
      'bundle.number',
      'bundle.title',
      'bundle.purpose',
      'bundle.state',
      eb
        .selectFrom('bundleBuild')
        .whereRef('bundleBuild.bundleId', '=', 'bundle.id')
        .where('bundleBuild.state', '=', 'built')
        .select((e) => e.fn.max('bundleBuild.builtAt').as('at'))
        .as('builtAt'),
      eb
        .selectFrom('approval')
        .innerJoin('bundleBuild', 'bundleBuild.id', 'approval.buildId')
        .whereRef('bundleBuild.bundleId', '=', 'bundle.id')
        .select((e) => e.fn.max('approval.approvedAt').as('at'))
        .as('approvedAt'),
    ])
    .execute();
}

export async function listDeliveriesOnPage(db: Db, matterId: string): Promise<DeliveryOnPage[]> {
  return db
    .selectFrom('delivery')
    .innerJoin('bundleBuild', 'bundleBuild.id', 'delivery.buildId')
    .innerJoin('bundle', 'bundle.id', 'bundleBuild.bundleId')
    .where('delivery.matterId', '=', matterId)
    .where('delivery.voidedAt', 'is', null)
    .orderBy('delivery.sentOn', 'desc')
    .limit(50)
    .select([
      'delivery.id',
      'delivery.method',
      'delivery.recipient',
      'delivery.sentOn',
      'delivery.deliveredOn',
      'delivery.proofDocumentId',
      'delivery.matchedSha256',
      'delivery.overrideReason',
      'delivery.voidedAt',
      'bundle.title as bundleTitle',
    ])
    .execute();
}

export async function listDemandsOnPage(db: Db, matterId: string): Promise<DemandOnPage[]> {
  const rows = await db
    .selectFrom('demand')
    .leftJoin('response', 'response.demandId', 'demand.id')
    .where('demand.matterId', '=', matterId)
    .where('demand.state', '!=', 'voided')
    .orderBy('demand.number')
    .limit(500)
    .select([
      'demand.id',
      'demand.letterId',
      'demand.number',
      'demand.quote',
      'demand.state',
      'response.id as responseId',
    ])
    .execute();
  return rows.map(({ responseId, ...demand }) => ({ ...demand, hasResponse: responseId !== null }));
}

/** Every demand of a matter that stands, by its number. */
export async function listDemandNumbers(
  db: Db,
  matterId: string,
): Promise<Pick<DemandOnPage, 'id' | 'number'>[]> {
  return db
    .selectFrom('demand')
    .where('matterId', '=', matterId)
    .where('state', '!=', 'voided')
    .orderBy('number')
    .select(['id', 'number'])
    .execute();
}

/** The letters that a reply answers which is in hand or has left. */
export async function listRepliedTo(db: Db, matterId: string): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('reply')
    .where('matterId', '=', matterId)
    .where('state', 'not in', ['voided', 'superseded'])
    .select('inReplyTo')
    .execute();
  return new Set(rows.map(({ inReplyTo }) => inReplyTo));
}

export interface MatterCounts {
  readonly demands: number;
  readonly responded: number;
  readonly unlinkedItems: number;
  readonly unreviewedLetters: number;
}

/** The numbers of the status line. */
export async function countMatter(db: Db, matterId: string): Promise<MatterCounts> {
  const demands = await db
    .selectFrom('demand')
    .leftJoin('response', 'response.demandId', 'demand.id')
    .where('demand.matterId', '=', matterId)
    .where('demand.state', '!=', 'voided')
    .select((eb) => [
      eb.fn.count<number>('demand.id').as('demands'),
      eb.fn.count<number>('response.id').as('responded'),
    ])
    .executeTakeFirstOrThrow();
  const items = await db
    .selectFrom('item')
    .leftJoin('itemDemand', 'itemDemand.itemId', 'item.id')
    .where('item.matterId', '=', matterId)
    .where('item.state', '=', 'in-file')
    .where('itemDemand.itemId', 'is', null)
    .select((eb) => eb.fn.count<number>('item.id').as('n'))
    .executeTakeFirstOrThrow();
  const letters = await db
    .selectFrom('letter')
    .where('matterId', '=', matterId)
    .where('state', '=', 'unreviewed')
    .select((eb) => eb.fn.count<number>('id').as('n'))
    .executeTakeFirstOrThrow();
  return {
    demands: Number(demands.demands),
    responded: Number(demands.responded),
    unlinkedItems: Number(items.n),
    unreviewedLetters: Number(letters.n),
  };
}

export type RunningDeadline = Pick<
  Deadline,
  'id' | 'title' | 'whose' | 'state' | 'words' | 'zone' | 'workingTime'
> &
  HeldParts & {
    /** 1 for a day before which something is not allowed: nobody's last day. */
    readonly isFirstDayAllowed: number;
  };

/** The dates that still run, those that hold a matter open among them, nearest first. */
export async function listRunningDeadlines(db: Db, matterId: string): Promise<RunningDeadline[]> {
  const running = await db
    .selectFrom('deadline')
    .where('matterId', '=', matterId)
    .where('state', 'in', ['provisional', 'open', 'decision'])
    .select([
      'id',
      'title',
      'whose',
      'state',
      'words',
      'zone',
      'earliestOn',
      'workingOn',
      'workingTime',
      'extendedOn',
      'pendingOn',
      'pendingUntil',
      'tolledFrom',
      'tolledUntil',
      // By one word of the result: a matter has many dates, and their working is long.
      sql<number>`case when result like '%"kind":"allowed"%' then 1 else 0 end`.as('isFirstDayAllowed'),
    ])
    .execute();
  return running.sort((a, b) => (heldWithoutPending(a) ?? '').localeCompare(heldWithoutPending(b) ?? ''));
}
