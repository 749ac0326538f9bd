import { expect } from 'chai';
import { countedFromWords } from '../../src/deadlines/counted.js';
import { countedOf } from '../../src/deadlines/deadline.js';
import { setDeadline } from '../../src/deadlines/set-deadline.js';
import { expectDone, openMatterOfDates, ZONE, type MatterOfDates } from './matter-of-dates.js';

describe('what if a date starts on another day', () => {
  let on: MatterOfDates;
  before(async () => {
    on = await openMatterOfDates();
  });
  after(() => on.started.close());

  /** “Within five days”, dated Thu 5 June, received Fri 6 June: it does not say from which. */
  const twoStarts = () =>
    setDeadline(
      on.started.deps,
      {
        ...{ matterId: on.matterId, title: 'Respond to demand 2', whose: 'asserted', zone: ZONE },
        words: 'within five days',
        counted: countedFromWords(
          { text: 'within five days', count: 5, unit: 'day', from: null },
          { letterDate: '2014-06-05', receivedOn: '2014-06-06', zone: ZONE, regime: 'us-federal' },
        ),
      },
      on.started.actor('dana'),
    );
  const whyAndDue = async (id: string) =>
    (countedOf(await on.date(id))?.result.readings ?? []).map(({ why, due }) => [why, due]);

  it('asks which day is meant where its readings start from two', async () => {
    const id = await twoStarts();
    const page = await on.dana.get(on.path(`/${id}/what-if?trigger=2014-06-10`));
    expect(page.status).to.equal(422);
    expect(page.text)
      .to.contain('Choose which of the days it starts from is another')
      .and.to.contain('receipt, Fri 6 Jun 2014')
      .and.to.contain('the letter’s date, Thu 5 Jun 2014');
    const saved = await on.send(on.dana, id, 'replacement', {
      trigger: '2014-06-10',
      reason: 'received late',
    });
    expect(saved.status).to.equal(422);
    expect((await on.date(id)).state).to.equal('open');
  });

  it('moves the readings of that day and leaves the others where they are', async () => {
    const id = await twoStarts();
    const before = await whyAndDue(id);
    const query = 'trigger=2014-06-10&start=2014-06-06';
    const page = await on.dana.get(on.path(`/${id}/what-if?${query}`));
    expect(page.status).to.equal(200);
    const change = { trigger: '2014-06-10', start: '2014-06-06', reason: 'received on the 10th' };
    expectDone(await on.send(on.dana, id, 'replacement', change));
    const now = (await on.date(id)).supersededBy ?? '';
    expect(await on.date(now)).to.include({ computedOn: '2014-06-15', earliestOn: '2014-06-09' });
    const after = await whyAndDue(now);
    const ofTheLetter = (rows: string[][]) => rows.filter(([why]) => why?.includes('the letter’s date'));
    expect(ofTheLetter(after)).to.deep.equal(ofTheLetter(before));
    expect(ofTheLetter(after).length).to.be.greaterThan(1);
    for (const [why] of after)
      expect(why).to.match(/receipt, Tue 10 Jun 2014|the letter’s date, Thu 5 Jun 2014/u);
  });

  it('a day that it does not start from is not one to choose', async () => {
    const id = await twoStarts();
    const page = await on.dana.get(on.path(`/${id}/what-if?trigger=2014-06-10&start=2014-06-01`));
    expect(page.status).to.equal(422);
  });

  it('a closed day is entered for the matter, not put into one date that would be asked back at the next tick', async () => {
    const id = await on.fiveDays();
    const page = await on.dana.get(on.path(`/${id}/what-if?closedOn=2014-06-10`));
    expect(page.text).to.contain('enter it under Closed days').and.not.to.contain('Replace the date');
    const change = { closedOn: '2014-06-10', reason: 'the office is closed' };
    const answer = await on.send(on.dana, id, 'replacement', change);
    expect(answer.status).to.equal(422);
    expect(answer.text).to.contain('Nothing was saved').and.to.contain('Closed days');
    expect((await on.date(id)).state).to.equal('open');
  });

  it('one that starts from one day asks nothing', async () => {
    const id = await on.fiveDays();
    const page = await on.dana.get(on.path(`/${id}/what-if?trigger=2014-06-06`));
    expect(page.status).to.equal(200);
    expect(page.text).not.to.contain('In place of');
  });
});

describe('what if, once a day of the matter is closed', () => {
  let on: MatterOfDates;
  before(async () => {
    on = await openMatterOfDates({ today: '2026-12-04' });
  });
  after(() => on.started.close());

  /**
   * Counted by hand under Rule 6(a)(1), 6(a)(3) and 6(d): day 21 from Fri 4 Dec is Christmas, the next open day Mon
   * 28 Dec; with the clerk’s office shut then, Tue 29 Dec. Three days for mail make Fri 1 Jan, a holiday: Mon 4 Jan.
   */
  it('counts with it, and what is kept does too', async () => {
    const set = await on.dana.post(on.path(), {
      title: 'Answer to the complaint',
      whose: 'binding',
      rule: 'FRCP 6(a)',
      trigger: '2026-12-04',
      count: '21',
      unit: 'days',
      direction: 'forward',
      zone: ZONE,
      intent: 'keep',
    });
    expectDone(set);
    const id = set.location?.split('/').at(-1) ?? '';
    expect((await on.date(id)).computedOn).to.equal('2026-12-28');
    const closed = { on: '2026-12-28', what: 'clerk’s office', authority: 'General Order 26-1' };
    expectDone(await on.dana.post(on.path('/closures'), closed));
    const page = await on.dana.get(on.path(`/${id}/what-if?service=mail`));
    expect(page.text).to.contain('Mon 4 Jan 2027').and.not.to.contain('Thu 31 Dec 2026');
    expectDone(await on.send(on.dana, id, 'replacement', { service: 'mail', reason: 'it came by mail' }));
    const now = (await on.date(id)).supersededBy ?? '';
    expect((await on.date(now)).computedOn).to.equal('2027-01-04');
    expect(countedOf(await on.date(now))?.input.closures).to.have.length(1);
  });

  it('says what the closed day does by itself, and takes nothing for moved that only it moves', async () => {
    const set = await on.dana.post(on.path(), {
      ...{
        title: 'Answer to the other complaint',
        whose: 'binding',
        rule: 'FRCP 6(a)',
        trigger: '2027-12-06',
      },
      ...{ count: '21', unit: 'days', direction: 'forward', zone: ZONE, intent: 'keep', service: 'mail' },
    });
    expectDone(set);
    const id = set.location?.split('/').at(-1) ?? '';
    expect((await on.date(id)).computedOn).to.equal('2027-12-30');
    const closed = { on: '2027-12-30', what: 'clerk’s office', authority: 'General Order 27-9' };
    expectDone(await on.dana.post(on.path('/closures'), closed));
    const page = await on.dana.get(on.path(`/${id}/what-if?service=mail`));
    expect(page.text)
      .to.contain('they alone make it <strong>Mon 3 Jan 2028')
      .and.to.contain('What is supposed here moves it no further')
      .and.not.to.contain('Replace the date');
    const wide = await on.dana.get(`${on.path('/what-if')}?service=mail`);
    expect(wide.text).to.contain('what is supposed moves it no further');
  });
});
