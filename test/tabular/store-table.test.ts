import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { openDuck, text, textOf } from '../../src/tabular/duck.js';
import { widthRejection } from '../../src/tabular/profile-table.js';
import { isRejected, readTable } from '../../src/tabular/read-table.js';
import { rowsOf, storeTable } from '../../src/tabular/store-table.js';
import type { StoredTable } from '../../src/tabular/store-table.js';
import type { GivenReading } from '../../src/tabular/table-reading.js';

describe('storing a table file', () => {
  let folder = '';
  before(async () => (folder = await mkdtemp(join(tmpdir(), 'store-'))));
  after(() => rm(folder, { recursive: true }));

  async function store(content: string | Buffer, given?: GivenReading): Promise<StoredTable> {
    const path = join(folder, 'table.csv');
    await writeFile(path, content);
    const out = join(folder, 'out.parquet');
    return storeTable({ path, out, work: join(folder, 'work'), ...(given && { given }) }, () => undefined);
  }

  async function cellsOf(stored: StoredTable): Promise<(string | null)[][]> {
    const spill = join(folder, 'spill');
    const duck = await openDuck({ files: [stored.path], folders: [folder], spill });
    try {
      const rows = await duck.rows(
        `select columns(*)::varchar from (select * from ${rowsOf(stored)} order by line)`,
      );
      const cells = stored.columns.map((_, i) => `c${i}`);
      return rows.map((row) => ['line', ...cells].map((cell) => textOf(row[cell])));
    } finally {
      duck.close();
    }
  }

  const plain =
    'network,taken_at,mbps\nBreitband Süd,2014-06-05T18:00:00Z,3.5\nNordnetz,2014-06-05T19:00:00+02:00,\n';
  const formats = [
    // what it shows                        bytes
    ['plain UTF-8', Buffer.from(plain)],
    ['a UTF-8 byte order mark', iconv.encode(plain, 'utf-8', { addBOM: true })],
    ['UTF-16 with its mark', iconv.encode(plain, 'utf-16le', { addBOM: true })],
    ['windows-1252', iconv.encode(plain, 'windows-1252')],
    ['semicolons', Buffer.from(plain.replaceAll(',', ';'))],
    ['semicolons and decimal commas', Buffer.from(plain.replaceAll(',', ';').replace('3.5', '3,5'))],
    ['tabs', Buffer.from(plain.replaceAll(',', '\t'))],
    ['a line naming the separator', Buffer.from('sep=;\n' + plain.replaceAll(',', ';'))],
    ['old Macintosh line endings', Buffer.from(plain.replaceAll('\n', '\r'))],
    ['Windows line endings', Buffer.from(plain.replaceAll('\n', '\r\n'))],
    ['quotes around everything', Buffer.from(plain.replaceAll(/[^,\n]+/g, '"$&"'))],
  ] as const;
  for (const [shows, bytes] of formats)
    it(`reads ${shows}`, async () => {
      const stored = await store(bytes);
      expect(stored.columns).to.deep.equal([
        { name: 'network', kind: 'text', nulls: 0, min: null, max: null },
        {
          name: 'taken_at',
          kind: 'instant',
          nulls: 0,
          min: '2014-06-05T17:00:00Z',
          max: '2014-06-05T18:00:00Z',
        },
        { name: 'mbps', kind: 'number', nulls: 1, min: 3.5, max: 3.5 },
      ]);
      expect([stored.rows, stored.rejected.count]).to.deep.equal([2, 0]);
      const first = shows === 'a line naming the separator' ? 3 : 2;
      expect((await cellsOf(stored)).map(([line, cell]) => [line, cell])).to.deep.equal([
        [String(first), 'Breitband Süd'],
        [String(first + 1), 'Nordnetz'],
      ]);
    });

  const kinds = [
    // cells                                                          kind        ends
    [['1', '-20', '300'], 'integer', [-20, 300]],
    [['1', '2.5', '1e2'], 'number', [1, 100]],
    [['1,234.5', '2'], 'number', [2, 1234.5]],
    [['007', '12'], 'text', [null, null]],
    [['12', '007'], 'text', [null, null]],
    [['1.5', 'NaN'], 'text', [null, null]],
    [['1.5', '1e999'], 'text', [null, null]],
    [['1.5', '1_000'], 'text', [null, null]],
    [['12', '99999999999999999999'], 'number', [12, 1e20]],
    [['2014-06-05', '2014-02-30'], 'text', [null, null]],
    [['2014-06-05', '2013-12-31'], 'date', ['2013-12-31', '2014-06-05']],
    [
      ['2014-06-05 18:00', '2014-06-05T18:00:01,5'],
      'time',
      ['2014-06-05T18:00:00', '2014-06-05T18:00:01.500000'],
    ],
    [
      ['2014-06-05T18:00Z', '2014-06-05 18:00:00.25 UTC'],
      'instant',
      ['2014-06-05T18:00:00Z', '2014-06-05T18:00:00.250000Z'],
    ],
    [
      ['2014-06-05T18:00:00-0700', '2014-06-05T18:00:00+05'],
      'instant',
      ['2014-06-05T13:00:00Z', '2014-06-06T01:00:00Z'],
    ],
    [['2014-06-05T18:00:00Z', '2014-06-05T18:00:00'], 'text', [null, null]],
    [['2014-06-05T25:00:00Z', '2014-06-05T18:00:00Z'], 'text', [null, null]],
    [['', ''], 'empty', [null, null]],
  ] as const;
  for (const [cells, kind, ends] of kinds)
    it(`takes ${cells.join(' and ')} for ${kind}`, async () => {
      const { columns } = await store(`id,value\n${cells.map((cell) => `x,"${cell}"`).join('\n')}\n`);
      expect([columns[1]?.kind, [columns[1]?.min, columns[1]?.max]]).to.deep.equal([kind, ends]);
    });

  it('finds the cell that does not fit beyond everything the sample shows', async () => {
    const rows = Array.from({ length: 30_000 }, (_, i) => `${i},${i}`);
    rows[29_998] = '12,00123';
    rows[29_999] = '13,x';
    const stored = await store(`a,account\n${rows.join('\n')}\n`);
    expect(stored.columns.map(({ kind }) => kind)).to.deep.equal(['integer', 'text']);
    expect((await cellsOf(stored)).at(-2)).to.deep.equal(['30000', '12', '00123']);
  });

  const rejections = [
    ['a ragged row', 'a,b\n1,2\n1,2,3\n4\n5,6\n', 2, [3, 4]],
    ['a quote that never closes', 'a,b\n1,"2\n3,4\n5,6\n', 2, [2]],
    ['text after a closing quote', 'a,b\n1,"2"x\n3,4\n', 1, [2]],
    ['a row after one that spans lines', 'a,b\n"1\n1",2\n3\n4,5\n', 2, [4]],
    ['a NUL byte', 'a,b\n1,\u00002\n3,4\n', 1, [2]],
    ['a line of more than a megabyte', `a,b\n1,${'x'.repeat(1_100_000)}\n3,4\n`, 1, [2]],
  ] as const;
  for (const [shows, content, rows, lines] of rejections)
    it(`keeps ${shows} aside with its line, and every other row`, async () => {
      const stored = await store(content);
      expect(stored.rejected.first.map(({ line }) => line)).to.deep.equal(lines);
      expect(stored.rows).to.equal(rows);
      const aside = await readFile(stored.rejectedPath ?? '', 'utf8');
      expect(aside.split('\r\n')[1]).to.match(new RegExp(`^${lines[0]},`));
    });

  it('keeps formulas aside as words', async () => {
    const { rejectedPath } = await store('a,b\n=1+1,2,3\n1,2\n');
    expect(await readFile(rejectedPath ?? '', 'utf8')).to.contain(
      `2,3 cells where the first row has 2 cells.,"'=1+1,2,3"`,
    );
  });

  it('tells columns of one name apart, in capitals or not', async () => {
    const { columns } = await store('a,A,a,\nx,y,z,w\n');
    expect(columns.map(({ name }) => name)).to.deep.equal(['a', 'A', 'a (2)', 'column 4']);
  });

  it('takes what a person says for what it is', async () => {
    const { columns, reading } = await store('1;2\n3;4\n', {
      delimiter: ';',
      hasHeader: true,
      kinds: { '2': 'text' },
    });
    expect(columns.map(({ name, kind }) => [name, kind])).to.deep.equal([
      ['1', 'integer'],
      ['2', 'text'],
    ]);
    expect(reading).to.deep.include({ delimiter: ';', hasHeader: true, encoding: 'utf-8', decimal: '.' });
  });

  it('reads a thousand columns and refuses more in plain words', async function () {
    this.timeout(60_000);
    const wide = (columns: number): string =>
      `${Array.from({ length: columns }, (_, i) => `c${i}`).join(',')}\n${'1,'.repeat(columns - 1)}1\n`;
    expect((await store(wide(1_000))).columns).to.have.length(1_000);
    const refusal = await store(wide(10_000)).catch((error: Error) => error.message);
    expect(refusal).to.contain('10,000 columns');
  });

  it('keeps the longest record there can be whole, beside lines that are none', async () => {
    const half = '‰"'.repeat(260_000); // three bytes and a quote, which is written twice
    const longest = `"${half.replaceAll('"', '""')}\n${half.replaceAll('"', '""')}"`;
    const stored = await store(`network,words\nNord,${longest}\nNord\nSüd,b\n`);
    expect(stored.rejected.count).to.equal(1);
    expect((await cellsOf(stored)).map(([line, , words]) => [line, words?.length])).to.deep.equal([
      ['2', half.length * 2 + 1],
      ['5', 1],
    ]);
  });

  it('says that an empty file is empty', async () => {
    expect(await store('').catch((error: Error) => error.message)).to.equal('The file is empty.');
  });

  it('gives the rows the exact reader gives, whichever way it went', async function () {
    this.timeout(120_000);
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '7', ' ', '\r', '.'), maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 3 }), { minLength: 1, maxLength: 6 }),
        async (rows) => {
          const content = `x,y\n${rows.map((row) => row.join(',')).join('\n')}`;
          const kinds = { x: 'text', y: 'text' } as const;
          const stored = await store(content, {
            delimiter: ',',
            hasHeader: true,
            skipLines: 0,
            encoding: 'utf-8',
            kinds,
          });
          const expected: (string | null)[][] = [];
          for await (const row of readTable(join(folder, 'table.csv'), stored.reading))
            if (!isRejected(row) && row.line > 1 && widthRejection(row, 2) === null)
              expected.push([String(row.line), ...row.cells.slice(0, 2).map((one) => one || null)]);
          expect(await cellsOf(stored)).to.deep.equal(expected);
        },
      ),
      { numRuns: 120, seed: 20140605 },
    );
  });

  it('says how far it is: while the file is looked at, and DuckDB while it works', async () => {
    const path = join(folder, 'long.csv');
    await writeFile(path, `network,mbps\n${'Nordnetz,3.5\n'.repeat(1_000_000)}`);
    const said: [number, number, string][] = [];
    const out = join(folder, 'long.parquet');
    await storeTable({ path, out, work: join(folder, 'work') }, (...report) => void said.push(report));
    const looked = said.filter(([, , note]) => note === 'percent of the file looked at');
    expect(looked.length).to.be.greaterThan(0);
    for (const [done, total] of looked) expect(done).to.be.within(1, total);

    const options = { files: [], folders: [folder], spill: join(folder, 'spill') };
    const duck = await openDuck({ ...options, progress: () => undefined });
    try {
      const [row] = await duck.rows(
        `select current_setting('enable_progress_bar') as counts, current_setting('enable_progress_bar_print') as prints`,
      );
      expect(row).to.deep.equal({ counts: true, prints: false });
    } finally {
      duck.close();
    }
  });

  it('reaches no file, no network and no extension beside what it was given', async () => {
    const duck = await openDuck({ files: [], folders: [folder], spill: join(folder, 'spill') });
    try {
      for (const sql of [
        `select * from read_csv('/etc/passwd')`,
        `select * from read_csv(${text(join(folder, '../../etc/passwd'))})`,
        `select * from read_csv('https://example.com/x.csv')`,
        `copy (select 1) to '/tmp/out-of-bounds.csv'`,
        'install httpfs',
        `attach '/tmp/other.db'`,
        `set memory_limit = '20GB'`,
        `set enable_external_access = true`,
      ])
        expect(
          await duck.run(sql).then(
            () => 'ran',
            (error: Error) => error.message,
          ),
          sql,
        ).not.to.equal('ran');
    } finally {
      duck.close();
    }
  });
});
