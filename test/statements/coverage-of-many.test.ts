import { expect } from 'chai';
import fc from 'fast-check';
import { listDemands, listResponses } from '../../src/demands/demand-store.js';
import { itemsOfDemand } from '../../src/evidence/items-by-demand.js';
import { newId } from '../../src/platform/ids.js';
import { coverageOf, type DemandCoverage } from '../../src/statements/coverage.js';
import { readCoverage } from '../../src/statements/read-coverage.js';
import { listStatements } from '../../src/statements/statement-store.js';
import { addItem, openDispute, type Dispute } from '../overview/dispute.js';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';

const AT = '2014-06-05T19:00:00.000Z';
const ITEMS = 40;

interface Link {
  readonly item: number;
  readonly demand: number;
}
interface Case {
  readonly links: readonly Link[];
  readonly privileged: readonly number[];
  readonly withdrawn: readonly number[];
  readonly bearing: readonly { readonly item: number; readonly bearing: 'for' | 'against' | 'context' }[];
  readonly stances: readonly ('will-comply' | 'in-part' | 'nothing-held' | 'declines' | null)[];
}

const number = fc.integer({ min: 0, max: ITEMS - 1 });
const cases: fc.Arbitrary<Case> = fc.record({
  links: fc.uniqueArray(fc.record({ item: number, demand: fc.integer({ min: 0, max: 2 }) }), {
    selector: ({ item, demand }) => `${item} ${demand}`,
    maxLength: 90,
    size: 'max',
  }),
  privileged: fc.uniqueArray(number, { maxLength: 20, size: 'max' }),
  withdrawn: fc.uniqueArray(number, { maxLength: 5 }),
  bearing: fc.array(fc.record({ item: number, bearing: fc.constantFrom('for', 'against', 'context') }), {
    maxLength: 8,
  }),
  stances: fc.array(fc.constantFrom('will-comply', 'in-part', 'nothing-held', 'declines', null), {
    minLength: 3,
    maxLength: 3,
  }),
});

describe('the coverage of demands that many items bear on', () => {
  let started: Started;
  let dispute: Dispute;
  let statementId: string;
  const ids: string[] = [];

  before(async () => {
    started = await startRejoinder({ today: '2014-06-06' });
    dispute = await openDispute(started);
    for (let at = 1; at <= ITEMS; at += 1)
      ids.push(await addItem(started, dispute.matterId, { number: at, title: `Paper ${at}` }));
    statementId = newId();
    await started.deps.db
      .insertInto('statement')
      .values({
        ...{ id: statementId, matterId: dispute.matterId, number: 1, madeWords: 'said', madeBy: 'us' },
        ...{ putWords: 'put', state: 'at-issue', enteredAt: AT, enteredBy: started.actor('dana').accountId },
      })
      .execute();
    for (const demandId of dispute.demandIds.slice(0, 2))
      await started.deps.db.insertInto('statementDemand').values({ statementId, demandId }).execute();
  });
  after(() => started.close());

  async function set({ links, privileged, withdrawn, bearing, stances }: Case): Promise<void> {
    const { db } = started.deps;
    const by = started.actor('dana').accountId;
    for (const table of ['itemDemand', 'statementLink', 'response'] as const)
      await db.deleteFrom(table).execute();
    await db.updateTable('item').set({ isPrivileged: 0, state: 'in-file' }).execute();
    const of = (list: readonly number[]) => list.map((at) => ids[at] ?? '');
    if (privileged.length > 0)
      await db.updateTable('item').set({ isPrivileged: 1 }).where('id', 'in', of(privileged)).execute();
    if (withdrawn.length > 0)
      await db.updateTable('item').set({ state: 'withdrawn' }).where('id', 'in', of(withdrawn)).execute();
    for (const { item, demand } of links)
      await db
        .insertInto('itemDemand')
        .values({
          ...{ itemId: ids[item] ?? '', demandId: dispute.demandIds[demand] ?? '' },
          ...{ linkedAt: AT, linkedBy: by },
        })
        .execute();
    for (const one of bearing)
      await db
        .insertInto('statementLink')
        .values({
          ...{ id: newId(), statementId, itemId: ids[one.item] ?? '', bearing: one.bearing },
          ...{ linkedAt: AT, linkedBy: by },
        })
        .execute();
    for (const [at, stance] of stances.entries())
      if (stance !== null)
        await db
          .insertInto('response')
          .values({
            ...{ id: newId(), demandId: dispute.demandIds[at] ?? '', matterId: dispute.matterId, stance },
            ...{ holdsBack: 'no', words: 'so', writtenAt: AT, writtenBy: by },
          })
          .execute();
  }

  /** The same by reading every link there is. */
  async function inFull(): Promise<DemandCoverage[]> {
    const { db } = started.deps;
    const { matterId, demandIds } = dispute;
    const items = new Map(
      await Promise.all(
        demandIds.map(
          async (id) => [id, { items: await itemsOfDemand(db, id), more: 0, morePrivileged: 0 }] as const,
        ),
      ),
    );
    const [demands, responses] = [await listDemands(db, matterId), await listResponses(db, matterId)];
    return coverageOf(demands, responses, items, await listStatements(db, matterId));
  }

  it('says of each the same, with the same numbers, as reading every link does', async () => {
    let counted = 0;
    await fc.assert(
      fc.asyncProperty(cases, async (one) => {
        await set(one);
        const short = await readCoverage(started.deps.db, dispute.matterId);
        const full = await inFull();
        const facts = (rows: readonly DemandCoverage[]) =>
          rows.map((row) => ({
            coverage: row.coverage,
            support: row.support.length + row.moreSupport,
            heldBack: row.heldBack.length + row.moreHeldBack,
            against: row.against.map(({ id }) => id),
            gaps: row.gaps.map(({ closes, id }) => [closes, id]),
          }));
        expect(facts(short)).to.deep.equal(facts(full));
        // What is named is named rightly.
        for (const [at, row] of short.entries()) {
          expect(full[at]?.support).to.deep.include.members([...row.support]);
          expect(full[at]?.heldBack).to.deep.include.members([...row.heldBack]);
          counted += row.moreSupport + row.moreHeldBack;
        }
      }),
      { numRuns: 40 },
    );
    expect(counted, 'no case had more items than are named').to.be.greaterThan(0);
  });

  it('names the first of them and counts the rest, in the table of coverage and of demands', async () => {
    const links = ids.map((_, item) => ({ item, demand: 0 }));
    await set({ links, privileged: [], withdrawn: [], bearing: [], stances: ['nothing-held', null, null] });
    const dana = await started.signIn('dana');
    const base = `/matters/${dispute.matterId}`;
    const statements = (await dana.get(`${base}/statements`)).text;
    expect(statements).to.include('R-0008').and.to.include('and 32 more');
    expect(statements).not.to.include('R-0009');
    expect(statements).to.match(
      /says that nothing is held, and R-0001, .*R-0008 and 32 more items bear on it/,
    );
    const demands = (await dana.get(`${base}/demands`)).text;
    expect(demands).to.include('and 32 more').and.to.include('40 items');
    expect(demands).not.to.include('R-0009');
  });
});
