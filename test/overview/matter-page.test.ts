import { expect } from 'chai';
import { countedFromInput } from '../../src/deadlines/counted.js';
import { hourText } from '../../src/overview/due-date.js';
import { openMatter } from '../../src/matters/open-matter.js';
import { whatStillRuns } from '../../src/overview/what-holds-open.js';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';
import { addDeadline, addItem, openDispute, respond, type Dispute } from './dispute.js';

describe('the front page of a matter', () => {
  let started: Started;
  let dispute: Dispute;

  beforeEach(async () => {
    started = await startRejoinder({ today: '2014-06-06' });
    dispute = await openDispute(started);
  });
  afterEach(() => started.close());

  const page = async (path = ''): Promise<string> =>
    (await (await started.signIn('dana')).get(`/matters/${dispute.matterId}${path}`)).text;

  it('has one line of status on every page of the matter', async () => {
    await respond(started, dispute.matterId, dispute.demandIds[0], 'No.');
    await addItem(started, dispute.matterId, { number: 1, title: 'Method note' });
    await addDeadline(started, {
      matterId: dispute.matterId,
      title: 'Respond',
      workingOn: '2014-06-09',
      earliestOn: '2014-06-09',
    });
    for (const path of ['', '/audit', '/team']) {
      const text = (await page(path)).replaceAll(/<[^>]+>/g, '');
      expect(text).to.contain('3 demands, 1 responded to · working date Mon 9 Jun · 1 item unlinked');
    }
  });

  it('names the next date, though one that is adopted or extended comes after it', async () => {
    const { matterId } = dispute;
    await addDeadline(started, {
      matterId,
      title: 'Adopted',
      workingOn: '2014-06-12',
      earliestOn: '2014-06-09',
    });
    await addDeadline(started, { matterId, title: 'Nobody has read it', earliestOn: '2014-06-08' });
    expect((await page()).replaceAll(/<[^>]+>/g, '')).to.contain('earliest date Sun 8 Jun, not adopted');
  });

  it('takes a date whose hour has passed in its own zone as passed, adopted or not', async () => {
    const { matterId } = dispute;
    const input = {
      ...{ rule: 'DEMAND_FIXED_DATE', trigger: '2014-06-06', count: 0, unit: 'fixed_date' },
      ...{ zone: 'America/New_York', cutOff: '06:00' },
    };
    const { result } = countedFromInput(input);
    await addDeadline(started, {
      ...{ matterId, title: 'By six in New York', earliestOn: '2014-06-06', zone: 'America/New_York' },
      ...{ input: JSON.stringify(input), result: JSON.stringify(result) },
    });
    await addDeadline(started, { matterId, title: 'Later', earliestOn: '2014-06-09' });
    const line = (await page()).replaceAll(/<[^>]+>/g, '');
    expect(line)
      .to.contain('earliest date Mon 9 Jun, none adopted')
      .and.to.contain('Fri 6 Jun, 06:00 EDT has passed');
  });

  it('draws the timeline and says the same in a table', async () => {
    await addDeadline(started, {
      matterId: dispute.matterId,
      title: 'Respond <now>',
      workingOn: '2014-06-09',
      earliestOn: '2014-06-09',
    });
    const text = await page();
    expect(text).to.contain('<svg').and.contain('Letter received').and.contain('Mon 9 Jun 2014');
    expect(text).to.contain('Respond &lt;now&gt;').and.not.contain('<now>');
  });

  it('a stop of the clock is one happening of the timeline, and the day the date had presses nobody', async () => {
    const { matterId } = dispute;
    const stop = { tolledFrom: '2014-06-05', tolledLeft: 5 };
    await addDeadline(started, { matterId, title: 'Respond', earliestOn: '2014-06-09', ...stop });
    const text = await page();
    expect(text.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' '))
      .to.contain('Clock stopped: Respond')
      .and.to.contain('the days do not run until it runs again')
      .and.to.contain('Was: Respond');
    expect(text).not.to.match(/<circle class="event due"/);
  });

  it('names what waits', async () => {
    await addDeadline(started, {
      matterId: dispute.matterId,
      title: 'Respond',
      state: 'decision',
      words: 'immediately',
    });
    const text = await page();
    expect(text).to.contain('Demand 2: no response written').and.contain('“immediately”: Respond');
  });

  it('says who counsel is; where none works on it, what is missing and where it is mended', async () => {
    const { matterId } = dispute;
    const { deps, actor } = started;
    await addDeadline(started, { matterId, title: 'Respond', state: 'decision', words: 'immediately' });
    expect(await page()).to.contain('Counsel on this matter: Omar.');

    // Counsel have accounts, and none of them is on the matter: access is what is missing, not an account.
    await deps.db
      .deleteFrom('matterAccess')
      .where('accountId', '=', actor('omar').accountId)
      .where('matterId', '=', matterId)
      .execute();
    const missing = await page();
    expect(missing)
      .to.contain('No counsel works on this matter yet')
      .and.to.contain(`href="/matters/${matterId}/team">give counsel access to it`)
      .and.not.to.contain('make an account');
    const priya = await started.signIn('priya');
    expect((await priya.get(`/matters/${matterId}`)).text).to.contain('ask whoever leads it to give counsel');

    await deps.db
      .updateTable('account')
      .set({ disabledAt: deps.clock.now() })
      .where('role', '=', 'counsel')
      .execute();
    expect(await page()).to.contain('There is no account for counsel yet; ask an administrator');
  });

  it('once every demand is responded to, the reply is what waits', async () => {
    const [first, ...others] = dispute.demandIds;
    for (const id of others) await respond(started, dispute.matterId, id, 'No.');
    expect(await page()).not.to.contain('no reply begun');
    await respond(started, dispute.matterId, first, 'No.');
    expect(await page()).to.contain('every demand is responded to, no reply begun');
    const dana = await started.signIn('dana');
    await dana.get('/desk');
    await dana.post(`/matters/${dispute.matterId}/replies`, { letterId: dispute.letterId });
    expect(await page()).not.to.contain('no reply begun');
  });

  for (const [state, isRed] of [
    ['open', true],
    ['met', false],
  ] as const)
    it(`a date that is ${state} is ${isRed ? '' : 'not '}red on the timeline`, async () => {
      await addDeadline(started, {
        matterId: dispute.matterId,
        title: 'Answer',
        earliestOn: '2014-06-09',
        state,
      });
      expect((await page()).includes('class="event due"')).to.equal(isRed);
    });

  it('an empty matter says what to do next', async () => {
    const id = await openMatter(
      started.deps,
      {
        title: 'Partner agreement',
        regime: 'private',
        zone: 'America/New_York',
        legend: 'Privileged',
        approvalForm: 'two-people',
        ourParty: 'A',
        theirParty: 'B',
      },
      started.actor('dana'),
    );
    const text = (await (await started.signIn('dana')).get(`/matters/${id}`)).text;
    expect(text).to.contain('Nothing has happened in this matter yet').and.contain('no demands entered');
  });

  it('to a stranger it reads exactly like a matter that does not exist', async () => {
    const rolf = await started.signIn('rolf');
    const theirs = await rolf.get(`/matters/${dispute.matterId}`);
    const none = await rolf.get('/matters/no-such-matter');
    const masked = (text: string): string => text.replaceAll(/value="[^"]+"/g, '');
    expect(theirs.status).to.equal(404);
    expect(masked(theirs.text)).to.equal(masked(none.text));
  });

  describe('closing it', () => {
    const HOLDS = [
      // what is open                    whose       state          holds
      ['a binding date', 'binding', 'open', true],
      ['a promised date', 'promised', 'open', true],
      ['a provisional date', 'asserted', 'provisional', true],
      ['an undecided “immediately”', 'asserted', 'decision', true],
      ['an asserted date', 'asserted', 'open', false],
      ['an internal date', 'internal', 'open', false],
      ['a binding date that is met', 'binding', 'met', false],
      ['a promised date that was voided', 'promised', 'voided', false],
    ] as const;
    for (const [what, whose, state, holds] of HOLDS)
      it(`${what} ${holds ? 'holds it open' : 'does not hold it open'}`, async () => {
        await addDeadline(started, {
          matterId: dispute.matterId,
          title: 'The one',
          whose,
          state,
          workingOn: '2014-06-09',
          earliestOn: '2014-06-09',
        });
        const dana = await started.signIn('dana');
        await dana.get('/desk');
        const answer = await dana.post(`/matters/${dispute.matterId}/closure`, {
          ...{ reason: 'settled', version: '1', seen: 'on' },
          runningOn: (await whatStillRuns(started.deps.db, dispute.matterId)).map(({ id }) => id).join(' '),
        });
        expect(answer.status).to.equal(holds ? 409 : 303);
        if (holds) expect(answer.text).to.contain('The one');
      });
  });
});

describe('an hour in words', () => {
  it('calls noon and midnight by their names, which “12 pm” and “12 am” leave in doubt', () => {
    const zone = 'America/Los_Angeles';
    const said = ['00:00', '12:00', '00:30', '17:00'].map((time) => hourText('2014-06-09', time, zone));
    expect(said).to.deep.equal([
      'midnight at the start of the day, PDT',
      'noon, PDT',
      '12:30 am PDT',
      '5 pm PDT',
    ]);
  });
});
