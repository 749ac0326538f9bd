import { expect } from 'chai';
import { newId } from '../../src/platform/ids.js';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';
import { addDeadline, addItem, openDispute, respond, type Dispute } from './dispute.js';

describe('the Desk', () => {
  let started: Started;
  let dispute: Dispute;

  beforeEach(async () => {
    started = await startRejoinder({ today: '2014-06-06' });
    dispute = await openDispute(started);
  });
  afterEach(() => started.close());

  const desk = async (name: 'dana' | 'omar' | 'rolf' | 'priya' = 'dana'): Promise<string> => {
    const answer = await (await started.signIn(name)).get('/desk');
    expect(answer.status).to.equal(200);
    return answer.text;
  };
  const between = (page: string, from: string, to: string): string =>
    page.slice(page.indexOf(from), page.indexOf(to, page.indexOf(from) + from.length));

  const CASES = [
    // what it shows                         whose       on            under               not under
    ['today is due today, never overdue', 'binding', '2014-06-06', 'Due today', 'Overdue'],
    ['a binding day gone by is overdue', 'binding', '2014-06-05', 'Overdue', 'Passed'],
    ['a promised day gone by is overdue', 'promised', '2014-06-05', 'Overdue', 'Passed'],
    ['an asserted day gone by has passed', 'asserted', '2014-06-05', 'Passed', 'Overdue'],
    ['seven days on is still within a week', 'asserted', '2014-06-13', 'Due within a week', 'Later'],
    ['eight days on is later', 'asserted', '2014-06-14', 'Later', 'Due within a week'],
  ] as const;
  for (const [shows, whose, on, under, notUnder] of CASES)
    it(shows, async () => {
      await addDeadline(started, {
        matterId: dispute.matterId,
        title: 'The date in hand',
        whose,
        workingOn: on,
        earliestOn: on,
      });
      const page = await desk();
      expect(page).to.contain(`<h2>${under}</h2>`).and.not.contain(`<h2>${notUnder}</h2>`);
      expect(between(page, `<h2>${under}</h2>`, '</ul>')).to.contain('The date in hand');
    });

  it('says whose date it is, the days left, the hour with its zone and the earliest reading', async () => {
    await addDeadline(started, {
      matterId: dispute.matterId,
      title: 'Respond to demand 2',
      workingOn: '2014-06-10',
      earliestOn: '2014-06-09',
      workingTime: '17:00',
    });
    const row = between(await desk(), '<h2>Due within a week</h2>', '</ul>');
    expect(row)
      .to.contain('Tue 10 Jun')
      .and.contain('in 4 days · 5 pm PDT')
      .and.contain('earliest reading Mon 9 Jun')
      .and.contain('asserted by them');
  });

  it('says the hour once on the day itself', async () => {
    await addDeadline(started, {
      ...{
        matterId: dispute.matterId,
        title: 'Respond today',
        workingOn: '2014-06-06',
        workingTime: '17:00',
      },
      earliestOn: '2014-06-06',
    });
    const row = between(await desk(), '<h2>Due today</h2>', '</ul>');
    expect(row).to.contain('due today at 17:00 PDT').and.not.contain('5 pm');
  });

  it('has something to review as long as the earliest date in a letter runs', async () => {
    expect(await desk()).to.contain('nothing to review');
    await addDeadline(started, {
      ...{ matterId: dispute.matterId, letterId: dispute.letterId, title: 'Earliest date in a letter' },
      ...{ state: 'provisional', earliestOn: '2014-06-09' },
    });
    expect(await desk())
      .to.contain('1 letter with demands to confirm')
      .and.not.contain('nothing to review');
  });

  it('“immediately” waits for a decision, without a day', async () => {
    await addDeadline(started, {
      matterId: dispute.matterId,
      title: 'Respond to demand 1',
      state: 'decision',
      words: 'immediately',
    });
    expect(between(await desk(), '<h2>Waiting for a decision</h2>', '</ul>')).to.contain(
      'they wrote “immediately”',
    );
  });

  it('shows a letter to review once, with the earliest date its words could mean', async () => {
    const dana = started.actor('dana').accountId;
    const letterId = newId();
    await started.deps.db
      .insertInto('letter')
      .values({
        id: letterId,
        number: 'L-unfiled',
        direction: 'in',
        state: 'unreviewed',
        sender: 'Verizon <script>',
        earliestOn: '2014-06-09',
        earliestWords: 'within five days',
        loggedAt: '2014-06-05T20:50:00.000Z',
        loggedBy: dana,
      })
      .execute();
    await addDeadline(started, {
      letterId,
      title: 'Earliest date',
      state: 'provisional',
      earliestOn: '2014-06-09',
    });
    const page = await desk();
    expect(between(page, '<h2>Unreviewed</h2>', '</ul>'))
      .to.contain('Mon 9 Jun')
      .and.contain(`/desk/letters/${letterId}`)
      .and.contain('Verizon &lt;script&gt;');
    expect(page).not.to.contain('Earliest date</a>');
    expect(await desk('omar')).not.to.contain(letterId);
  });

  it('a letter dropped on it is there at once, with the earliest date its words could mean', async () => {
    const dana = await started.signIn('dana');
    await dana.get('/desk');
    const content = [
      'June 5, 2014',
      '',
      'Dear Mr. Hyman:',
      'Provide, within five days from the date of this letter, all evidence that you have.',
      '',
    ].join('\n');
    expect((await dana.upload('/desk/letters', [{ name: 'letter.txt', content }])).status).to.equal(303);
    const row = between(await desk(), '<h2>Unreviewed</h2>', '</ul>');
    expect(row).to.contain('Mon 9 Jun').and.contain('provisional');
  });

  it('names the gaps before the next date and the matters without a date', async () => {
    expect(await desk())
      .to.contain('Nothing scheduled')
      .and.not.contain('Gaps before');
    await respond(started, dispute.matterId, dispute.demandIds[0], 'No.');
    await addItem(started, dispute.matterId, {
      number: 1,
      title: 'Method note',
      demandIds: [dispute.demandIds[1]],
    });
    await addDeadline(started, {
      matterId: dispute.matterId,
      title: 'Respond',
      workingOn: '2014-06-09',
      earliestOn: '2014-06-09',
    });
    const page = await desk();
    expect(page).not.to.contain('Nothing scheduled');
    expect(between(page, 'Gaps before the next date', '</section>'))
      .to.contain('Demand 2: no response written')
      .and.contain('Demand 3: no response written')
      .and.not.contain('Demand 1');
  });

  it('a stranger to the matter sees nothing of it', async () => {
    await addDeadline(started, {
      matterId: dispute.matterId,
      title: 'Respond',
      workingOn: '2014-06-09',
      earliestOn: '2014-06-09',
    });
    expect(await desk('rolf'))
      .not.to.contain('Verizon')
      .and.not.contain('Respond');
  });

  it('an auditor reads and has no drop', async () => {
    const read = await desk('priya');
    expect(read).not.to.contain('data-drop').and.not.to.contain('>Review<').and.not.to.contain('>respond<');
    expect(await desk('dana'))
      .to.contain('data-drop')
      .and.contain('name="matterId"');
  });

  it('answers when nobody is signed in with the way to sign in', async () => {
    expect((await started.visitor().get('/desk')).location).to.equal('/sign-in');
  });

  it('shows running jobs, and refreshes the page when the last has ended', async () => {
    const dana = await started.signIn('dana');
    const job = {
      kind: 'bundle.build',
      input: '{}',
      queuedBy: started.actor('dana').accountId,
      queuedAt: '2014-06-06T00:00:00.000Z',
      queuedMs: 1,
    };
    await started.deps.db
      .insertInto('job')
      .values({ id: 'j1', state: 'running', doneCount: 3, totalCount: 40, note: 'reading Ex. 3', ...job })
      .execute();
    expect((await dana.get('/desk')).text)
      .to.contain('Building a bundle')
      .and.contain('3 of 40');
    expect((await dana.get('/desk/jobs')).headers.get('hx-refresh')).to.equal(null);
    await started.deps.db.updateTable('job').set({ state: 'done' }).execute();
    expect((await dana.get('/desk/jobs')).headers.get('hx-refresh')).to.equal('true');
  });

  describe('the calendar', () => {
    it('puts each date on its day and lists it below', async () => {
      await addDeadline(started, {
        matterId: dispute.matterId,
        title: 'Respond',
        workingOn: '2014-07-01',
        earliestOn: '2014-07-01',
      });
      const page = (await (await started.signIn('omar')).get('/calendar?month=2014-07')).text;
      expect(page)
        .to.contain('July 2014')
        .and.contain('Tue 1 Jul')
        .and.contain('id="d2014-07-01"')
        .and.contain('month=2014-08');
    });
    for (const month of ['2014-13', 'x', '2014-6', '9999-01'])
      it(`a month that is none (${month}) shows this one`, async () => {
        const answer = await (await started.signIn('omar')).get(`/calendar?month=${month}`);
        expect(answer.status).to.equal(200);
        expect(answer.text).to.contain('June 2014');
      });
  });
});
