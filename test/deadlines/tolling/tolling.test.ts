import { expect } from 'chai';
import { countedFromWords } from '../../../src/deadlines/counted.js';
import { countedOf, heldTo, isFirstDayAllowed } from '../../../src/deadlines/deadline.js';
import { hourHeld } from '../../../src/deadlines/hour.js';
import { setDeadline } from '../../../src/deadlines/set-deadline.js';
import { stateOf } from '../../../src/deadlines/standing.js';
import { listExtensions } from '../../../src/deadlines/extensions/extension-store.js';
import { listTolling } from '../../../src/deadlines/tolling/tolling-store.js';
import { expectDone, openMatterOfDates, ZONE, type MatterOfDates } from '../matter-of-dates.js';

const REASON = 'standstill agreement of 6 June, clause 2';

describe('tolling of a date', () => {
  let on: MatterOfDates;
  beforeEach(async () => {
    on = await openMatterOfDates();
  });
  afterEach(() => on.started.close());

  const after = async (id: string) => on.date((await on.date(id)).supersededBy ?? '');

  it('a stop that ended before the time began is refused, and the date stands as it was', async () => {
    const id = await on.fiveDays('binding');
    const stop = { from: '2014-05-01', until: '2014-05-05', reason: REASON };
    const answer = await on.send(on.dana, id, 'tolling', stop);
    expect(answer.status).to.be.within(409, 422);
    expect(answer.text).to.contain('this stop ended before that, on Mon 5 May 2014: it takes no day from it');
    expect(await on.date(id)).to.include({ state: 'open', supersededBy: null });
  });

  it('stops the clock, stores what was left, and says so', async () => {
    const id = await on.fiveDays('binding');
    expectDone(await on.send(on.dana, id, 'tolling', { from: '2014-06-07', reason: REASON }));
    expect(await on.date(id)).to.include({ tolledFrom: '2014-06-07', tolledUntil: null, tolledLeft: 3 });
    on.started.setToday('2014-08-01');
    expect(stateOf(await on.date(id), '2014-08-01')).to.equal('tolled');
    const page = await on.dana.get(on.path(`/${id}`));
    expect(page.text)
      .to.contain('tolled, 3 calendar days left')
      .and.to.contain('clock stopped')
      .and.to.contain('it was Mon 9 Jun')
      .and.to.contain(REASON);
    expect((await on.dana.get('/desk')).text)
      .to.contain('Clock stopped')
      .and.to.contain('tolled, 3 calendar days left');
    expect((await on.dana.get(on.path())).text).to.contain('tolled, 3 calendar days left');
    expect(await on.actions()).to.include('tolling.started');
  });

  it('of business days also says what was left in business days, each by its day', async () => {
    const counted = {
      rule: 'DEMAND_BUSINESS_DAYS',
      trigger: '2014-06-05',
      count: '5',
      unit: 'business_days',
    };
    const fields = { title: 'Reply', whose: 'binding', zone: ZONE, intent: 'keep', ...counted };
    const id = (await on.dana.post(on.path(), fields)).location?.split('/').at(-1) ?? '';
    expectDone(await on.send(on.dana, id, 'tolling', { from: '2014-06-07', reason: REASON }));
    expect((await on.dana.get(on.path(`/${id}`))).text).to.contain(
      '5 calendar days left, up to the day held to then (3 business days of the count: Mon 9 Jun 2014, Tue 10 Jun 2014, Wed 11 Jun 2014); the date was Wed 11 Jun 2014',
    );
  });

  for (const [what, count, left] of [
    [
      'business days',
      { rule: 'DEMAND_BUSINESS_DAYS', trigger: '2014-06-05', count: '5', unit: 'business_days' },
      '3 business days',
    ],
    [
      'hours',
      { rule: 'DEMAND_HOURS', trigger: '2014-06-06', triggerTime: '09:30', count: '48', unit: 'hours' },
      '33 hours and 30 minutes',
    ],
  ] as const)
    it(`of ${what} says what is left in ${what}: on the chip, in the reason and on the sheet for outside`, async () => {
      const fields = { title: 'Reply', whose: 'binding', zone: ZONE, intent: 'keep', ...count };
      const id = (await on.dana.post(on.path(), fields)).location?.split('/').at(-1) ?? '';
      expectDone(await on.send(on.dana, id, 'tolling', { from: '2014-06-07', reason: REASON }));
      on.started.setToday('2014-06-09');
      expect((await on.dana.get(on.path())).text)
        .to.contain(`tolled, ${left} left`)
        .and.not.to.contain('calendar days left');
      expectDone(await on.send(on.dana, id, 'tolling/end', { until: '2014-06-09' }));
      const old = await on.date(id);
      expect(old.endedReason).to.equal(
        `the clock did not run from Sat 7 Jun 2014 to Mon 9 Jun 2014; left of the time then: ${left}`,
      );
      const sheet = await on.dana.get(on.path(`/${old.supersededBy ?? ''}/sheet?for=outside`));
      expect(sheet.text).to.contain(`left of it: ${left}`);
    });

  it('runs again with what was left: each reading counted anew, the stopped days in the working', async () => {
    const id = await on.fiveDays();
    expectDone(await on.send(on.dana, id, 'tolling', { from: '2014-06-07', reason: REASON }));
    on.started.setToday('2014-06-20');
    expectDone(await on.send(on.dana, id, 'tolling/end', { until: '2014-06-19' }));
    const now = await after(id);
    expect(now).to.include({ state: 'open', workingOn: null, tolledUntil: '2014-06-19' });
    // 6 June was day 1; 13 days stood still; days 2 to 5 are 20 to 23 June.
    expect(now).to.include({ computedOn: '2014-06-23', earliestOn: '2014-06-22' });
    const days = countedOf(now)?.result.readings.map((one) => one.due);
    expect(days).to.deep.equal(['2014-06-23', '2014-06-22', '2014-06-25']);
    const page = await on.dana.get(on.path(`/${now.id}`));
    expect(page.text).to.contain('the clock does not run').and.to.contain('3 calendar days left');
    expect(await on.date(id)).to.include({ state: 'superseded' });
    expect((await listTolling(on.started.deps.db, now.id))[0]).to.include({ resumedAs: now.id, daysLeft: 3 });
  });

  it('is refused, in words, for a date that is counted back from an event, and for a pre-date', async () => {
    const back = await on.dana.post(on.path(), {
      ...{
        title: 'Notice of motion',
        whose: 'binding',
        rule: 'FRCP 6(a)',
        trigger: '2014-07-18',
        count: '14',
      },
      ...{ unit: 'days', direction: 'backward', zone: 'America/Los_Angeles', intent: 'keep' },
    });
    expectDone(back);
    const parent = await on.named('2014-06-20');
    expectDone(await on.send(on.dana, parent, 'pre-dates'));
    const [draft] = await on.preDates(parent);
    const before = await on.dates();
    for (const [id, event] of [
      [back.location?.split('/').at(-1) ?? '', 'Fri 18 Jul 2014'],
      [draft?.id ?? '', 'Fri 20 Jun 2014'],
    ] as const)
      for (const until of ['2014-06-12', '']) {
        const answer = await on.send(on.dana, id, 'tolling', { from: '2014-06-10', until, reason: REASON });
        expect(answer.status).to.equal(422);
        expect(answer.text).to.contain(`This date is counted back from ${event}`);
      }
    expect(await on.dates()).to.deep.equal(before);
  });

  it('stands in the history of every date that took its place since', async () => {
    const id = await on.fiveDays();
    expectDone(
      await on.send(on.dana, id, 'tolling', { from: '2014-06-07', until: '2014-06-08', reason: REASON }),
    );
    const now = await after(id);
    const change = { trigger: '2014-06-06', reason: 'the postmark says 6 June' };
    expectDone(await on.send(on.dana, now.id, 'replacement', change));
    const page = await on.dana.get(on.path(`/${(await after(now.id)).id}`));
    expect(page.text).to.contain('Times the clock did not run').and.to.contain(REASON);
  });

  it('what was left of an extended date starts where the stop ended, and no what-if moves that', async () => {
    const id = await on.named('2014-06-12');
    const stop = { until: '2014-06-15', reason: REASON };
    const more = { extendedTo: '2014-06-20', terms: 'a week', agreedWith: 'Verizon', agreedOn: '2014-06-06' };
    expectDone(await on.send(on.dana, id, 'extensions', { ...more, confirmBy: '2014-06-10' }));
    const { version } = await on.date(id);
    const [extension] = await listExtensions(on.started.deps.db, id);
    const path = on.path(`/${id}/extensions/${extension?.id ?? ''}/confirmation`);
    const file = { name: 'confirmation.txt', content: 'Agreed' };
    expectDone(await on.dana.upload(path, [file], { version: String(version) }));
    expectDone(await on.send(on.dana, id, 'tolling', { from: '2014-06-11', ...stop }));
    const now = await after(id);
    expect((await on.dana.get(on.path(`/${now.id}/what-if`))).text).not.to.contain('name="trigger"');
    const asked = await on.dana.get(on.path(`/${now.id}/what-if?trigger=2014-06-18`));
    expect(asked.status).to.equal(422);
    expect(asked.text).to.contain('void the date with that reason and set it anew');
    const change = { trigger: '2014-06-18', reason: 'the stop ended later' };
    expect((await on.send(on.dana, now.id, 'replacement', change)).status).to.equal(422);
    expect(await on.date(now.id)).to.include({ state: 'open', version: now.version });
  });

  it('that had a working date keeps the reading counsel adopted, and asks on the Desk whether it stands', async () => {
    const id = await on.fiveDays('binding');
    const adoption = { on: '2014-06-10', time: '17:00', why: 'the usual reading' };
    expectDone(await on.send(on.omar, id, 'adoption', adoption));
    on.started.setToday('2014-06-07');
    const stop = { from: '2014-06-07', until: '2014-06-08', reason: REASON };
    expectDone(await on.send(on.dana, id, 'tolling', stop));
    const now = await after(id);
    expect(now).to.include({ earliestOn: '2014-06-11', computedOn: '2014-06-12' });
    expect(now).to.include({ workingOn: '2014-06-12', workingTime: '17:00', zone: ZONE });
    expect(now.adoptedBy).to.equal(on.started.actor('omar').accountId);
    expect(now.adoptedWhy).to.equal(
      'the usual reading (the same reading after the stop from Sat 7 Jun 2014 to Sun 8 Jun 2014; it was Tue 10 Jun 2014, 17:00)',
    );
    expect((await on.omar.get('/desk')).text)
      .to.contain('counsel is asked')
      .and.to.contain('What counsel adopted goes on and is Thu 12 Jun 2014 now')
      .and.to.contain('it was Tue 10 Jun 2014, and the earliest reading is Wed 11 Jun 2014');
    expectDone(await on.send(on.omar, now.id, 'adoption', { on: '2014-06-12', why: 'as before' }));
    expect((await on.omar.get('/desk')).text).not.to.contain('counsel is asked');
  });

  it('with every reading gone by is overdue, adopted or not', async () => {
    const id = await on.fiveDays('binding');
    expect(stateOf(await on.date(id), '2014-06-12')).to.equal('earliest-passed');
    expect(stateOf(await on.date(id), '2014-06-13')).to.equal('overdue');
  });

  const resumed: [string, string, string, string, string][] = [
    // what it shows                               named         from          until         due
    ['one day is given back',                      '2014-06-12', '2014-06-09', '2014-06-09', '2014-06-13'],
    ['the last day itself is given back',          '2014-06-12', '2014-06-12', '2014-06-12', '2014-06-13'],
    ['a month of standing still',                  '2014-06-12', '2014-06-07', '2014-07-06', '2014-07-12'],
    ['over the end of the year',                   '2014-12-31', '2014-12-31', '2015-01-31', '2015-02-01'],
  ]; // prettier-ignore
  for (const [shows, named, from, until, due] of resumed)
    it(`with both days known at once: ${shows}`, async () => {
      const id = await on.named(named);
      expectDone(await on.send(on.dana, id, 'tolling', { from, until, reason: REASON }));
      const now = await after(id);
      expect(now).to.include({ computedOn: due, tolledFrom: from, tolledUntil: until });
      expect(stateOf(now, until)).to.equal('tolled');
      expect(heldTo(now, until)).to.equal(due);
    });

  describe('keeps the hour', () => {
    const set = async (fields: Record<string, string>) => {
      const all = { title: 'Answer', whose: 'binding', zone: ZONE, intent: 'keep', unit: 'days', ...fields };
      const answer = await on.dana.post(on.path(), all);
      expectDone(answer);
      return answer.location?.split('/').at(-1) ?? '';
    };
    const hours = (trigger: string, triggerTime: string, count: string) =>
      set({ rule: 'DEMAND_HOURS', trigger, triggerTime, count, unit: 'hours' });
    const stopped = async (id: string, from: string, until: string) => {
      expectDone(await on.send(on.dana, id, 'tolling', { from, until, reason: REASON }));
      const now = await after(id);
      return `${now.computedOn ?? ''} ${hourHeld(now, now.workingOn ?? now.earliestOn) ?? 'end of the day'}`;
    };

    it('of 48 hours', async () => {
      const id = await hours('2014-06-09', '10:00', '48');
      expect(await stopped(id, '2014-06-10', '2014-06-12')).to.equal('2014-06-14 10:00');
      const page = await on.dana.get(on.path(`/${(await after(id)).id}`));
      expect(page.text).to.contain('10:00').and.to.contain('the clock does not run');
    });
    it('of 72 hours that end while the clock stands', async () =>
      expect(await stopped(await hours('2014-06-06', '09:00', '72'), '2014-06-08', '2014-06-10')).to.equal(
        '2014-06-12 09:00',
      ));
    it('of a day named with an hour, typed with the day or as the end of it', async () => {
      const named = { rule: 'DEMAND_FIXED_DATE', trigger: '2014-06-12' };
      for (const hour of [{ triggerTime: '17:00' }, { cutOff: '17:00' }]) {
        const id = await set({ ...named, ...hour });
        expect(await stopped(id, '2014-06-10', '2014-06-11')).to.equal('2014-06-14 17:00');
      }
    });
    it('and gives an extension none that it did not have', async () => {
      const id = await set({ rule: 'DEMAND_FIXED_DATE', trigger: '2014-06-12', cutOff: '17:00' });
      const agreed = {
        terms: 'a week',
        agreedWith: 'Verizon',
        agreedOn: '2014-06-06',
        confirmBy: '2014-06-10',
      };
      const fields = { version: '1', extendedTo: '2014-06-20', ...agreed };
      const file = { name: 'confirmation.txt', content: 'Agreed' };
      expectDone(await on.dana.upload(on.path(`/${id}/extensions`), [file], fields));
      expect(await stopped(id, '2014-06-14', '2014-06-15')).to.equal('2014-06-22 end of the day');
    });
    it('and every reading: hours from a day whose hour is not known', async () => {
      const id = await setDeadline(
        on.started.deps,
        {
          ...{ matterId: on.matterId, title: 'Reply', whose: 'asserted', zone: ZONE },
          counted: countedFromWords(
            { text: 'within 72 hours of receipt', count: 72, unit: 'hour', from: 'receipt' },
            { letterDate: '2014-06-06', receivedOn: '2014-06-06', zone: ZONE, regime: 'private' },
          ),
        },
        on.started.actor('dana'),
      );
      await stopped(id, '2014-06-07', '2014-06-08');
      const readings = countedOf(await after(id))?.result.readings.map((one) => one.dueAt?.local);
      expect(readings).to.deep.equal(['2014-06-11T23:59', '2014-06-11T00:00']);
    });
    it('and a day that counsel adopted before every reading: the same days are left of it', async () => {
      const id = await on.named('2014-06-12');
      const adopted = { on: 'other', otherOn: '2014-06-10', time: '12:00', why: 'they are away on the 12th' };
      expectDone(await on.send(on.omar, id, 'adoption', adopted));
      await stopped(id, '2014-06-09', '2014-06-09');
      expect(await after(id)).to.include({ computedOn: '2014-06-13', workingOn: '2014-06-11' });
      expect(await after(id)).to.include({
        workingTime: '12:00',
        adoptedBy: on.started.actor('omar').accountId,
      });
    });
  });

  it('an extended first day allowed is a first day allowed after a stop too, never a last day', async () => {
    const rule = { rule: 'FRCP 6(a)', trigger: '2014-06-06', count: '21', direction: 'at_least_after' };
    const fields = { title: 'Safe harbour', whose: 'binding', unit: 'days', zone: ZONE, intent: 'keep' };
    const answer = await on.dana.post(on.path(), { ...fields, ...rule });
    expectDone(answer);
    const id = answer.location?.split('/').at(-1) ?? '';
    const agreed = { terms: 't', agreedWith: 'Verizon', agreedOn: '2014-06-06', confirmBy: '2014-06-10' };
    const file = { name: 'confirmation.txt', content: 'Agreed' };
    const extension = { version: '1', extendedTo: '2014-07-10', ...agreed };
    expectDone(await on.dana.upload(on.path(`/${id}/extensions`), [file], extension));
    const late = { from: '2014-07-10', until: '2014-07-12', reason: REASON };
    const refused = await on.send(on.dana, id, 'tolling', late);
    expect(refused.status).to.equal(422);
    expect(refused.text).to.contain('What must pass first has passed by Thu 10 Jul 2014');
    const stop = { from: '2014-06-20', until: '2014-06-22', reason: REASON };
    expectDone(await on.send(on.dana, id, 'tolling', stop));
    const now = await after(id);
    expect([now.computedOn, isFirstDayAllowed(now)]).to.deep.equal(['2014-07-13', true]);
    expect(stateOf(now, '2014-07-12')).to.equal('not-yet-allowed');
    expect(stateOf(now, '2014-08-01')).to.equal('allowed');
  });

  it('entered in error, it is withdrawn with a reason and the date is what it was', async () => {
    const id = await on.named('2014-06-12');
    expectDone(await on.send(on.dana, id, 'tolling', { from: '2014-06-06', reason: REASON }));
    expectDone(await on.send(on.dana, id, 'tolling/withdrawal', { reason: 'the other matter' }));
    expect(await on.date(id)).to.include({ tolledFrom: null, tolledLeft: null, state: 'open' });
    expect((await listTolling(on.started.deps.db, id))[0]).to.include({ endedReason: 'the other matter' });
    expect((await on.send(on.dana, id, 'tolling/withdrawal', { reason: 'x' })).status).to.equal(409);
    expect((await on.send(on.dana, id, 'tolling/end', { until: '2014-06-20' })).status).to.equal(409);
  });

  it('while it stands nothing is adopted or extended', async () => {
    const id = await on.named('2014-06-12');
    await on.send(on.dana, id, 'tolling', { from: '2014-06-06', reason: REASON });
    const adopt = await on.send(on.omar, id, 'adoption', { on: '2014-06-12', why: 'x' });
    expect(adopt.status).to.equal(409);
    expect(adopt.text).to.contain('clock of this date is stopped');
    const extend = await on.send(on.dana, id, 'extensions', {
      extendedTo: '2014-07-01',
      terms: 't',
      agreedWith: 'a',
      agreedOn: '2014-06-06',
      confirmBy: '2014-06-09',
    });
    expect(extend.status).to.equal(422);
  });

  const bad: [string, Record<string, string>, RegExp][] = [
    ['from after the date', { from: '2014-06-13' }, /comes before the clock would stop/],
    [
      'until before it began',
      { until: '2014-06-05' },
      /cannot stop from Fri 6 Jun 2014 until Thu 5 Jun 2014/,
    ],
    ['from 31 June', { from: '2014-06-31' }, /real day/],
    ['without a reason', { reason: '' }, /Say why/],
    ['for a century', { until: '2114-06-06' }, /too long/],
    ['with a field that is not known', { left: '4' }, /not known: left/],
  ];
  for (const [what, change, says] of bad)
    it(`${what}: a sentence, nothing saved`, async () => {
      const id = await on.named('2014-06-12');
      const answer = await on.send(on.dana, id, 'tolling', { from: '2014-06-06', reason: REASON, ...change });
      expect(answer.status).to.equal(422);
      expect(answer.text).to.match(says);
      expect(await on.date(id)).to.include({ version: 1, tolledFrom: null });
      expect(await listTolling(on.started.deps.db, id)).to.deep.equal([]);
    });
});
