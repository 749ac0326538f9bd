import { openMatter } from '../../src/matters/open-matter.js';
import { grantAccess } from '../../src/matters/grant-access.js';
import { newId } from '../../src/platform/ids.js';
import type { Deadline } from '../../src/deadlines/deadline.js';
import type { Demand } from '../../src/demands/demand.js';
import type { Started } from '../support/start-rejoinder.js';

/** The sample's dispute as rows: dana leads it, omar is counsel on it, priya reads it; rolf and ines have no access. */
export interface Dispute {
  readonly matterId: string;
  readonly letterId: string;
  readonly demandIds: readonly [string, string, string];
}

const AT = '2014-06-05T19:00:00.000Z';

export async function openDispute(
  started: Started,
  options: { title?: string; approvalForm?: 'two-people' | 'one-person' } = {},
): Promise<Dispute> {
  const { deps, actor } = started;
  const dana = actor('dana');
  const matterId = await openMatter(
    deps,
    {
      title: options.title ?? 'Verizon – Netflix, letter of 5 June 2014',
      regime: 'private',
      zone: 'America/Los_Angeles',
      legend: 'Privileged and confidential: attorney work product',
      approvalForm: options.approvalForm ?? 'two-people',
      ourParty: 'Netflix',
      theirParty: 'Verizon',
    },
    dana,
  );
  await grantAccess(deps, matterId, { accountId: actor('omar').accountId, access: 'member' }, dana);
  await grantAccess(deps, matterId, { accountId: actor('priya').accountId, access: 'viewer' }, dana);
  const letterId = newId();
  await deps.db
    .insertInto('letter')
    .values({
      id: letterId,
      number: 'L-1',
      matterId,
      direction: 'in',
      state: 'reviewed',
      subject: 'Notices shown to users of the Verizon network',
      sender: 'Verizon',
      senderCounsel: 'Randal Milch',
      recipient: 'Netflix',
      datedOn: '2014-06-05',
      receivedOn: '2014-06-05',
      demandsCompleteAt: AT,
      demandsCompleteBy: dana.accountId,
      loggedAt: AT,
      loggedBy: dana.accountId,
    })
    .execute();
  const demand = (number: number, quote: string): Promise<string> =>
    addDemand(started, { matterId, letterId, number, quote });
  return {
    matterId,
    letterId,
    demandIds: [
      await demand(
        1,
        'immediately cease and desist from any further notices to users of the Verizon network',
      ),
      await demand(2, 'provide, within five days from the date of this letter, all evidence and documents'),
      await demand(3, 'provide a list of all customers to whom such messages were delivered'),
    ],
  };
}

async function addDemand(
  started: Started,
  demand: Pick<Demand, 'matterId' | 'letterId' | 'number' | 'quote'>,
): Promise<string> {
  const id = newId();
  await started.deps.db
    .insertInto('demand')
    .values({
      id,
      ...demand,
      page: 1,
      kind: 'other',
      state: 'open',
      enteredAt: AT,
      enteredBy: started.actor('dana').accountId,
    })
    .execute();
  return id;
}

export async function respond(
  started: Started,
  matterId: string,
  demandId: string,
  words: string,
): Promise<void> {
  await started.deps.db
    .insertInto('response')
    .values({
      id: newId(),
      demandId,
      matterId,
      stance: 'declines',
      holdsBack: 'no',
      words,
      writtenAt: AT,
      writtenBy: started.actor('omar').accountId,
    })
    .execute();
  await started.deps.db
    .updateTable('demand')
    .set({ state: 'responded' })
    .where('id', '=', demandId)
    .execute();
}

/** A date as the counter would leave it, without its working. */
export async function addDeadline(
  started: Started,
  date: Partial<Deadline> & Pick<Deadline, 'title'>,
): Promise<string> {
  const id = newId();
  await started.deps.db
    .insertInto('deadline')
    .values({
      id,
      matterId: null,
      letterId: null,
      demandId: null,
      whose: 'asserted',
      state: 'open',
      words: null,
      rule: 'by-hand',
      input: '{}',
      result: '',
      computedOn: null,
      earliestOn: null,
      workingOn: null,
      workingTime: null,
      zone: 'America/Los_Angeles',
      adoptedAt: null,
      adoptedBy: null,
      adoptedWhy: null,
      decision: null,
      metOn: null,
      metDelivery: null,
      metReason: null,
      endedReason: null,
      endedBy: null,
      endedAt: null,
      supersededBy: null,
      responsible: null,
      second: null,
      setAt: AT,
      setBy: started.actor('dana').accountId,
      ...date,
    })
    .execute();
  return id;
}

/** A document and an item on it, its one page with these words. */
export async function addItem(
  started: Started,
  matterId: string,
  item: { number: number; title: string; words?: string; demandIds?: readonly string[] },
): Promise<string> {
  const { db } = started.deps;
  const by = started.actor('dana').accountId;
  const documentId = newId();
  await db
    .insertInto('document')
    .values({
      id: documentId,
      matterId,
      sha256: String(item.number).padStart(64, '0'),
      bytes: 10,
      name: `${item.title}.txt`,
      mediaType: 'text/plain',
      label: 'Text',
      state: 'readable',
      pages: 1,
      receivedAt: AT,
      receivedBy: by,
    })
    .execute();
  await db
    .insertInto('pageText')
    .values({ documentId, page: 1, text: item.words ?? item.title })
    .execute();
  const id = newId();
  await db
    .insertInto('item')
    .values({
      id,
      matterId,
      number: item.number,
      documentId,
      kind: 'document',
      title: item.title,
      datedOn: '2014-06-02',
      state: 'in-file',
      addedAt: AT,
      addedBy: by,
    })
    .execute();
  for (const demandId of item.demandIds ?? [])
    await db.insertInto('itemDemand').values({ itemId: id, demandId, linkedAt: AT, linkedBy: by }).execute();
  return id;
}
