import { expect } from 'chai';
import { countedFromInput } from '../../../src/deadlines/counted.js';
import { countedOf } from '../../../src/deadlines/deadline.js';
import { recountDates } from '../../../src/deadlines/recounts/recount-dates.js';
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

  it('offers each unit once', async () => {
    const form = (await on.dana.get(on.path('/rules'))).text;
    expect(form.match(/<option value="calendar_days"/g)).to.have.length(1);
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

  // Three court days after Thursday 5 June, until 17:00: Tuesday 10 June.
  for (const [what, change, computedOn, dueAt] of [
    ['five court days', { count: '5' }, '2014-06-12', '2014-06-12T17:00'],
    ['three calendar days', { unit: 'calendar_days' }, '2014-06-09', '2014-06-09T17:00'],
    ['three court days before', { direction: 'backward' }, '2014-06-02', '2014-06-02T17:00'],
    ['until 9 in the morning', { cutOff: '09:00' }, '2014-06-10', '2014-06-10T09:00'],
    ['24 hours', { count: '24', unit: 'hours' }, '2014-06-06', '2014-06-06T00:00'],
  ] as const)
    it(`rewritten as ${what}, counsel is asked about a date counted before, once; a new date comes to the same`, async () => {
      await write();
      const [first] = await rules();
      await set(first?.id ?? '');
      const [date] = await on.dates();
      expect(date).to.include({ computedOn: '2014-06-10' });
      const path = on.path(`/rules/${first?.id ?? ''}/versions`);
      expectDone(await on.dana.post(path, { ...RULE, ...change, reason: 'order amended 6 June' }));
      const asked = await listRecounts(on.started.deps.db, date?.id ?? '');
      expect(asked.map((one) => one.state)).to.deep.equal(['asked']);
      const [question] = asked;
      if (question === undefined) return;
      expect(question).to.include({ computedOn });
      expect(countedOf(question)?.result.dueAt?.local).to.contain(dueAt);
      expect(await recountDates(on.started.deps)).to.equal(0);
      const again = (await rules()).find((one) => one.number === 2);
      const hour = 'unit' in change && change.unit === 'hours' ? { triggerTime: '00:00' } : {};
      expectDone(await set(again?.id ?? '', { direction: again?.direction ?? '', ...hour }));
      const fresh = (await on.dates()).find((one) => one.matterRuleId === again?.id);
      expect([fresh?.computedOn, fresh && countedOf(fresh)?.result.dueAt]).to.deep.equal([
        question.computedOn,
        countedOf(question)?.result.dueAt,
      ]);
      const answer = { answer: 'take', reason: 'order amended 6 June' };
      expectDone(await on.send(on.omar, date?.id ?? '', `recounts/${question.id}/answer`, answer));
      expect(await recountDates(on.started.deps)).to.equal(0);
    });

  it('rewritten, a number that an older date has in place of the rule’s own stays', async () => {
    await write();
    const [first] = await rules();
    await set(first?.id ?? '');
    const [kept] = await on.dates();
    const counted = kept && countedOf(kept);
    if (!kept || !counted) throw new Error('there is no date');
    // The form took such a number once; it refuses it by the name of the rule now.
    const older = countedFromInput({ ...counted.input, count: 7 });
    await on.started.deps.db
      .updateTable('deadline')
      .set({ input: JSON.stringify(older.input), result: JSON.stringify(older.result) })
      .set({ computedOn: older.result.due, earliestOn: older.result.earliest })
      .where('id', '=', kept.id)
      .execute();
    const date = await on.date(kept.id);
    const path = on.path(`/rules/${first?.id ?? ''}/versions`);
    expectDone(await on.dana.post(path, { ...RULE, count: '5', reason: 'order amended 6 June' }));
    const asked = await listRecounts(on.started.deps.db, date.id);
    expect(asked.map((one) => [one.state, one.computedOn])).to.deep.equal([['same', date.computedOn]]);
  });

  it('what was left of a date under it when its clock stopped is not counted by the rule again', async () => {
    await write();
    const [rule] = await rules();
    await set(rule?.id ?? '');
    const [date] = await on.dates();
    const extension = {
      ...{ extendedTo: '2014-06-18', terms: 'by order', agreedWith: 'the court', agreedOn: '2014-06-06' },
      confirmBy: '2014-06-10',
    };
    expectDone(
      await on.dana.upload(
        on.path(`/${date?.id ?? ''}/extensions`),
        [{ name: 'order.txt', content: 'Extended' }],
        { ...extension, version: '1' },
      ),
    );
    const stop = { from: '2014-06-09', until: '2014-06-11', reason: 'stayed' };
    const stopped = await on.send(on.omar, date?.id ?? '', 'tolling', stop);
    expectDone(stopped);
    const [left] = (await on.dates()).filter((one) => one.state === 'open');
    expect(left).to.include({ computedOn: '2014-06-21', matterRuleId: rule?.id });
    expect(await recountDates(on.started.deps)).to.equal(0);
    const path = on.path(`/rules/${rule?.id ?? ''}/versions`);
    expectDone(await on.dana.post(path, { ...RULE, count: '5', reason: 'order amended 6 June' }));
    expect(await listRecounts(on.started.deps.db, left?.id ?? '')).to.deep.equal([]);
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

  it('of clear days before an event, in England five or fewer, is read as CPR 2.8(4) too and held to the earlier', async () => {
    const clear = { unit: 'clear_days', direction: 'backward', roll: 'none', calendar: 'GB-EAW', cutOff: '' };
    const dueUnder = async (regime: 'england-wales' | 'us-federal', count: string) => {
      await on.started.close();
      on = await openMatterOfDates({ regime });
      expectDone(await write({ ...clear, count }));
      const [rule] = await rules();
      expectDone(await set(rule?.id ?? '', { trigger: '2027-01-04', direction: 'backward' }));
      const [date] = await on.dates();
      return { date, text: (await on.dana.get(on.path(`/${date?.id ?? ''}`))).text };
    };
    const english = await dueUnder('england-wales', '3');
    expect(english.date).to.include({ computedOn: '2026-12-31', earliestOn: '2026-12-24' });
    expect(english.text).to.include('as CPR 2.8(4) counts a period of five days or less');
    expect((await on.dana.get(on.path('/rules'))).text).to.not.include('holidays of GB-EAW');
    expect((await dueUnder('england-wales', '6')).date).to.include({ earliestOn: '2026-12-28' });
    expect((await dueUnder('us-federal', '3')).date).to.include({ earliestOn: '2026-12-31' });
  });

  it('of clear days set before CPR 2.8(4) was read beside it is asked about', async () => {
    await on.started.close();
    on = await openMatterOfDates({ regime: 'england-wales' });
    const clear = { unit: 'clear_days', direction: 'backward', roll: 'none', calendar: '', cutOff: '' };
    expectDone(await write({ ...clear, count: '3' }));
    const [rule] = await rules();
    expectDone(await set(rule?.id ?? '', { trigger: '2027-01-04', direction: 'backward' }));
    const [date] = await on.dates();
    const counted = date ? countedOf(date) : null;
    if (!date || !counted) throw new Error('the rule gives a date');
    const { law: _law, ...input } = counted.input;
    const before = countedFromInput(input);
    expect(before.result.earliest).to.equal('2026-12-31');
    await on.started.deps.db
      .updateTable('deadline')
      .set({ input: JSON.stringify(input), result: JSON.stringify(before.result), earliestOn: '2026-12-31' })
      .where('id', '=', date.id)
      .execute();
    expect(await recountDates(on.started.deps)).to.equal(1);
    expect(await listRecounts(on.started.deps.db, date.id)).to.containSubset([{ earliestOn: '2026-12-24' }]);
    expect(await recountDates(on.started.deps)).to.equal(0);
  });

  it('leaves the closed days of the matter out of its business days only where it says so', async () => {
    expectDone(
      await on.dana.post(on.path('/closures'), {
        on: '2014-06-09',
        what: 'the office',
        authority: 'a notice',
      }),
    );
    const dueWith = async (closedDays: string) => {
      expectDone(await write({ unit: 'business_days', name: closedDays, roll: 'none', closedDays }));
      const rule = (await rules()).find(({ name }) => name === closedDays);
      expectDone(await set(rule?.id ?? '', { title: closedDays }));
      return (await on.dates()).find(({ title }) => title === closedDays)?.computedOn;
    };
    expect(await dueWith('counted')).to.equal('2014-06-10');
    expect(await dueWith('left-out')).to.equal('2014-06-11');
    const form = (await on.dana.get(on.path('/new'))).text;
    expect(form).to.include('closed days of the matter left out');
    const wrong = await write({ unit: 'court_days', closedDays: 'left-out' });
    expect(wrong.status).to.equal(422);
    expect(wrong.text).to.include('This is a choice for business days only');
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
