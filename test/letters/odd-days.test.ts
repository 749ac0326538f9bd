import { expect } from 'chai';
import type { Browser } from '../support/browser.js';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';
import { atTheDesk, logLetter, openTestMatter, REVIEW } from './fixtures.js';

describe('a letter whose weekdays do not fit its dates', () => {
  let started: Started;
  let matterId: string;
  let dana: Browser;

  before(async () => {
    started = await startRejoinder({ today: '2014-06-10' });
    matterId = await openTestMatter(started);
    dana = await atTheDesk(started, 'dana');
  });
  after(() => started.close());

  const LETTER =
    'Monday, June 5, 2014\n\nDear Mr. Hyman:\n\nWe demand that you pay us by Monday, June 19, 2014.\n';

  it('says so with both days, and holds its dates to the earlier', async () => {
    const path = await logLetter(dana, matterId, LETTER);
    const { text } = await dana.get(path);
    expect(text).to.include('id="odd-days"');
    expect(text).to.include('5 Jun 2014 is a Thursday').and.to.include('Mon 2 Jun 2014');
    expect(text).to.include('19 Jun 2014 is a Thursday').and.to.include('Mon 16 Jun 2014');
    const letter = await started.deps.db
      .selectFrom('letter')
      .where('id', '=', path.split('/').at(-1) ?? '')
      .select('earliestOn')
      .executeTakeFirstOrThrow();
    expect(letter.earliestOn).to.equal('2014-06-16');
  });

  it('gives the date of a demand both readings, the earlier beside it', async () => {
    const path = await logLetter(dana, matterId, LETTER);
    await dana.post(`${path}/review`, { ...REVIEW, version: '1' });
    const entered = await dana.post(`${path}/demands`, {
      quote: 'We demand that you pay us by Monday, June 19, 2014.',
      kind: 'pay',
      limit: 'date',
      limitWords: 'by Monday, June 19, 2014',
      limitOn: '2014-06-19',
    });
    expect(entered.status, entered.text).to.equal(303);
    const deadline = await started.deps.db
      .selectFrom('deadline')
      .where('letterId', '=', path.split('/').at(-1) ?? '')
      .where('demandId', 'is not', null)
      .select(['earliestOn', 'result'])
      .executeTakeFirstOrThrow();
    expect(deadline.earliestOn).to.equal('2014-06-16');
    expect(deadline.result).to.include('2014-06-19').and.to.include('the weekday written');
  });

  it('counts a time from the letter’s date from both days that it may be, and holds to the earlier', async () => {
    const words = 'We demand that you pay us within five calendar days from the date of this letter.';
    const count = {
      ...{ quote: words, kind: 'pay', limit: 'count', limitFrom: 'letter-date' },
      ...{ limitWords: 'within five calendar days from the date of this letter', limitCount: '5' },
      limitUnit: 'calendar-day',
    };
    const dueOf = async (datedOn: string) => {
      const path = await logLetter(dana, matterId, LETTER.replace(/We demand.*/, words));
      await dana.post(`${path}/review`, { ...REVIEW, datedOn, version: '1' });
      const entered = await dana.post(`${path}/demands`, count);
      expect(entered.status, entered.text).to.equal(303);
      return started.deps.db
        .selectFrom('deadline')
        .where('letterId', '=', path.split('/').at(-1) ?? '')
        .where('demandId', 'is not', null)
        .select(['earliestOn', 'computedOn', 'result'])
        .executeTakeFirstOrThrow();
    };
    const written = await dueOf('2014-06-05');
    expect(written).to.include({ earliestOn: '2014-06-06', computedOn: '2014-06-10' });
    expect(written.result).to.include('Mon 2 Jun 2014 (its weekday and its date do not fit)');
    const byWeekday = await dueOf('2014-06-02');
    expect(byWeekday).to.include({ earliestOn: '2014-06-06', computedOn: '2014-06-07' });
    expect(byWeekday.result).to.include('Thu 5 Jun 2014 (its weekday and its date do not fit)');
  });

  it('says nothing where they fit', async () => {
    const path = await logLetter(dana, matterId, LETTER.replaceAll('Monday', 'Thursday'));
    expect((await dana.get(path)).text).to.not.include('odd-days');
  });
});
