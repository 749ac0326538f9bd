import { expect } from 'chai';
import { listDeadlines } from '../../src/deadlines/deadline-store.js';
import type { Deadline } from '../../src/deadlines/deadline.js';
import { atTheDesk, EVIDENCE, openTestMatter, REVIEW, reviewedLetter } from '../letters/fixtures.js';
import type { Browser } from '../support/browser.js';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';

describe('the date that a demand shows', () => {
  let started: Started;
  let matterId: string;
  let letter: string;
  let dana: Browser;
  let omar: Browser;
  beforeEach(async () => {
    started = await startRejoinder({ today: '2014-06-06' });
    matterId = await openTestMatter(started);
    dana = await atTheDesk(started, 'dana');
    omar = await atTheDesk(started, 'omar');
    letter = await reviewedLetter(dana, matterId);
    expect((await dana.post(`${letter}/demands`, EVIDENCE)).status).to.equal(303);
  });
  afterEach(() => started.close());

  const own = async (): Promise<Deadline> => {
    const dates = await listDeadlines(started.deps.db, matterId);
    const date = dates.find((one) => one.state === 'open' && one.parentId === null);
    if (!date) throw new Error('the demand has no open date of its own');
    return date;
  };
  const send = async (rest: string, fields: Readonly<Record<string, string>> = {}) => {
    const { id, version } = await own();
    const answer = await omar.post(`/matters/${matterId}/deadlines/${id}/${rest}`, {
      ...{ version: String(version), ...fields },
    });
    expect(answer.status, answer.text.slice(0, 2_000)).to.equal(303);
  };
  /** The cells in which the pages show the demand's date, as words. */
  const shown = async () => {
    const pages = [`/matters/${matterId}/demands`, letter];
    const texts = await Promise.all(pages.map(async (path) => (await dana.get(path)).text));
    return texts.map((text) =>
      text
        .replace(/<(script|style|form)[\s\S]*?<\/\1>/g, ' ')
        .replace(/<[^>]+>/g, ' ')
        .replace(/\s+/g, ' '),
    );
  };

  it('is its own, and never one of the days that prepare it, counted anew or not', async () => {
    await send('adoption', { on: '2014-06-12', otherOn: '', time: '', why: 'the usual reading' });
    await send('pre-dates');
    const before = await listDeadlines(started.deps.db, matterId);
    expect(before.filter((one) => one.parentId !== null)).not.to.be.empty;
    for (const page of await shown()) expect(page).to.include('Thu 12 Jun').and.include('working date');
    const demand = await started.deps.db.selectFrom('demand').selectAll().executeTakeFirstOrThrow();
    const edit = { ...EVIDENCE, limitCount: '7', version: String(demand.version) };
    const path = `/matters/${matterId}/demands/${demand.id}/edit`;
    expect((await dana.post(path, edit)).status).to.equal(303);
    const { earliestOn } = await own();
    expect(earliestOn).to.equal('2014-06-11');
    const after = await listDeadlines(started.deps.db, matterId);
    const running = after.filter((one) => one.parentId !== null && one.state === 'open');
    expect(running).not.to.be.empty;
    for (const page of await shown())
      expect(page).to.include('Wed 11 Jun').and.include('not yet adopted').and.not.include('internal');
  });

  it('is counted on the page as the reading that was adopted counts it', async () => {
    await send('adoption', { on: '2014-06-09', otherOn: '', time: '', why: 'the careful reading' });
    const { id } = await started.deps.db.selectFrom('demand').select('id').executeTakeFirstOrThrow();
    for (const path of [`/matters/${matterId}/demands`, `/matters/${matterId}/demands/${id}`])
      expect((await dana.get(path)).text)
        .to.include('day 5, last, working date')
        .and.include('first day counted')
        .and.not.include('first day not counted');
  });

  it('once counsel decided on no response, says that and the day it was, and no word the demand has not', async () => {
    await send('no-response', { reason: 'they have the evidence already' });
    for (const page of await shown())
      expect(page)
        .to.include('no response by decision; it was Mon 9 Jun')
        .and.not.include('“immediately”: decision recorded');
  });

  describe('while an extension is held to', () => {
    const AGREED = {
      ...{
        extendedTo: '2014-06-20',
        terms: 'Two more weeks',
        agreedWith: 'Randal Milch',
        agreedOn: '2014-06-06',
      },
      confirmBy: '2014-06-09',
    };

    it('is called that, and unconfirmed until its confirmation is here', async () => {
      await send('extensions', AGREED);
      for (const page of await shown())
        expect(page)
          .to.include('Fri 20 Jun extension, not confirmed yet: confirmation due by Mon 9 Jun')
          .and.not.include('earliest reading ·');
      await send('adoption', { on: '2014-06-09', otherOn: '', time: '', why: 'the careful reading' });
      for (const page of await shown()) expect(page).to.include('Mon 9 Jun working date');
    });

    it('the Desk names the extension and not the earliest reading, after the letter’s date was corrected', async () => {
      await send('adoption', { on: '2014-06-09', otherOn: '', time: '', why: 'the careful reading' });
      await send('extensions', AGREED);
      const { version } = await started.deps.db
        .selectFrom('letter')
        .select('version')
        .executeTakeFirstOrThrow();
      const facts = { ...REVIEW, datedOn: '2014-06-04', sentOn: '2014-06-04', version: String(version) };
      expect((await dana.post(`${letter}/review`, facts)).status).to.equal(303);
      expect((await dana.get('/desk')).text)
        .to.include(
          'until then the extension to Fri 20 Jun 2014, not confirmed yet, is held to (the earliest reading is Sun 8 Jun 2014)',
        )
        .and.not.include('the earliest reading, Fri 20 Jun');
    });
  });
});
