import { expect } from 'chai';
import { listDeadlines } from '../../src/deadlines/deadline-store.js';
import type { Deadline } from '../../src/deadlines/deadline.js';
import type { Browser } from '../support/browser.js';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';
import { atTheDesk, EVIDENCE, openTestMatter, REVIEW, reviewedLetter } from './fixtures.js';

const LIST = {
  quote: 'Please also provide a list of all customers to whom such messages were delivered.',
  kind: 'provide-list',
  limit: 'count',
  limitWords: 'within five days of receipt',
  limitCount: '5',
  limitUnit: 'day',
  limitFrom: 'receipt',
} as const;

describe('facts of a letter that are corrected', () => {
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
    for (const demand of [EVIDENCE, LIST])
      expect((await dana.post(`${letter}/demands`, demand)).status).to.equal(303);
    await adopt(await fromTheLettersDate(), { on: '2014-06-10', time: '12:00' });
    await adopt(await fromReceipt(), { on: '2014-06-12', time: '' });
  });
  afterEach(() => started.close());

  const open = async () =>
    (await listDeadlines(started.deps.db, matterId)).filter((one) => one.state === 'open');
  const found = (dates: Deadline[], words: RegExp): Deadline => {
    const date = dates.find((one) => words.test(one.words ?? ''));
    if (!date) throw new Error(`no open date of ${words.source}`);
    return date;
  };
  const fromTheLettersDate = async () => found(await open(), /date of this letter/);
  const fromReceipt = async () => found(await open(), /receipt/);
  const adopt = async ({ id, version }: Deadline, { on, time }: { on: string; time: string }) => {
    const answer = await omar.post(`/matters/${matterId}/deadlines/${id}/adoption`, {
      ...{ version: String(version), on, otherOn: '', time, why: 'the careful reading' },
    });
    expect(answer.status, answer.text.slice(0, 2_000)).to.equal(303);
  };
  const correct = async (facts: Partial<Record<keyof typeof REVIEW, string>>) => {
    const { version } = await started.deps.db
      .selectFrom('letter')
      .select('version')
      .executeTakeFirstOrThrow();
    const answer = await dana.post(`${letter}/review`, { ...REVIEW, ...facts, version: String(version) });
    expect(answer.status, answer.text.slice(0, 2_000)).to.equal(303);
  };
  const whatIf = async (receivedOn: string) => {
    const query = new URLSearchParams({ letterId: letter.split('/').at(-1) ?? '', receivedOn });
    const { text } = await dana.get(`/matters/${matterId}/deadlines/what-if?${query.toString()}`);
    const rows = [...text.matchAll(/<tr(?: class="quiet")?><th scope="row"[\s\S]*?<\/tr>/g)].map((row) =>
      row[0].replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' '),
    );
    return { text, row: (title: RegExp) => rows.find((one) => title.test(one)) ?? '' };
  };

  it('another day of receipt leaves alone a date that runs from the letter’s own date, as the what-if said', async () => {
    const [kept, moving] = [await fromTheLettersDate(), await fromReceipt()];
    const { text, row } = await whatIf('2014-06-07');
    expect(text).to.contain('One date moves');
    expect(row(/demand 1/)).to.contain('does not move');
    expect(row(/demand 2/))
      .to.contain('Wed 11 Jun 2014, the earliest reading')
      .and.to.contain('earliest reading Mon 9 Jun 2014 → Wed 11 Jun 2014')
      .and.to.contain('the working date Thu 12 Jun 2014 falls away until counsel adopts again');
    started.setToday('2014-06-08');
    await correct({ receivedOn: '2014-06-07' });
    expect(await fromTheLettersDate()).to.include({
      ...{ id: kept.id, workingOn: '2014-06-10', workingTime: '12:00', version: kept.version },
    });
    expect(await fromReceipt()).to.include({ workingOn: null, earliestOn: '2014-06-11' });
    const now = await fromReceipt();
    expect(now.id).not.to.equal(moving.id);
    // The reading adopted, five business days of receipt, is proposed with its reason; until then the earliest is held to.
    const page = (await omar.get(`/matters/${matterId}/deadlines/${now.id}`)).text;
    expect(page).to.match(/value="2014-06-13"[^>]*checked/);
    expect(page).to.contain(
      'the careful reading (the same reading, counted anew; it was Thu 12 Jun 2014)</textarea>',
    );
    expect((await omar.get('/desk')).text).to.contain(
      'The reading adopted then ends on Fri 13 Jun 2014 now.',
    );
  });

  it('a working date that falls away is a move, though the new earliest reading is that very day', async () => {
    const { text, row } = await whatIf('2014-06-08');
    expect(text).to.contain('One date moves');
    expect(row(/demand 2/))
      .to.contain('Thu 12 Jun 2014')
      .and.to.contain('falls away until counsel adopts');
    started.setToday('2014-06-09');
    await correct({ receivedOn: '2014-06-08' });
    expect(await fromReceipt()).to.include({ workingOn: null, earliestOn: '2014-06-12' });
  });

  it('a corrected hour of receipt moves no count of days', async () => {
    const before = await open();
    await correct({ receivedTime: '09:05' });
    expect(await open()).to.deep.equal(before);
  });

  it('corrected to an hour after business, it is said beside the same days, and unsaid again', async () => {
    await correct({ receivedTime: '21:10' });
    const late = await fromReceipt();
    expect(late.result).to.contain('Received at 21:10 on Thu 5 Jun 2014, not before 17:00');
    await correct({ receivedTime: '09:05' });
    const { id, result } = await fromReceipt();
    expect(id).to.equal(late.id);
    expect(result).not.to.contain('Received at');
  });

  it('the date on the letter moves what runs from it, and no other', async () => {
    const receipt = await fromReceipt();
    await correct({ datedOn: '2014-06-04', sentOn: '2014-06-04' });
    expect(await fromReceipt()).to.deep.equal(receipt);
    expect(await fromTheLettersDate()).to.include({ workingOn: null, earliestOn: '2014-06-08' });
  });

  it('a date that stays says whether it had expired before receipt, as the corrected day has it', async () => {
    started.setToday('2014-06-21');
    await correct({ receivedOn: '2014-06-20' });
    const { result, workingOn } = await fromTheLettersDate();
    expect([workingOn, (JSON.parse(result) as { readings: object[] }).readings.length > 0]).to.deep.equal([
      '2014-06-10',
      true,
    ]);
    expect(result)
      .to.contain('"expiredBeforeReceipt":true')
      .and.not.to.contain('"expiredBeforeReceipt":false');
  });

  describe('with a day that is named from the letter’s own', () => {
    const FRIDAY = {
      ...{ quote: 'We demand that you immediately cease the notices.', kind: 'cease', limit: 'date' },
      ...{ limitWords: 'by close of business on Friday', limitOn: '2014-06-06' },
    };
    const friday = async () => found(await open(), /on Friday/);
    const said = async () => (await dana.get(letter)).text.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
    beforeEach(async () => {
      expect((await dana.post(`${letter}/demands`, FRIDAY)).status).to.equal(303);
      await adopt(await friday(), { on: '2014-06-06', time: '17:00' });
    });

    it('name that day anew, and counsel is asked to adopt it again', async () => {
      await correct({ datedOn: '2014-05-28', sentOn: '2014-05-28' });
      expect(await friday()).to.include({ workingOn: null, earliestOn: '2014-05-30' });
      expect(await said()).to.contain(
        'Demand 3: Fri 6 Jun 2014, 17:00 → Fri 30 May 2014, 17:00; its working date falls away until counsel adopts again.',
      );
      const [row] = await started.deps.db
        .selectFrom('demand')
        .where('limitUnit', '=', 'date')
        .select('limitOn')
        .execute();
      expect(row).to.deep.equal({ limitOn: '2014-05-30' });
      expect((await omar.get(`/matters/${matterId}/audit`)).text.replace(/<[^>]+>/g, '')).to.contain(
        'The day that the words of demand 3 name became Fri 30 May 2014 (it was Fri 6 Jun 2014), since the letter’s date was corrected',
      );
    });

    it('leave it alone where the words name the same day, and where only receipt was corrected', async () => {
      const before = await friday();
      await correct({ datedOn: '2014-06-04', sentOn: '2014-06-04' });
      await correct({ receivedOn: '2014-06-06', receivedTime: '00:05' });
      expect(await friday()).to.include({ id: before.id, workingOn: '2014-06-06' });
    });

    it('say that a day set by hand for other words is to be looked at', async () => {
      const agreed = { ...FRIDAY, ...{ limitWords: 'by the date agreed', limitOn: '2014-06-13' } };
      expect((await dana.post(`${letter}/demands`, { ...agreed, quote: LIST.quote })).status).to.equal(303);
      await correct({ datedOn: '2014-05-28', sentOn: '2014-05-28' });
      expect(await said()).to.contain(
        'Demand 4: Fri 13 Jun 2014 was set for “by the date agreed”, words that do not name it; look whether it still holds.',
      );
    });
  });

  it('a working date that fell away is asked about until it is adopted again, however often the facts are corrected', async () => {
    const question =
      /Counted anew: the dates of the letter were corrected\. Adopt its working date[^<]*It was Tue 10 Jun 2014/;
    for (const datedOn of ['2014-06-04', '2014-06-03', '2014-06-05']) {
      await correct({ datedOn, sentOn: datedOn });
      expect((await omar.get('/desk')).text).to.match(question);
      expect((await omar.get(`/matters/${matterId}/deadlines/settling`)).text).to.contain('counted anew');
    }
    const now = await fromTheLettersDate();
    expect((await omar.get(`/matters/${matterId}/deadlines/${now.id}`)).text).to.contain(
      'the careful reading (the same reading, counted anew; it was Tue 10 Jun 2014, 12:00)</textarea>',
    );
    await adopt(now, { on: '2014-06-10', time: '12:00' });
    expect((await omar.get('/desk')).text).not.to.match(question);
  });

  it('a date that was met stays so, and what its day would be now is said and written beside its count', async () => {
    const { id, version } = await fromReceipt();
    const path = `/matters/${matterId}/deadlines/${id}`;
    const met = { version: String(version), metOn: '2014-06-06', metTime: '', reason: 'They have it.' };
    expect((await omar.post(`${path}/override`, met)).status).to.equal(303);
    const page = async (of: string) =>
      (await dana.get(of)).text.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
    await correct({ datedOn: '2014-05-28', sentOn: '2014-05-28', receivedOn: '2014-05-28' });
    const said =
      'stays so; counted from the corrected facts of the letter its earliest day is Sun 1 Jun 2014, before the day it was met.';
    expect(await page(letter)).to.contain(`Demand 2: its date was met and ${said}`);
    expect(await page(path)).to.contain(`It was met and ${said}`);
    await correct({});
    expect(await page(path)).not.to.contain('It was met and stays so');
  });

  describe('say what became of them', () => {
    const words = async () => {
      const { text } = await dana.get(letter);
      return text.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
    };

    it('each date that was counted anew is named, from which day to which', async () => {
      await correct({ datedOn: '2014-06-04', sentOn: '2014-06-04' });
      expect(await words()).to.contain(
        'The facts are changed. Demand 1: Tue 10 Jun 2014, 12:00 → Sun 8 Jun 2014; its working date falls away until counsel adopts again.',
      );
    });

    it('none is named where none moved, and the page says who saved the facts as they are now', async () => {
      expect(await words())
        .to.contain('Confirmed by')
        .and.not.to.contain('saved as they are now');
      await correct({ receivedTime: '09:05' });
      expect(await words())
        .to.match(/Confirmed by [^;]+; saved as they are now by Dana/)
        .and.not.to.contain('The facts are changed. Demand');
    });
  });

  for (const [what, facts, sentence] of [
    [
      'a day',
      { receivedOn: '2014-06-07' },
      'This day has not come yet: it is Fri 6 Jun 2014 in America/New_York',
    ],
    ['an hour', { receivedOn: '2014-06-06', receivedTime: '23:59' }, 'This hour has not come yet: it is '],
  ] as const)
    it(`${what} of receipt still to come is refused, and what was entered is kept`, async () => {
      const before = await started.deps.db.selectFrom('letter').selectAll().executeTakeFirstOrThrow();
      const entered = { ...REVIEW, subject: 'entered now', ...facts, version: String(before.version) };
      const answer = await dana.post(`${letter}/review`, entered);
      expect(answer.status).to.equal(422);
      expect(answer.text).to.contain(sentence).and.to.contain('entered now');
      expect(await started.deps.db.selectFrom('letter').selectAll().executeTakeFirstOrThrow()).to.deep.equal(
        before,
      );
    });
});
