import { expect } from 'chai';
import { listDeadlines } from '../../src/deadlines/deadline-store.js';
import { countedOf } from '../../src/deadlines/deadline.js';
import { recountDates } from '../../src/deadlines/recounts/recount-dates.js';
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

/** Received Thu 5 June: the usual reading ends on Tue 10 June. */
describe('a demand whose last day is a closed day of the matter', () => {
  let started: Started;
  beforeEach(async () => {
    started = await startRejoinder({ today: '2014-06-06' });
  });
  afterEach(() => started.close());

  it('says so as soon as its date is set, day by day and in a note, and nobody is asked', async () => {
    const matterId = await openTestMatter(started);
    const dana = await atTheDesk(started, 'dana');
    const closed = { on: '2014-06-10', what: 'our office', authority: 'notice of 2 June' };
    expect((await dana.post(`/matters/${matterId}/deadlines/closures`, closed)).status).to.equal(303);
    const answer = await dana.post(`${await reviewedLetter(dana, matterId)}/demands`, LIST);
    expect(answer.status).to.equal(303);
    const date = (await listDeadlines(started.deps.db, matterId)).find(({ demandId }) => demandId !== null);
    const counted = date === undefined ? null : countedOf(date);
    expect(counted?.result.steps.at(-1)?.why).to.equal('day 5; our office closed, and it is not moved');
    expect(counted?.result.notes.join()).to.contain(
      'Ends on Tue 10 Jun 2014 (our office closed), not a working day',
    );
    expect(counted?.result.readings.map(({ due }) => due)).to.deep.equal([
      '2014-06-10',
      '2014-06-09',
      '2014-06-12',
    ]);
    expect(await recountDates(started.deps)).to.equal(0);
    const sheet = await dana.get(`/matters/${matterId}/deadlines/${date?.id ?? ''}/sheet?for=outside`);
    expect(sheet.text)
      .to.contain('our office closed, and it is not moved')
      .and.to.contain('notice of 2 June');
  });
});
