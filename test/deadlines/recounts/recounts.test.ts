import { expect } from 'chai';
import type { Reference } from '../../../src/deadlines/counting/reference.js';
import { loadReference } from '../../../src/deadlines/counting/reference.js';
import { computeDeadline } from '../../../src/deadlines/counting/computation.js';
import { dayOf } from '../../../src/deadlines/counting/day.js';
import { countedFromWords } from '../../../src/deadlines/counted.js';
import { countedOf } from '../../../src/deadlines/deadline.js';
import { isSameDays, recounted } from '../../../src/deadlines/recounts/recount.js';
import { recountDates } from '../../../src/deadlines/recounts/recount-dates.js';
import { listRecounts } from '../../../src/deadlines/recounts/recount-store.js';
import { expectDone, openMatterOfDates, ZONE, type MatterOfDates } from '../matter-of-dates.js';

const NEW = {
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
const CLOSED = { what: 'clerk’s office, C.D. Cal.', authority: 'General Order 14-1' };

/** Today's tables with a holiday more, or only a newer version. */
function changed(version: string, holiday?: string): Reference {
  const reference = loadReference();
  return {
    ...reference,
    findCalendar: (name) => {
      const calendar = reference.findCalendar(name);
      const off = { why: 'Day of Mourning', source: 'Executive Order 1', observed: false };
      const more = holiday === undefined ? [] : [[dayOf(holiday, 'test'), off] as const];
      return { ...calendar, version, holidays: new Map([...calendar.holidays, ...more]) };
    },
  };
}

describe('a count made again', () => {
  const facts = {
    letterDate: '2026-11-20',
    receivedOn: '2026-11-20',
    zone: ZONE,
    regime: 'private',
  } as const;
  const closed = {
    closures: [{ on: '2026-12-26', why: 'office closed' }],
    rewritten: null,
    law: 'private',
    court: null,
  } as const;
  const again = (text: string, unit: 'calendar-day' | 'day') => {
    const before = countedFromWords({ text, count: 15, unit, from: 'letter-date' }, facts);
    if (before === null) throw new Error('the words give a date');
    return { before, after: recounted(before, closed) };
  };

  it('keeps to the readings of its words: “calendar days” gain none in business days', () => {
    const { before, after } = again('Within fifteen (15) calendar days', 'calendar-day');
    expect(after.result.readings.map((one) => one.due)).to.deep.equal(['2026-12-05', '2026-12-04']);
    expect(isSameDays(before, after)).to.equal(true);
  });
  it('plain days keep theirs', () => {
    const { before, after } = again('within fifteen days', 'day');
    expect(before.result.readings).to.have.length(3);
    expect(after.result.readings.map((one) => one.due)).to.deep.equal(
      before.result.readings.map((one) => one.due),
    );
  });
});

describe('closed days and new versions under a date', () => {
  let on: MatterOfDates;
  beforeEach(async () => {
    on = await openMatterOfDates();
  });
  afterEach(() => on.started.close());

  const set = async (change: Record<string, string> = {}): Promise<string> => {
    const answer = await on.dana.post(on.path(), { ...NEW, ...change });
    expectDone(answer);
    return answer.location?.split('/').at(-1) ?? '';
  };
  const close = (day: string) => on.dana.post(on.path('/closures'), { on: day, ...CLOSED });
  const recounts = (id: string) => listRecounts(on.started.deps.db, id);

  it('a new date is counted with the closed days of its matter', async () => {
    expectDone(await close('2014-06-26'));
    const date = await on.date(await set());
    expect(date.computedOn).to.equal('2014-06-27');
    expect((await on.dana.get(on.path(`/${date.id}`))).text).to.contain('General Order 14-1');
  });

  it('a closed day entered later moves no date: old and new stand side by side and counsel is asked', async () => {
    const id = await set();
    expectDone(await close('2014-06-26'));
    expect(await on.date(id)).to.include({ computedOn: '2014-06-26', version: 1, state: 'open' });
    const page = await on.omar.get(on.path(`/${id}`));
    expect(page.text)
      .to.contain('Counted anew: which stands?')
      .and.to.contain('Thu 26 Jun 2014')
      .and.to.contain('Fri 27 Jun 2014')
      .and.to.contain('closed Thu 26 Jun 2014');
    expect((await on.omar.get('/desk')).text)
      .to.contain('Counted anew: counsel is asked')
      .and.to.contain('Counted today it would be Fri 27 Jun 2014');
    expect(await on.actions()).to.include.members(['closure.entered', 'deadline.recounted']);
    expect(await recountDates(on.started.deps)).to.equal(0);
  });

  it('taken, the new count stands in the place of the old, with the reason', async () => {
    const id = await set();
    await close('2014-06-26');
    const [question] = await recounts(id);
    const rest = `recounts/${question?.id ?? ''}/answer`;
    expect((await on.send(on.dana, id, rest, { answer: 'take', reason: 'x' })).status).to.equal(403);
    expect((await on.send(on.omar, id, rest, { answer: 'take' })).status).to.equal(422);
    expectDone(await on.send(on.omar, id, rest, { answer: 'take', reason: 'Rule 6(a)(3) applies' }));
    const old = await on.date(id);
    expect(old).to.include({ state: 'superseded', endedReason: 'Rule 6(a)(3) applies' });
    expect(await on.date(old.supersededBy ?? '')).to.include({ computedOn: '2014-06-27', state: 'open' });
    expect(await recountDates(on.started.deps)).to.equal(0);
  });

  describe('taken, what counsel had adopted goes on', () => {
    const adopted = async (fields: Record<string, string>) => {
      const id = await set();
      expectDone(await on.send(on.omar, id, 'adoption', { why: 'the only reading', ...fields }));
      return id;
    };
    const taken = async (id: string) => {
      const rest = `recounts/${(await recounts(id))[0]?.id ?? ''}/answer`;
      const answer = await on.send(on.omar, id, rest, { answer: 'take', reason: 'Rule 6(a)(3) applies' });
      expectDone(answer);
      const date = await on.date((await on.date(id)).supersededBy ?? '');
      return { date, page: (await on.omar.get(answer.location ?? '')).text };
    };

    it('the reading adopted, on the day it ends on now, and the Desk asks whether it stands', async () => {
      const id = await adopted({ on: '2014-06-26' });
      on.started.setToday('2014-06-09');
      await close('2014-06-26');
      const { date, page } = await taken(id);
      expect(date).to.include({
        workingOn: '2014-06-27',
        adoptedWhy: 'the only reading (the same reading, counted anew; it was Thu 26 Jun 2014)',
      });
      expect(page).to.contain('What was adopted goes on: Fri 27 Jun 2014 is the working date.');
      expect((await on.omar.get('/desk')).text)
        .to.contain('What counsel adopted goes on and is Fri 27 Jun 2014 now')
        .and.to.contain('it was Thu 26 Jun 2014');
    });

    it('a day adopted before every reading stays: no later one is held to', async () => {
      const id = await adopted({ on: 'other', otherOn: '2014-06-20' });
      await close('2014-06-26');
      expect((await taken(id)).date).to.include({ workingOn: '2014-06-20', computedOn: '2014-06-27' });
    });

    it('under an extension too: once that is withdrawn, the reading adopted is held to', async () => {
      const id = await adopted({ on: '2014-06-26' });
      const paper = [{ name: 'stipulation.txt', content: 'The time is extended to 3 July 2014.' }];
      const fields = {
        ...{ version: String((await on.date(id)).version), extendedTo: '2014-07-03', terms: 'to 3 July' },
        ...{ agreedWith: 'C. Cole', agreedOn: '2014-06-06', confirmBy: '2014-06-20' },
      };
      expectDone(await on.dana.upload(on.path(`/${id}/extensions`), paper, fields));
      await close('2014-06-26');
      expect((await taken(id)).date).to.include({ workingOn: '2014-06-27', extendedOn: '2014-07-03' });
    });
  });

  for (const [first, second] of [
    ['take', 'take'],
    ['take', 'keep'],
    ['keep', 'take'],
    ['keep', 'keep'],
  ] as const)
    it(`answered by two at once, ${first} and ${second}: one answer stands, the other is told so`, async () => {
      const id = await set();
      await close('2014-06-26');
      const rest = `recounts/${(await recounts(id))[0]?.id ?? ''}/answer`;
      const olga = await on.started.signIn('omar'); // counsel at another desk
      await olga.get(on.path(`/${id}`));
      const answers = await Promise.all([
        on.send(on.omar, id, rest, { answer: first, reason: 'Rule 6(a)(3) applies' }),
        on.send(olga, id, rest, { answer: second, reason: 'the office took filings by email' }),
      ]);
      expect(answers.map((one) => one.status).sort()).to.deep.equal([303, 409]);
      const [recount] = await recounts(id);
      const old = await on.date(id);
      expect(old.state).to.equal(recount?.state === 'taken' ? 'superseded' : 'open');
      const standing = (await on.dates()).filter((one) => one.state === 'open');
      expect(standing).to.have.length(1);
      expect((await on.actions()).filter((one) => one === 'deadline.recountAnswered')).to.have.length(1);
    });

  it('kept, the old count stands and is not asked about again', async () => {
    const id = await set();
    await close('2014-06-26');
    const rest = `recounts/${(await recounts(id))[0]?.id ?? ''}/answer`;
    const keep = { answer: 'keep', reason: 'the office took filings by email' };
    expectDone(await on.send(on.omar, id, rest, keep));
    expect(await on.date(id)).to.include({ computedOn: '2014-06-26', state: 'open' });
    expect(await recountDates(on.started.deps)).to.equal(0);
    expect((await on.omar.get(on.path(`/${id}`))).text)
      .to.contain('the old count was kept')
      .and.not.to.contain('which stands?');
    expect((await on.send(on.omar, id, rest, keep)).status).to.equal(409);
  });

  it('voided, a closed day asks about the dates that were counted with it', async () => {
    await close('2014-06-26');
    const id = await set();
    const { db } = on.started.deps;
    const closure = await db.selectFrom('closure').selectAll().executeTakeFirstOrThrow();
    const rest = on.path(`/closures/${closure.id}/voiding`);
    expect((await on.dana.post(rest)).status).to.equal(422);
    expectDone(await on.dana.post(rest, { reason: 'it was the other office' }));
    expect(await on.date(id)).to.include({ computedOn: '2014-06-27' });
    expect((await recounts(id))[0]).to.include({ state: 'asked', computedOn: '2014-06-26' });
    expect((await on.dana.post(rest, { reason: 'again' })).status).to.equal(409);
    expect((await on.dana.get(on.path('/closures'))).text).to.contain('it was the other office');
  });

  it('says which counts a closed day moves, and that business days of a private letter are none of them', async () => {
    expectDone(await close('2014-06-10'));
    expect((await on.dana.get(on.path('/closures'))).text).to.contain(
      'business days of a private letter leave out weekends and the holidays of their table alone',
    );
    const letter = {
      ...NEW,
      rule: 'DEMAND_BUSINESS_DAYS',
      trigger: '2014-06-09',
      count: '1',
      unit: 'business_days',
    };
    const answer = await on.dana.post(on.path(), letter);
    expectDone(answer);
    const date = await on.date(answer.location?.split('/').at(-1) ?? '');
    expect(date.computedOn).to.equal('2014-06-10');
  });

  describe('when a date that was voided is taken up again', () => {
    const again = async (id: string) => {
      expectDone(await on.send(on.omar, id, 'reopening', { reason: 'voided by mistake' }));
      return on.date((await on.date(id)).supersededBy ?? '');
    };

    it('a closed day voided meanwhile does not count: the earlier day, and counsel adopts again', async () => {
      await close('2014-06-26');
      const id = await set();
      expectDone(await on.send(on.omar, id, 'adoption', { on: '2014-06-27', why: 'the only reading' }));
      expectDone(await on.send(on.omar, id, 'voiding', { reason: 'entered twice' }));
      const closure = await on.started.deps.db.selectFrom('closure').selectAll().executeTakeFirstOrThrow();
      expectDone(await on.dana.post(on.path(`/closures/${closure.id}/voiding`), { reason: 'a misprint' }));
      const now = await again(id);
      expect(now).to.include({ state: 'open', earliestOn: '2014-06-26', workingOn: null });
      expect((await on.omar.get(on.path(`/${now.id}`))).text).to.contain(
        'Closed days and rules as they stand today make it Thu 26 Jun 2014',
      );
      expect((await on.omar.get('/desk')).text).to.contain('It was Fri 27 Jun 2014');
    });

    it('one entered meanwhile moves nothing by itself: counsel is asked at once', async () => {
      const id = await set();
      expectDone(await on.send(on.omar, id, 'voiding', { reason: 'entered twice' }));
      await close('2014-06-26');
      const now = await again(id);
      expect(now).to.include({ state: 'open', earliestOn: '2014-06-26' });
      expect((await recounts(now.id))[0]).to.include({ state: 'asked', computedOn: '2014-06-27' });
    });
  });

  describe('when a clock stops and runs again', () => {
    // 21 days from Fri 6 June end on Fri 27; three days given back end on Mon 30 June.
    const running = () => set({ trigger: '2014-06-06' });
    const stopped = async (id: string) => {
      const stop = { from: '2014-06-10', until: '2014-06-12', reason: 'standstill' };
      expectDone(await on.send(on.dana, id, 'tolling', stop));
      return on.date((await on.date(id)).supersededBy ?? '');
    };

    it('a closed day that was voided does not count again', async () => {
      await close('2014-06-30');
      const id = await running();
      const closure = await on.started.deps.db.selectFrom('closure').selectAll().executeTakeFirstOrThrow();
      expectDone(await on.dana.post(on.path(`/closures/${closure.id}/voiding`), { reason: 'a misprint' }));
      const now = await stopped(id);
      expect(now).to.include({ computedOn: '2014-06-30', earliestOn: '2014-06-30' });
      expect((await on.date(id)).endedReason).to.contain('the closed days and rules that stand today');
      expect(await recounts(now.id)).to.deep.equal([]);
      expect(await recountDates(on.started.deps)).to.equal(0);
    });

    it('one entered meanwhile moves nothing by itself: the earlier day is held and counsel is asked', async () => {
      const id = await running();
      await close('2014-06-30');
      const now = await stopped(id);
      expect(now).to.include({ computedOn: '2014-06-30' });
      expect((await recounts(now.id))[0]).to.include({ state: 'asked', computedOn: '2014-07-01' });
      expect((await on.omar.get(on.path(`/${now.id}`))).text)
        .to.contain('Counted anew: which stands?')
        .and.to.contain('Tue 1 Jul 2014');
    });
  });

  it('a closed day that moves nothing asks nobody', async () => {
    const id = await set();
    expectDone(await close('2014-06-18'));
    expect((await recounts(id)).map((one) => one.state)).to.deep.equal(['same']);
    expect((await on.omar.get('/desk')).text).not.to.contain('counsel is asked');
    expect((await on.dana.get(on.path('/closures'))).text).to.contain('General Order 14-1');
  });

  it('a question waits no longer once the day that raised it is voided again', async () => {
    const id = await set();
    await close('2014-06-26');
    const closure = await on.started.deps.db.selectFrom('closure').selectAll().executeTakeFirstOrThrow();
    expectDone(await on.dana.post(on.path(`/closures/${closure.id}/voiding`), { reason: 'a misprint' }));
    expect((await recounts(id)).map((one) => one.state)).to.deep.equal(['overtaken']);
    expectDone(await close('2014-06-26'));
    expect((await recounts(id)).map((one) => one.state)).to.deep.equal(['asked']);
  });

  it('a new version of a holiday table asks where a day moves, notes where none does, and does both once', async () => {
    const moving = await set();
    const still = await set({ title: 'Disclosure', trigger: '2014-06-09' });
    const newer = changed('2099-01-01', '2014-06-26');
    expect(await recountDates(on.started.deps, newer)).to.equal(1);
    expect(await recountDates(on.started.deps, newer)).to.equal(0);
    expect((await recounts(moving))[0]).to.include({ state: 'asked', computedOn: '2014-06-27' });
    expect((await recounts(moving))[0]?.basis).to.contain('2099-01-01');
    expect((await recounts(still))[0]).to.include({ state: 'same' });
    expect(await on.date(moving)).to.include({ computedOn: '2014-06-26', version: 1 });
    expect((await on.omar.get(on.path(`/${moving}`))).text).to.contain('2099-01-01');
  });

  it('a table changed while the matter was closed is asked about as soon as it is open again', async () => {
    const { input } = countedOf(await on.date(await set({ whose: 'asserted' }))) ?? {};
    if (!input) throw new Error('nothing was counted');
    const result = computeDeadline(input, changed('1999-01-01', '2014-06-26'));
    const [date] = await on.dates();
    await on.started.deps.db
      .updateTable('deadline')
      .set({ result: JSON.stringify(result), computedOn: result.due, earliestOn: result.earliest })
      .execute();
    const base = `/matters/${on.matterId}`;
    expectDone(
      await on.dana.post(`${base}/closure`, {
        reason: 'settled',
        version: '1',
        seen: 'on',
        runningOn: date?.id ?? '',
      }),
    );
    const answer = await on.dana.post(`${base}/reopening`, { version: '2' });
    expectDone(answer);
    expect((await on.dana.get(answer.location ?? '')).text).to.contain(
      'One of its dates is counted differently today',
    );
    expect((await recounts(date?.id ?? ''))[0]).to.include({ state: 'asked', computedOn: '2014-06-26' });
    expect(await on.date(date?.id ?? '')).to.include({ computedOn: '2014-06-27', state: 'open' });
  });

  it('a newer version yet overtakes the question that waits', async () => {
    const id = await set();
    await recountDates(on.started.deps, changed('2099-01-01', '2014-06-26'));
    await recountDates(on.started.deps, changed('2099-02-01', '2014-06-26'));
    const states = (await recounts(id)).map((one) => one.state).sort();
    expect(states).to.deep.equal(['asked', 'overtaken']);
  });

  const bad: [string, Record<string, string>, RegExp][] = [
    ['31 February', { on: '2014-02-31' }, /real day/],
    ['no authority', { authority: '' }, /Name the authority/],
    ['nothing that is closed', { what: '' }, /what is closed/],
    ['a field that is not known', { until: '2014-06-27' }, /not known: until/],
  ];
  for (const [what, change, says] of bad)
    it(`a closed day with ${what}: a sentence, nothing saved`, async () => {
      const answer = await on.dana.post(on.path('/closures'), { on: '2014-06-26', ...CLOSED, ...change });
      expect(answer.status).to.equal(422);
      expect(answer.text).to.match(says);
      expect(await on.started.deps.db.selectFrom('closure').selectAll().execute()).to.deep.equal([]);
    });

  it('the same day twice, a viewer, a wrong token and a foreign id are refused', async () => {
    await close('2014-06-26');
    expect((await close('2014-06-26')).status).to.equal(409);
    const priya = await on.started.signIn('priya');
    await priya.get(on.path());
    expect((await priya.post(on.path('/closures'), { on: '2014-06-27', ...CLOSED })).status).to.equal(403);
    expect(
      (await on.dana.post(on.path('/closures'), { on: '2014-06-27', ...CLOSED, _csrf: 'forged' })).status,
    ).to.equal(403);
    expect((await on.dana.post(on.path('/closures/nothing/voiding'), { reason: 'x' })).status).to.equal(404);
    const id = await set();
    expect(
      (await on.send(on.omar, id, 'recounts/nothing/answer', { answer: 'keep', reason: 'x' })).status,
    ).to.equal(404);
    expect(await on.started.deps.db.selectFrom('closure').selectAll().execute()).to.have.length(1);
  });
});
