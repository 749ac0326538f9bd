import { expect } from 'chai';
import { setDeadline } from '../../../src/deadlines/set-deadline.js';
import { expectDone, openMatterOfDates, ZONE, type MatterOfDates } from '../matter-of-dates.js';

const WHY = 'the day of the letter counts';

describe('the dates that wait for counsel, on one page', () => {
  let on: MatterOfDates;
  beforeEach(async () => {
    on = await openMatterOfDates();
  });
  afterEach(() => on.started.close());

  const atOnce = () =>
    setDeadline(
      on.started.deps,
      {
        ...{ matterId: on.matterId, title: 'Stop', whose: 'asserted', words: 'immediately', zone: ZONE },
        counted: null,
      },
      on.started.actor('dana'),
    );
  const chosen = async (choices: Readonly<Record<string, string>>) =>
    Object.fromEntries(
      await Promise.all(
        Object.entries(choices).map(async ([id, value]) => [
          [`version-${id}`, String((await on.date(id)).version)],
          [`choice-${id}`, value],
        ]),
      ).then((fields) => fields.flat()),
    ) as Record<string, string>;

  it('are settled in one act: days and decisions, each with its own event and its own earliest reading', async () => {
    const [days, one, decision] = [await on.fiveDays(), await on.named('2014-06-20'), await atOnce()];
    const page = (await on.omar.get(on.path('/settling'))).text;
    expect(page).to.contain('Mon 9 Jun 2014, the earliest reading').and.to.contain('Do it at once');
    expect(page).to.match(new RegExp(`name="choice-${one}" value="2014-06-20" checked`));
    expect(page).to.match(new RegExp(`name="choice-${days}" value="later" checked`));
    const choices = { [days]: '2014-06-10', [one]: '2014-06-20', [decision]: 'do-at-once' };
    const answer = await on.omar.post(on.path('/settling'), { ...(await chosen(choices)), why: WHY });
    expectDone(answer);
    expect(await on.date(days)).to.include({
      workingOn: '2014-06-10',
      adoptedWhy: WHY,
      earliestOn: '2014-06-09',
    });
    // The reason is of days chosen among several; of the only one it is that it is.
    expect(await on.date(one)).to.include({
      workingOn: '2014-06-20',
      adoptedWhy: 'The only reading of the time set.',
    });
    expect(await on.date(decision)).to.include({ state: 'decided', decidedAs: 'do-at-once' });
    const actions = await on.actions();
    expect(actions.filter((action) => action === 'deadline.adopted')).to.have.length(2);
    expect(actions.filter((action) => action === 'deadline.decided')).to.have.length(1);
    expect((await on.omar.get(on.path())).text)
      .to.contain('2 working dates are adopted. One decision is on the record.')
      .and.not.to.contain('that wait');
  });

  it('a day of its only reading needs no reason; one that is not the earliest does, and everything chosen stays', async () => {
    const [days, one] = [await on.fiveDays(), await on.named('2014-06-20')];
    const both = await on.omar.post(
      on.path('/settling'),
      await chosen({ [days]: '2014-06-10', [one]: '2014-06-20' }),
    );
    expect(both.status).to.equal(422);
    expect(both.text)
      .to.contain('that is not the earliest its words can mean')
      .and.to.match(new RegExp(`name="choice-${days}" value="2014-06-10" checked`));
    expect((await on.date(one)).workingOn).to.equal(null);
    expectDone(
      await on.omar.post(on.path('/settling'), await chosen({ [days]: 'later', [one]: '2014-06-20' })),
    );
    expect(await on.date(one)).to.include({ adoptedWhy: 'The only reading of the time set.' });
    expect((await on.date(days)).workingOn).to.equal(null);
  });

  it('the cautious choice says by itself why: the earliest reading, and what is done at once', async () => {
    const [days, decision] = [await on.fiveDays(), await atOnce()];
    expectDone(
      await on.omar.post(
        on.path('/settling'),
        await chosen({ [days]: '2014-06-09', [decision]: 'do-at-once' }),
      ),
    );
    expect(await on.date(days)).to.include({
      workingOn: '2014-06-09',
      adoptedWhy: 'The earliest of its readings.',
    });
    expect(await on.date(decision)).to.include({
      decidedAs: 'do-at-once',
      adoptedWhy: 'As the letter asks.',
    });
    const other = await atOnce();
    const declined = await on.omar.post(on.path('/settling'), await chosen({ [other]: 'decline' }));
    expect(declined.status).to.equal(422);
    expect(declined.text).to.contain('Say why: a decision is chosen for');
  });

  it('nothing is saved of any where one was changed meanwhile, is no reading, or nothing is chosen', async () => {
    const [days, one] = [await on.fiveDays(), await on.named('2014-06-20')];
    const choices = await chosen({ [days]: '2014-06-10', [one]: '2014-06-20' });
    const post = (fields: Readonly<Record<string, string>>) =>
      on.omar.post(on.path('/settling'), { ...choices, why: WHY, ...fields });
    const stale = await post({ [`version-${days}`]: '9' });
    expect(stale.status).to.equal(409);
    expect(stale.text).to.contain('Someone changed one of these dates meanwhile').and.to.contain(WHY);
    for (const [fields, words] of [
      [{ [`choice-${days}`]: '2014-07-01' }, 'Choose one of these, or later'],
      [{ [`choice-${one}`]: 'do-at-once' }, 'Choose one of these, or later'],
      [{ [`choice-${days}`]: 'later', [`choice-${one}`]: 'later' }, 'No day and no decision is chosen'],
      [{ also: 'x' }, 'The page is out of date; reload it'],
      [{ [`version-${one}`]: '' }, 'The page is out of date; reload it'],
    ] as const) {
      const answer = await post(fields);
      expect(answer.status, words).to.equal(422);
      expect(answer.text).to.contain(words);
    }
    for (const id of [days, one]) expect((await on.date(id)).workingOn).to.equal(null);
    expect((await on.dana.post(on.path('/settling'), { ...choices, why: WHY })).status).to.equal(403);
    expect((await on.date(one)).workingOn).to.equal(null);
  });

  it('leaves out what was adopted, stopped, agreed or hangs on another date', async () => {
    const [adopted, stopped, agreed] = [await on.fiveDays(), await on.fiveDays(), await on.fiveDays()];
    expectDone(await on.send(on.omar, adopted, 'adoption', { on: '2014-06-09', why: WHY }));
    expectDone(await on.send(on.omar, stopped, 'tolling', { from: '2014-06-06', reason: 'standstill' }));
    const terms = { extendedTo: '2014-06-18', terms: 'as agreed', agreedWith: 'their counsel' };
    expectDone(
      await on.send(on.omar, agreed, 'extensions', {
        ...terms,
        agreedOn: '2014-06-06',
        confirmBy: '2014-06-09',
      }),
    );
    const page = (await on.omar.get(on.path('/settling'))).text;
    expect(page).to.contain('One date is settled on its own page').and.to.contain(`/deadlines/${agreed}"`);
    for (const id of [adopted, stopped]) expect(page).not.to.contain(`/deadlines/${id}"`);
    expect(page).not.to.contain('Adopt and decide');
    const answer = await on.omar.post(on.path('/settling'), {
      ...(await chosen({ [stopped]: '2014-06-09' })),
      why: WHY,
    });
    expect(answer.status).to.equal(409);
    expect((await on.date(stopped)).workingOn).to.equal(null);
  });

  it('are for counsel: a paralegal sees the readings and who adopts them, without a button', async () => {
    await on.fiveDays();
    const page = (await on.dana.get(on.path('/settling'))).text;
    expect(page)
      .to.contain('Counsel adopts working dates and decides.')
      .and.not.to.contain('Adopt and decide');
    expect((await on.dana.get(on.path())).text).not.to.contain('that waits');
    expect((await on.omar.get(on.path())).text).to.contain('Settle the date that waits');
  });
});
