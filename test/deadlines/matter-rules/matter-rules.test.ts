import { expect } from 'chai';
import { countedOf } from '../../../src/deadlines/deadline.js';
import { listMatterRules } from '../../../src/deadlines/matter-rules/matter-rule-store.js';
import { listRecounts } from '../../../src/deadlines/recounts/recount-store.js';
import { expectDone, openMatterOfDates, ZONE, type MatterOfDates } from '../matter-of-dates.js';

const RULE = {
  name: 'Order of 5 June, para 4',
  authority: 'a response is due within three court days, by 5 p.m.',
  count: '3',
  unit: 'court_days',
  direction: 'forward',
  firstDay: 'excluded',
  roll: 'next',
  calendar: 'US-FEDERAL',
  cutOff: '17:00',
};

describe('a rule of one matter', () => {
  let on: MatterOfDates;
  beforeEach(async () => {
    on = await openMatterOfDates();
  });
  afterEach(() => on.started.close());

  const rules = () => listMatterRules(on.started.deps.db, on.matterId);
  const write = (change: Record<string, string> = {}) =>
    on.dana.post(on.path('/rules'), { ...RULE, ...change });
  const set = (rule: string, change: Record<string, string> = {}) =>
    on.dana.post(on.path(), {
      ...{ title: 'Response to the motion', whose: 'binding', rule: `MATTER:${rule}`, zone: ZONE },
      ...{ trigger: '2014-06-05', direction: 'forward', intent: 'keep', ...change },
    });

  it('is written with its authority, offered in the form, and counts by its own words', async () => {
    expectDone(await write());
    const [rule] = await rules();
    expect((await on.dana.get(on.path('/new'))).text).to.contain(
      'This matter: Order of 5 June, para 4 (3 court days',
    );
    expectDone(await set(rule?.id ?? ''));
    const [date] = await on.dates();
    expect(date).to.include({ computedOn: '2014-06-10', matterRuleId: rule?.id });
    if (!date) return;
    expect(countedOf(date)?.result).to.include({ source: RULE.authority });
    expect(countedOf(date)?.result.dueAt?.local).to.contain('17:00');
    expect((await on.dana.get(on.path(`/${date.id}`))).text)
      .to.contain('Order of 5 June, para 4, version 1')
      .and.to.contain('within three court days');
  });

  it('rewritten, it is a version; a date counted by the one before does not move, counsel is asked', async () => {
    await write();
    const [first] = await rules();
    await set(first?.id ?? '');
    const [date] = await on.dates();
    const path = on.path(`/rules/${first?.id ?? ''}/versions`);
    expect((await on.dana.post(path, { ...RULE, firstDay: 'included' })).status).to.equal(422);
    expectDone(await on.dana.post(path, { ...RULE, firstDay: 'included', reason: 'order amended 6 June' }));
    expect((await on.dates())[0]).to.include({ computedOn: '2014-06-10', version: 1 });
    const [question] = await listRecounts(on.started.deps.db, date?.id ?? '');
    expect(question).to.include({ state: 'asked', computedOn: '2014-06-09' });
    expect((await rules()).map((one) => [one.number, one.endedReason])).to.deep.equal([
      [1, 'order amended 6 June'],
      [2, null],
    ]);
    expect((await on.dana.post(path, { ...RULE, reason: 'again' })).status).to.equal(409);
    expect((await set(first?.id ?? '')).status).to.equal(422);
  });

  it('withdrawn with a reason, it is offered no more and stays on the record', async () => {
    await write();
    const [rule] = await rules();
    const path = on.path(`/rules/${rule?.id ?? ''}/withdrawal`);
    expect((await on.dana.post(path)).status).to.equal(422);
    expectDone(await on.dana.post(path, { reason: 'vacated' }));
    expect((await on.dana.get(on.path('/new'))).text).not.to.contain('para 4');
    expect((await on.dana.get(on.path('/rules'))).text).to.contain('vacated');
    const answer = await set(rule?.id ?? '');
    expect(answer.status).to.equal(422);
    expect(answer.text).to.contain('not in force');
    expect((await on.dana.post(path, { reason: 'again' })).status).to.equal(409);
  });

  const bad: [string, Record<string, string>, RegExp][] = [
    ['a count of nothing', { count: '0' }, /count at least 1/],
    ['a negative count', { count: '-3' }, /count at least 1/],
    ['a count of 10,000', { count: '10000' }, /the most is 9999/],
    ['an unknown calendar', { calendar: 'FR' }, /no holiday calendar/],
    ['no calendar for court days', { calendar: '' }, /Choose the holiday table/],
    ['an unknown unit', { unit: 'moons' }, /Choose what is counted/],
    ['an unknown roll', { roll: 'over' }, /day off/],
    ['an hour that is none', { cutOff: '25:00' }, /hour like 17:00/],
    ['no authority', { authority: '' }, /Quote the order/],
    ['a field that is not known', { version: '7' }, /not known: version/],
  ];
  for (const [what, change, says] of bad)
    it(`${what}: a sentence, what was typed kept, nothing saved`, async () => {
      const answer = await write(change);
      expect(answer.status).to.equal(422);
      expect(answer.text).to.match(says).and.to.contain('Order of 5 June, para 4');
      expect(await rules()).to.deep.equal([]);
    });

  for (const [regime, rule, fits] of [
    ['private', 'FRCP 6(a)', false],
    ['private', 'CPR 2.8', false],
    ['us-federal', 'FRCP 6(a)', true],
    ['us-federal', 'CPR 2.8', false],
    ['us-federal', 'CCP 12', false],
    ['england-wales', 'FRCP 6(a)', false],
    ['england-wales', 'CPR 2.8', true],
    ['california', 'CCP 12', true],
  ] as const)
    it(`a matter of ${regime} ${fits ? 'counts' : 'does not count'} by ${rule}`, async () => {
      await on.started.close();
      on = await openMatterOfDates({ regime });
      const answer = await on.dana.post(on.path(), {
        ...{ title: 'Something', whose: 'binding', rule, trigger: '2014-06-05', count: '21', unit: 'days' },
        ...{ direction: 'forward', zone: ZONE, intent: 'keep' },
      });
      expect(answer.status).to.equal(fits ? 303 : 422);
      if (!fits) expect(answer.text).to.contain('does not fit this matter');
      expect(await on.dates()).to.have.length(fits ? 1 : 0);
    });

  it('a viewer, a wrong token and a foreign id change nothing', async () => {
    const priya = await on.started.signIn('priya');
    await priya.get(on.path());
    expect((await priya.post(on.path('/rules'), RULE)).status).to.equal(403);
    expect((await write({ _csrf: 'forged' })).status).to.equal(403);
    expect((await on.dana.get(on.path('/rules/nothing'))).status).to.equal(404);
    expect((await on.dana.post(on.path('/rules/nothing/withdrawal'), { reason: 'x' })).status).to.equal(404);
    expect((await set('nothing')).status).to.equal(422);
    expect(await rules()).to.deep.equal([]);
  });
});
