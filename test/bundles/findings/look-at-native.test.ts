import { expect } from 'chai';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { gzipSync } from 'node:zlib';
import { ZipFile } from 'yazl';
import { writeWorkbook } from '../../support/workbooks.js';
import { lookAtNativeFile } from '../../../src/bundles/findings/look-at-native.js';

describe('what a native file gives away', () => {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rejoinder-native-'));
  });
  after(async () => rm(folder, { recursive: true, force: true }));

  const office = async (parts: Record<string, string>): Promise<string> => {
    const zip = new ZipFile();
    for (const [name, text] of Object.entries({ '[Content_Types].xml': '<Types/>', ...parts }))
      zip.addBuffer(Buffer.from(text), name);
    return written(zip);
  };
  const archive = async (...names: string[]): Promise<string> => {
    const zip = new ZipFile();
    for (const name of names) zip.addBuffer(Buffer.from('account_id,mbps'), name);
    return written(zip);
  };
  const written = async (zip: ZipFile): Promise<string> => {
    const path = join(folder, 'native');
    zip.end();
    await pipeline(zip.outputStream, createWriteStream(path));
    return path;
  };
  const none = {
    ...{ changes: 0, comments: 0, hidden: 0, blindCopies: 0, embedded: 0 },
    ...{ behind: [], reason: null },
  };
  const cases = [
    ['a plain Word file: nothing', { 'word/document.xml': '<w:p><w:r><w:t>Words</w:t></w:r></w:p>' }, none],
    [
      'tracked changes',
      { 'word/document.xml': '<w:ins w:id="1"/><w:del w:id="2"/><w:delText/>' },
      { ...none, changes: 2 },
    ],
    [
      'tracked changes in a footer',
      { 'word/document.xml': '', 'word/footer1.xml': '<w:del w:id="2"/>' },
      { ...none, changes: 1 },
    ],
    [
      'comments in a Word file',
      { 'word/comments.xml': '<w:comments><w:comment w:author="A" w:id="0"/></w:comments>' },
      { ...none, comments: 1 },
    ],
    ['words set as hidden', { 'word/document.xml': '<w:rPr><w:vanish/></w:rPr>' }, { ...none, hidden: 1 }],
    [
      'comments in a spreadsheet',
      { 'xl/comments1.xml': '<commentList><comment ref="A1"/></commentList>' },
      { ...none, comments: 1 },
    ],
    [
      'hidden sheets',
      { 'xl/workbook.xml': '<sheet name="Advice" state="veryHidden"/>' },
      { ...none, hidden: 1 },
    ],
    [
      'a workbook embedded in a report',
      { 'word/document.xml': '', 'word/embeddings/Microsoft_Excel_Sheet.xlsx': 'PK' },
      { ...none, embedded: 1 },
    ],
    [
      'hidden sheets, rows and changes under a prefix of their own',
      {
        'xl/workbook.xml': '<x:sheet name="Advice" state="hidden"/>',
        'xl/worksheets/sheet1.xml': '<x:row r="2" hidden="true"/>',
        'word/document.xml': '<n:ins n:id="1"/>',
      },
      { ...none, hidden: 2, changes: 1 },
    ],
    ['hidden rows', { 'xl/worksheets/sheet1.xml': '<row r="2" hidden="1"/>' }, { ...none, hidden: 1 }],
  ] as const;
  for (const [shows, parts, found] of cases)
    it(shows, async () => expect(await lookAtNativeFile({ path: await office(parts) })).to.deep.equal(found));

  it('what lies behind the sheets of a workbook: macros, links, data of pivot tables, cells that do not show', async () => {
    const path = join(folder, 'book.xlsm');
    await writeWorkbook(path, {
      formats: [';;;'],
      sheets: [
        {
          name: 'A',
          rows: [['Region', { xml: '<c s="1"><v>5</v></c>' }], ['North'], ['South']],
          rowAttributes: { 2: 'hidden="1"' },
          before: '<cols><col min="9" max="16384" hidden="1"/></cols>',
        },
        { name: 'B', state: 'hidden' },
      ],
      relations: [{ type: 'vbaProject', name: 'vbaProject.bin', xml: 'macros' }],
      others: {
        'xl/externalLinks/externalLink1.xml': '<e/>',
        'xl/externalLinks/externalLink2.xml': '<e/>',
        'xl/pivotCache/pivotCacheRecords1.xml': '<p/>',
      },
    });
    expect(await lookAtNativeFile({ path })).to.deep.equal({
      ...none,
      hidden: 3,
      behind: [
        'macros',
        '2 links to other files, with their paths and the values last read',
        'the data behind a pivot table',
      ],
    });
  });

  it('a mail that says who was copied in blind', async () => {
    const path = join(folder, 'mail.eml');
    await writeFile(path, 'From: a@x.example\r\nBcc: b@x.example\r\nSubject: S\r\n\r\nWords.\r\n');
    expect(await lookAtNativeFile({ path })).to.deep.equal({ ...none, blindCopies: 1 });
    await writeFile(path, 'From: a@x.example\r\nBcc:\r\n secret@x.example\r\nSubject: S\r\n\r\nWords.\r\n');
    expect(await lookAtNativeFile({ path })).to.deep.equal({ ...none, blindCopies: 1 });
    await writeFile(path, 'From: a@x.example\r\nBcc:\r\nSubject: S\r\n\r\nNo Bcc: here.\r\n');
    expect(await lookAtNativeFile({ path })).to.deep.equal(none);
  });

  it('an archive of any kind, since anything may be in it', async () => {
    expect((await lookAtNativeFile({ path: await archive('customers.csv') })).reason).to.include('archive');
    expect((await lookAtNativeFile({ path: await archive('mimetype', 'content.xml') })).reason).to.include(
      'OpenDocument',
    );
    const path = join(folder, 'packed');
    const tar = Buffer.alloc(1024);
    tar.write('customers.csv');
    tar.write('ustar', 257);
    const packed = [gzipSync('account_id,mbps'), tar, Buffer.from('Rar!\x1a\x07\x01\x00', 'latin1')];
    for (const bytes of packed) {
      await writeFile(path, bytes);
      expect((await lookAtNativeFile({ path })).reason).to.include('unpack it');
    }
  });

  it('a binary workbook', async () => {
    const path = await office({ 'xl/workbook.bin': 'x' });
    expect((await lookAtNativeFile({ path })).reason).to.include('binary workbook');
  });

  it('a PDF as it is, and tables that are not read here', async () => {
    const path = join(folder, 'as-it-is');
    for (const [head, why] of [
      ['%PDF-1.7\n', 'what its pages do not show'],
      ['PAR1\x15\x04', 'export it as CSV'],
      ['SQLite format 3\x00', 'export it as CSV'],
    ] as const) {
      await writeFile(path, head);
      expect((await lookAtNativeFile({ path })).reason).to.include(why);
    }
  });

  it('other files hold none, an old Office file or a damaged one says why nobody could look', async () => {
    const path = join(folder, 'other');
    await writeFile(path, 'network,mbps\n');
    expect(await lookAtNativeFile({ path })).to.deep.equal(none);
    await writeFile(path, Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]));
    expect((await lookAtNativeFile({ path })).reason).to.include('old Office format');
    await writeFile(path, 'PK but no more');
    expect((await lookAtNativeFile({ path })).reason).to.include('damaged');
    await writeFile(path, '');
    expect(await lookAtNativeFile({ path })).to.deep.equal(none);
  });
});
