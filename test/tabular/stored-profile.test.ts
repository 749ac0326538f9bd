import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { storeTable } from '../../src/tabular/store-table.js';

describe('what a stored table says of its columns', () => {
  let folder = '';
  before(async () => (folder = await mkdtemp(join(tmpdir(), 'profile-'))));
  after(() => rm(folder, { recursive: true }));

  async function columnOf(cells: readonly string[]) {
    const path = join(folder, 'table.csv');
    await writeFile(path, ['id,x', ...cells.map((cell, i) => `row ${i},${cell}`), ''].join('\n'));
    const out = join(folder, 'out.parquet');
    const stored = await storeTable({ path, out, work: join(folder, 'work') }, () => undefined);
    const { kind, nulls, min, max } = stored.columns[1] ?? {};
    return [kind, nulls, min, max];
  }

  const none = null;
  const cases = [
    // the cells                                        kind      empty  least  most
    [
      ['b', '', 'a'],
      ['text', 1, none, none],
    ],
    [
      ['b', '   ', 'a'],
      ['text', 1, none, none],
    ],
    [
      ['b', '" "', '""'],
      ['text', 2, none, none],
    ],
    [
      ['b', '\u00a0', '\u3000', 'é'],
      ['text', 2, none, none],
    ],
    [
      ['b', ' x', '\t'],
      ['text', 0, none, none],
    ],
    [
      ['é', 'ü'],
      ['text', 0, none, none],
    ],
    [
      ['', '', ''],
      ['empty', 3, none, none],
    ],
    [
      ['-0.0', '0.0', '2.5'],
      ['number', 0, 0, 2.5],
    ],
    [
      ['1e3', '', '-7.25'],
      ['number', 1, -7.25, 1000],
    ],
    [
      ['12', '-9007199254740991', ''],
      ['integer', 1, -9007199254740991, 12],
    ],
    [
      ['0.1', '0.30000000000000004'],
      ['number', 0, 0.1, 0.30000000000000004],
    ],
    [
      ['2014-06-05', '', '1899-12-31'],
      ['date', 1, '1899-12-31', '2014-06-05'],
    ],
    [
      ['2014-06-05T18:00:00+02:00', '2014-06-05T15:59:59.25Z'],
      ['instant', 0, '2014-06-05T15:59:59.250000Z', '2014-06-05T16:00:00Z'],
    ],
    [
      ['2014-06-05 18:00', '', '2014-06-05 18:00:00.5'],
      ['time', 1, '2014-06-05T18:00:00', '2014-06-05T18:00:00.500000'],
    ],
  ] as const;
  for (const [cells, facts] of cases)
    it(`${JSON.stringify(cells)}: ${facts.join(', ')}`, async () => {
      expect(await columnOf(cells)).to.deep.equal(facts);
    });

  it('says the same of rows in many groups', async function () {
    this.timeout(20_000);
    const cells = Array.from({ length: 300_000 }, (_, i) => (i % 100_000 === 7 ? '' : String(i)));
    expect(await columnOf(cells)).to.deep.equal(['integer', 3, 0, 299_999]);
    const words = cells.map((cell, i) => (i === 299_998 ? '  ' : `w${cell}`));
    expect(await columnOf(words)).to.deep.equal(['text', 1, null, null]);
  });
});
