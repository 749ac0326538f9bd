import { expect } from 'chai';
import { countedFromWords } from '../../src/deadlines/counted.js';
import { setDeadline } from '../../src/deadlines/set-deadline.js';
import type { Whose } from '../../src/deadlines/deadline.js';
import { expectDone, openMatterOfDates, ZONE, type MatterOfDates } from './matter-of-dates.js';

const FACTS = {
  letterDate: '2014-06-05',
  receivedOn: '2014-06-05',
  zone: ZONE,
  regime: 'us-federal',
} as const;
const OFFER = 'The same day, for the same reason, for these dates too';

describe('dates whose time is read in the same ways', () => {
  let on: MatterOfDates;
  beforeEach(async () => {
    on = await openMatterOfDates();
    const { deps, actor } = on.started;
    const logged = { loggedAt: deps.clock.now(), loggedBy: actor('dana').accountId };
    const letter = { matterId: on.matterId, direction: 'in', state: 'reviewed', ...logged } as const;
    await deps.db
      .insertInto('letter')
      .values([
        { id: 'letter', number: 'L-1', ...letter },
        { id: 'other', number: 'L-2', ...letter },
      ])
      .execute();
  });
  afterEach(() => on.started.close());

  const days = (title: string, count: number, letterId = 'letter', whose: Whose = 'asserted') => {
    const words = `within ${count} days from the date of this letter`;
    const counted = countedFromWords({ text: words, count, unit: 'day', from: 'letter-date' }, FACTS);
    return setDeadline(
      on.started.deps,
      { matterId: on.matterId, letterId, title, whose, words, zone: ZONE, counted },
      on.started.actor('dana'),
    );
  };
  const shown = async (id: string) => `${id}.${(await on.date(id)).version}`;
  const choice = { on: '2014-06-09', time: '', why: 'the day of the letter counts' };

  it('are adopted in one act, each with its own event, and only those that were ticked', async () => {
    const [one, two, three] = [await days('Stop', 5), await days('Send it', 5), await days('List them', 5)];
    const page = (await on.omar.get(on.path(`/${one}`))).text;
    expect(page).to.contain(OFFER).and.to.contain('Send it: “within 5 days').and.to.contain('List them: “');
    const also = [await shown(two)];
    expectDone(await on.omar.post(on.path(`/${one}/adoption`), { ...choice, version: '1', also }));
    for (const id of [one, two])
      expect(await on.date(id)).to.include({ workingOn: '2014-06-09', adoptedWhy: choice.why });
    expect((await on.date(three)).workingOn).to.equal(null);
    expect((await on.actions()).filter((action) => action === 'deadline.adopted')).to.have.length(2);
    expect((await on.omar.get(on.path(`/${one}`))).text).to.contain(
      'is the working date. It is adopted for the same reason for “Send it”.',
    );
  });

  it('are none of another count, another letter, another’s date, one adopted or one stopped', async () => {
    const one = await days('Stop', 5);
    await days('Ten days', 10);
    await days('Of another letter', 5, 'other');
    await days('Ours', 5, 'letter', 'internal');
    const adopted = await days('Adopted', 5);
    expectDone(await on.send(on.omar, adopted, 'adoption', choice));
    const stopped = await days('Stopped', 5);
    expectDone(await on.send(on.omar, stopped, 'tolling', { from: '2014-06-06', reason: 'standstill' }));
    expect((await on.omar.get(on.path(`/${one}`))).text).not.to.contain(OFFER);
    for (const id of [adopted, stopped])
      expect((await on.send(on.omar, one, 'adoption', { ...choice, also: await shown(id) })).text).to.contain(
        'no longer read in the same ways',
      );
    expect((await on.date(one)).workingOn).to.equal(null);
  });

  it('changed by someone meanwhile: nothing is adopted, and what was typed and ticked stays', async () => {
    const [one, two, three] = [await days('Stop', 5), await days('Send it', 5), await days('List them', 5)];
    const also = [`${two}.9`, await shown(three)];
    const answer = await on.omar.post(on.path(`/${one}/adoption`), { ...choice, version: '1', also });
    expect(answer.status).to.equal(422);
    expect(answer.text)
      .to.contain('One of these dates was changed meanwhile')
      .and.to.contain(choice.why)
      .and.to.match(new RegExp(`value="${also[1] ?? ''}" checked`));
    const day = 'Enter the day to adopt, like 2014-06-09';
    const other = { on: 'other', why: 'x', version: '1', also: [await shown(two), await shown(three)] };
    const again = await on.omar.post(on.path(`/${one}/adoption`), other);
    expect(again.text).to.contain(day);
    expect(again.text.match(/name="also" value="[^"]+" checked/g)).to.have.length(2);
    for (const id of [one, two, three]) expect((await on.date(id)).workingOn).to.equal(null);
    expect((await on.omar.post(on.path(`/${one}/adoption`), { ...other, also: 'x' })).status).to.equal(422);
    const paralegal = { ...choice, version: '1', also: await shown(two) };
    expect((await on.dana.post(on.path(`/${one}/adoption`), paralegal)).status).to.equal(403);
  });
});
