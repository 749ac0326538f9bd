import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { openAsker } from '../../src/platform/document-child.js';
import { openLog } from '../../src/platform/log.js';
import { runJobs } from '../../src/platform/run-jobs.js';
import { jobHandlers } from '../../src/processes/job-handlers.js';
import { openDispute } from '../overview/dispute.js';
import type { Dispute } from '../overview/dispute.js';
import type { Browser } from '../support/browser.js';
import { startRejoinder } from '../support/start-rejoinder.js';
import type { Started } from '../support/start-rejoinder.js';
import { addFile, readList, readSource, READINGS } from './made-lists.js';

const LIST = 'notice_id,account,network,shown_at\nN1,acct-ann,North,2014-06-03T23:10:00Z\n';
const SAID = {
  ...{ how: 'said', time: 'taken_at', network: 'network', account: 'account' },
  ...{ download: 'download_mbps', downloadUnit: 'Mbit/s' },
};

describe('what reads tables is killed in the middle', function () {
  this.timeout(60_000);
  let started: Started;
  let dispute: Dispute;
  let matter: string;
  let omar: Browser;
  before(async () => {
    started = await startRejoinder();
    dispute = await openDispute(started);
    matter = `/matters/${dispute.matterId}`;
    omar = await started.signIn('omar');
    await omar.get(`${matter}/measurements`);
  });
  after(() => started.close());

  /** Does what waits with a document child that dies in the middle of it. */
  async function killedMidway(): Promise<void> {
    const asker = openAsker(new URL('../support/dying-child.ts', import.meta.url), openLog('silent'));
    const running = runJobs({ ...started.deps, asker }, jobHandlers);
    const waits = () =>
      started.deps.db
        .selectFrom('job')
        .where('state', 'in', ['waiting', 'running'])
        .select('id')
        .executeTakeFirst();
    try {
      while ((await waits()) !== undefined) await new Promise((resolve) => setTimeout(resolve, 30));
    } finally {
      await running.stop();
      await asker.close();
    }
  }
  const tables = async (): Promise<string[]> => {
    const names = await readdir(started.deps.dataDir, { recursive: true });
    return names.filter(
      (name) => /(parquet|\.csv)$/.test(name) || name.startsWith(join('files', 'work', '')),
    );
  };

  it('an import leaves nothing half there, says so, and is done when asked again', async () => {
    const itemId = await addFile(started, dispute.matterId, 'readings.csv', READINGS);
    const asked = await omar.post(`${matter}/measurements/items/${itemId}`, SAID);
    const before = await tables();
    await killedMidway();
    const page = (await omar.get(asked.location ?? '')).text;
    expect(page).to.include('The file was not read').and.include('made its reader stop');
    expect(await tables()).to.deep.equal(before);
    const replaces = asked.location?.split('/').at(-1) ?? '';
    const again = await omar.post(`${matter}/measurements/items/${itemId}`, {
      ...{ ...SAID, replaces, reason: 'It was cut off.' },
    });
    await started.runJobs();
    expect((await omar.get(again.location ?? '')).text).to.include('Every record is used.');
  });

  it('a run has no figures rather than some, and a new one has all', async () => {
    const path = `${matter}/measurements`;
    const method = {
      ...{ measure: 'download', level: '3.0', windowMinutes: '30', peakFrom: '19', peakTo: '23' },
      ...{ peakDays: 'all', zone: 'America/New_York', note: '', reason: 'Evenings.', version: '0' },
    };
    expect((await omar.post(`${path}/method`, method)).status).to.equal(303);
    const { id } = await started.deps.db
      .selectFrom('measurementSource')
      .where('state', '=', 'ready')
      .select('id')
      .executeTakeFirstOrThrow();
    const asked = await omar.post(`${path}/runs`, { source: id });
    await killedMidway();
    const page = (await omar.get(asked.location ?? '')).text;
    expect(page).to.include('made its reader stop');
    const figures = await started.deps.db.selectFrom('measurementRunFigures').select('runId').execute();
    expect(figures).to.deep.equal([]);
    const again = await omar.post(`${path}/runs`, { source: id });
    await started.runJobs();
    expect((await omar.get(again.location ?? '')).text).to.include('North');
    expect(
      await started.deps.db.selectFrom('measurementRunFigures').select('runId').execute(),
    ).to.have.lengthOf(1);
  });

  it('a reconciliation has no result and keeps no rows, and a new one has both', async () => {
    const { listId } = await readList(started, omar, dispute.matterId, 'list.csv', LIST);
    const { sourceId } = await readSource(
      started,
      omar,
      dispute.matterId,
      'more.csv',
      READINGS.replace('1.5', '1.4'),
    );
    const reason = 'The level and window of the notices themselves';
    const method = { list: listId, source: sourceId, level: '3.0', within: '30m', reason };
    const before = await tables();
    const asked = await omar.post(`${matter}/notices/runs`, method);
    await killedMidway();
    expect((await omar.get(asked.location ?? '')).text).to.include('made its reader stop');
    expect(await tables()).to.deep.equal(before);
    const again = await omar.post(`${matter}/notices/runs`, method);
    await started.runJobs();
    expect((await omar.get(again.location ?? '')).text).to.include('below level, others not');
    expect((await tables()).length).to.equal(before.length + 1);
  });
});
