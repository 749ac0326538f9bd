import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { expect } from 'chai';
import { ZipFile } from 'yazl';
import { describeWorkbook } from '../../../src/tabular/workbook/describe-workbook.js';
import { WorkbookProblem } from '../../../src/tabular/workbook/workbook-problem.js';
import { MAIN, partsOf, writeWorkbook } from '../../support/workbooks.js';
import type { MadeWorkbook } from '../../support/workbooks.js';

const MB = 1024 * 1024;
const SIMPLE: MadeWorkbook = { sheets: [{ name: 'A', rows: [['Words', 5]] }] };

describe('a workbook that cannot be read says why in one sentence', function () {
  this.timeout(60_000);
  let folder = '';
  let path = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rejoinder-bad-workbook-'));
    path = join(folder, 'book.xlsx');
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const problemOf = async (): Promise<readonly [string, string]> => {
    try {
      await describeWorkbook(path);
    } catch (error) {
      if (error instanceof WorkbookProblem) return [error.state, error.message];
      throw error;
    }
    return ['readable', ''];
  };
  const withSheet = async (xml: string): Promise<void> =>
    writeWorkbook(path, { ...SIMPLE, others: { 'xl/worksheets/sheet1.xml': xml } });
  const zipped = async (fill: (zip: ZipFile) => void): Promise<void> => {
    const zip = new ZipFile();
    for (const [name, content] of Object.entries(partsOf(SIMPLE))) zip.addBuffer(Buffer.from(content), name);
    fill(zip);
    zip.end();
    await pipeline(zip.outputStream, createWriteStream(path));
  };
  /** So many bytes of one letter, never held at once. */
  const endless = (bytes: number): Readable =>
    Readable.from(
      (function* () {
        for (let left = bytes; left > 0; left -= MB) yield Buffer.alloc(Math.min(left, MB), 'x');
      })(),
    );

  const SHEETS: readonly (readonly [string, string, string, string])[] = [
    [
      'a document type of its own',
      `<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>`,
      'unsupported',
      'document type',
    ],
    ['a part that breaks off', `<worksheet><sheetData><row r="1"><c r="A1"><v>1`, 'damaged', 'breaks off'],
    ['nothing at all', '', 'damaged', 'holds nothing'],
    ['no XML', 'words', 'damaged', 'holds nothing'],
    ['tags within tags within tags', '<a>'.repeat(300) + '</a>'.repeat(300), 'damaged', 'nested too deep'],
    ['rows out of order', sheet('<row r="2"><c><v>1</v></c></row><row r="1"/>'), 'damaged', 'out of order'],
    ['a row beyond the last', sheet('<row r="1048577"/>'), 'damaged', 'out of order'],
    ['a cell beyond the last', sheet('<row r="1"><c r="XFE1"><v>1</v></c></row>'), 'damaged', 'at no place'],
    [
      'one cell twice',
      sheet('<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>'),
      'damaged',
      'cell B1 twice',
    ],
  ];
  for (const [shows, xml, state, words] of SHEETS)
    it(shows, async () => {
      await withSheet(xml);
      const [found, reason] = await problemOf();
      expect(reason).to.include(words);
      expect(found).to.equal(state);
    });

  it('a part of 1 GB, without unpacking it', async () => {
    await zipped((zip) => zip.addReadStream(endless(1024 * MB), 'xl/media/huge.bin'));
    const before = process.memoryUsage().rss;
    expect(await problemOf()).to.deep.equal([
      'unsupported',
      'The workbook unpacks to more than its size can explain (limit 768 MB).',
    ]);
    expect(process.memoryUsage().rss - before).to.be.below(100 * MB);
  });

  it('a sheet that is small in its archive and unpacks to much more', async () => {
    await zipped((zip) => zip.addReadStream(endless(64 * MB), 'xl/worksheets/sheet9.xml'));
    expect((await problemOf())[1]).to.include('more than its size can explain');
  });

  it('a part that unpacks to more than it says', async () => {
    await writeWorkbook(path, { sheets: [{ name: 'A', rows: [['x'.repeat(20_000)]] }] });
    const bytes = await readFile(path);
    // The size in the directory at the end: every record of it says 100 bytes.
    for (let at = bytes.indexOf('PK\x01\x02'); at >= 0; at = bytes.indexOf('PK\x01\x02', at + 4))
      bytes.writeUInt32LE(100, at + 24);
    await writeFile(path, bytes);
    expect((await problemOf())[0]).to.equal('damaged');
  });

  it('60,000 parts', async () => {
    await writeFile(path, zipOf(60_000));
    expect(await problemOf()).to.deep.equal(['unsupported', 'The workbook has more than 10,000 parts.']);
  });

  it('two parts of one name, of which one would be shown and the other opened', async () => {
    await zipped((zip) => zip.addBuffer(Buffer.from('<worksheet/>'), 'xl/worksheets/sheet1.xml'));
    expect((await problemOf())[1]).to.include('two parts called xl/worksheets/sheet1.xml');
  });

  it('a file cut in half, and one that is no archive', async () => {
    await writeWorkbook(path, SIMPLE);
    const bytes = await readFile(path);
    await writeFile(path, bytes.subarray(0, bytes.length / 2));
    expect((await problemOf())[0]).to.equal('damaged');
    await writeFile(path, 'PK\x03\x04 and no more');
    expect((await problemOf())[0]).to.equal('damaged');
  });

  it('a workbook whose sheet is not there, and one that lists none', async () => {
    const { 'xl/_rels/workbook.xml.rels': _, ...parts } = partsOf(SIMPLE);
    await writeParts(parts);
    expect((await problemOf())[1]).to.include('sheet “A” is not there');
    await writeParts({ ...parts, 'xl/workbook.xml': `<workbook xmlns="${MAIN}"><sheets/></workbook>` });
    expect((await problemOf())[1]).to.include('lists no sheet');
    const { 'xl/workbook.xml': __, ...none } = parts;
    await writeParts(none);
    expect((await problemOf())[1]).to.include('part xl/workbook.xml is missing');
  });

  it('a binary workbook', async () => {
    const rels = partsOf(SIMPLE)['_rels/.rels'];
    await writeParts({
      ...partsOf(SIMPLE),
      '_rels/.rels': String(rels).replace('workbook.xml', 'workbook.bin'),
    });
    expect((await problemOf())[1]).to.include('binary workbook (XLSB)');
  });

  it('counts 1,048,576 rows without holding them', async () => {
    const zip = new ZipFile();
    const { 'xl/worksheets/sheet1.xml': _, ...parts } = partsOf(SIMPLE);
    for (const [name, content] of Object.entries(parts)) zip.addBuffer(Buffer.from(content), name);
    zip.addReadStream(Readable.from(manyRows(1_048_576)), 'xl/worksheets/sheet1.xml');
    zip.end();
    await pipeline(zip.outputStream, createWriteStream(path));
    const { sheets } = await describeWorkbook(path);
    expect(sheets[0]?.rows).to.equal(1_048_576);
  });

  async function writeParts(parts: Readonly<Record<string, string | Buffer>>): Promise<void> {
    const zip = new ZipFile();
    for (const [name, content] of Object.entries(parts)) zip.addBuffer(Buffer.from(content), name);
    zip.end();
    await pipeline(zip.outputStream, createWriteStream(path));
  }
});

function sheet(rows: string): string {
  return `<worksheet xmlns="${MAIN}"><sheetData>${rows}</sheetData></worksheet>`;
}

function* manyRows(count: number): Generator<string> {
  yield `<worksheet xmlns="${MAIN}"><sheetData>`;
  let held = '';
  for (let row = 1; row <= count; row += 1) {
    held += `<row r="${row}"><c r="A${row}"><v>${(row * 7919) % 10_007}</v></c></row>`;
    if (held.length < 64 * 1024) continue;
    yield held;
    held = '';
  }
  yield `${held}</sheetData></worksheet>`;
}

/** An archive whose directory names so many parts, all of them the same empty one. */
function zipOf(parts: number): Buffer {
  const name = (n: number): Buffer => Buffer.from(`xl/p${String(n).padStart(6, '0')}.xml`);
  const local = Buffer.alloc(30);
  local.write('PK\x03\x04', 'latin1');
  local.writeUInt16LE(name(0).length, 26);
  const directory = Array.from({ length: parts }, (_, n) => {
    const record = Buffer.alloc(46);
    record.write('PK\x01\x02', 'latin1');
    record.writeUInt16LE(name(n).length, 28);
    return Buffer.concat([record, name(n)]);
  });
  const start = local.length + name(0).length;
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(parts, 8);
  end.writeUInt16LE(parts, 10);
  end.writeUInt32LE(
    directory.reduce((sum, { length }) => sum + length, 0),
    12,
  );
  end.writeUInt32LE(start, 16);
  return Buffer.concat([local, name(0), ...directory, end]);
}
