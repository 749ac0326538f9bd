import { expect } from 'chai';
import { listEvents } from '../../src/audit/audit-store.js';
import { approvedByRows } from '../replies/approved-bundle.js';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';
import { openDispute, type Dispute } from './dispute.js';

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
});
