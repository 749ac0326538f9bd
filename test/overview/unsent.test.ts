import { expect } from 'chai';
import { listEvents } from '../../src/audit/audit-store.js';
import { approvedByRows } from '../replies/approved-bundle.js';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';
import { openDispute, type Dispute } from './dispute.js';
import type { Browser } from '../support/browser.js';

describe('a file that is approved and not sent', () => {
  let started: Started;
  let dispute: Dispute;
  beforeEach(async () => {
    started = await startRejoinder({ today: '2014-06-09' });
    dispute = await openDispute(started);
    await approvedByRows(started, dispute);
  });
  afterEach(() => started.close());

  const desk = async (name: 'dana' | 'rolf' | 'priya'): Promise<string> =>
    (await (await started.signIn(name)).get('/desk')).text;

  it('stands on the Desk of whoever works on the matter until it is sent, and of nobody else', async () => {
    expect(await desk('dana'))
      .to.contain('Approved, not sent')
      .and.contain('B-0001')
      .and.contain(`/matters/${dispute.matterId}/deliveries">send<`);
    expect(await desk('priya'))
      .to.contain('Approved, not sent')
      .and.not.contain('>send<');
    expect(await desk('rolf')).not.to.contain('Approved, not sent');
    await started.deps.db.updateTable('bundle').set({ state: 'sent' }).execute();
    expect(await desk('dana')).not.to.contain('Approved, not sent');
  });

  it('what is internal is not meant to be sent', async () => {
    await started.deps.db.updateTable('bundle').set({ purpose: 'internal' }).execute();
    expect(await desk('dana')).not.to.contain('Approved, not sent');
  });

  it('is listed where the matter is closed, and whoever closes says that it is seen', async () => {
    const dana = await started.signIn('dana');
    const page = (await dana.get(`/matters/${dispute.matterId}/team`)).text;
    expect(page)
      .to.contain('These files are approved and not recorded as sent.')
      .and.contain('I have seen the file that was not sent');
    const runningOn = /name="runningOn" value="(?<ids>[^"]+)"/.exec(page)?.groups?.['ids'] ?? '';
    const version = /name="version" value="(?<version>\d+)"/.exec(page)?.groups?.['version'] ?? '';
    const close = (more: Readonly<Record<string, string>>) =>
      dana.post(`/matters/${dispute.matterId}/closure`, { version, reason: 'settled', ...more });
    const unsaid = await close({});
    expect(unsaid.status).to.equal(409);
    expect(unsaid.text).to.contain('B-0001').and.contain('approved and not recorded as sent');
    const unticked = await close({ runningOn });
    expect(unticked.status).to.equal(422);
    expect(unticked.text).to.contain('the files that were not sent').and.contain('settled');
    expect((await close({ runningOn, seen: 'on' })).status).to.equal(303);
    const told = (await listEvents(started.deps.db, { matterId: dispute.matterId }, 1))[0];
    expect(told).to.include({ action: 'matter.closed' });
    expect(told?.text).to.contain('"unsent":1');
    expect(await desk('dana')).not.to.contain('Approved, not sent');
  });

  describe('once it is sent', () => {
    const at = (path: string): string => `/matters/${dispute.matterId}/${path}`;
    const send = async (dana: Browser) => {
      const { id } = await started.deps.db
        .selectFrom('bundleBuild')
        .where('matterId', '=', dispute.matterId)
        .select('id')
        .executeTakeFirstOrThrow();
      await dana.get('/desk');
      await dana.post(at('deliveries'), {
        ...{ buildId: id, method: 'courier', recipient: 'Randal Milch' },
        ...{ address: 'One Verizon Way', sentOn: '2014-06-09' },
      });
      return started.deps.db.selectFrom('delivery').selectAll().executeTakeFirstOrThrow();
    };
    const closing = async (dana: Browser) => {
      const page = (await dana.get(at('team'))).text;
      const runningOn = /name="runningOn" value="(?<ids>[^"]+)"/.exec(page)?.groups?.['ids'];
      const version = /name="version" value="(?<version>\d+)"/.exec(page)?.groups?.['version'] ?? '';
      const close = (more: Readonly<Record<string, string>>) =>
        dana.post(at('closure'), { version, reason: 'settled', ...more });
      return { page: page.replace(/\s+/g, ' '), runningOn, close };
    };
    const told = async (): Promise<string> => {
      const [event] = await listEvents(started.deps.db, { matterId: dispute.matterId }, 1);
      expect(event).to.include({ action: 'matter.closed' });
      return event?.text ?? '';
    };

    it('a sending without proof is listed where the matter is closed, and has to be seen', async () => {
      const dana = await started.signIn('dana');
      const sent = await send(dana);
      const { page, runningOn, close } = await closing(dana);
      expect(page)
        .to.contain('These are recorded as sent and have no proof.')
        .and.contain('B-0001 “Reply with its enclosures”, sent by courier to Randal Milch on Mon 9 Jun 2014')
        .and.contain('I have seen the sending without proof');
      expect(runningOn).to.equal(sent.id);
      const unsaid = await close({});
      expect([unsaid.status, unsaid.text.includes('sent by courier to Randal Milch')]).to.deep.equal([
        409,
        true,
      ]);
      const unticked = await close({ runningOn: sent.id });
      expect([unticked.status, unticked.text.includes('sendings without proof')]).to.deep.equal([422, true]);
      expect((await close({ runningOn: sent.id, seen: 'on' })).status).to.equal(303);
      expect(await told()).to.contain('"unproved":1');
      expect((await dana.get(at('audit'))).text).to.contain('without proof: 1 sending');
    });

    it('one that counts by its proof, or that counsel counts, is no question', async () => {
      const dana = await started.signIn('dana');
      const sent = await send(dana);
      await dana.upload(at(`deliveries/${sent.id}/proof`), [{ name: 'slip.txt', content: 'Signed' }], {
        deliveredOn: '2014-06-09',
      });
      const { page, runningOn, close } = await closing(dana);
      expect(page).not.to.contain('have no proof');
      expect(runningOn).to.equal(undefined);
      expect((await close({})).status).to.equal(303);
      expect(await told()).not.to.contain('unproved');
    });

    it('a voided one is none either', async () => {
      const dana = await started.signIn('dana');
      const sent = await send(dana);
      const omar = await started.signIn('omar');
      await omar.get('/desk');
      await omar.post(at(`deliveries/${sent.id}/voiding`), { reason: 'Wrong file' });
      const { page } = await closing(dana);
      expect(page).to.contain('approved and not recorded as sent').and.not.contain('have no proof');
    });

    it('a response that was changed since is listed, and has to be seen', async () => {
      const dana = await started.signIn('dana');
      const sent = await send(dana);
      const [demandId = ''] = dispute.demandIds;
      await started.deps.db
        .updateTable('response')
        .set({ words: 'We decline, and say more.', writtenAt: started.deps.clock.now() })
        .where('demandId', '=', demandId)
        .execute();
      const { page, runningOn, close } = await closing(dana);
      expect(page)
        .to.contain('These responses were changed since they were sent.')
        .and.contain('the response to demand 1')
        .and.contain('I have seen the response changed since it was sent and the sending without proof');
      expect(runningOn?.split(' ')).to.have.members([demandId, sent.id]);
      const one = await close({ runningOn: sent.id, seen: 'on' });
      expect([one.status, one.text.includes('the response to demand 1')]).to.deep.equal([409, true]);
      expect((await close({ runningOn: runningOn ?? '', seen: 'on' })).status).to.equal(303);
      expect(await told())
        .to.contain('"changed":1')
        .and.contain('"unproved":1');
    });
  });
});
