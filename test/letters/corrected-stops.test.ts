import { expect } from 'chai';
import { listDeadlines } from '../../src/deadlines/deadline-store.js';
import type { Deadline } from '../../src/deadlines/deadline.js';
import { hourHeld } from '../../src/deadlines/hour.js';
import type { Browser } from '../support/browser.js';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';
import { atTheDesk, openTestMatter, REVIEW, reviewedLetter } from './fixtures.js';

const LIST = {
  quote: 'Please also provide a list of all customers to whom such messages were delivered.',
  kind: 'provide-list',
  limit: 'count',
  limitWords: 'within five days of receipt',
  limitCount: '5',
  limitUnit: 'day',
  limitFrom: 'receipt',
} as const;
const RESPONSE = {
  ...{ demandVersion: '1', stance: 'declines', grounds: 'none', holdsBack: 'no' },
  words: 'We stop. Soon.',
};

/** Received Thu 5 June: 10 June, or 9 June if that day counts. */
describe('a stop of the clock and what is written again afterwards', () => {
  let started: Started;
  let matterId: string;
  let letter: string;
  let demand: string;
  let dana: Browser;
  beforeEach(async () => {
    started = await startRejoinder({ today: '2014-06-06' });
    matterId = await openTestMatter(started);
    dana = await atTheDesk(started, 'dana');
    letter = await reviewedLetter(dana, matterId);
    const entered = await dana.post(`${letter}/demands`, LIST);
    expect(entered.status).to.equal(303);
    const { id } = await started.deps.db.selectFrom('demand').select('id').executeTakeFirstOrThrow();
    demand = `/matters/${matterId}/demands/${id}`;
  });
  afterEach(() => started.close());

  const open = async (whose: Deadline['whose'] = 'asserted'): Promise<Deadline> => {
    const [date, ...others] = (await listDeadlines(started.deps.db, matterId)).filter(
      (one) => one.state === 'open' && one.whose === whose,
    );
    if (!date || others.length > 0) throw new Error(`there is not one open date ${whose}`);
    return date;
  };
  const post = async (path: string, fields: Record<string, string>) => {
    const answer = await dana.post(path, fields);
    expect(answer.status, answer.text.slice(0, 3_000)).to.equal(303);
  };
  const stop = async (date: Deadline, from: string, until: string) =>
    post(`/matters/${matterId}/deadlines/${date.id}/tolling`, {
      ...{ version: String(date.version), from, until, reason: 'standstill agreement' },
    });
  const correct = async (facts: Partial<Record<keyof typeof REVIEW, string>>) => {
    const { version } = await started.deps.db
      .selectFrom('letter')
      .select('version')
      .executeTakeFirstOrThrow();
    await post(`${letter}/review`, { ...REVIEW, ...facts, version: String(version) });
  };

  it('a corrected day of receipt moves the date and leaves out the stopped days again', async () => {
    await stop(await open(), '2014-06-07', '2014-06-20');
    expect(await open()).to.include({ computedOn: '2014-06-24', earliestOn: '2014-06-23' });
    await correct({ receivedOn: '2014-06-06', receivedTime: '07:30' });
    const date = await open();
    expect(date).to.include({ computedOn: '2014-06-25', earliestOn: '2014-06-24' });
    expect(date).to.include({ tolledFrom: '2014-06-07', tolledUntil: '2014-06-20' });
    expect((await dana.get(`/matters/${matterId}/deadlines/${date.id}`)).text).to.include(
      'standstill agreement',
    );
  });

  it('another number of days leaves them out too', async () => {
    await stop(await open(), '2014-06-07', '2014-06-20');
    await post(`${demand}/edit`, {
      ...LIST,
      limitWords: 'within six days of receipt',
      limitCount: '6',
      version: '1',
    });
    expect(await open()).to.include({ computedOn: '2014-06-25', earliestOn: '2014-06-24' });
  });

  it('a limit of hours in its place leaves them out too, and keeps its hour', async () => {
    await stop(await open(), '2014-06-07', '2014-06-20');
    const hours = { limitWords: 'within 96 hours of receipt', limitCount: '96', limitUnit: 'hour' };
    await post(`${demand}/edit`, { ...LIST, ...hours, version: '1' });
    const date = await open();
    // Received 5 June 16:50 in New York; 31 of the 96 hours ran before the stop.
    expect(date).to.include({ computedOn: '2014-06-23', tolledFrom: '2014-06-07' });
    expect(hourHeld(date, date.earliestOn)).to.equal('16:50');
  });

  it('of hours, then receipt corrected: the date is counted from the new hour, without the stopped day', async () => {
    const hours = { limitWords: 'within 72 hours of receipt', limitCount: '72', limitUnit: 'hour' };
    await post(`${demand}/edit`, { ...LIST, ...hours, version: '1' });
    await stop(await open(), '2014-06-07', '2014-06-07');
    expect([(await open()).earliestOn, hourHeld(await open(), (await open()).earliestOn)]).to.deep.equal([
      '2014-06-09',
      '16:50',
    ]);
    await correct({ receivedOn: '2014-06-05', receivedTime: '09:00' });
    const date = await open();
    expect([date.earliestOn, hourHeld(date, date.earliestOn)]).to.deep.equal(['2014-06-09', '09:00']);
    expect((await dana.get(`/matters/${matterId}/deadlines/${date.id}`)).text).to.include(
      'the clock does not run',
    );
  });

  it('a promise under other words keeps what was left of its day; another day is a new promise', async () => {
    const promise = { ...RESPONSE, promiseWords: 'We stop.', promisedOn: '2014-06-16' };
    await post(`${demand}/response`, promise);
    await stop(await open('promised'), '2014-06-10', '2014-06-12');
    expect(await open('promised')).to.include({ computedOn: '2014-06-19' });
    const again = { ...promise, version: '1', demandVersion: '2' };
    await post(`${demand}/response`, { ...again, promiseWords: 'Soon.' });
    expect(await open('promised')).to.include({ title: 'Soon.', computedOn: '2014-06-19' });
    await post(`${demand}/response`, { ...again, version: '2', promisedOn: '2014-06-17' });
    expect(await open('promised')).to.include({ computedOn: '2014-06-17', workingOn: '2014-06-17' });
  });
});
