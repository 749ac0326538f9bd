import { expect } from 'chai';
import { countedFromWords } from '../../src/deadlines/counted.js';
import { escalateDates } from '../../src/deadlines/escalations/escalate-dates.js';
import { setDeadline } from '../../src/deadlines/set-deadline.js';
import { expectDone, openMatterOfDates, ZONE, type MatterOfDates } from './matter-of-dates.js';

describe('the hour of a time limit', () => {
  let open: MatterOfDates;

  beforeEach(async () => {
    open = await openMatterOfDates();
  });
  afterEach(() => open.started.close());

  /** A date that a letter names, as it words it. */
  const named = (text: string, time: string | null) => {
    const words = { text, count: null, unit: 'date', from: null, fixedOn: '2014-06-11', time } as const;
    const facts = { letterDate: '2014-06-05', receivedOn: '2014-06-05', zone: ZONE } as const;
    return setDeadline(
      open.started.deps,
      {
        matterId: open.matterId,
        title: 'Respond to demand 2: provide evidence',
        whose: 'asserted',
        words: text,
        zone: ZONE,
        counted: countedFromWords(words, { ...facts, regime: 'private' }),
      },
      open.started.actor('dana'),
    );
  };
  const byFive = () => named('by 5 p.m. on 11 June 2014', '17:00');

  it('before one is adopted, lists, headings and the calendar show the hour of the earliest reading', async () => {
    const id = await byFive();
    const list = (await open.dana.get(open.path())).text;
    expect(list).to.contain('earliest reading · in 5 days · 17:00').and.to.contain('Wed 11 Jun, 17:00 PDT');
    expect(list).to.contain('earliest date Wed 11 Jun, 17:00 PDT, none adopted');
    const page = (await open.dana.get(open.path(`/${id}`))).text;
    expect(page)
      .to.contain('earliest reading · in 5 days · 17:00')
      .and.to.contain('earliest <strong>Wed 11 Jun 2014, 17:00</strong>');
    expect((await open.dana.get('/desk')).text).to.contain('in 5 days · 5 pm PDT');
    const calendar = (await open.dana.get('/calendar?month=2014-06')).text;
    expect(calendar).to.contain('17:00 PDT Respond to demand 2').and.to.contain('in 5 days · 5 pm PDT');
  });

  it('an hour of another zone is shown with it in lists, the heading and the calendar', async () => {
    const { deps, actor } = open.started;
    const facts = { letterDate: '2014-06-05', receivedOn: '2014-06-05', zone: 'America/New_York' } as const;
    const eastern = { count: null, unit: 'date', from: null, fixedOn: '2014-06-11', time: '17:00' } as const;
    const words = { ...eastern, text: 'by 5:00 p.m. Eastern on 11 June 2014', zone: 'America/New_York' };
    const dated = {
      matterId: open.matterId,
      title: 'Preserve',
      whose: 'asserted',
      words: words.text,
    } as const;
    const counted = countedFromWords(words, { ...facts, regime: 'private' });
    await setDeadline(deps, { ...dated, zone: 'America/New_York', counted }, actor('dana'));
    const list = (await open.dana.get(open.path())).text;
    expect(list).to.contain('in 5 days · 17:00 EDT').and.to.contain('earliest date Wed 11 Jun, 17:00 EDT');
    expect((await open.dana.get('/calendar?month=2014-06')).text).to.contain('17:00 EDT Preserve');
  });

  it('an hour left empty is the hour of the reading chosen, and stands in the form to begin with', async () => {
    const id = await byFive();
    const form = (await open.omar.get(open.path(`/${id}`))).text;
    expect(form)
      .to.contain('Wed 11 Jun 2014, 17:00 PDT, the earliest reading')
      .and.to.match(/id="f-time"[^>]*value="17:00"/)
      .and.to.contain('left empty, the hour of the reading chosen');
    const answer = await open.send(open.omar, id, 'adoption', { on: '2014-06-11T17:00', why: 'their day' });
    expectDone(answer);
    expect(await open.date(id)).to.include({ workingOn: '2014-06-11', workingTime: '17:00' });
    const after = (await open.omar.get(open.path(`/${id}`))).text;
    expect(after)
      .to.contain('Wed 11 Jun 2014, 17:00 is the working date.')
      .and.to.contain('working date · in 5 days · 17:00');
  });

  it('the same day typed as another day, without an hour, is never later than its reading', async () => {
    const id = await byFive();
    const fields = { on: 'other', otherOn: '2014-06-11', why: 'typed' };
    expectDone(await open.send(open.omar, id, 'adoption', fields));
    expect(await open.date(id)).to.include({ workingOn: '2014-06-11', workingTime: '17:00' });
  });

  it('an hour later than every reading is refused like a later day, with what was typed', async () => {
    const id = await byFive();
    for (const day of [{ on: '2014-06-11T17:00' }, { on: 'other', otherOn: '2014-06-11' }]) {
      const late = await open.send(open.omar, id, 'adoption', { ...day, time: '18:30', why: 'more time' });
      expect(late.status).to.equal(422);
      expect(late.text)
        .to.contain('later than every reading; the latest is Wed 11 Jun 2014, 17:00. Enter that hour')
        .and.to.contain('value="18:30"')
        .and.to.contain('more time');
    }
    expect(await open.date(id)).to.include({ workingOn: null });
    expectDone(
      await open.send(open.omar, id, 'adoption', {
        on: '2014-06-11T17:00',
        time: '12:00',
        why: 'before noon',
      }),
    );
    expect(await open.date(id)).to.include({ workingOn: '2014-06-11', workingTime: '12:00' });
  });

  it('“close of business” has two ends on one day, and either can be adopted', async () => {
    const id = await named('by close of business on 11 June 2014', null);
    const form = (await open.omar.get(open.path(`/${id}`))).text;
    expect(form)
      .to.contain('value="2014-06-11T17:00"')
      .and.to.contain('value="2014-06-11"')
      .and.to.match(/id="f-time"[^>]*value=""/);
    expectDone(await open.send(open.omar, id, 'adoption', { on: '2014-06-11', why: 'the whole day' }));
    expect(await open.date(id)).to.include({ workingOn: '2014-06-11', workingTime: null });
    expectDone(await open.send(open.omar, id, 'adoption', { on: '2014-06-11T17:00', why: 'to be safe' }));
    expect(await open.date(id)).to.include({ workingOn: '2014-06-11', workingTime: '17:00' });
  });

  it('a date without an hour is adopted for its whole day, and any hour of it may be named', async () => {
    const id = await open.fiveDays();
    expect((await open.omar.get(open.path(`/${id}`))).text).to.contain('left empty, the end of the day');
    expectDone(
      await open.send(open.omar, id, 'adoption', { on: '2014-06-12', time: '23:30', why: 'the last one' }),
    );
    expect(await open.date(id)).to.include({ workingOn: '2014-06-12', workingTime: '23:30' });
  });

  describe('that the day held to does not name', () => {
    const everywhere = async (id: string) =>
      Promise.all(
        ['', `/${id}`].map(async (rest) => (await open.dana.get(open.path(rest))).text.replace(/\s+/g, ' ')),
      );

    it('of another reading: until then the date is due today, after it that is said, on the line of the matter too', async () => {
      const id = await named('by close of business on 11 June 2014', null);
      expectDone(await open.send(open.omar, id, 'adoption', { on: '2014-06-11', why: 'the whole day' }));
      // 17:00 in Los Angeles is midnight UTC.
      open.started.setNow('2014-06-11T23:59:00.000Z');
      for (const page of await everywhere(id)) expect(page).not.to.contain('has passed');
      open.started.setNow('2014-06-12T00:01:00.000Z');
      for (const page of await everywhere(id))
        expect(page)
          .to.contain('due today, but 17:00 PDT has passed, by another reading')
          .and.to.contain('working date Wed 11 Jun (17:00 PDT has passed, by another reading)');
    });
  });

  describe('once it has passed', () => {
    const at = (hour: string) => open.started.setNow(`2014-06-11T${hour}:00.000Z`);
    const adopted = async (whose: 'binding' | 'asserted') => {
      const id = await open.named('2014-06-11', whose);
      expectDone(
        await open.send(open.omar, id, 'adoption', { on: '2014-06-11', time: '10:00', why: 'the order' }),
      );
      return id;
    };
    const everywhere = async (id: string) => {
      const list = (await open.dana.get(open.path())).text;
      const page = (await open.dana.get(open.path(`/${id}`))).text;
      const desk = (await open.dana.get('/desk')).text;
      return { list, page, desk };
    };

    it('until its hour a date is due today at that hour', async () => {
      const id = await adopted('binding');
      at('16:59');
      const { list, page, desk } = await everywhere(id);
      for (const text of [list, page, desk]) expect(text).to.contain('due today at 10:00');
      for (const text of [list, page, desk]) expect(text).not.to.match(/overdue/i);
    });

    it('a minute after it a date that binds us is overdue, on that very day', async () => {
      const id = await adopted('binding');
      at('17:01');
      const { list, page, desk } = await everywhere(id);
      for (const text of [list, page, desk])
        expect(text).to.contain('overdue since 10:00 PDT today').and.not.to.contain('due today');
      expect(list).to.contain('<strong>1 overdue</strong>');
    });

    it('one that they assert has passed', async () => {
      const id = await adopted('asserted');
      at('17:01');
      const { list, desk } = await everywhere(id);
      expect(list)
        .to.contain('passed at 10:00 PDT today')
        .and.to.contain('has passed')
        .and.not.to.contain('overdue');
      expect(desk).to.contain('passed at 10:00 PDT today');
    });

    it('what was raised says that it is due today, and after its hour that it was', async () => {
      await adopted('binding');
      at('16:00');
      await escalateDates(open.started.deps);
      expect((await open.dana.get('/desk')).text).to.contain('due today at 10:00 and not met yet');
      at('17:30');
      expect((await open.dana.get('/desk')).text).to.contain('was due today at 10:00 and is not met');
      open.started.setToday('2014-06-12');
      expect((await open.dana.get('/desk')).text).to.contain('not met on its day');
    });

    it('a date without an hour is due until its day ends', async () => {
      const id = await open.named('2014-06-11');
      open.started.setNow('2014-06-12T06:59:00.000Z');
      const { list, page } = await everywhere(id);
      for (const text of [list, page])
        expect(text)
          .to.contain('due today')
          .and.not.to.match(/overdue/i);
    });
  });
});
