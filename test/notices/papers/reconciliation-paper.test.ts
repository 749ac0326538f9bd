import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { textOfBlocks } from '../../../src/documents/text-of-blocks.js';
import type { SafeCounts } from '../../../src/notices/disclosures/suppress.js';
import { barCounts, paperRows } from '../../../src/notices/papers/reconciliation-facts.js';
import type { ReconciliationFacts } from '../../../src/notices/papers/reconciliation-facts.js';
import { paperNumber } from '../../../src/notices/papers/paper-number.js';
import { chartOf, reconciliationBlocks } from '../../../src/notices/papers/reconciliation-paper.js';
import type { Verdict } from '../../../src/notices/reconciliation.js';
import { pageText } from '../../../src/pdf/page-text.js';
import { openDispute } from '../../overview/dispute.js';
import type { Browser } from '../../support/browser.js';
import { startRejoinder } from '../../support/start-rejoinder.js';
import type { Started } from '../../support/start-rejoinder.js';
import { readList, readSource, setLevel } from '../made-lists.js';

const FINDINGS_WORD = /support|contradict|proves?\b|substantiat|confirm|fault|throttl|congest|admissib/i;

/** Accounts of one network in one evening: what each one's reading says, null where there is none. */
const EVENING: readonly (readonly [network: string, accounts: number, mbps: number | null])[] = [
  ['North', 8, 1.5],
  ['North', 6, 5],
  ['North', 9, null],
  ['South', 7, 9],
  ['South', 11, null],
  ['East', 2, null],
];
const ROWS = EVENING.flatMap(([network, accounts, mbps], group) =>
  Array.from({ length: accounts }, (_, i) => ({ network, mbps, account: `acct-${group}-${i}` })),
);
const LIST = [
  'notice_id,account,network,shown_at',
  ...ROWS.map(({ account, network }, i) => `N${i},${account},${network},2014-06-03T20:20:00Z`),
  'N0,acct-0-0,North,2014-06-03T20:20:00Z',
  '',
].join('\n');
const READINGS = [
  'account,network,taken_at,download_mbps',
  ...ROWS.flatMap(({ account, network, mbps }) =>
    mbps === null ? [] : `${account},${network},2014-06-03T20:05:00Z,${mbps}`,
  ),
  '',
].join('\n');

describe('the paper of a reconciliation', () => {
  const cells = (
    ...of: readonly (readonly [network: string | null, finding: Verdict | null, n: number | null])[]
  ): SafeCounts['cells'] =>
    of.map(([network, finding, n]) => ({
      period: null,
      network,
      finding,
      part: null,
      deliveries: n,
      accounts: n,
    }));
  const all = { deliveries: 50, accounts: 41, suppressed: 0 };
  const rows = paperRows(
    { ...all, cells: cells([null, 'supported', 20], [null, 'contradicted', 12], [null, 'unmeasured', 18]) },
    {
      ...all,
      cells: cells(
        ['North', 'supported', 20],
        ['North', 'contradicted', null],
        ['North', 'unmeasured', null],
        ['South', 'contradicted', null],
        ['South', 'unmeasured', null],
      ),
    },
    { ...all, cells: cells(['North', null, 30], ['South', null, 20]) },
  );
  const facts: ReconciliationFacts = {
    matter: 'Halcyon – Meridian',
    run: {
      number: 3,
      madeBy: 'Omar Reyes',
      startedAt: '2014-06-06T15:00:00.000Z',
      finishedAt: '2014-06-06T15:01:00.000Z',
      software: 'Rejoinder 0.1.0, reader of measurements 1',
    },
    method: {
      ...{ withinMs: 1_800_000, level: 3, cease: '2014-06-05', zone: 'America/New_York' },
      asOf: '2014-06-06T15:00:00.000Z',
    },
    duplicates: 12,
    rejected: {
      notices: [{ reason: 'The time cannot be read.', count: 2 }],
      measurements: [{ reason: 'No download was measured.', count: 3 }],
    },
    measurements: 2_000,
    list: { sha256: 'ab'.repeat(32), bytes: 1_234 },
    sources: [
      { sha256: 'ef'.repeat(32), bytes: 56_789, format: 'CSV', caveat: 'A session reading is a mean.' },
    ],
    rows,
    beside: { notCompared: null, networkMismatch: 6, afterCease: 0 },
  };
  const words = textOfBlocks(reconciliationBlocks(facts, 'letter')).replaceAll('\u00a0', ' ');

  const says: readonly (readonly [what: string, words: string])[] = [
    ['each finding with its count and share', 'All deliveries\t50\t20\t40.0%\t0\t0.0%\t12\t24.0%\t18\t36.0%'],
    ['what is not given', 'North\t30\t20\t66.7%\t0\t0.0%\tnot given\t\tnot given\t'],
    ['how far the readings reach', 'All deliveries\t50\t41\t32\t64.0%\t18\t36.0%'],
    ['… and not where that is left out', 'South\t20\t20\tnot given\t\tnot given\t'],
    ['why counts are not given', 'Counts behind which stand fewer than five accounts are not given.'],
    ['the level', 'Level: 3 Mbit/s; a reading of exactly this is not below it'],
    ['the window', 'Window: 30 minutes before a delivery, both ends counted'],
    ['the hash of the log of deliveries', `The log of deliveries: SHA-256 ${'ab'.repeat(32)}`],
    ['the hash of the readings, and their caveat', `SHA-256 ${'ef'.repeat(32)}`],
    ['the caveat of the readings', 'A session reading is a mean.'],
    ['the result number, over what is given', paperNumber(facts)],
    ['the zone of its times', 'Made by: Omar Reyes, Fri 6 Jun 2014, 11:01 EDT'],
    ['rows that repeat another', 'the log of deliveries\trepeats an earlier row\t12'],
    ['few rows of deliveries by words', 'the log of deliveries\tThe time cannot be read.\tfewer than 5'],
    ['rows of readings as they are', 'the log of readings\tNo download was measured.\t3'],
    ['what was not compared, where that tells of few, by words', 'no other network to compare\tnot given'],
    ['that a drawing is illustrative', 'Figure 1, illustrative (Fed. R. Evid. 107).'],
  ];
  for (const [what, expected] of says) it(`says ${what}`, () => expect(words).to.contain(expected));

  it('says no verdict', () => expect(words).not.to.match(FINDINGS_WORD));

  it('gives a number that does not change with what it leaves out: no count of it can be found by trying', () => {
    const number = paperNumber(facts);
    for (const hidden of [1, 2, 3, 4])
      expect(
        paperNumber({
          ...facts,
          rejected: { ...facts.rejected, notices: [{ reason: 'The time cannot be read.', count: hidden }] },
        }),
      ).to.equal(number);
    expect(paperNumber({ ...facts, duplicates: 13 }), 'what is given counts').not.to.equal(number);
  });

  it('draws what is left out as one part to the same scale, and no bar where the whole is not given', () => {
    expect(rows[1] && barCounts(rows[1])).to.deep.equal({
      ...{ supported: 20, sharedCause: 0, contradicted: null, unmeasured: null, leftOut: 10 },
    });
    const nobody = { label: 'East', deliveries: null, accounts: null, counts: rows[0]?.counts ?? facts };
    expect(barCounts(nobody as (typeof rows)[number])).to.equal(null);
    const scene = chartOf(facts).draw({ width: 468, text: 7.5 });
    const bars = scene.marks.flatMap((mark) => (mark.kind === 'rect' && mark.width > 30 ? [mark.width] : []));
    expect(bars.length).to.be.greaterThan(4);
    const texts = scene.marks.flatMap((mark) => (mark.kind === 'text' ? [mark.text] : []));
    expect(texts).to.include('not given, small counts').and.include('North · 30');
  });
});

describe('a paper of a reconciliation made from a list', function () {
  this.timeout(60_000);
  let started: Started;
  let dana: Browser;
  let at: string;
  let matterId: string;
  let asked: Record<string, string>;
  before(async () => {
    started = await startRejoinder();
    ({ matterId } = await openDispute(started));
    at = `/matters/${matterId}/notices`;
    dana = await started.signIn('dana');
    await setLevel(started, matterId);
    const { listId } = await readList(started, dana, matterId, 'list.csv', LIST);
    const { sourceId } = await readSource(started, dana, matterId, 'readings.csv', READINGS);
    await dana.get(at);
    const run = await dana.post(`${at}/runs`, {
      ...{ list: listId, source: sourceId, level: '3', within: '30m', reason: 'As triggered' },
    });
    await started.runJobs();
    const runId = run.location?.split('/').at(-1) ?? '';
    const page = (await dana.get(`${at}/runs/${runId}`)).text;
    const link = /href="([^"]*shape=paper)"/.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect((await dana.get(link)).text).to.match(/value="paper" selected/);
    asked = { list: listId, run: runId, mode: 'counts', shape: 'paper', title: 'Reconciliation' };
  });
  after(() => started.close());

  const make = async (more: Record<string, string> = {}) => {
    const answer = await dana.post(`${at}/disclosures`, { ...asked, ...more });
    expect(answer.status, answer.text.slice(0, 3_000)).to.equal(303);
    await started.runJobs();
    const page = (await dana.get(answer.location ?? '')).text;
    const itemId = /evidence\/([a-z0-9]{20})/.exec(page)?.[1] ?? '';
    const item = await started.deps.db
      .selectFrom('item')
      .where('id', '=', itemId)
      .selectAll()
      .executeTakeFirstOrThrow();
    const { body } = await dana.bytes(`/documents/${item.documentId}/original`);
    return { page, item, body };
  };

  it('is an item of PDF pages with the bar drawn as lines, which names nobody and gives no small count', async () => {
    const { item, body, page } = await make({ byNetwork: 'yes', networkReason: 'The demand is about one' });
    expect(item).to.include({
      title: 'Reconciliation (counts only)',
      kind: 'document',
      legend: 'Counts only',
    });
    expect(page).to.include('A paper with the bar of the reconciliation (PDF)');
    expect(body.subarray(0, 5).toString()).to.equal('%PDF-');
    expect(body.toString('latin1')).not.to.match(/\/Subtype\s*\/Image/);
    const sha256 = createHash('sha256').update(body).digest('hex');
    const { pages } = await pageText({ path: await started.deps.files.localPath(sha256) }, () => undefined);
    const text = pages.map((each) => each.text).join('\n');
    expect(text)
      .to.include('below level, others not')
      .and.include('not given, small counts')
      .and.include('All deliveries · 43')
      .and.not.match(/acct-|list\.csv|readings\.csv|R-00/);
    const runs = await started.deps.db.selectFrom('noticeRun').select('resultHash').execute();
    const flat = text.replace(/\s/g, '');
    expect(flat).to.match(/numberofthispaperis[0-9a-f]{64}:/);
    expect(flat, 'the number over every count stays inside').not.to.include(runs[0]?.resultHash ?? 'none');
    const lines = text.split('\n').filter((line) => /^(East|South)\b/.test(line));
    expect(lines.length).to.be.greaterThan(0);
    for (const line of lines) expect(line).not.to.match(/\d/);
  });

  it('made again it is the same item, byte for byte', async () => {
    const first = await make();
    const again = await make({ title: 'The same once more' });
    expect(again.item.id).to.equal(first.item.id);
    const hash = createHash('sha256').update(first.body).digest('hex');
    expect(first.page).to.include(hash);
    expect(again.page).to.include(hash);
  });

  it('needs a reconciliation, and is of counts alone', async () => {
    const without = await dana.post(`${at}/disclosures`, { ...asked, run: '' });
    expect(without.status).to.equal(422);
    expect(without.text)
      .to.include('Choose the reconciliation that the paper is drawn from')
      .and.match(/value="paper" selected/);
    const rows = await dana.post(`${at}/disclosures`, { ...asked, mode: 'pseudonyms' });
    expect([rows.status, rows.text.includes('A paper gives counts only')]).to.deep.equal([422, true]);
  });
});
