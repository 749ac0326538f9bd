import { expect } from 'chai';
import { countedOn } from '../../src/deadlines/counted.js';
import { listDeadlines } from '../../src/deadlines/deadline-store.js';
import type { Deadline } from '../../src/deadlines/deadline.js';
import { setDeadline } from '../../src/deadlines/set-deadline.js';
import { stateOf } from '../../src/deadlines/standing.js';
import { meetDeadlinesOf, reopenMetBy } from '../../src/deadlines/meet-deadlines.js';
import { wordsOfDates } from '../../src/letters/words-of-dates.js';
import { inTransaction } from '../../src/platform/database.js';
import type { Browser } from '../support/browser.js';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';
import { atTheDesk, openTestMatter, REVIEW, reviewedLetter } from './fixtures.js';

const LIST = {
  quote: 'Please also provide a list of all customers to whom such messages were delivered.',
  kind: 'provide-list',
  limit: 'count',
  limitWords: 'within five days of receipt',
  limitCount: '5',
  limitUnit: 'day',
  limitFrom: 'receipt',
} as const;
const SEVEN = { limitWords: 'within seven days of receipt', limitCount: '7' };
const THIRTY = { limitWords: 'within thirty days of receipt', limitCount: '30' };
const AGREED = {
  ...{ extendedTo: '2014-06-20', terms: 'two more weeks', agreedWith: 'Verizon', agreedOn: '2014-06-06' },
  confirmBy: '2014-06-10',
} as const;
const EARLIER = { datedOn: '2014-06-03', sentOn: '2014-06-03', receivedOn: '2014-06-03' };

/** One demand, “within five days of receipt”, received Thu 5 June: 10 June, or 9 June if that day counts. */
describe('the date of a demand that ended, or that is counted again', () => {
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
    await post(dana, `${letter}/demands`, LIST);
  });
  afterEach(() => started.close());

  const dates = async (): Promise<Deadline[]> =>
    (await listDeadlines(started.deps.db, matterId)).filter((one) => one.demandId !== null);
  const running = async (): Promise<Deadline[]> => (await dates()).filter((one) => one.state === 'open');
  const open = async (): Promise<Deadline> => {
    const [date, ...others] = await running();
    if (!date || others.length > 0) throw new Error(`there are ${others.length + 1} open dates`);
    return date;
  };
  const last = async (): Promise<Deadline> => {
    const date = (await dates()).at(-1);
    if (!date) throw new Error('there is no date');
    return date;
  };
  const demand = () => started.deps.db.selectFrom('demand').selectAll().executeTakeFirstOrThrow();
  const plain = (text: string) => text.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
  const post = async (who: Browser, path: string, fields: Record<string, string>) => {
    const answer = await who.post(path, fields);
    expect(answer.status, plain(answer.text).slice(0, 2_000)).to.equal(303);
    return plain((await who.get(answer.location ?? '')).text);
  };
  const onDate = (who: Browser, { id, version }: Deadline, rest: string, fields: Record<string, string>) =>
    post(who, `/matters/${matterId}/deadlines/${id}/${rest}`, { version: String(version), ...fields });
  const onDemand = async (rest: string, fields: Record<string, string>) => {
    const { id, version } = await demand();
    return post(omar, `/matters/${matterId}/demands/${id}/${rest}`, { version: String(version), ...fields });
  };
  const correct = async (facts: Partial<Record<keyof typeof REVIEW, string>>) => {
    const { version } = await started.deps.db
      .selectFrom('letter')
      .select('version')
      .executeTakeFirstOrThrow();
    return post(dana, `${letter}/review`, { ...REVIEW, ...facts, version: String(version) });
  };
  const extend = async ({ isConfirmed }: { isConfirmed: boolean }) => {
    const { id, version } = await open();
    const answer = await dana.upload(
      `/matters/${matterId}/deadlines/${id}/extensions`,
      isConfirmed ? [{ name: 'confirmation.txt', content: 'Agreed' }] : [],
      { version: String(version), ...AGREED },
    );
    expect(answer.status, plain(answer.text).slice(0, 2_000)).to.equal(303);
  };
  const meet = async (id = 'delivery', deliveredOn = '2014-06-06') => {
    const { letterId, demandId } = await last();
    const delivery = { id, deliveredOn, deliveredTime: null, zone: 'America/Los_Angeles' };
    return inTransaction(started.deps, (tx) =>
      meetDeadlinesOf(
        tx,
        { matterId, letterId, demandIds: [demandId ?? ''] },
        delivery,
        started.actor('dana'),
        started.deps.clock.now(),
      ),
    );
  };
  const unmeet = () =>
    inTransaction(started.deps, (tx) =>
      reopenMetBy(tx, 'delivery', started.actor('dana'), started.deps.clock.now(), wordsOfDates),
    );

  describe('runs again with what holds today', () => {
    it('voided, the letter corrected to an earlier day, taken up again: the earlier day, and counsel adopts again', async () => {
      await onDate(omar, await open(), 'adoption', { on: '2014-06-10', otherOn: '', time: '', why: 'usual' });
      await onDate(omar, await open(), 'voiding', { reason: 'by mistake' });
      await correct(EARLIER);
      const said = await onDate(omar, await last(), 'reopening', { reason: 'not a mistake' });
      expect(await open()).to.include({
        earliestOn: '2014-06-07',
        computedOn: '2014-06-08',
        workingOn: null,
      });
      expect(said).to.contain('make it Sat 7 Jun 2014 instead of Mon 9 Jun 2014');
      expect(plain((await omar.get('/desk')).text)).to.contain('It was Tue 10 Jun 2014');
    });

    it('a delivery taken back beside another date of the demand that was met: it does not run beside that', async () => {
      const first = await open();
      await meet();
      const { letterId, demandId, title, words, zone, whose } = first;
      const counted = countedOn('2014-06-20', zone);
      const other = { matterId, letterId, demandId, title, words, zone, whose, counted };
      await setDeadline(started.deps, other, started.actor('omar'));
      await onDate(omar, await open(), 'override', { metOn: '2014-06-06', metTime: '', reason: 'by hand' });
      await unmeet();
      expect(await running()).to.deep.equal([]);
      const ended = (await dates()).find(({ id }) => id === first.id);
      expect(ended?.state).to.equal('voided');
      expect(ended?.endedReason).to.contain('has a date that was met on Fri 6 Jun 2014 already');
    });

    it('corrected to a later day: the earlier is held, counsel is asked', async () => {
      await onDate(omar, await open(), 'voiding', { reason: 'by mistake' });
      started.setToday('2014-06-09');
      await correct({ receivedOn: '2014-06-08' });
      const said = await onDate(omar, await last(), 'reopening', { reason: 'not a mistake' });
      expect(await open()).to.include({ earliestOn: '2014-06-09', workingOn: null });
      expect(said).to.contain('make it Thu 12 Jun 2014 instead of Mon 9 Jun 2014; the earlier is held');
    });

    it('a day that counsel adopted before every reading is held to still', async () => {
      const adopted = { on: 'other', otherOn: '2014-06-06', time: '12:00', why: 'they are away' };
      await onDate(omar, await open(), 'adoption', adopted);
      await onDate(omar, await open(), 'voiding', { reason: 'by mistake' });
      await correct(EARLIER);
      await onDate(omar, await last(), 'reopening', { reason: 'not a mistake' });
      expect(await open()).to.include({
        earliestOn: '2014-06-07',
        workingOn: '2014-06-06',
        workingTime: '12:00',
      });
    });

    it('with nothing changed meanwhile the working date stands', async () => {
      await onDate(omar, await open(), 'adoption', { on: '2014-06-10', otherOn: '', time: '', why: 'usual' });
      const before = await open();
      await onDate(omar, before, 'voiding', { reason: 'by mistake' });
      await onDate(omar, await last(), 'reopening', { reason: 'not a mistake' });
      expect(await open()).to.include({ workingOn: '2014-06-10', adoptedAt: before.adoptedAt });
    });

    it('met by a delivery, the letter corrected, the delivery voided', async () => {
      await meet();
      started.setToday('2014-06-09');
      await correct(EARLIER);
      expect(await unmeet()).to.equal(1);
      expect(await open()).to.include({ earliestOn: '2014-06-07', metOn: null });
    });

    it('a fact that its words cannot be counted from leaves it as it was counted', async () => {
      const hours = { limitWords: 'within 48 hours of receipt', limitCount: '48', limitUnit: 'hour' };
      await onDemand('edit', { ...LIST, ...hours });
      await onDemand('ending', { ending: 'withdrawn', reason: 'withdrawn by email' });
      const skipped = { receivedOn: '2014-03-09', receivedTime: '02:30' };
      await correct({ datedOn: '2014-03-08', sentOn: '2014-03-08', ...skipped });
      const said = await onDemand('reopening', { reason: 'they renewed it' });
      expect(said).to.contain('It stands as it was counted: 02:30 on 2014-03-09 does not exist');
      expect(await open()).to.include({ earliestOn: '2014-06-07' });
    });
  });

  it('facts that a running date cannot be counted from are refused beside their field, what was typed kept', async () => {
    const hours = { limitWords: 'within 48 hours of receipt', limitCount: '48', limitUnit: 'hour' };
    await onDemand('edit', { ...LIST, ...hours });
    const { version } = await started.deps.db
      .selectFrom('letter')
      .select('version')
      .executeTakeFirstOrThrow();
    for (const [facts, says] of [
      [
        { datedOn: '2014-03-08', sentOn: '2014-03-08', receivedOn: '2014-03-09', receivedTime: '02:30' },
        'does not exist in America/New_York',
      ],
      [{ datedOn: '2199-12-30', sentOn: '', datesAreOdd: 'on' }, 'dates here are from 1900 to 2199'],
    ] as const) {
      const limit = { limitWords: 'within five days from the date of this letter', limitFrom: 'letter-date' };
      if ('datesAreOdd' in facts) await onDemand('edit', { ...LIST, ...limit });
      const before = await dates();
      const typed = { ...REVIEW, ...facts, subject: 'typed now', version: String(version) };
      const answer = await dana.post(`${letter}/review`, typed);
      expect(answer.status).to.equal(422);
      expect(plain(answer.text)).to.contain(says).and.to.contain('nothing was saved');
      expect(answer.text).to.contain('typed now');
      expect(await dates()).to.deep.equal(before);
    }
  });

  it('met by two deliveries, it was met by the earlier, whichever was proved first', async () => {
    started.setToday('2014-06-13');
    expect(await meet('late', '2014-06-12')).to.have.length(1);
    expect(await meet('in time', '2014-06-09')).to.have.length(0);
    expect(await last()).to.include({ metOn: '2014-06-09', metDelivery: 'in time' });
    expect(stateOf(await last(), '2014-06-20')).to.equal('met');
    await meet('later yet', '2014-06-11');
    expect(await last()).to.include({ metOn: '2014-06-09', metDelivery: 'in time' });
  });

  describe('a demand that is ended and taken up again', () => {
    it('keeps the extension, the stop and who looks after its date, in one date', async () => {
      const { accountId } = started.actor('omar');
      await onDate(dana, await open(), 'people', { responsible: accountId, second: '' });
      const stop = { from: '2014-06-07', until: '2014-06-08', reason: 'standstill' };
      await onDate(dana, await open(), 'tolling', stop);
      await extend({ isConfirmed: true });
      await onDemand('ending', { ending: 'resolved', reason: 'done' });
      const ended = await last();
      await onDemand('reopening', { reason: 'not resolved' });
      expect(await open()).to.include({
        ...{ earliestOn: '2014-06-11', extendedOn: '2014-06-20', responsible: accountId },
        ...{ tolledFrom: '2014-06-07', tolledUntil: '2014-06-08' },
      });
      expect((await dates()).find((one) => one.id === ended.id)).to.include({ state: 'superseded' });
    });

    it('has one date: an older one of it that was voided does not run beside it', async () => {
      const voided = await open();
      await onDate(omar, voided, 'voiding', { reason: 'by mistake' });
      await onDemand('edit', { ...LIST, ...SEVEN });
      const { id, version } = (await dates()).find((one) => one.id === voided.id) ?? voided;
      const answer = await omar.post(`/matters/${matterId}/deadlines/${id}/reopening`, {
        ...{ version: String(version), reason: 'it was not' },
      });
      expect(answer.status).to.equal(409);
      expect(plain(answer.text)).to.contain('Demand 1 has a date that runs already, Wed 11 Jun 2014');
      expect(await running()).to.have.length(1);
    });

    it('entered in error, its date does not run without it', async () => {
      const { id } = await open();
      await onDemand('ending', { ending: 'voided', reason: 'entered in error' });
      const { version } = await last();
      const answer = await omar.post(`/matters/${matterId}/deadlines/${id}/reopening`, {
        ...{ version: String(version), reason: 'x' },
      });
      expect(answer.status).to.equal(409);
      expect(plain(answer.text)).to.contain('Demand 1 has ended: voided. Open the demand again');
      expect(await running()).to.deep.equal([]);
    });

    it('whose date was met has it met still', async () => {
      await meet();
      await onDemand('ending', { ending: 'resolved', reason: 'done' });
      const said = await onDemand('reopening', { reason: 'not resolved' });
      expect(said).to.contain('its date was met and stays so');
      expect((await dates()).map((one) => one.state)).to.deep.equal(['met']);
    });
  });

  describe('met by a delivery that counts no longer', () => {
    it('does not run while its demand has ended, and runs once with it again', async () => {
      for (const ending of ['resolved', 'voided']) {
        await meet();
        await onDemand('ending', { ending, reason: 'done' });
        expect(await unmeet()).to.equal(0);
        expect(await running()).to.deep.equal([]);
        const ended = (await dates()).find((one) => one.state === 'voided');
        expect(ended).to.include({ metOn: null, metDelivery: null });
        expect(ended?.endedReason).to.contain('the delivery that met it does not count. Demand 1 has ended');
        await onDemand('reopening', { reason: 'it bounced' });
        expect(await open()).to.include({ earliestOn: '2014-06-09' });
      }
    });

    it('does not run where its letter was voided', async () => {
      await meet();
      const { version } = await started.deps.db
        .selectFrom('letter')
        .select('version')
        .executeTakeFirstOrThrow();
      await post(omar, `${letter}/voiding`, { reason: 'wrong letter', version: String(version) });
      expect(await unmeet()).to.equal(0);
      expect(await running()).to.deep.equal([]);
    });

    it('lets no other date of its demand run beside it while it is met, and runs alone', async () => {
      const first = await open();
      await onDate(omar, first, 'voiding', { reason: 'by mistake' });
      await onDemand('edit', { ...LIST, ...SEVEN });
      await meet();
      const { version } = (await dates()).find((one) => one.id === first.id) ?? first;
      const refused = await omar.post(`/matters/${matterId}/deadlines/${first.id}/reopening`, {
        ...{ version: String(version), reason: 'it was not' },
      });
      expect(refused.status).to.equal(409);
      expect(plain(refused.text)).to.contain('Demand 1 has a date that was met on Fri 6 Jun 2014 already');
      expect(await running()).to.deep.equal([]);
      expect(await unmeet()).to.equal(1);
      expect(await open()).to.include({ earliestOn: '2014-06-11' });
    });
  });

  describe('a limit that is changed', () => {
    it('sets no new date over one that was met, and says so', async () => {
      await meet();
      started.setToday('2014-06-20');
      const said = await onDemand('edit', { ...LIST, ...SEVEN });
      expect(said).to.contain(
        'Demand 1: its date was met and stays so. Counted now it would be Wed 11 Jun 2014.',
      );
      expect((await dates()).map((one) => one.state)).to.deep.equal(['met']);
      await unmeet();
      expect(await open()).to.include({ earliestOn: '2014-06-09' });
    });

    it('nor over counsel’s decision that there is no response', async () => {
      await onDate(omar, await open(), 'no-response', { reason: 'nothing owed' });
      const said = await onDemand('edit', { ...LIST, ...SEVEN });
      expect(said).to.contain('its date was decided on: no response and stays so');
      expect((await dates()).map((one) => one.state)).to.deep.equal(['decided']);
    });
  });

  describe('what was agreed about it', () => {
    for (const isConfirmed of [true, false])
      it(`${isConfirmed ? 'a confirmed' : 'an unconfirmed'} extension waits while the date is later, and counts again`, async () => {
        await extend({ isConfirmed });
        const said = await onDemand('edit', { ...LIST, ...THIRTY });
        expect(said).to.contain('Its extension to Fri 20 Jun 2014 goes no further than that');
        const late = await open();
        expect(late).to.include({ earliestOn: '2014-07-04', extendedOn: null, pendingOn: null });
        expect(plain((await dana.get(`/matters/${matterId}/deadlines/${late.id}`)).text)).to.contain(
          'It goes no further than the date itself, Fri 4 Jul 2014',
        );
        await onDemand('edit', LIST);
        expect(await open()).to.include({
          earliestOn: '2014-06-09',
          ...(isConfirmed
            ? { extendedOn: '2014-06-20' }
            : { pendingOn: '2014-06-20', pendingUntil: '2014-06-10' }),
        });
      });

    it('receipt mistyped and put right: the extension stands as before', async () => {
      await extend({ isConfirmed: true });
      started.setToday('2014-07-10');
      const said = await correct({ receivedOn: '2014-07-05' });
      expect(said).to.contain('Its extension to Fri 20 Jun 2014 goes no further than that');
      await correct({});
      expect(await open()).to.include({ earliestOn: '2014-06-09', extendedOn: '2014-06-20' });
    });

    it('an extended day that came through a stop does not go on to another limit, and that is said', async () => {
      await extend({ isConfirmed: true });
      await onDate(dana, await open(), 'tolling', {
        ...{ from: '2014-06-07', until: '2014-06-08', reason: 'standstill' },
      });
      expect(await open()).to.include({ earliestOn: '2014-06-22' });
      const said = await onDemand('edit', { ...LIST, ...SEVEN });
      expect(said).to.contain('does not go on: enter the extension and the stop again.');
      expect(await open()).to.include({ earliestOn: '2014-06-11', extendedOn: null });
    });

    it('“at once” in the place of a limit, and back: it waits meanwhile', async () => {
      await extend({ isConfirmed: true });
      const atOnce = { quote: LIST.quote, kind: LIST.kind, limit: 'immediately', limitWords: 'immediately' };
      await onDemand('edit', atOnce);
      const [decision, ...others] = (await dates()).filter(({ state }) => state === 'decision');
      expect(others).to.deep.equal([]);
      const page = await dana.get(`/matters/${matterId}/deadlines/${decision?.id ?? ''}`);
      expect(plain(page.text)).to.contain('The words name no day now, so it does not count');
      await onDemand('edit', LIST);
      expect(await open()).to.include({ earliestOn: '2014-06-09', extendedOn: '2014-06-20' });
    });

    it('“at once” in the place of a limit, and back: a stop that has ended is left out again', async () => {
      await onDate(dana, await open(), 'tolling', {
        ...{ from: '2014-06-07', until: '2014-06-10', reason: 'standstill' },
      });
      const stopped = await open();
      expect(stopped).to.include({ earliestOn: '2014-06-13', tolledFrom: '2014-06-07' });
      const atOnce = { quote: LIST.quote, kind: LIST.kind, limit: 'immediately', limitWords: 'immediately' };
      const { earliestOn, tolledFrom, tolledUntil, tolledLeft } = stopped;
      await onDemand('edit', atOnce);
      await onDemand('edit', LIST);
      expect(await open()).to.include({ earliestOn, tolledFrom, tolledUntil, tolledLeft });
      await onDemand('edit', atOnce);
      await onDemand('edit', { quote: LIST.quote, kind: LIST.kind, limit: 'none' });
      await onDemand('edit', LIST);
      expect(await open()).to.include({ earliestOn, tolledFrom, tolledUntil, tolledLeft });
    });

    it('a limit taken out and put back keeps it', async () => {
      await extend({ isConfirmed: true });
      await onDemand('edit', { quote: LIST.quote, kind: LIST.kind, limit: 'none' });
      expect(await running()).to.deep.equal([]);
      await onDemand('edit', LIST);
      expect(await open()).to.include({ earliestOn: '2014-06-09', extendedOn: '2014-06-20' });
    });

    it('a stop that would begin after a date moved forward waits, and counts again', async () => {
      await onDate(dana, await open(), 'tolling', { from: '2014-06-07', until: '', reason: 'standstill' });
      const said = await correct({ datedOn: '2014-06-01', sentOn: '2014-06-01', receivedOn: '2014-06-01' });
      expect(said).to.contain('The stop of its clock from Sat 7 Jun 2014 begins after it');
      const early = await open();
      expect(early).to.include({ earliestOn: '2014-06-05', tolledFrom: null });
      const page = plain((await dana.get(`/matters/${matterId}/deadlines/${early.id}`)).text);
      expect(page)
        .to.contain('It begins after the date as it stands, so it does not count now')
        .and.to.contain('Withdraw the stop that begins after the date')
        .and.not.to.contain('Let the clock run again');
      const second = await dana.post(`/matters/${matterId}/deadlines/${early.id}/tolling`, {
        ...{ version: String(early.version), from: '2014-06-05', until: '', reason: 'x' },
      });
      expect(second.status).to.equal(409);
      await correct({});
      expect(await open()).to.include({ earliestOn: '2014-06-09', tolledFrom: '2014-06-07', tolledLeft: 3 });
      await onDate(dana, await open(), 'tolling/end', { until: '2014-06-08' });
      expect(await open()).to.include({ earliestOn: '2014-06-11' });
    });

    it('an extension put behind an earlier day by counsel goes on to the new date, and can be confirmed there', async () => {
      await extend({ isConfirmed: false });
      await onDate(omar, await open(), 'adoption', { on: '2014-06-10', otherOn: '', time: '', why: 'usual' });
      await onDemand('edit', { ...LIST, ...SEVEN });
      const now = await open();
      expect(now).to.include({ earliestOn: '2014-06-11', pendingOn: null });
      const [extension] = await started.deps.db.selectFrom('extension').selectAll().execute();
      expect(extension).to.include({ deadlineId: now.id, state: 'unconfirmed' });
      const path = `/matters/${matterId}/deadlines/${now.id}/extensions/${extension?.id ?? ''}/confirmation`;
      const file = { name: 'confirmation.txt', content: 'Agreed' };
      expect((await dana.upload(path, [file], { version: String(now.version) })).status).to.equal(303);
      expect(await open()).to.include({ extendedOn: '2014-06-20' });
    });
  });
});
