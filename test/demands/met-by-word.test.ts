import { expect } from 'chai';
import { listDeadlines } from '../../src/deadlines/deadline-store.js';
import { nowIn } from '../../src/platform/plain-date.js';
import { atTheDesk, CEASE, openTestMatter, reviewedLetter } from '../letters/fixtures.js';
import type { Browser } from '../support/browser.js';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';

describe('a demand’s date that is recorded as met without a delivery', () => {
  let started: Started;
  let matterId: string;
  let omar: Browser;
  before(async () => {
    started = await startRejoinder({ today: '2014-06-06' });
    matterId = await openTestMatter(started);
    const dana = await atTheDesk(started, 'dana');
    omar = await atTheDesk(started, 'omar');
    const letter = await reviewedLetter(dana, matterId);
    const named = { ...CEASE, limit: 'date', limitWords: 'by 17 July 2014', limitOn: '2014-07-17' };
    expect((await dana.post(`${letter}/demands`, named)).status).to.equal(303);
  });
  after(() => started.close());

  const date = async () => {
    const found = (await listDeadlines(started.deps.db, matterId)).find((one) => one.demandId !== null);
    if (!found) throw new Error('the demand set no date');
    return found;
  };
  const meet = async (metOn: string, metTime: string) => {
    const { id, version } = await date();
    return omar.post(`/matters/${matterId}/deadlines/${id}/override`, {
      ...{ version: String(version), metOn, metTime, reason: 'handed over at the hearing' },
    });
  };

  it('was not met at an hour still to come: the page says which hour it is, and keeps what was entered', async () => {
    const { zone } = await date();
    const { time } = nowIn(started.deps.clock.now(), zone);
    const answer = await meet('2014-06-06', '23:59');
    expect(answer.status).to.equal(422);
    expect(answer.text)
      .to.include(`This hour has not come yet: it is ${time} in ${zone}`)
      .and.include('value="23:59"')
      .and.include('handed over at the hearing');
    expect(await date()).to.include({ state: 'open', metOn: null });
  });

  it('was not met before the letter was written', async () => {
    const answer = await meet('2014-06-04', '');
    expect(answer.status).to.equal(422);
    expect(answer.text)
      .to.include('The letter that this date comes from is of Thu 5 Jun 2014')
      .and.include('value="2014-06-04"');
    expect(await date()).to.include({ state: 'open', metOn: null });
  });

  it('can have been met on the very day of the letter', async () => {
    expect((await meet('2014-06-05', '23:59')).status).to.equal(303);
    expect(await date()).to.include({ state: 'met', metOn: '2014-06-05', metTime: '23:59' });
  });
});
