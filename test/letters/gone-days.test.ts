import { expect } from 'chai';
import { listDeadlines } from '../../src/deadlines/deadline-store.js';
import { stateOf } from '../../src/deadlines/standing.js';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';
import { atTheDesk, logLetter, openTestMatter, REVIEW } from './fixtures.js';

const LETTER = [
  'June 5, 2014',
  '',
  'Dear Mr. Hyman:',
  '',
  'Please return all recordings by June 2, 2014.',
  'By close of business on Tuesday, confirm that you have stopped the notices.',
  '',
  'Very truly yours,',
].join('\n');

describe('a demand whose day was gone when its letter was written', () => {
  let started: Started;
  before(async () => (started = await startRejoinder({ today: '2014-06-06' })));
  after(() => started.close());

  it('keeps that day, from the Desk to the dates, where it is said to have expired before the letter came', async () => {
    const matterId = await openTestMatter(started);
    const dana = await atTheDesk(started, 'dana');
    const path = await logLetter(dana, matterId, LETTER);
    expect((await dana.get('/desk')).text).to.contain('Mon 2 Jun');
    expect((await dana.post(`${path}/review`, { ...REVIEW, version: '1' })).status).to.equal(303);
    const page = (await dana.get(path)).text.replace(/\s+/g, ' ');
    expect(page).to.contain(
      'by Mon 2 Jun 2014, which was past when the letter was written: <q>by June 2, 2014</q>',
    );
    const { id } = await started.deps.db
      .selectFrom('proposedDemand')
      .where('limitOn', '=', '2014-06-02')
      .select('id')
      .executeTakeFirstOrThrow();
    expect((await dana.post(`${path}/proposals/${id}/confirmation`, {})).status).to.equal(303);
    const [date] = (await listDeadlines(started.deps.db, matterId)).filter((one) => one.state === 'open');
    expect(date).to.include({ earliestOn: '2014-06-02', words: 'by June 2, 2014' });
    expect(date && stateOf(date, '2014-06-06')).to.equal('expired-before-receipt');
    expect((await dana.get(`/matters/${matterId}/deadlines`)).text).to.contain('expired before receipt');
  });
});
