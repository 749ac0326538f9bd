import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import iconv from 'iconv-lite';
import { firstRows, profileTable } from '../../src/tabular/profile-table.js';

describe('profiling a table file', () => {
  let folder = '';
  before(async () => (folder = await mkdtemp(join(tmpdir(), 'table-'))));
  after(() => rm(folder, { recursive: true }));

  async function fileWith(content: string | Buffer): Promise<string> {
    const path = join(folder, 'table.csv');
    await writeFile(path, content);
    return path;
  }

  const plain = 'network,mbps\nBreitband Süd,3.5\nNordnetz,2\n';
  const formats = [
    // what it shows                        bytes                                              encoding        delimiter
    ['plain UTF-8', Buffer.from(plain), 'utf-8', ','],
    ['a UTF-8 byte order mark', iconv.encode(plain, 'utf-8', { addBOM: true }), 'utf-8', ','],
    ['UTF-16 with its mark', iconv.encode(plain, 'utf-16le', { addBOM: true }), 'utf-16le', ','],
    ['UTF-16 big-endian with its mark', iconv.encode(plain, 'utf-16be', { addBOM: true }), 'utf-16be', ','],
    ['UTF-16 without a mark', iconv.encode(plain, 'utf-16le', { addBOM: false }), 'utf-16le', ','],
    ['windows-1252', iconv.encode(plain, 'windows-1252'), 'windows-1252', ','],
    ['semicolons', Buffer.from(plain.replaceAll(',', ';')), 'utf-8', ';'],
    ['tabs', Buffer.from(plain.replaceAll(',', '\t')), 'utf-8', '\t'],
    ['bars', Buffer.from(plain.replaceAll(',', '|')), 'utf-8', '|'],
    ['a line naming the separator', Buffer.from('sep=;\n' + plain.replaceAll(',', ';')), 'utf-8', ';'],
    ['old Macintosh line endings', Buffer.from(plain.replaceAll('\n', '\r')), 'utf-8', ','],
    ['Windows line endings', Buffer.from(plain.replaceAll('\n', '\r\n')), 'utf-8', ','],
  ] as const;
  for (const [shows, bytes, encoding, delimiter] of formats)
    it(`reads ${shows}`, async () => {
      const path = await fileWith(bytes);
      expect(await profileTable(path)).to.deep.equal({
        encoding,
        delimiter,
        hasHeader: true,
        columns: [
          { name: 'network', type: 'text', nulls: 0, min: null, max: null },
          { name: 'mbps', type: 'number', nulls: 0, min: '2', max: '3.5' },
        ],
        rows: 2,
        rejected: [],
        rejectedCount: 0,
      });
      expect((await firstRows(path, 1)).rows.map((row) => row.cells)).to.deep.equal([
        ['Breitband Süd', '3.5'],
      ]);
    });

  const types = [
    ['2014-06-05', 'date'],
    ['2014-06-05T18:00:00Z', 'date'],
    ['6/5/2014 18:00', 'date'],
    ['1,234.5', 'number'],
    ['-3e5', 'number'],
    ['', 'empty'],
    ['NA', 'text'],
    ['10.0.0.1', 'text'],
  ] as const;
  for (const [cell, type] of types)
    it(`takes “${cell}” for ${type}`, async () => {
      const { columns } = await profileTable(await fileWith(`id,value\nx,"${cell}"\n`));
      expect(columns[1]?.type).to.equal(type);
    });

  it('gives the ends of numbers and ISO dates as the file writes them', async () => {
    const text = 'on,other,kb\n2014-06-05,5/6/2014,"1,200"\n2014-05-01,1/2/2014,-3e2\n2014-06-16,,7\n';
    const { columns } = await profileTable(await fileWith(text));
    expect(columns.map(({ min, max }) => [min, max])).to.deep.equal([
      ['2014-05-01', '2014-06-16'],
      [null, null],
      ['-3e2', '1,200'],
    ]);
  });

  it('takes a first row with numbers in it for data', async () => {
    const profile = await profileTable(await fileWith('a,1\nb,2\n'));
    expect(profile).to.deep.include({ hasHeader: false, rows: 2 });
    expect(profile.columns.map((column) => column.name)).to.deep.equal(['column 1', 'column 2']);
  });

  const rejections = [
    ['a ragged row', 'a,b\n1,2\n1,2,3\n4\n5,6\n', 2, [3, 4]],
    ['a quote that never closes', 'a,b\n1,"2\n3,4\n5,6\n', 2, [2]],
    ['a quote that never closes before others that do', 'a,b\n1,"2\n3,"4"\n"5",6\n7,8\n', 3, [2]],
    ['text after a closing quote', 'a,b\n1,"2"x\n3,4\n', 1, [2]],
    ['a row after one that spans lines', 'a,b\n"1\n1",2\n3\n4,5\n', 2, [4]],
    ['a line of more than a megabyte', `a,b\n1,${'x'.repeat(1_100_000)}\n3,4\n`, 1, [2]],
    ['a quote open for more than a megabyte', `a,b\n1,"2\n${'3,4\n'.repeat(300_000)}`, 300_000, [2]],
  ] as const;
  for (const [shows, text, rows, lines] of rejections)
    it(`names the line of ${shows} and keeps every other row`, async () => {
      const profile = await profileTable(await fileWith(text));
      expect(profile.rejected.map((rejected) => rejected.line)).to.deep.equal(lines);
      expect(profile.rows).to.equal(rows);
    });

  it('counts every rejected row and lists the first hundred', async () => {
    const profile = await profileTable(await fileWith('a,b\n' + '1\n'.repeat(150)));
    expect([profile.rejectedCount, profile.rejected.length, profile.rows]).to.deep.equal([150, 100, 0]);
  });

  it('keeps an inch mark inside a cell as it stands', async () => {
    const { rows } = await firstRows(await fileWith('size,b\n5" pipe,2\n'), 5);
    expect(rows).to.deep.equal([{ line: 2, cells: ['5" pipe', '2'] }]);
  });

  it('tells columns of one name apart', async () => {
    const profile = await profileTable(await fileWith('a,a,\nx,y,z\n'));
    expect(profile.columns.map((column) => column.name)).to.deep.equal(['a', 'a (2)', 'column 3']);
  });

  it('is empty for an empty file', async () => {
    expect(await profileTable(await fileWith(''))).to.deep.include({
      rows: 0,
      columns: [],
      rejectedCount: 0,
    });
  });

  it('reads a table of 300,000 quoted rows in flat memory', async () => {
    const path = await fileWith('id,name\n' + '"12345","a name, with a comma"\n'.repeat(300_000));
    const before = process.memoryUsage().heapUsed;
    const profile = await profileTable(path);
    expect(profile.rows).to.equal(300_000);
    expect((process.memoryUsage().heapUsed - before) / 1e6).to.be.lessThan(150);
  });
});
