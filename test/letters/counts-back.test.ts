import { expect } from 'chai';
import type { Browser } from '../support/browser.js';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';
import { atTheDesk, openTestMatter, REVIEW } from './fixtures.js';

const LETTER = [
  'June 5, 2014',
  '',
  'Dear Mr. Hyman:',
  '',
  'We demand that you do the following:',
  '',
  '1. No later than sixteen (16) court days before the hearing on January 26, 2027, serve your motion.',
  '',
  '2. In good time before the trial on March 1, 2027, provide your bundle.',
  '',
  '3. No later than 4.30pm on the fifth business day after the date of this letter, confirm the position.',
].join('\n');

const BACK = {
  quote: 'No later than sixteen (16) court days before the hearing on January 26, 2027, serve your motion.',
  kind: 'other',
  limit: 'count',
  limitWords: 'No later than sixteen (16) court days before the hearing on January 26, 2027',
  limitCount: '16',
  limitUnit: 'court-day',
  limitFrom: 'event',
  limitEventOn: '2027-01-26',
} as const;

describe('a limit counted back from an event, through the front door', () => {
  let started: Started;
  let matterId: string;
  let dana: Browser;
  let path: string;

  before(async () => {
    started = await startRejoinder({ today: '2014-06-06' });
    matterId = await openTestMatter(started);
    dana = await atTheDesk(started, 'dana');
    const logged = await dana.upload(`/matters/${matterId}/letters`, [{ name: 'l.txt', content: LETTER }]);
    path = logged.location ?? '';
    await dana.post(`${path}/review`, { ...REVIEW, version: '1' });
  });
  after(() => started.close());

  const proposals = () =>
    started.deps.db.selectFrom('proposedDemand').orderBy('quoteStart').selectAll().execute();
  const demands = () => started.deps.db.selectFrom('demand').orderBy('number').selectAll().execute();
  const dateOf = async (demandId: string | undefined) =>
    started.deps.db
      .selectFrom('deadline')
      .where('demandId', '=', demandId ?? '')
      .where('state', '=', 'open')
      .selectAll()
      .executeTakeFirstOrThrow();

  it('is proposed with its direction and the day of the event, and stored so when confirmed', async () => {
    const [first] = await proposals();
    expect(first).to.include({ limitCount: 16, limitUnit: 'court-day', limitFrom: 'event' });
    expect(first).to.include({ limitDirection: 'before', limitEventOn: '2027-01-26' });
    expect((await dana.get(path)).text).to.include('16 court days before Tue 26 Jan 2027');
    expect((await dana.post(`${path}/proposals/${first?.id}/confirmation`, {})).status).to.equal(303);
    const [demand] = await demands();
    expect(demand).to.include({ limitDirection: 'before', limitEventOn: '2027-01-26', limitFrom: 'event' });
    const date = await dateOf(demand?.id);
    // Sixteen days back without weekends, Martin Luther King Day and New Year’s Day.
    expect(date).to.include({ computedOn: '2026-12-31', earliestOn: '2026-12-31' });
    expect(JSON.parse(date.input)).to.include({ direction: 'backward', trigger: '2027-01-26' });
  });

  it('keeps a named hour with a count', async () => {
    const third = (await proposals())[2];
    await dana.post(`${path}/proposals/${third?.id}/confirmation`, {});
    const demand = (await demands()).at(-1);
    expect(demand).to.include({ limitTime: '16:30', limitCount: 5 });
    expect((await dateOf(demand?.id)).result)
      .to.include('T16:30')
      .and.not.to.include('T23:59');
  });

  it('is not confirmed as proposed where it could not be read: the form opens with its words and no choice made', async () => {
    const second = (await proposals())[1];
    expect(second).to.include({ limitUnit: 'unread', limitOn: null, limitCount: null });
    expect(second?.limitWords).to.equal('In good time before the trial on March 1, 2027');
    expect((await dana.get(path)).text).to.include('a limit was found that could not be read: set it');
    const answer = await dana.post(`${path}/proposals/${second?.id}/confirmation`, {});
    const before = (await demands()).length;
    expect(answer.location).to.include('#enter');
    const form = (await dana.get(answer.location ?? '')).text;
    expect(form).to.include('value="In good time before the trial on March 1, 2027"');
    expect((await demands()).length).to.equal(before);
  });

  it('entered by hand the wrong way round is refused beside its field, and nothing is saved', async () => {
    const before = (await demands()).length;
    const answer = await dana.post(`${path}/demands`, { ...BACK, askedTwice: 'on' });
    expect(answer.status).to.equal(422);
    expect(answer.text).to.include('These words count back from an event');
    expect(answer.text).to.include('value="2027-01-26"');
    const undated = { ...BACK, askedTwice: 'on', limitDirection: 'before', limitEventOn: '' };
    expect((await dana.post(`${path}/demands`, undated)).text).to.include(
      'Enter the day of the event it is counted back from',
    );
    const fromReceipt = { ...BACK, askedTwice: 'on', limitDirection: 'before', limitFrom: 'receipt' };
    expect((await dana.post(`${path}/demands`, fromReceipt)).text).to.include(
      'A count back runs from an event',
    );
    const turned = {
      ...{ ...BACK, askedTwice: 'on', limitDirection: 'before' },
      limitWords: 'within 16 court days after the date of this letter',
    };
    expect((await dana.post(`${path}/demands`, turned)).text).to.include('These words count on');
    expect((await demands()).length).to.equal(before);
  });

  it('entered by hand with its direction is counted back, and corrected it keeps it', async () => {
    const entered = await dana.post(`${path}/demands`, {
      ...{ ...BACK, askedTwice: 'on', limitDirection: 'before' },
    });
    expect(entered.status).to.equal(303);
    const demand = (await demands()).at(-1);
    expect((await dateOf(demand?.id)).computedOn).to.equal('2026-12-31');
    const form = (await dana.get(`/matters/${matterId}/demands/${demand?.id}?correct=yes`)).text;
    expect(form).to.match(/<option value="before"[^>]*selected/);
  });

  it('a demand entered without a limit, though its words name a time, keeps the list from being complete unsaid', async () => {
    const quote = 'In good time before the trial on March 1, 2027, provide your bundle.';
    expect(
      (await dana.post(`${path}/demands`, { quote, kind: 'provide-evidence', limit: 'none' })).status,
    ).to.equal(303);
    const page = (await dana.get(path)).text;
    expect(page).to.include('and demand').and.to.include('has no time limit');
    const version = /name="version" value="(\d+)"/.exec(page.slice(page.indexOf('id="complete"')))?.[1] ?? '';
    const unsaid = await dana.post(`${path}/completeness`, { version, complete: 'on' });
    expect(unsaid.status).to.equal(422);
    const box = /name="(dismiss-[\d-]+)"/g;
    const boxes = Object.fromEntries([...page.matchAll(box)].map((match) => [match[1] ?? '', 'on']));
    expect((await dana.post(`${path}/completeness`, { version, complete: 'on', ...boxes })).status).to.equal(
      303,
    );
  });

  it('on the Desk shows the earliest day counted back, or that the words could not be read', async () => {
    const drop = async (words: string): Promise<string> => {
      const content = `June 5, 2014\n\nDear Counsel:\n\n${words}\n\nSincerely,\nFirm One`;
      await dana.upload('/desk/letters', [{ name: 'l.txt', content }]);
      return (await dana.get('/desk')).text;
    };
    const counted = await drop('We demand the logs at least five business days before June 20, 2014.');
    // Thu 19, Wed 18, Tue 17, Mon 16, Fri 13.
    expect(counted)
      .to.include('Fri 13 Jun')
      .and.to.include('at least five business days before June 20, 2014');
    const unread = await drop('We demand the logs well in advance of the hearing on June 30, 2014.');
    expect(unread).to.include(
      'A limit was found that could not be read: “well in advance of the hearing on June 30, 2014”',
    );
    expect(unread).to.include('a limit was found that could not be read, and has to be set by hand');
    const undated = await drop('We demand the logs at least 3 days before the conference.');
    expect(undated).to.include('could not be read: “at least 3 days before the conference”');
  });
});
