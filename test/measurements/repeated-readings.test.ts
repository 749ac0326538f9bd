import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { runSummarize } from '../../src/measurements/measurement-command.js';
import { makeRun } from '../../src/measurements/runs/make-run.js';
import { storeReadings } from '../../src/measurements/store-readings.js';
import type { ReadReadings } from '../../src/measurements/store-readings.js';
import type { Summary } from '../../src/measurements/summary.js';
import { documentAsker } from '../support/document-asker.js';

const HEADER = 'taken_at,network,account,download_mbps';
const ROWS = [
  '2014-06-05T18:00:00Z,A,x,3.5',
  '2014-06-05T18:00:00Z,A,y,3.5', // somebody else's
  '2014-06-05T18:00:00Z,A,x,3.50', // line 4, written otherwise
  '2014-06-05T18:00:00.000001Z,A,x,3.5',
  '2014-06-05T20:00:00+02:00,A,x,3.5', // line 6, in another zone
  '2014-06-05T18:00:00Z,A,x,3.6',
  'yesterday,A,x,3.5',
  'yesterday,A,x,3.5',
];
const NOTE =
  '2 readings are equal to an earlier one of the file in everything that is read of them; each counts.';
const METHOD = {
  measure: 'download',
  level: 3,
  peak: { from: 19, to: 23, days: 'all' },
  zone: 'UTC',
} as const;

describe('readings that are equal to an earlier one', function () {
  this.timeout(60_000);
  let folder = '';
  before(async () => (folder = await mkdtemp(join(tmpdir(), 'repeats-'))));
  after(() => rm(folder, { recursive: true }));

  async function store(name: string, rows: readonly string[], header = HEADER): Promise<ReadReadings> {
    const path = join(folder, name);
    await writeFile(path, `${header}\n${rows.join('\n')}\n`);
    const said = {
      ...{ time: 'taken_at', network: 'network', account: 'account', session: null, method: null },
      values: { download: { column: 'download_mbps', unit: 'Mbit/s' } },
      absent: [],
    };
    return storeReadings(
      { path, fileName: name, said },
      join(folder, `${name}.parquet`),
      join(folder, 'work'),
      '2026-01-01T00:00:00Z',
      () => undefined,
    );
  }
  const run = (...read: readonly ReadReadings[]): ReturnType<typeof makeRun> =>
    makeRun(
      { sources: read.map(({ source }) => source), method: METHOD, spill: join(folder, 'spill') },
      () => undefined,
    );

  it('are counted and named by their lines; they stay in every count', async () => {
    const read = await store('once.csv', ROWS);
    expect(read.repeats).to.deep.equal({
      count: 2,
      first: [
        { line: 4, firstLine: 2 },
        { line: 6, firstLine: 2 },
      ],
    });
    expect([read.used, read.records]).to.deep.equal([6, 8]);
    expect(read.source.facts.notes).to.deep.equal([NOTE]);
    const figures = await run(read);
    expect([figures.used, figures.repeats]).to.deep.equal([6, 2]);
  });

  it('are looked for in all files of a run together', async () => {
    const [one, other] = [
      await store('one.csv', ROWS.slice(0, 2)),
      await store('other.csv', [...ROWS.slice(1, 2), ...ROWS.slice(5, 6)]),
    ];
    expect([one.repeats.count, other.repeats.count, one.source.facts.notes]).to.deep.equal([0, 0, []]);
    const figures = await run(one, other);
    expect([figures.used, figures.repeats]).to.deep.equal([4, 1]);
  });

  it('are said on the command line beside the file', async () => {
    let out = '';
    await store('told.csv', ROWS);
    const code = await runSummarize([join(folder, 'told.csv'), '--json'], {
      stdout: (words) => (out += words),
      stderr: () => undefined,
      now: () => '2026-01-01T00:00:00Z',
      openAsker: documentAsker,
    });
    expect(code, 'two times cannot be read').to.equal(1);
    const { used, sources } = JSON.parse(out) as Summary;
    expect([used, sources[0]?.facts.notes]).to.deep.equal([6, [NOTE]]);
  });
});
