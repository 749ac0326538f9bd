import { expect } from 'chai';
import { recordEvent } from '../../src/audit/audit-store.js';
import { SENTENCES, type Action } from '../../src/audit/sentences.js';
import { eventSentence } from '../../src/overview/event-sentence.js';
import { inTransaction } from '../../src/platform/database.js';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';
import { addDeadline, openDispute, type Dispute } from './dispute.js';

describe('the audit page', () => {
  let started: Started;
  let dispute: Dispute;

  before(async () => {
    started = await startRejoinder({ today: '2014-06-06' });
    dispute = await openDispute(started);
    const { deps, actor } = started;
    for (let number = 1; number <= 60; number++)
      await inTransaction(deps, (tx) =>
        recordEvent(tx, {
          by: actor(number % 2 === 0 ? 'omar' : 'dana'),
          at: deps.clock.now(),
          action: 'demand.entered',
          subject: `d${number}`,
          matterId: dispute.matterId,
          detail: { number },
        }),
      );
  });
  after(() => started.close());

  const audit = async (query = ''): Promise<string> =>
    (await (await started.signIn('priya')).get(`/matters/${dispute.matterId}/audit${query}`)).text;

  it('tells what happened in sentences, the newest first', async () => {
    const page = await audit();
    expect(page).to.contain('Omar entered demand 60').and.contain('Dana entered demand 59');
    expect(page.indexOf('demand 60')).to.be.lessThan(page.indexOf('demand 59'));
  });

  it('shows fifty at a time and goes on with the older ones', async () => {
    const page = await audit();
    expect(page).to.contain('demand 11<').and.not.contain('demand 10<');
    const older = /href="[^"]*(\?before=\d+)"/.exec(page)?.[1] ?? '';
    expect(await audit(older))
      .to.contain('demand 10<')
      .and.contain('Dana opened matter M-0001');
  });

  it('says which date was met and leads to it, and of a bundle that continues nothing no more than that', async () => {
    const { deps, actor } = started;
    const id = await addDeadline(started, {
      ...{ title: 'Respond to demand 2', matterId: dispute.matterId, letterId: dispute.letterId },
      ...{ workingOn: '2014-06-09', earliestOn: '2014-06-09' },
    });
    const omar = await started.signIn('omar');
    await omar.get('/desk');
    const path = `/matters/${dispute.matterId}/deadlines/${id}`;
    const met = await omar.post(`${path}/override`, {
      metOn: '2014-06-06',
      reason: 'Told by telephone.',
      version: '1',
    });
    expect(met.status, met.text.slice(0, 2000)).to.equal(303);
    const created = { number: 'B-0001', purpose: 'enclosures', entries: 1 };
    await inTransaction(deps, (tx) =>
      recordEvent(tx, {
        ...{ by: actor('dana'), at: deps.clock.now(), action: 'bundle.created', subject: 'b' },
        ...{ matterId: dispute.matterId, detail: created },
      }),
    );
    const page = await audit();
    expect(page)
      .to.contain('recorded the date Mon 9 Jun 2014 as met on Fri 6 Jun 2014')
      .and.contain(`<a href="${path}">Respond to demand 2</a>`)
      .and.contain('began bundle B-0001 (enclosures)<')
      .and.not.contain('not recorded');
  });

  it('filters by person, kind and subject', async () => {
    const omar = await audit(`?by=${started.actor('omar').accountId}`);
    expect(omar).to.contain('Omar entered demand 60').and.not.contain('demand 59');
    expect(await audit('?kind=matter'))
      .to.contain('opened matter')
      .and.not.contain('entered demand');
    expect(await audit('?subject=d7'))
      .to.contain('demand 7<')
      .and.not.contain('demand 8<');
    expect(await audit('?kind=%25')).to.contain('demand 60');
  });

  it('says that the chain holds, with its head', async () => {
    const head = await started.deps.db
      .selectFrom('auditEvent')
      .orderBy('seq', 'desc')
      .limit(1)
      .select('hash')
      .executeTakeFirstOrThrow();
    const page = await audit('?check=now');
    expect(page)
      .to.contain('>holds<')
      .and.contain(/data-copy="([0-9a-f]{64})"/.exec(page)?.[1] ?? 'none');
    expect(head.hash).to.match(/^[0-9a-f]{64}$/);
  });

  it('a stranger gets the not-found page', async () => {
    expect((await (await started.signIn('rolf')).get(`/matters/${dispute.matterId}/audit`)).status).to.equal(
      404,
    );
  });

  it('the admin reads the installation’s own events, without any matter’s', async () => {
    const page = (await (await started.signIn('ines')).get('/accounts/audit')).text;
    expect(page)
      .to.contain('made an account')
      .and.not.contain('entered demand')
      .and.not.contain('opened matter');
    for (const name of ['dana', 'omar', 'priya'] as const)
      expect((await (await started.signIn(name)).get('/accounts/audit')).status).to.equal(404);
  });
});

describe('a sentence of the audit', () => {
  for (const action of Object.keys(SENTENCES) as Action[])
    it(`${action} reads as a sentence without a fact, too`, () => {
      const event = {
        seq: 1,
        at: '',
        byAccount: 'a',
        action,
        subject: 's',
        matterId: null,
        text: '{}',
        prevHash: '',
        hash: '',
      };
      expect(eventSentence(event, new Map([['a', 'Dana']])))
        .to.match(/^[A-Z].{8,}/)
        .and.not.contain('undefined');
    });
});
