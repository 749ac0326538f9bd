import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { PreparedSource } from '../../../src/measurements/prepare-source.js';
import { findRows } from '../../../src/measurements/runs/find-rows.js';
import type { RowsFilter, RowsPage } from '../../../src/measurements/runs/run-figures.js';
import { storeReadings } from '../../../src/measurements/store-readings.js';

describe('the readings behind a figure', () => {
  const HOURS = 400;
  let folder = '';
  const sources: PreparedSource[] = [];

  /** A reading an hour from 1 May 2014, alternating networks, one in five without a value, rising to 9.9 and again. */
  before(async function () {
    this.timeout(20_000);
    folder = await mkdtemp(join(tmpdir(), 'find-rows-'));
    for (const name of ['a', 'b']) {
      const lines = Array.from({ length: HOURS }, (_, i) => {
        const at = new Date(Date.UTC(2014, 4, 1, i)).toISOString();
        return `${at},${i % 2 === 0 ? 'FiOS' : 'Cable'},${i % 5 === 0 ? '' : ((i % 99) + 1) / 10}`;
      });
      const path = join(folder, `${name}.csv`);
      await writeFile(path, ['taken_at,network,download_mbps', ...lines, ''].join('\n'));
      const file = { path, fileName: `${name}.csv` };
      const out = join(folder, `${name}.parquet`);
      const work = join(folder, 'work');
      sources.push((await storeReadings(file, out, work, '2026-01-01T00:00:00Z', () => undefined)).source);
    }
  });
  after(() => rm(folder, { recursive: true }));

  const ask = (filter: RowsFilter, page: number): Promise<RowsPage> =>
    findRows({
      sources,
      method: {
        measure: 'download',
        level: 3,
        peak: { from: 19, to: 23, days: 'all' },
        zone: 'America/New_York',
      },
      filter,
      page,
      pageSize: 90,
      spill: join(folder, 'spill'),
    });

  /** The place and line of every reading that should stand behind it: New York was four hours behind in May. */
  const expected = (is: (i: number, local: Date) => boolean): string[] =>
    [0, 1].flatMap((source) =>
      Array.from({ length: HOURS }, (_, i) => i)
        .filter((i) => is(i, new Date(Date.UTC(2014, 4, 1, i - 4))))
        .map((i) => `${source}:${i + 2}`),
    );

  const isUsed = (i: number): boolean => i % 5 !== 0;
  const cases: readonly [string, RowsFilter, (i: number, local: Date) => boolean][] = [
    ['every reading used', {}, isUsed],
    ['one network', { network: 'FiOS' }, (i) => isUsed(i) && i % 2 === 0],
    ['an hour', { hour: 20 }, (i, local) => isUsed(i) && local.getUTCHours() === 20],
    ['a day', { day: '2014-05-04' }, (i, local) => isUsed(i) && local.toISOString().startsWith('2014-05-04')],
    [
      'peak, below the level',
      { side: 'peak', isBelow: true },
      (i, local) =>
        isUsed(i) && local.getUTCHours() >= 19 && local.getUTCHours() < 23 && ((i % 99) + 1) / 10 < 3,
    ],
    ['set aside for a reason', { reason: 'No download was measured.' }, (i) => !isUsed(i)],
    ['none', { network: 'Nobody' }, () => false],
  ];
  for (const [words, filter, is] of cases)
    it(`${words}: each once, in the order of sources and lines, whatever the page`, async () => {
      const wanted = expected(is);
      const found: string[] = [];
      for (let page = 1; ; page += 1) {
        const { total, rows } = await ask(filter, page);
        expect(total).to.equal(wanted.length);
        if (rows.length === 0) break;
        found.push(...rows.map(({ source, line }) => `${source}:${line}`));
      }
      expect(found).to.deep.equal(wanted);
    });
});
