import { expect } from 'chai';
import { setDemandDate } from '../../src/demands/demand-dates.js';
import { getDemandIn } from '../../src/demands/demand-store.js';
import { listDeadlines } from '../../src/deadlines/deadline-store.js';
import { demandingLetter } from '../../src/letters/demanding-letter.js';
import { getMatterFor } from '../../src/matters/matter-store.js';
import { inTransaction } from '../../src/platform/database.js';
import type { Browser } from '../support/browser.js';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';
import { openDispute, type Dispute } from './dispute.js';

describe('what if, over a whole matter', () => {
  let started: Started;
  let dispute: Dispute;
  let dana: Browser;
  beforeEach(async () => {
    started = await startRejoinder({ today: '2014-06-06' });
    dispute = await openDispute(started);
    dana = await started.signIn('dana');
    const { db } = started.deps;
    const limits = [
      { limitWords: 'within five days of receipt', limitCount: 5, limitUnit: 'day', limitFrom: 'receipt' },
      { limitWords: 'within five days from the date', limitCount: 5, limitUnit: 'day', limitFrom: 'letter-date' },
      { limitWords: 'within three business days of receipt', limitCount: 3, limitUnit: 'business-day', limitFrom: 'receipt' },
    ] as const; // prettier-ignore
    const by = started.actor('dana');
    const matter = await getMatterFor(db, by, dispute.matterId);
    const letter = await demandingLetter(db, matter, dispute.letterId);
    for (const [index, id] of dispute.demandIds.entries()) {
      await db
        .updateTable('demand')
        .set(limits[index] ?? {})
        .where('id', '=', id)
        .execute();
      const demand = await getDemandIn(db, dispute.matterId, id);
      await inTransaction(started.deps, (tx) =>
        setDemandDate(tx, demand, letter, by, started.deps.clock.now()),
      );
    }
  });
  afterEach(() => started.close());

  const ask = (query: Record<string, string>) =>
    dana.get(`/matters/${dispute.matterId}/deadlines/what-if?${new URLSearchParams(query).toString()}`);
  const dates = () => listDeadlines(started.deps.db, dispute.matterId);

  it('another day of receipt moves the dates that run from it, and no other; nothing is saved', async () => {
    const before = await dates();
    const page = await ask({ letterId: dispute.letterId, receivedOn: '2014-06-10' });
    expect(page.status).to.equal(200);
    expect(page.text)
      .to.contain('2 dates move')
      .and.to.contain('Sat 14 Jun 2014')
      .and.to.contain('Thu 12 Jun 2014')
      .and.to.contain('does not move');
    expect(await dates()).to.deep.equal(before);
  });

  it('a closed office in the middle of a private letter’s time moves nothing: it matters where a last day rolls', async () => {
    const page = await ask({ closedOn: '2014-06-06' });
    expect(page.status).to.equal(200);
    expect(page.text).to.contain('No date moves');
  });

  it('an extension moves its date and the pre-dates before it', async () => {
    const [date] = await dates();
    await dana.get(`/matters/${dispute.matterId}/deadlines/${date?.id ?? ''}`);
    await dana.post(`/matters/${dispute.matterId}/deadlines/${date?.id ?? ''}/pre-dates`, { version: '1' });
    const page = await ask({ deadlineId: date?.id ?? '', extendedTo: '2014-06-30' });
    expect(page.text).to.contain('Mon 30 Jun 2014').and.to.contain('follows the date it prepares');
    expect(page.text).to.contain('Fri 27 Jun 2014');
  });

  for (const [what, query, says] of [
    ['a day without its letter', { receivedOn: '2014-06-10' }, /Choose the letter/],
    [
      'a letter of another matter',
      { letterId: 'nothing', receivedOn: '2014-06-10' },
      /letter of this matter/,
    ],
    ['31 February', { closedOn: '2014-02-31' }, /real day/],
    ['an extension of no date', { extendedTo: '2014-07-01' }, /Choose the date/],
    [
      'a date of another matter',
      { deadlineId: 'nothing', extendedTo: '2014-07-01' },
      /open date of this matter/,
    ],
    ['a field that is not known', { save: 'yes' }, /not known: save/],
  ] as const)
    it(`${what}: a sentence`, async () => {
      const page = await ask(query);
      expect(page.status).to.equal(422);
      expect(page.text).to.match(says);
    });

  it('an extension to an earlier day: a sentence', async () => {
    const [date] = await dates();
    const page = await ask({ deadlineId: date?.id ?? '', extendedTo: '2014-06-01' });
    expect(page.status).to.equal(422);
    expect(page.text).to.contain('earlier than the date it extends');
  });
});
