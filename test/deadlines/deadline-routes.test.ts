import { expect } from 'chai';
import { listEvents } from '../../src/audit/audit-store.js';
import { countedFromWords, countedOn } from '../../src/deadlines/counted.js';
import {
  getDeadlineIn,
  listDeadlines,
  listHolding,
  listRunningOf,
} from '../../src/deadlines/deadline-store.js';
import { countedOf } from '../../src/deadlines/deadline.js';
import { stateOf } from '../../src/deadlines/standing.js';
import { meetDeadlinesOf } from '../../src/deadlines/meet-deadlines.js';
import { setDeadline } from '../../src/deadlines/set-deadline.js';
import { grantAccess } from '../../src/matters/grant-access.js';
import { openMatter } from '../../src/matters/open-matter.js';
import { inTransaction } from '../../src/platform/database.js';
import type { Browser } from '../support/browser.js';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';

const ZONE = 'America/Los_Angeles';
const NEW: Readonly<Record<string, string>> = {
  title: 'Answer to the complaint',
  whose: 'binding',
  rule: 'FRCP 6(a)',
  trigger: '2014-06-05',
  count: '21',
  unit: 'days',
  direction: 'forward',
  zone: ZONE,
  intent: 'keep',
};

describe('dates of a matter, through the front door', () => {
  let started: Started;
  let matterId: string;
  let dana: Browser;
  let omar: Browser;

  beforeEach(async () => {
    started = await startRejoinder({ today: '2014-06-06' });
    matterId = await openMatter(
      started.deps,
      {
        title: 'Verizon – Netflix, letter of 5 June 2014',
        regime: 'us-federal',
        zone: ZONE,
        legend: 'Attorney work product',
        approvalForm: 'two-people',
        ourParty: 'Netflix',
        theirParty: 'Verizon',
      },
      started.actor('dana'),
    );
    for (const [name, access] of [
      ['omar', 'member'],
      ['priya', 'viewer'],
    ] as const)
      await grantAccess(
        started.deps,
        matterId,
        { accountId: started.actor(name).accountId, access },
        started.actor('dana'),
      );
    dana = await started.signIn('dana');
    omar = await started.signIn('omar');
    // The token of the session, from a page with a form.
    for (const browser of [dana, omar]) await browser.get(path('/new'));
  });
  afterEach(() => started.close());

  const path = (rest = '') => `/matters/${matterId}/deadlines${rest}`;
  const dates = () => listDeadlines(started.deps.db, matterId);
  const get = (id: string) => getDeadlineIn(started.deps.db, matterId, id);
  const actions = async () =>
    (await listEvents(started.deps.db, { matterId }, 50)).map((event) => event.action);
  const words = {
    text: 'within five days from the date of this letter',
    count: 5,
    unit: 'day',
    from: 'letter-date',
  } as const;
  const facts = {
    letterDate: '2014-06-05',
    receivedOn: '2014-06-05',
    zone: ZONE,
    regime: 'us-federal',
  } as const;
  const demandDate = (whose: 'asserted' | 'binding' = 'asserted') =>
    setDeadline(
      started.deps,
      {
        matterId,
        title: 'Respond to demand 2: provide evidence',
        whose,
        words: words.text,
        zone: ZONE,
        counted: countedFromWords(words, facts),
      },
      started.actor('dana'),
    );
  const immediate = () =>
    setDeadline(
      started.deps,
      {
        matterId,
        title: 'Respond to demand 1: cease',
        whose: 'asserted',
        words: 'at once',
        zone: ZONE,
        counted: null,
      },
      started.actor('dana'),
    );

  it('an empty list says what to do next', async () => {
    const page = await dana.get(path());
    expect(page.status).to.equal(200);
    expect(page.text).to.contain('Nothing is scheduled in this matter');
  });

  it('counting first shows every day and saves nothing', async () => {
    const page = await dana.post(path(), { ...NEW, intent: 'count' });
    expect(page.status).to.equal(200);
    expect(page.text)
      .to.contain('As counted, not kept yet')
      .and.to.contain('Thu 26 Jun 2014')
      .and.to.contain('value="Answer to the complaint"');
    expect(await dates()).to.deep.equal([]);
  });

  it('a date that is kept has its working, its readings and its event', async () => {
    const answer = await dana.post(path(), NEW);
    expect(answer.status).to.equal(303);
    const [date] = await dates();
    expect(date).to.include({
      computedOn: '2014-06-26',
      earliestOn: '2014-06-26',
      workingOn: null,
      state: 'open',
      whose: 'binding',
    });
    if (!date) return;
    expect(countedOf(date)?.result.steps).to.have.length(22);
    expect(await actions()).to.include('deadline.set');
    const page = await dana.get(path(`/${date.id}`));
    expect(page.text)
      .to.contain('Fed. R. Civ. P. 6(a)(1)(B)')
      .and.to.contain('Counting aid, not legal advice');
    expect(await listHolding(started.deps.db, { matterId })).to.have.length(1);
  });

  it('“within five days” shows three readings; counsel adopts one; the earliest stays beside it', async () => {
    const id = await demandDate();
    const before = await omar.get(path(`/${id}`));
    for (const day of ['Tue 10 Jun 2014', 'Mon 9 Jun 2014', 'Thu 12 Jun 2014'])
      expect(before.text).to.contain(day);
    const answer = await omar.post(path(`/${id}/adoption`), {
      version: '1',
      on: '2014-06-09',
      time: '17:00',
      why: 'to be safe on the inclusive reading',
    });
    expect(answer.status).to.equal(303);
    expect(await get(id)).to.include({
      workingOn: '2014-06-09',
      workingTime: '17:00',
      earliestOn: '2014-06-09',
      adoptedWhy: 'to be safe on the inclusive reading',
    });
    const after = await omar.get(path(`/${id}`));
    expect(after.text)
      .to.contain('day 4, working date')
      .and.to.contain('to be safe on the inclusive reading');
    expect(await actions()).to.include('deadline.adopted');
  });

  it('an earlier day may be adopted, a day later than every reading may not', async () => {
    const id = await demandDate();
    const late = await omar.post(path(`/${id}/adoption`), {
      version: '1',
      on: 'other',
      otherOn: '2014-06-20',
      why: 'more time',
    });
    expect(late.status).to.equal(422);
    expect(late.text).to.contain('later than every reading');
    expect(
      (
        await omar.post(path(`/${id}/adoption`), {
          version: '1',
          on: 'other',
          otherOn: '2014-06-08',
          why: 'before the weekend ends',
        })
      ).status,
    ).to.equal(303);
    expect((await get(id)).workingOn).to.equal('2014-06-08');
  });

  it('another day is an earlier one, and stands alone: a day between readings or beside a chosen one is refused', async () => {
    const id = await demandDate();
    const adopt = (on: string, otherOn: string) =>
      omar.post(path(`/${id}/adoption`), { version: '1', on, otherOn, why: 'as we read it' });
    const between = await adopt('other', '2014-06-11');
    expect(between.status).to.equal(422);
    expect(between.text)
      .to.contain('later than the usual reading, Tue 10 Jun 2014, and no reading ends on it')
      .and.to.contain('value="2014-06-11"');
    const both = await adopt('2014-06-10', '2014-06-06');
    expect(both.status).to.equal(422);
    expect(both.text).to.contain('A reading is chosen above as well').and.to.contain('value="2014-06-06"');
    expect((await get(id)).workingOn).to.equal(null);
    expect((await adopt('2014-06-12', '')).status).to.equal(303);
  });

  it('two people at one date: the second is told, and nothing is overwritten', async () => {
    const id = await demandDate();
    await omar.post(path(`/${id}/adoption`), { version: '1', on: '2014-06-09', why: 'first' });
    const second = await omar.post(path(`/${id}/adoption`), {
      version: '1',
      on: '2014-06-10',
      why: 'second thoughts',
    });
    expect(second.status).to.equal(409);
    expect(second.text)
      .to.contain('Someone else changed this date meanwhile')
      .and.to.contain('second thoughts')
      .and.to.contain('Mon 9 Jun 2014');
    expect((await get(id)).workingOn).to.equal('2014-06-09');
  });

  it('a paralegal cannot adopt, decide or override; counsel can', async () => {
    const id = await demandDate();
    expect(
      (await dana.post(path(`/${id}/adoption`), { version: '1', on: '2014-06-09', why: 'x' })).status,
    ).to.equal(403);
    expect(
      (await dana.post(path(`/${id}/override`), { version: '1', metOn: '2014-06-06', reason: 'x' })).status,
    ).to.equal(403);
    const asked = await immediate();
    expect(
      (await dana.post(path(`/${asked}/decision`), { version: '1', decision: 'decline', why: 'x' })).status,
    ).to.equal(403);
  });

  it('“immediately” asks counsel for a decision, once', async () => {
    const id = await immediate();
    expect((await omar.get(path(`/${id}`))).text).to.contain('These words name no day');
    expect(
      (
        await omar.post(path(`/${id}/decision`), {
          version: '1',
          decision: 'decline',
          why: 'the test ends on 16 June',
        })
      ).status,
    ).to.equal(303);
    expect(await get(id)).to.include({
      state: 'decided',
      decision: 'Decline, and say so in the reply: the test ends on 16 June',
    });
    expect(
      (await omar.post(path(`/${id}/decision`), { version: '2', decision: 'do-at-once', why: 'again' }))
        .status,
    ).to.equal(409);
    expect((await omar.get(path(`/${id}/sheet`))).status).to.equal(404);
  });

  it('what if: another start moves the date, and nothing is saved', async () => {
    const id = await demandDate();
    const page = await dana.get(path(`/${id}/what-if?trigger=2014-06-06`));
    expect(page.status).to.equal(200);
    expect(page.text).to.contain('Wed 11 Jun 2014').and.to.contain('until a working date is adopted');
    expect(page.text)
      .to.contain('Fri 6 Jun 2014, that day not counted')
      .and.not.to.contain('Thu 5 Jun 2014, that day');
    expect(await get(id)).to.include({ version: 1, computedOn: '2014-06-10' });
    const earlier = await dana.get(path(`/${id}/what-if?extendedTo=2014-06-07`));
    expect(earlier.status).to.equal(422);
    expect(earlier.text).to.contain('earlier than the date it extends');
  });

  it('a date counted anew supersedes the old one, with the reason, both on record', async () => {
    const id = await demandDate();
    const answer = await dana.post(path(`/${id}/replacement`), {
      version: '1',
      trigger: '2014-06-10',
      reason: 'the courier’s receipt says 10 June',
    });
    expect(answer.status).to.equal(303);
    const old = await get(id);
    expect(old).to.include({ state: 'superseded', endedReason: 'the courier’s receipt says 10 June' });
    const now = await get(old.supersededBy ?? '');
    expect(now).to.include({ state: 'open', computedOn: '2014-06-15', workingOn: null });
    expect((await dana.get(path())).text).to.contain('the courier’s receipt says 10 June');
    expect(await actions()).to.include.members(['deadline.superseded', 'deadline.set']);
  });

  it('void needs a reason and leaves the date on the record', async () => {
    const id = await demandDate();
    expect((await dana.post(path(`/${id}/voiding`), { version: '1' })).status).to.equal(422);
    expect(
      (await dana.post(path(`/${id}/voiding`), { version: '1', reason: 'entered twice' })).status,
    ).to.equal(303);
    expect(await get(id)).to.include({ state: 'voided', endedReason: 'entered twice' });
    expect((await dana.get(path())).text).to.contain('entered twice');
    expect((await dana.post(path(`/${id}/voiding`), { version: '2', reason: 'again' })).status).to.equal(409);
  });

  it('a proved delivery meets the dates of the demands it answers, not our promises; late is late', async () => {
    const by = started.actor('dana');
    const at = started.deps.clock.now();
    await started.deps.db
      .insertInto('letter')
      .values({
        id: 'letter',
        number: 'L-1',
        matterId,
        direction: 'in',
        state: 'reviewed',
        loggedAt: at,
        loggedBy: by.accountId,
      })
      .execute();
    for (const number of [1, 2])
      await started.deps.db
        .insertInto('demand')
        .values({
          id: `demand${number}`,
          matterId,
          letterId: 'letter',
          number,
          quote: 'words',
          kind: 'cease',
          state: 'open',
          enteredAt: at,
          enteredBy: by.accountId,
        })
        .execute();
    const dateOf = (demandId: string, whose: 'asserted' | 'promised') =>
      setDeadline(
        started.deps,
        {
          matterId,
          letterId: 'letter',
          demandId,
          title: whose,
          whose,
          zone: ZONE,
          counted: countedOn('2014-06-10', ZONE),
        },
        by,
      );
    const [answered, promise, unanswered] = [
      await dateOf('demand1', 'asserted'),
      await dateOf('demand1', 'promised'),
      await dateOf('demand2', 'asserted'),
    ];
    const met = await inTransaction(started.deps, (tx) =>
      meetDeadlinesOf(
        tx,
        { matterId, letterId: 'letter', demandIds: ['demand1'] },
        { id: 'delivery', deliveredOn: '2014-06-11', deliveredTime: null, zone: 'America/Los_Angeles' },
        by,
        at,
      ),
    );
    expect(met).to.deep.equal([answered]);
    expect(stateOf(await get(answered), '2014-06-30')).to.equal('met-late');
    expect((await get(promise)).state).to.equal('open');
    expect((await get(unanswered)).state).to.equal('open');
    expect(await listRunningOf(started.deps.db, { demandId: 'demand2' })).to.have.length(1);
    expect(await actions()).to.include('deadline.met');
  });

  it('counsel may record a date as met without a delivery, with a reason', async () => {
    const id = await demandDate();
    expect(
      (
        await omar.post(path(`/${id}/override`), {
          version: '1',
          metOn: '2014-06-06',
          reason: 'handed over in court; no receipt',
        })
      ).status,
    ).to.equal(303);
    const row = await get(id);
    expect(row).to.include({
      state: 'met',
      metOn: '2014-06-06',
      metReason: 'handed over in court; no receipt',
    });
    expect(stateOf(row, '2014-06-30')).to.equal('met');
  });

  it('the day something is met cannot lie ahead', async () => {
    const id = await demandDate();
    const answer = await omar.post(path(`/${id}/override`), {
      version: '1',
      metOn: '2014-06-09',
      reason: 'soon',
    });
    expect(answer.status).to.equal(422);
    expect(answer.text).to.contain('This day has not come yet');
  });

  it('a computation sheet lists each day with its source', async () => {
    const id = await demandDate();
    const page = await omar.get(path(`/${id}/sheet`));
    expect(page.status).to.equal(200);
    expect(page.text)
      .to.contain('Computation sheet')
      .and.to.contain('Sun 8 Jun 2014')
      .and.to.contain('every day counts');
  });

  it('a rule of this matter is counted as quoted', async () => {
    const answer = await dana.post(path(), {
      ...NEW,
      rule: 'CUSTOM',
      words: 'Order of 5 June, para 4: within three court days',
      count: '3',
      unit: 'court_days',
      roll: 'none',
    });
    expect(answer.status).to.equal(303);
    expect((await dates())[0]).to.include({ computedOn: '2014-06-10', rule: 'CUSTOM' });
  });

  it('says which holidays a count left out, and that none were where no table was chosen', async () => {
    const business = { ...NEW, rule: 'FRCP 6(a)', unit: 'business_days', count: '5', trigger: '2014-07-01' };
    for (const [holidays, words] of [
      ['US-FEDERAL', 'Holidays left out: US federal legal holidays'],
      ['none', 'Holidays left out: none'],
    ] as const) {
      const answer = await dana.post(path(), { ...business, words: 'within five business days', holidays });
      expect(answer.status, answer.text).to.equal(303);
      expect((await dana.get(answer.location ?? '')).text).to.contain(words);
    }
  });

  const bad: [string, Record<string, string>, RegExp][] = [
    ['an unknown rule', { rule: 'FRCP 99' }, /no rule “FRCP 99”/],
    ['31 February', { trigger: '2014-02-31' }, /real day/],
    ['a count of nothing', { count: '0' }, /count at least 1/],
    ['a negative count', { count: '-4' }, /count at least 1/],
    ['a count of 10,000', { count: '10000' }, /the most is 9999/],
    ['no count', { count: '' }, /Enter the number/],
    ['an unknown zone', { zone: 'Mars/Base' }, /time zone, like/],
    ['an unknown calendar', { holidays: 'FR' }, /no holiday calendar/],
    ['the holidays of another country', { holidays: 'GB-EAW' }, /do not leave out.*England/],
    ['an unknown method of service', { service: 'pigeon' }, /no method of service/],
    ['a year without a table', { trigger: '2036-06-05' }, /covers 1995 to 2035/],
    ['a unit the rule does not count', { unit: 'clear_days' }, /does not count clear days/],
    ['hours without an hour', { unit: 'hours', count: '48' }, /enter when they start, like 09:00/],
    [
      'a skipped hour',
      { unit: 'hours', count: '4', trigger: '2014-03-09', triggerTime: '02:30' },
      /clocks go forward/,
    ],
    ['an unknown field', { colour: 'red' }, /not known: colour/],
    ['a field of the machine’s', { __proto__x: '1' }, /not known/],
    ['a rule of this matter without its words', { rule: 'CUSTOM' }, /Quote the order/],
    ['no title', { title: '' }, /Say what is due/],
  ];
  for (const [what, change, says] of bad)
    it(`${what}: a sentence, what was typed kept, nothing saved`, async () => {
      const answer = await dana.post(path(), { ...NEW, ...change });
      expect(answer.status).to.equal(422);
      expect(answer.text).to.match(says);
      if (change['title'] === undefined) expect(answer.text).to.contain('value="Answer to the complaint"');
      expect(await dates()).to.deep.equal([]);
    });

  it('a stranger, a viewer, a foreign id, another matter and a wrong token change nothing', async () => {
    const id = await demandDate();
    const rolf = await started.signIn('rolf');
    const priya = await started.signIn('priya');
    await priya.get(path('/new'));
    expect((await rolf.get(path(`/${id}`))).status).to.equal(404);
    expect((await priya.get(path(`/${id}`))).status).to.equal(200);
    expect((await priya.post(path(`/${id}/voiding`), { version: '1', reason: 'x' })).status).to.equal(403);
    expect((await dana.get(path('/nothing'))).status).to.equal(404);
    expect((await dana.post(path(), { ...NEW, _csrf: 'wrong' })).status).to.equal(403);
    expect(
      (await dana.post(path(), { ...NEW, responsible: started.actor('rolf').accountId })).status,
    ).to.equal(404);
    const other = await openMatter(
      started.deps,
      {
        title: 'Other',
        regime: 'private',
        zone: ZONE,
        legend: 'x',
        approvalForm: 'two-people',
        ourParty: 'A',
        theirParty: 'B',
      },
      started.actor('dana'),
    );
    expect((await dana.get(`/matters/${other}/deadlines/${id}`)).status).to.equal(404);
    expect(await dates()).to.have.length(1);
    expect((await get(id)).state).to.equal('open');
  });
});
