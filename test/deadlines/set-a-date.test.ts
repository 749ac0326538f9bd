import { expect } from 'chai';
import { countedOf, type Deadline } from '../../src/deadlines/deadline.js';
import { setDeadline } from '../../src/deadlines/set-deadline.js';
import { recountDates } from '../../src/deadlines/recounts/recount-dates.js';
import { listRecounts } from '../../src/deadlines/recounts/recount-store.js';
import { listMatterRules } from '../../src/deadlines/matter-rules/matter-rule-store.js';
import { countedFromInput, countedOn } from '../../src/deadlines/counted.js';
import { openMatterOfDates, expectDone, ZONE, type MatterOfDates } from './matter-of-dates.js';

type Fields = Readonly<Record<string, string>>;

describe('a date set by the form', () => {
  let on: MatterOfDates;
  const post = (fields: Fields) =>
    on.dana.post(on.path(), {
      ...{ title: 'Motion', whose: 'binding', zone: ZONE, intent: 'keep' },
      ...fields,
    });
  const kept = async (fields: Fields): Promise<Deadline> => {
    const answer = await post(fields);
    expectDone(answer);
    return on.date(answer.location?.split('/').at(-1) ?? '');
  };

  describe('in California', () => {
    before(async () => {
      on = await openMatterOfDates({ regime: 'california', today: '2026-11-30' });
    });
    after(() => on.started.close());
    const hearing = { rule: 'CCP 1005(b)', trigger: '2026-12-18', count: '16', unit: 'court_days' };

    it('offers the direction as the rule has it, and counts sixteen court days back from the hearing', async () => {
      expect((await on.dana.get(on.path('/new'))).text).to.match(
        /name="direction"[^>]*>\s*<option value="" selected>As the rule says|name="direction"[^>]*>\s*<option value="">As the rule says/,
      );
      expect(await kept(hearing)).to.include({ computedOn: '2026-11-24', earliestOn: '2026-11-24' });
    });

    for (const direction of ['forward', 'at_least_after'])
      it(`refuses ${direction} by the name of the rule and keeps what was typed`, async () => {
        const before = (await on.dates()).length;
        const { status, text } = await post({ ...hearing, direction, service: 'mail_in_state' });
        expect(status).to.equal(422);
        expect(text)
          .to.contain('CCP 1005(b) counts back from a day, never')
          .and.to.contain('value="16"')
          .and.to.contain('value="mail_in_state" selected');
        expect(await on.dates()).to.have.length(before);
      });

    it('one set the other way before is asked about, not left standing', async () => {
      const { input, result } = countedFromInput({ ...hearing, count: 16 });
      const wrong = { ...input, direction: 'forward' };
      const id = await setDeadline(
        on.started.deps,
        {
          ...{ matterId: on.matterId, title: 'Old', whose: 'binding', zone: ZONE },
          counted: {
            input: wrong,
            result: {
              ...{ ...result, due: '2027-01-13', earliest: '2027-01-13', version: 'CCP 2026-01-01' },
              readings: result.readings.map((one) => ({ ...one, due: '2027-01-13', input: wrong })),
            },
          },
        },
        on.started.actor('dana'),
      );
      await recountDates(on.started.deps);
      const [asked] = await listRecounts(on.started.deps.db, id);
      expect(asked).to.include({ state: 'asked', computedOn: '2026-11-24' });
    });
  });

  describe('in England', () => {
    before(async () => {
      on = await openMatterOfDates({ regime: 'england-wales', today: '2026-12-22' });
    });
    after(() => on.started.close());
    const posted = {
      rule: 'CPR 6.26',
      trigger: '2026-12-23',
      triggerTime: '10:00',
      service: 'first_class_post',
    };

    // CPR 6.26 row 1: the second day is Christmas, the next business day Tue 29 Dec; CPR 2.8: fourteen more.
    it('counts days under the rule of deemed service from that service', async () => {
      const date = await kept({ ...posted, count: '14', unit: 'days' });
      expect(date.computedOn).to.equal('2027-01-12');
    });

    it('the day of deemed service itself takes no number, and says so', async () => {
      const refused = await post({ ...posted, count: '14', unit: 'deemed_service' });
      expect(refused.status).to.equal(422);
      expect(refused.text).to.contain('The day of deemed service counts no number');
      expect((await kept({ ...posted, unit: 'deemed_service' })).computedOn).to.equal('2026-12-29');
    });
  });

  describe('in a federal court', () => {
    before(async () => {
      on = await openMatterOfDates({ today: '2026-11-30' });
    });
    after(() => on.started.close());
    const private5 = { rule: 'DEMAND_CALENDAR_EXCLUSIVE', trigger: '2026-12-21', count: '5', unit: 'days' };

    it('reads five private days as business days too, Christmas left out', async () => {
      const date = await kept(private5);
      const days = countedOf(date)?.result.readings.map((one) => one.due);
      expect(days).to.deep.equal(['2026-12-26', '2026-12-25', '2026-12-29']);
      const page = await on.dana.get(on.path(`/${date.id}`));
      expect(page.text).to.contain('the working day before is Thu 24 Dec 2026');
    });

    it('asks what-if about no method of service that nothing here knows', async () => {
      const { id } = await kept(private5);
      const pigeon = await on.dana.get(on.path(`/${id}/what-if?service=pigeon`));
      expect(pigeon.status).to.equal(422);
      expect(pigeon.text).to.contain('“pigeon” is no method of service known here');
      const mail = await on.dana.get(on.path(`/${id}/what-if?service=mail`));
      expect(mail.status).to.equal(200);
      expect(mail.text).to.contain('adds no days for service by “mail”');
    });

    const hours = { rule: 'DEMAND_HOURS', trigger: '2026-11-30', count: '48', unit: 'hours' };
    it('asks for the hour of a count of hours beside its own box', async () => {
      const { status, text } = await post(hours);
      expect(status).to.equal(422);
      expect(text).to.contain('enter when they start, like 09:00').and.not.to.contain('T09:00');
    });
    it('numbers the hours of a count of hours as hours on the strip', async () => {
      const { text } = await post({ ...hours, triggerTime: '09:30', intent: 'count' });
      expect(text).to.contain('hour 48, last').and.not.to.contain('day 48');
    });

    const named = { rule: 'DEMAND_FIXED_DATE', trigger: '2028-02-29', triggerTime: '17:00' };
    it('ends a day that is named at the hour named with it', async () => {
      const counted = countedOf(await kept(named));
      expect(counted?.result.dueAt?.local).to.equal('2028-02-29T17:00');
    });
    it('asks which of two hours is meant', async () => {
      const { status, text } = await post({ ...named, cutOff: '12:00' });
      expect(status).to.equal(422);
      expect(text).to.contain('ends at 17:00 or at 12:00');
    });

    it('past the tables, says what to do instead, and says once that it is not verified', async () => {
      const { status, text } = await post({
        rule: 'FRCP 6(a)',
        trigger: '2035-12-20',
        count: '30',
        unit: 'days',
      });
      expect(status).to.equal(422);
      expect(text)
        .to.contain('set it with the rule “A date named”, quoting the authority')
        .and.to.contain('covers 1995 to 2035')
        .and.not.to.match(/Not verified\.<\/strong>\s*Not verified/);
    });

    it('says of a day of another century that it is out of range', async () => {
      const { status, text } = await post({ ...private5, trigger: '1799-12-21' });
      expect(status).to.equal(422);
      expect(text).to.contain('The year 1799 is out of range; use a day from 1900 to 2199');
    });

    it('refuses with any other rule what belongs to an order quoted for one date', async () => {
      const { status, text } = await post({ ...private5, first: 'included' });
      expect(status).to.equal(422);
      expect(text).to.contain('An order or agreement for this date alone” only');
    });

    describe('by a rule of the matter', () => {
      let rule: Fields;
      before(async () => {
        expectDone(
          await on.dana.post(on.path('/rules'), {
            ...{ name: 'Protocol, para 4', authority: 'within seven business days after it', count: '7' },
            ...{ unit: 'business_days', direction: 'forward', firstDay: 'excluded', roll: 'none' },
            ...{ calendar: 'US-FEDERAL', cutOff: '17:00' },
          }),
        );
        const [own] = await listMatterRules(on.started.deps.db, on.matterId);
        rule = { rule: `MATTER:${own?.id ?? ''}`, trigger: '2026-12-15', unit: 'days' };
      });

      it('takes its count, unit, direction and hour from the rule', async () => {
        // 16, 17, 18, 21, 22, 23, 24 December.
        expect(await kept(rule)).to.include({ computedOn: '2026-12-24' });
      });
      const contrary: readonly (readonly [string, string])[] = [
        ['count', '3'],
        ['unit', 'weeks'],
        ['direction', 'backward'],
        ['cutOff', '09:00'],
        ['holidays', 'GB-EAW'],
        ['service', 'mail'],
      ];
      for (const [field, value] of contrary)
        it(`refuses another ${field} by the name of the rule`, async () => {
          const before = (await on.dates()).length;
          const { status, text } = await post({ ...rule, [field]: value });
          expect(status).to.equal(422);
          expect(text).to.contain('“Protocol, para 4” says: 7 business days after');
          expect(text).to.contain(`href="#f-${field}"`);
          expect(await on.dates()).to.have.length(before);
        });
    });
  });

  describe('once it is held', () => {
    before(async () => {
      on = await openMatterOfDates({ today: '2026-11-30' });
    });
    after(() => on.started.close());
    const ten = { rule: 'DEMAND_CALENDAR_EXCLUSIVE', trigger: '2026-11-24', count: '10', unit: 'days' };
    const tenDays = async () => (await kept(ten)).id;

    it('is neither adopted nor met on a day before its time began', async () => {
      const id = await tenDays();
      const early = { on: 'other', otherOn: '2026-11-20', why: 'mistaken' };
      const adopted = await on.send(on.omar, id, 'adoption', early);
      expect(adopted.status).to.equal(422);
      expect(adopted.text).to.contain('This is before Tue 24 Nov 2026, from which the time runs');
      const met = await on.send(on.omar, id, 'override', { metOn: '2026-11-01', reason: 'paid' });
      expect(met.status).to.equal(422);
      expect(met.text).to.contain(
        'The time runs from Tue 24 Nov 2026; what was done before cannot have met it',
      );
      expect(await on.date(id)).to.include({ state: 'open', workingOn: null });
      expectDone(await on.send(on.omar, id, 'override', { metOn: '2026-11-24', reason: 'paid' }));
    });

    it('a day that is named, and one counted back to, can be met before', async () => {
      const by = on.started.actor('dana');
      const date = { matterId: on.matterId, title: 'x', whose: 'binding', zone: ZONE } as const;
      const back = {
        rule: 'FRCP 6(a)',
        trigger: '2026-12-18',
        count: 14,
        unit: 'days',
        direction: 'backward',
      };
      for (const counted of [countedOn('2026-12-18', ZONE), countedFromInput(back)]) {
        const id = await setDeadline(on.started.deps, { ...date, counted }, by);
        expectDone(await on.send(on.omar, id, 'override', { metOn: '2026-11-30', reason: 'filed early' }));
      }
    });

    it('stopped from before its time began, all of it is left; on its last stopped day it says when it runs again', async () => {
      const id = await tenDays();
      const stop = { from: '2026-11-20', until: '2026-11-30', reason: 'standstill agreement' };
      expectDone(await on.send(on.dana, id, 'tolling', stop));
      // Ten days, the first of them counted or not, from 1 December: until Thu 10 Dec.
      const now = await on.date((await on.date(id)).supersededBy ?? '');
      expect(now).to.include({ tolledLeft: 10, computedOn: '2026-12-10', earliestOn: '2026-12-10' });
      const desk = (await on.dana.get('/desk')).text;
      expect(desk)
        .to.contain('its clock runs again after Mon 30 Nov')
        .and.not.to.contain('it was Thu 10 Dec');
    });

    it('adopted at an hour that comes twice, says which is meant', async () => {
      const counted = countedOn('2027-11-07', ZONE, '01:30');
      const date = { matterId: on.matterId, title: 'Night', whose: 'internal', zone: ZONE } as const;
      const id = await setDeadline(on.started.deps, { ...date, counted }, on.started.actor('dana'));
      const adoption = { on: 'other', otherOn: '2027-11-07', time: '01:30', why: 'as ordered' };
      expectDone(await on.send(on.omar, id, 'adoption', adoption));
      expect((await on.omar.get(on.path(`/${id}`))).text).to.contain(
        '01:30 comes twice on that day in America/Los_Angeles, as the clocks go back; the first is meant.',
      );
    });
  });
});
