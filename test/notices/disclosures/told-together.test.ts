import { expect } from 'chai';
import { askCountDeliveries } from '../../../src/notices/questions.js';
import type { Asker } from '../../../src/platform/ask.js';
import { runJobs } from '../../../src/platform/run-jobs.js';
import { jobHandlers } from '../../../src/processes/job-handlers.js';
import { pageText } from '../../../src/pdf/page-text.js';
import { openBundleRoom } from '../../bundles/bundle-room.js';
import type { BundleRoom } from '../../bundles/bundle-room.js';
import { readList, readSource } from '../made-lists.js';

const HEADER = 'account,network,shown_at';

/** One delivery each to accounts of their own. */
function rowsOf(of: string, n: number, shownAt: (i: number) => string): string[] {
  return Array.from({ length: n }, (_, i) => `acct-${of}-${i},North,${shownAt(i)}`);
}
const second = (i: number): string => String(i).padStart(2, '0');
const noonOf = (day: string) => (i: number) => `2014-06-${day}T19:10:${second(i)}Z`;

describe('counts beside what was told before', function () {
  this.timeout(60_000);
  let room: BundleRoom;
  before(async () => {
    room = await openBundleRoom();
  });
  after(() => room.started.close());

  const listOf = (matterId: string, name: string, rows: readonly string[], header = HEADER) =>
    readList(room.started, room.dana, matterId, name, [header, ...rows, ''].join('\n'));
  const tell = async (matterId: string, list: string, fields: Record<string, string>) => {
    const asked = await room.dana.post(`/matters/${matterId}/notices/disclosures`, {
      ...{ list, title: 'Counts', mode: 'counts', period: 'none' },
      ...fields,
    });
    expect(asked.status, asked.text.slice(0, 3_000)).to.equal(303);
    await room.started.runJobs();
    const page = (await room.dana.get(asked.location ?? '')).text;
    return { page, itemId: /evidence\/([a-z0-9]{20})/.exec(page)?.[1] ?? '' };
  };
  const textOf = async (itemId: string): Promise<string> => {
    const { sha256 } = await room.started.deps.db
      .selectFrom('item')
      .innerJoin('document', 'document.id', 'item.documentId')
      .where('item.id', '=', itemId)
      .select('document.sha256')
      .executeTakeFirstOrThrow();
    const path = await room.started.deps.files.localPath(sha256);
    const { pages } = await pageText({ path }, () => undefined);
    return pages.map(({ text }) => text).join('\n');
  };
  const few = 'would tell of fewer than five accounts';

  it('stay in the zone they were told in: two who watched late are not told by days of another zone', async () => {
    const matterId = await room.open();
    const late = rowsOf('late', 2, (i) => `2014-06-04T05:10:${second(i)}Z`); // the evening of the 3rd in Los Angeles
    const { listId } = await listOf(matterId, 'a.csv', [
      ...rowsOf('one', 20, noonOf('03')),
      ...rowsOf('two', 20, noonOf('04')),
      ...late,
    ]);
    expect((await tell(matterId, listId, { period: 'day' })).page).to.include('It is item');
    await room.started.deps.db
      .updateTable('matter')
      .set({ zone: 'UTC' })
      .where('id', '=', matterId)
      .execute();
    const { page } = await tell(matterId, listId, { period: 'day' });
    expect(page).to.include(`Beside D-1 these counts ${few}`).and.not.include('It is item');
  });

  it('made by two workers at once see each other: one of them is refused', async () => {
    const matterId = await room.open();
    const rows = rowsOf('one', 20, noonOf('03'));
    const first = await listOf(matterId, 'first.csv', rows);
    const second = await listOf(matterId, 'second.csv', [...rows, ...rowsOf('new', 2, noonOf('03'))]);
    const { deps } = room.started;
    const asked: string[] = [];
    for (const { listId } of [first, second]) {
      const fields = { list: listId, title: 'Counts', mode: 'counts', period: 'none' };
      asked.push((await room.dana.post(`/matters/${matterId}/notices/disclosures`, fields)).location ?? '');
    }
    // Neither goes on before both have counted.
    const counted: (() => void)[] = [];
    const asker: Asker = {
      ask: async (question, input, options) => {
        const answer = await deps.asker.ask(question, input, options);
        if (question.name === askCountDeliveries.name && counted.length < 2)
          await new Promise<void>((both) => {
            counted.push(both);
            if (counted.length === 2) for (const go of counted) go();
          });
        return answer;
      },
      close: () => deps.asker.close(),
    };
    const together = { ...deps, asker };
    const workers = [runJobs(together, jobHandlers), runJobs(together, jobHandlers)];
    try {
      let open: unknown = 'asked';
      while (open !== undefined) {
        for (const worker of workers) worker.wake();
        await new Promise((done) => setTimeout(done, 50));
        open = await deps.db
          .selectFrom('job')
          .where('state', 'in', ['waiting', 'running'])
          .select('id')
          .executeTakeFirst();
      }
    } finally {
      for (const worker of workers) await worker.stop();
    }
    const pages: string[] = [];
    for (const path of asked) pages.push((await room.dana.get(path)).text);
    expect(pages.filter((page) => page.includes('It is item'))).to.have.length(1);
    expect(pages.filter((page) => page.includes(few))).to.have.length(1);
  });

  const laterExports: readonly [string, string, (shownAt: string, i: number) => string][] = [
    ['gives thousandths of a second', '', (shownAt, i) => shownAt.replace('Z', `.${String(100 + i)}Z`)],
    ['gives minutes alone', '', (shownAt) => shownAt.replace(/:\d\dZ$/, ':00Z')],
    [
      'was written by a clock an hour off, and has the same ids',
      'N',
      (shownAt) => shownAt.replace('T19', 'T20'),
    ],
  ];
  for (const [what, id, timeOf] of laterExports)
    it(`a later export that ${what} does not tell of the two who came to it`, async () => {
      const matterId = await room.open();
      const header = id === '' ? HEADER : `notice_id,${HEADER}`;
      const rows = rowsOf('one', 20, noonOf('03'));
      const written = (row: string, i: number): string => (id === '' ? row : `${id}${i},${row}`);
      const again = rows.map((row, i) => {
        const [account = '', network = '', shownAt = ''] = row.split(',');
        return [account, network, timeOf(shownAt, i)].join(',');
      });
      const first = await listOf(matterId, 'first.csv', rows.map(written), header);
      const more = [...again, ...rowsOf('new', 2, noonOf('03'))].map(written);
      const second = await listOf(matterId, 'second.csv', more, header);
      expect((await tell(matterId, first.listId, {})).page).to.include('It is item');
      const { page } = await tell(matterId, second.listId, {});
      expect(page).to.include(`Beside D-1 these counts ${few}`).and.not.include('It is item');
    });

  it('lists of two months that share their accounts and nothing else stand beside one another', async () => {
    const matterId = await room.open();
    const june = await listOf(matterId, 'june.csv', rowsOf('one', 20, noonOf('03')));
    const july = await listOf(
      matterId,
      'july.csv',
      rowsOf('one', 23, (i) => `2014-07-03T19:10:${second(i)}Z`),
    );
    expect((await tell(matterId, june.listId, {})).page).to.include('It is item');
    expect((await tell(matterId, july.listId, {})).page).to.include('It is item');
  });

  const readings = ['account,network,taken_at,download_mbps', 'acct-none,North,2014-06-03T19:05:00Z,1.5', ''];
  const reconcile = async (matterId: string, list: string, source: string, cease: string) => {
    await room.dana.get(`/matters/${matterId}/notices`);
    const run = await room.omar.post(`/matters/${matterId}/notices/runs`, {
      ...{ list, source, level: '3', within: '30m', reason: 'As triggered', cease },
    });
    expect(run.status, run.text.slice(0, 3_000)).to.equal(303);
    await room.started.runJobs();
    return run.location?.split('/').at(-1) ?? '';
  };

  it('a paper leaves out how many came after the stop where that, less what an earlier one says, is three people', async () => {
    const matterId = await room.open();
    const { listId } = await listOf(matterId, 'a.csv', [
      ...rowsOf('before', 20, noonOf('03')),
      ...rowsOf('between', 3, noonOf('05')),
      ...rowsOf('after', 20, noonOf('07')),
    ]);
    const { sourceId } = await readSource(room.started, room.dana, matterId, 'r.csv', readings.join('\n'));
    const paperOf = async (cease: string): Promise<string> => {
      const run = await reconcile(matterId, listId, sourceId, cease);
      const { page, itemId } = await tell(matterId, listId, { run, shape: 'paper', title: cease });
      expect(page).to.include('It is item');
      return textOf(itemId);
    };
    expect(await paperOf('2014-06-04')).to.match(/to stop \(Wed 4 Jun 2014\)\s+23\b/);
    expect(await paperOf('2014-06-06')).to.match(/to stop \(Fri 6 Jun 2014\)\s+not given/);
    const days = await tell(matterId, listId, { period: 'week', title: 'By week' });
    expect(days.page).to.include('It is item');
  });

  it('what was approved to leave stays told: superseding its bundle and withdrawing its item frees nothing', async () => {
    const matterId = await room.open();
    const one = rowsOf('one', 20, noonOf('03'));
    const first = await listOf(matterId, 'first.csv', one);
    const second = await listOf(matterId, 'second.csv', [...one, ...rowsOf('new', 2, noonOf('03'))]);
    const { sourceId } = await readSource(room.started, room.dana, matterId, 'r.csv', readings.join('\n'));
    const run = await reconcile(matterId, first.listId, sourceId, '');
    const { itemId } = await tell(matterId, first.listId, { run, shape: 'paper' });
    const bundle = await room.begin(matterId, [itemId]);
    const final = await room.build(bundle, 'final');
    await room.readAll(final);
    expect((await room.approve(final)).status).to.equal(303);
    expect((await room.dana.post(`${bundle}/supersession`, { reason: 'Another day' })).status).to.equal(303);
    const item = `/matters/${matterId}/evidence/${itemId}`;
    const version = /name="version" value="(\d+)"/.exec((await room.dana.get(item)).text)?.[1] ?? '';
    const gone = await room.dana.post(`${item}/withdrawal`, { version, reason: 'Not needed' });
    expect(gone.status, gone.text.slice(0, 2_000)).to.equal(303);
    const { page } = await tell(matterId, second.listId, {});
    expect(page).to.include(`Beside D-1 these counts ${few}`).and.not.include('It is item');
    expect(page).to.include('D-1 was approved to leave').and.not.include('withdraw its item');
  });
});
