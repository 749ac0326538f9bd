import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { prepareNotices } from '../../src/notices/prepare-notices.js';
import { openDuck, textOf } from '../../src/tabular/duck.js';

const AS_OF = '2026-01-01T00:00:00Z';

describe('reading the rows of a notice list', () => {
  let folder = '';
  before(async () => (folder = await mkdtemp(join(tmpdir(), 'notices-'))));
  after(() => rm(folder, { recursive: true }));

  async function cellsOf(column: string, list: string): Promise<(string | null)[]> {
    const path = join(folder, 'list.csv');
    await writeFile(path, list);
    const prepared = await prepareNotices(
      { path, fileName: 'list.csv' },
      join(folder, 'list.parquet'),
      join(folder, 'work'),
      AS_OF,
      () => undefined,
    );
    const duck = await openDuck({ files: [prepared.parquet], folders: [], spill: join(folder, 'spill') });
    try {
      const rows = await duck.rows(`select ${column} as cell from ${prepared.sql} order by line`);
      return rows.map((row) => textOf(row['cell']));
    } finally {
      duck.close();
    }
  }

  const names = [
    // what it shows                                       the cells
    [
      'numbers of nineteen digits and more',
      ['8901260862291477114', '8901260862291477115', '99999999999999999999'],
    ],
    ['a plus', ['+15551234567', '15551234567']],
    ['what reads like an exponent', ['12E3', '12000', '1e4']],
    ['zeros at the end', ['10.10', '10.1']],
    ['zeros at the front', ['0012', '12']],
    ['what reads like thousands', ['1234567', '1.234.567']],
    ['what reads like a date', ['2014-06-05', '20140605']],
    ['one that is cut', ['8901260862291477114', '8901260862291477114 ']],
  ] as const;
  for (const [shows, cells] of names)
    it(`keeps who and which as they are written: ${shows}`, async () => {
      const rows = (row: (cell: string) => string): string =>
        `notice_id,account,network,shown_at\n${cells.map(row).join('\n')}\n`;
      const written = cells.map((cell) => cell.trim());
      const at = '2014-06-05T01:30:00Z';
      expect(
        await cellsOf(
          'account',
          rows((cell) => `n,${cell},A,${at}`),
        ),
      ).to.deep.equal(written);
      expect(
        await cellsOf(
          'network',
          rows((cell) => `n,a,${cell},${at}`),
        ),
      ).to.deep.equal(written);
      expect(
        await cellsOf(
          'notice_id',
          rows((cell) => `${cell},a,A,${at}`),
        ),
      ).to.deep.equal(written);
    });

  it('keeps a number that only the last row of many shows to be none', async () => {
    const rows = Array.from({ length: 5_000 }, (_, i) => `n${i},${10_000 + i},A,2014-06-05T01:30:00Z`);
    rows.push('last,8901260862291477114,A,2014-06-05T01:30:00Z');
    const cells = await cellsOf('account', `notice_id,account,network,shown_at\n${rows.join('\n')}\n`);
    expect(cells.at(-1)).to.equal('8901260862291477114');
    expect(cells[0]).to.equal('10000');
  });
});
