import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { getNoticeRun } from '../../src/notices/runs/run-store.js';
import { readyJudgedNow } from '../../src/notices/runs/judge-deliveries.js';
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
const EARLIER = 'a'.repeat(64);

describe('what an earlier reader read', function () {
  this.timeout(60_000);
  let started: Started;
  let dispute: Dispute;
  let dana: Browser;
  let list: { readonly listId: string; readonly path: string };
  let sourceId: string;
  before(async () => {
    started = await startRejoinder();
    dispute = await openDispute(started);
    dana = await started.signIn('dana');
    await setLevel(started, dispute.matterId);
    list = await readList(started, dana, dispute.matterId, 'list.csv', LIST);
    ({ sourceId } = await readSource(started, dana, dispute.matterId, 'readings.csv', READINGS));
  });
  after(() => started.close());

  /** As after an upgrade: what is on record stands under the name an earlier reader gave it. */
  beforeEach(async () => {
    const { db, dataDir } = started.deps;
    await db.updateTable('noticeList').set({ cacheKey: EARLIER }).where('id', '=', list.listId).execute();
    await db.updateTable('measurementSource').set({ cacheKey: EARLIER }).where('id', '=', sourceId).execute();
    await rm(join(dataDir, 'tables'), { recursive: true, force: true });
  });

  const run = async (): Promise<string> => {
    const answer = await dana.post(`/matters/${dispute.matterId}/notices/runs`, {
      ...{ list: list.listId, source: sourceId, level: '3.0', within: '30m', reason: 'To see' },
    });
    expect(answer.status, answer.text.slice(0, 2_000)).to.equal(303);
    await started.runJobs();
    return answer.location ?? '';
  };

  it('is read again for a run, and takes part in it where it comes out the same', async () => {
    const id = (await run()).split('/').at(-1) ?? '';
    const { result, finishedAt } = await getNoticeRun(started.deps.db, dispute.matterId, id);
    expect(finishedAt).not.to.equal(null);
    expect(JSON.parse(result)).to.deep.include({ notices: 2, measurements: 5, supported: 1 });
  });

  it('is made again on the page of a source, and is then known as read by this reader', async () => {
    const page = `/matters/${dispute.matterId}/measurements/sources/${sourceId}`;
    expect((await dana.get(page)).text).to.include('Make it again');
    expect((await dana.post(`${page}/rebuild`)).status).to.equal(303);
    await started.runJobs();
    expect((await dana.get(page)).text).not.to.include('Make it again');
    const { cacheKey } = await started.deps.db
      .selectFrom('measurementSource')
      .where('id', '=', sourceId)
      .select('cacheKey')
      .executeTakeFirstOrThrow();
    expect(cacheKey).not.to.equal(EARLIER);
  });

  it('is in no run where it comes out otherwise: the list and the source each say what to do', async () => {
    const { db } = started.deps;
    const source = db.updateTable('measurementSource').where('id', '=', sourceId);
    await source.set({ used: 4 }).execute();
    expect((await dana.get(await run())).text).to.include(
      'M-01 gives 5 readings of 5 records where it gave 4 of 5',
    );
    await source.set({ used: 5 }).execute();
    const { profile } = await db
      .selectFrom('noticeList')
      .where('id', '=', list.listId)
      .select('profile')
      .executeTakeFirstOrThrow();
    const merged = JSON.stringify({ ...(JSON.parse(profile) as object), accounts: 1 });
    const ofList = db.updateTable('noticeList').where('id', '=', list.listId);
    await ofList.set({ profile: merged }).execute();
    await rm(join(started.deps.dataDir, 'tables'), { recursive: true, force: true });
    expect((await dana.get(await run())).text).to.include(
      'NL-1 gives other figures (deliveries 2, accounts 2, repeats 0, rows in no count 0) than on record (deliveries 2, accounts 1,',
    );
    await ofList.set({ profile }).execute();
  });

  it('gives no rows to what is to leave: the run is made again, and that one is offered', async () => {
    const { db } = started.deps;
    const id = (await run()).split('/').at(-1) ?? '';
    const now = await getNoticeRun(db, dispute.matterId, id);
    expect(await readyJudgedNow(started.deps, now)).to.include('judged');
    await db.updateTable('noticeRun').set({ cacheKey: EARLIER }).where('id', '=', id).execute();
    const then = await getNoticeRun(db, dispute.matterId, id);
    const refusal = await readyJudgedNow(started.deps, then).catch((error: Error) => error.message);
    expect(refusal).to.include('Run it again and take that one.');

    const notices = `/matters/${dispute.matterId}/notices`;
    const again = await dana.post(`${notices}/runs/${id}/repeat`, { reason: 'Read more exactly now' });
    await started.runJobs();
    const repeat = (again.location ?? '').split('/').at(-1) ?? '';
    const form = await dana.get(`${notices}/disclosures/new?list=${list.listId}&run=${repeat}`);
    expect(form.text).to.match(
      new RegExp(`<option value="${repeat}" selected[^>]*>RC-\\d+, of NL-1, a repeat<`),
    );
    const taken = await getNoticeRun(db, dispute.matterId, repeat);
    expect(await readyJudgedNow(started.deps, taken)).to.include('judged');
  });
});
