import { expect } from 'chai';
import { loadReference } from '../../src/deadlines/counting/reference.js';
import { getDeadline, listDeadlines } from '../../src/deadlines/deadline-store.js';
import { countedOf, type Deadline } from '../../src/deadlines/deadline.js';
import { recountDates } from '../../src/deadlines/recounts/recount-dates.js';
import { listRecounts } from '../../src/deadlines/recounts/recount-store.js';
import { wordsOfDates } from '../../src/letters/words-of-dates.js';
import type { Browser } from '../support/browser.js';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';
import { atTheDesk, openTestMatter, reviewedLetter } from './fixtures.js';

const LIST = {
  quote: 'Please also provide a list of all customers to whom such messages were delivered.',
  kind: 'provide-list',
  limit: 'count',
  limitWords: 'within five days of receipt',
  limitCount: '5',
  limitUnit: 'day',
  limitFrom: 'receipt',
} as const;

/** Received Thu 5 June: 9, 10 or 12 June. An older reader is played that did not know the first of them. */
describe('a date whose words an older reader counted', () => {
  let started: Started;
  let matterId: string;
  let omar: Browser;
  beforeEach(async () => {
    started = await startRejoinder({ today: '2014-06-06' });
    matterId = await openTestMatter(started);
    const dana = await atTheDesk(started, 'dana');
    omar = await atTheDesk(started, 'omar');
    const answer = await dana.post(`${await reviewedLetter(dana, matterId)}/demands`, LIST);
    expect(answer.status).to.equal(303);
  });
  afterEach(() => started.close());

  const date = async (): Promise<Deadline> => {
    const [one] = (await listDeadlines(started.deps.db, matterId)).filter(
      ({ demandId }) => demandId !== null,
    );
    if (!one) throw new Error('the demand has no date');
    return one;
  };
  const byOlder = async (isBlind: boolean): Promise<Deadline> => {
    const one = await date();
    const counted = countedOf(one);
    if (counted === null) throw new Error('nothing was counted');
    const { reader: _newer, ...result } = counted.result;
    const readings = isBlind ? result.readings.filter(({ due }) => due > '2014-06-09') : result.readings;
    const earliest = isBlind ? '2014-06-10' : result.earliest;
    await started.deps.db
      .updateTable('deadline')
      .set({ result: JSON.stringify({ ...result, readings, earliest }), earliestOn: earliest })
      .where('id', '=', one.id)
      .execute();
    return getDeadline(started.deps.db, one.id);
  };
  const startAgain = () => recountDates(started.deps, loadReference(), wordsOfDates);
  const asked = async (id: string) => (await listRecounts(started.deps.db, id)).map(({ state }) => state);
  const answer = async (one: Deadline, choice: 'take' | 'keep') => {
    const [question] = await listRecounts(started.deps.db, one.id);
    const path = `/matters/${matterId}/deadlines/${one.id}/recounts/${question?.id ?? ''}/answer`;
    const { status } = await omar.post(path, {
      version: String(one.version),
      answer: choice,
      reason: 'the first day may count',
    });
    expect(status).to.equal(303);
  };

  it('is asked about once, and moves when counsel takes what its words come to now', async () => {
    const old = await byOlder(true);
    expect(await startAgain()).to.equal(1);
    expect(await startAgain()).to.equal(0);
    expect(await asked(old.id)).to.deep.equal(['asked']);
    expect(await date()).to.include({ id: old.id, version: old.version, earliestOn: '2014-06-10' });
    expect((await omar.get(`/matters/${matterId}/deadlines/${old.id}`)).text)
      .to.contain('its words read anew')
      .and.to.contain('Mon 9 Jun 2014');
    expect((await omar.get('/desk')).text).to.contain('Counted today it would be Mon 9 Jun 2014');
    await answer(old, 'take');
    const { supersededBy } = await getDeadline(started.deps.db, old.id);
    expect(await getDeadline(started.deps.db, supersededBy ?? '')).to.include({ earliestOn: '2014-06-09' });
    expect(await startAgain()).to.equal(0);
  });

  it('stands when counsel keeps it, and is not asked about again', async () => {
    const old = await byOlder(true);
    await startAgain();
    await answer(old, 'keep');
    expect(await startAgain()).to.equal(0);
    expect(await date()).to.include({ id: old.id, state: 'open', earliestOn: '2014-06-10' });
    expect(await asked(old.id)).to.deep.equal(['kept']);
  });

  it('asks nobody where the words come to the same days, nor where today’s reader counted it', async () => {
    expect(countedOf(await date())?.result.reader).to.be.a('number');
    expect(await startAgain()).to.equal(0);
    const old = await byOlder(false);
    expect(await startAgain()).to.equal(0);
    expect(await asked(old.id)).to.deep.equal([]);
  });
});
