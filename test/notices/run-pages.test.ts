import { writeFile } from 'node:fs/promises';
import { expect } from 'chai';
import { runReconcile } from '../../src/notices/notice-command.js';
import { openDispute } from '../overview/dispute.js';
import type { Dispute } from '../overview/dispute.js';
import type { Browser } from '../support/browser.js';
import { startRejoinder } from '../support/start-rejoinder.js';
import type { Started } from '../support/start-rejoinder.js';
import { eventsOf, readList, READINGS, readSource, setLevel } from './made-lists.js';
import { documentAsker } from '../support/document-asker.js';

/** Ann is slow alone, Cat while North is not, Bob is at the level, Dan has no reading; Eve has one on another network. */
const LIST = [
  'notice_id,account,network,shown_at',
  'N1,acct-ann,North,2014-06-03T23:10:00Z',
  'N2,acct-bob,North,2014-06-03T23:20:00Z',
  'N3,acct-cat,South,2014-06-04T02:00:00Z',
  'N4,acct-dan,North,2014-06-03T23:30:00Z',
  'N5,acct-eve,North,2014-06-03T23:50:00Z',
  'N2,acct-bob,North,2014-06-03T23:20:00Z',
  '',
].join('\n');

describe('the pages of reconciliations', function () {
  this.timeout(60_000);
  let started: Started;
  let dispute: Dispute;
  let at: string;
  let dana: Browser;
  let omar: Browser;
  let listId: string;
  let sourceId: string;
  before(async () => {
    started = await startRejoinder();
    dispute = await openDispute(started);
    at = `/matters/${dispute.matterId}/notices`;
    dana = await started.signIn('dana');
    omar = await started.signIn('omar');
    await omar.get(at);
    ({ listId } = await readList(started, dana, dispute.matterId, 'list.csv', LIST));
    ({ sourceId } = await readSource(started, dana, dispute.matterId, 'readings.csv', READINGS));
  });
  after(() => started.close());

  const REASON = 'The level and window of the notices themselves';
  const method = (): Record<string, string> => ({
    ...{ list: listId, source: sourceId, level: '3.0', within: '30m', reason: REASON },
  });
  const run = async (fields: Record<string, string> = {}): Promise<string> => {
    const answer = await omar.post(`${at}/runs`, { ...method(), ...fields });
    expect(answer.status, answer.text.slice(0, 3_000)).to.equal(303);
    await started.runJobs();
    return answer.location ?? '';
  };

  it('a file of readings counts once, and neither a list nor readings whose item was withdrawn count at all', async () => {
    const { db } = started.deps;
    const twin = await readSource(
      started,
      dana,
      dispute.matterId,
      'twin.csv',
      READINGS.replace('1.5', '1.6'),
    );
    // Read anew, a file that names accounts is for those who may see them.
    await dana.post(`${at}/identities`, { accountId: started.actor('dana').accountId, reason: 'Reads anew' });
    await dana.get(`/matters/${dispute.matterId}/measurements/items/${twin.itemId}`);
    const again = await dana.post(`/matters/${dispute.matterId}/measurements/items/${twin.itemId}`, {
      ...{ how: 'said', time: 'taken_at', network: 'network', account: 'account' },
      ...{ download: 'download_mbps', downloadUnit: 'Mbit/s' },
    });
    await started.runJobs();
    const source = [twin.sourceId, again.location?.split('/').at(-1) ?? ''];
    const twice = await omar.post(`${at}/runs`, { ...method(), source });
    expect([twice.status, twice.text.includes('read the same file')]).to.deep.equal([409, true]);
    const withdraw = (id: string) =>
      db.updateTable('item').set({ state: 'withdrawn' }).where('id', '=', id).execute();
    await withdraw(twin.itemId);
    const gone = await omar.post(`${at}/runs`, { ...method(), source: twin.sourceId });
    expect([gone.status, gone.text.includes('was withdrawn; leave it out')]).to.deep.equal([409, true]);
    const other = await readList(started, dana, dispute.matterId, 'gone.csv', LIST.replace('N1', 'G1'));
    await withdraw(other.itemId);
    const list = await omar.post(`${at}/runs`, { ...method(), list: other.listId });
    expect([list.status, list.text.includes('was withdrawn; choose another list')]).to.deep.equal([
      409,
      true,
    ]);
  });

  it('each finding has its count, the neutral words, a bar with words, and its rows', async () => {
    const path = await run();
    const page = (await dana.get(path)).text;
    for (const [words, count] of [
      ['below level, others not', 2],
      ['others also below', 0],
      ['at or above level', 1],
      ['no reading', 2],
      ['below level, with no other network to compare', 0],
      ['no reading, but one on another network', 1],
      ['repeats an earlier row', 1],
    ] as const)
      expect(page, words).to.match(new RegExp(`>${words}(</a>)?</th><td class="num">${count}<`));
    expect(page).not.to.match(/supported|sharedCause|contradicted/);
    expect(page).to.match(
      /<svg class="figure wide"[^>]*role="img" aria-labelledby="bar-wide-title bar-wide-desc"/,
    );
    expect(page).to.match(/<desc id="bar-wide-desc">Each delivery counted once/);
    expect(page).to.include(REASON).and.include('by Omar').and.include('30 minutes before a delivery');
    const rows = (await dana.get(`${path}/rows?which=at-or-above`)).text;
    expect(rows).to.include('1–1 of 1 rows').and.include('4.5 Mbit/s').and.include('>N2<');
    expect((await dana.get(`${path}/rows?which=other-network`)).text).to.include('>N5<');
    expect((await dana.get(`${path}/rows?which=supported`)).status).to.equal(404);
    expect(await eventsOf(started, dispute.matterId)).to.include.members([
      'noticeRun.started',
      'noticeRun.finished',
    ]);
  });

  it('the command line gives the very same result for the same files and method', async () => {
    const id = (await run()).split('/').at(-1) ?? '';
    const { resultHash } = await started.deps.db
      .selectFrom('noticeRun')
      .where('id', '=', id)
      .select('resultHash')
      .executeTakeFirstOrThrow();
    const folder = await started.deps.files.workFolder();
    await writeFile(`${folder}/list.csv`, LIST);
    await writeFile(`${folder}/readings.csv`, READINGS);
    let out = '';
    const code = await runReconcile(
      [
        ...['--notices', `${folder}/list.csv`, '--measurements', `${folder}/readings.csv`, '--json'],
        ...['--within', '30m', '--below', '3.0', '--tz', 'America/Los_Angeles'],
      ],
      {
        stdout: (words) => (out += words),
        stderr: () => undefined,
        now: started.deps.clock.now,
        openAsker: documentAsker,
      },
    );
    expect([code, (JSON.parse(out) as { resultHash: string }).resultHash]).to.deep.equal([0, resultHash]);
  });

  it('others that are slow in the same hour are said to be so', async () => {
    const { sourceId: slow } = await readSource(
      started,
      dana,
      dispute.matterId,
      'slow.csv',
      READINGS.replace('23:40:00Z,9.0', '23:40:00Z,1.0'),
    );
    const page = (await dana.get(await run({ source: slow }))).text;
    expect(page).to.match(/>others also below<\/a><\/th><td class="num">1</);
  });

  it('deliveries after the day they were to stop are counted by day and finding, and someone says why', async () => {
    const { listId: late } = await readList(
      started,
      dana,
      dispute.matterId,
      'late.csv',
      LIST.replace('2014-06-04T02:00:00Z', '2014-06-05T02:00:00Z'),
    );
    const path = await run({ list: late, cease: '2014-06-03' });
    const page = (await dana.get(path)).text;
    expect(page)
      .to.include('Tue 3 Jun 2014, the whole day')
      .and.include('Nobody has said why they went out.');
    expect(page)
      .to.match(/<strong>1<\/strong> deliveries<\/a> came later/)
      .and.include('Wed 4 Jun 2014');
    expect((await dana.get(`${path}/rows?which=after&day=2014-06-04`)).text).to.include('1–1 of 1 rows');
    const version = /name="version" value="(\d+)"/.exec(page)?.[1] ?? '';
    const cause = 'Clients that were off kept the notice in store.';
    expect((await dana.post(`${path}/late`, { cause, version })).status).to.equal(303);
    expect((await dana.get(path)).text).to.include(cause);
    const stale = await dana.post(`${path}/late`, { cause: 'Something else', version });
    expect([stale.status, stale.text.includes('Something else')]).to.deep.equal([409, true]);
  });

  it('run again from the originals, the result is equal and says so', async () => {
    const path = await run();
    const answer = await dana.post(`${path}/repeat`, { reason: 'Before the reply goes out' });
    expect(answer.status).to.equal(303);
    await started.runJobs();
    const page = (await dana.get(answer.location ?? '')).text;
    expect(page).to.include('The results are equal').and.include('Before the reply goes out');
    const empty = await dana.post(`${path}/repeat`, {});
    expect([empty.status, empty.text.includes('Say why it is run again')]).to.deep.equal([422, true]);
  });

  it('a result that another run does not give again is named figure by figure', async () => {
    const path = await run({ level: '2.5' });
    const id = path.split('/').at(-1) ?? '';
    const { db } = started.deps;
    const { result } = await db
      .selectFrom('noticeRun')
      .where('id', '=', id)
      .select('result')
      .executeTakeFirstOrThrow();
    const other = JSON.stringify({
      ...(JSON.parse(result) as object),
      supported: 7,
      resultHash: '0'.repeat(64),
    });
    await db.updateTable('noticeRun').set({ result: other }).where('id', '=', id).execute();
    const again = await dana.post(`${path}/repeat`, { reason: 'To see' });
    await started.runJobs();
    const page = (await dana.get(again.location ?? '')).text;
    expect(page).to.include('The results differ').and.include('below level, others not: 7 before, 2 now');
  });

  it('the level and window of the matter’s method are offered and named', async () => {
    const omar = await started.signIn('omar');
    const room = `/matters/${dispute.matterId}/measurements/method`;
    await omar.get(room);
    const set = await omar.post(room, {
      ...{
        measure: 'download',
        level: '3',
        windowMinutes: '30',
        peakFrom: '19',
        peakTo: '23',
        peakDays: 'all',
      },
      ...{ zone: 'America/Los_Angeles', reason: 'As the notices were triggered', version: '0' },
    });
    expect(set.status, set.text).to.equal(303);
    const form = (await dana.get(`${at}/runs/new`)).text;
    expect(form).to.include('As the notices were triggered').and.include('value="30m"');
    expect((await dana.get(await run())).text).to.include('method, version 1');
    expect((await dana.get(await run({ level: '2' }))).text).not.to.include('method, version');
  });

  const wrong = [
    ['no list', { list: '' }, 'Choose a notice list'],
    ['no source', { source: '' }, 'Choose at least one source of measurements'],
    ['a level that is no number', { level: '3,0' }, 'Enter the level in Mbit/s as a number like 3.0'],
    ['a level of nothing', { level: '0' }, 'The level must be above zero'],
    ['a window that is none', { within: 'half an hour' }, '“half an hour” is no window'],
    ['a window of a month', { within: '30d' }, 'enter a shorter window'],
    ['a day that is none', { cease: '2014-02-31' }, 'Enter a real day as year-month-day'],
    ['no reason', { reason: '' }, 'Say why these deliveries are set against these readings'],
  ] as const;
  for (const [what, fields, words] of wrong)
    it(`bad input: ${what}`, async () => {
      const answer = await omar.post(`${at}/runs`, { ...method(), ...fields });
      expect([answer.status, answer.text.includes(words)], answer.text.slice(0, 200)).to.deep.equal([
        422,
        true,
      ]);
      if (!('reason' in fields)) expect(answer.text, 'what was typed is kept').to.include(REASON);
    });

  it('a source of another matter is not found, and a voided list is refused in words', async () => {
    const other = await openDispute(started, { title: 'Another matter' });
    const foreign = await readSource(started, dana, other.matterId, 'foreign.csv', READINGS);
    expect((await omar.post(`${at}/runs`, { ...method(), source: foreign.sourceId })).status).to.equal(404);
    const voided = await readList(started, dana, dispute.matterId, 'voided.csv', LIST.replace('N1', 'X1'));
    const version = /name="version" value="(\d+)"/.exec((await dana.get(voided.path)).text)?.[1] ?? '';
    await dana.post(`${voided.path}/voiding`, { version, reason: 'The wrong export' });
    const answer = await omar.post(`${at}/runs`, { ...method(), list: voided.listId });
    expect([answer.status, answer.text.includes('is voided; choose another list')]).to.deep.equal([
      409,
      true,
    ]);
  });

  it('a run that was stopped before it began says so and has no rows', async () => {
    const answer = await omar.post(`${at}/runs`, method());
    const path = answer.location ?? '';
    expect((await dana.get(path)).text).to.include(`${path}/stop`);
    expect((await dana.get(`${path}/progress`)).text).to.include('waiting');
    expect((await dana.post(`${path}/stop`)).status).to.equal(303);
    expect((await dana.get(path)).text).to.include('There is no result: stopped before it began');
    expect((await dana.get(`${path}/rows?which=below`)).status).to.equal(404);
  });

  it('rows are made again where their table is gone, and refused where they would say something else', async () => {
    const path = await run({ level: '2.9' });
    const { rm } = await import('node:fs/promises');
    await rm(`${started.deps.dataDir}/tables`, { recursive: true });
    expect((await dana.get(`${path}/rows?which=below`)).text).to.include('1–2 of 2 rows');
    await rm(`${started.deps.dataDir}/tables`, { recursive: true });
    const id = path.split('/').at(-1) ?? '';
    await started.deps.db
      .updateTable('noticeRun')
      .set({ resultHash: 'f'.repeat(64) })
      .where('id', '=', id)
      .execute();
    expect((await dana.get(`${path}/rows?which=below`)).status).to.equal(500);
  });

  it('a level or window of its own is for counsel to decide, and the run says by whom', async () => {
    const { matterId } = await openDispute(started, { title: 'A level of its own' });
    const room = `/matters/${matterId}/notices`;
    const mine = {
      ...method(),
      list: (await readList(started, dana, matterId, 'own.csv', LIST)).listId,
      source: (await readSource(started, dana, matterId, 'own-readings.csv', READINGS)).sourceId,
    };
    const none = await dana.post(`${room}/runs`, mine);
    expect([none.status, none.text.includes('no method for downloads is set')]).to.deep.equal([403, true]);
    await setLevel(started, matterId);
    expect((await dana.post(`${room}/runs`, mine)).status).to.equal(303);
    for (const own of [{ level: '2.5' }, { within: '45m' }]) {
      const refused = await dana.post(`${room}/runs`, { ...mine, ...own });
      expect(refused.status).to.equal(403);
      expect(refused.text)
        .to.include(
          'Counsel decides on the level. Take those of the matter’s method, 3 Mbit/s within 30 minutes',
        )
        .and.include(Object.values(own)[0])
        .and.include(REASON);
    }
    expect((await dana.get(`${room}/runs/new`)).text).to.include('Counsel decides on level and window');
    expect((await omar.get(`${room}/runs/new`)).text).not.to.include('Counsel decides on level and window');
    const answer = await omar.post(`${room}/runs`, { ...mine, level: '2.5' });
    expect(answer.status).to.equal(303);
    await started.runJobs();
    expect((await omar.get(answer.location ?? '')).text).to.match(/for this run alone, by Omar/);
    const events = await started.deps.db
      .selectFrom('auditEvent')
      .where('action', '=', 'noticeRun.started')
      .orderBy('seq')
      .select('text')
      .execute();
    expect(events.at(-1)?.text).to.include('"level":"2.5 Mbit/s"').and.include('"method":"none"');
  });
});
