import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { pathOf } from '../../src/platform/file-store.js';
import { verify } from '../../src/verify.js';
import { openDispute } from '../overview/dispute.js';
import type { Dispute } from '../overview/dispute.js';
import type { Browser } from '../support/browser.js';
import { startRejoinder } from '../support/start-rejoinder.js';
import type { Started } from '../support/start-rejoinder.js';
import { readList, READINGS, readSource, setLevel } from './made-lists.js';

const LIST = [
  'notice_id,account,network,shown_at',
  'N1,acct-ann,North,2014-06-03T23:10:00Z',
  'N2,acct-bob,North,2014-06-03T23:20:00Z',
  '',
].join('\n');

describe('tables and originals whose bytes changed', function () {
  this.timeout(60_000);
  let started: Started;
  let dispute: Dispute;
  let dana: Browser;
  let list: { readonly listId: string; readonly path: string };
  let sourceId: string;
  let run: string;
  before(async () => {
    started = await startRejoinder();
    dispute = await openDispute(started);
    dana = await started.signIn('dana');
    await setLevel(started, dispute.matterId);
    list = await readList(started, dana, dispute.matterId, 'list.csv', LIST);
    ({ sourceId } = await readSource(started, dana, dispute.matterId, 'readings.csv', READINGS));
    run = await runOver();
  });
  after(() => started.close());

  const runOver = async (): Promise<string> => {
    const answer = await dana.post(`/matters/${dispute.matterId}/notices/runs`, {
      ...{ list: list.listId, source: sourceId, level: '3.0', within: '30m', reason: 'To see' },
    });
    expect(answer.status, answer.text.slice(0, 2_000)).to.equal(303);
    await started.runJobs();
    return answer.location ?? '';
  };

  /** One bit of each table: its size stays what it was. */
  async function damageTables(): Promise<string[]> {
    const folder = join(started.deps.dataDir, 'tables');
    const names = (await readdir(folder)).filter((name) => /\.(parquet|csv)$/.test(name)).sort();
    for (const name of names) await damage(join(folder, name));
    return names;
  }
  async function damage(path: string): Promise<void> {
    const bytes = await readFile(path);
    const at = Math.floor(bytes.length / 3);
    bytes.writeUInt8(bytes.readUInt8(at) ^ 0x10, at);
    await writeFile(path, bytes);
  }
  const findings = async (): Promise<readonly string[]> =>
    (await verify(started.deps, () => undefined)).findings;

  it('a damaged table is named when everything is verified, and made again when it is used', async () => {
    const source = `/matters/${dispute.matterId}/measurements/sources/${sourceId}`;
    const pages = [`${run}/rows?which=below`, `${list.path}/rows`];
    const before = await Promise.all(pages.map(async (page) => (await dana.get(page)).text));
    expect(await findings()).to.deep.equal([]);
    const names = await damageTables();
    expect(names).to.have.length(5);
    expect(await findings()).to.deep.equal(
      names.map(
        (name) => `derived table ${name}: its bytes have changed; it is made again when it is next used`,
      ),
    );
    expect((await dana.get(source)).text).to.include('Make it again');
    for (const [i, page] of pages.entries()) {
      const rows = /<tbody>[^]*<\/tbody>/;
      expect(rows.exec((await dana.get(page)).text)?.[0], page).to.equal(rows.exec(before[i] ?? '')?.[0]);
    }
    expect(await findings(), 'all that was used is whole').to.deep.equal([]);
    expect((await dana.get(source)).text).not.to.include('Make it again');
  });

  it('an original that is no longer what it was is in no run, and nothing is made again from it', async () => {
    const { db, dataDir } = started.deps;
    const { sha256 } = await db
      .selectFrom('measurementSource')
      .where('id', '=', sourceId)
      .select('sha256')
      .executeTakeFirstOrThrow();
    const original = pathOf(join(dataDir, 'files'), sha256);
    const bytes = await readFile(original);
    await damage(original);
    expect((await dana.get(await runOver())).text).to.include('is damaged: its bytes have changed');
    const answer = await dana.post(`${run}/repeat`, { reason: 'To see' });
    await started.runJobs();
    expect((await dana.get(answer.location ?? '')).text).to.include('is damaged: its bytes have changed');
    await writeFile(original, bytes);
    expect((await dana.get(await runOver())).text).not.to.include('is damaged');
  });

  it('a list whose original is no longer what it was is in no run, though its tables are there', async () => {
    const { db, dataDir } = started.deps;
    const { sha256 } = await db
      .selectFrom('noticeList')
      .where('id', '=', list.listId)
      .select('sha256')
      .executeTakeFirstOrThrow();
    await damage(pathOf(join(dataDir, 'files'), sha256));
    expect((await dana.get(await runOver())).text).to.include('is damaged: its bytes have changed');
  });
});
