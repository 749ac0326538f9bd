import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { readDocument } from '../../../src/documents/read-document.js';
import { renderDocument } from '../../../src/documents/render-document.js';
import type { RenderInput } from '../../../src/documents/render-document.js';
import { firstSheetRows, hiddenParts } from '../../../src/documents/workbook/read-workbook.js';
import { pageText } from '../../../src/pdf/page-text.js';
import { MAIN, writeWorkbook } from '../../support/workbooks.js';
import type { MadeWorkbook } from '../../support/workbooks.js';

const quiet = (): void => undefined;
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const money = (value: number) => ({ xml: `<c s="1"><v>${value}</v></c>` });

const BOOK: MadeWorkbook = {
  formats: ['"$"#,##0.00_);\\("$"#,##0.00\\)'],
  sheets: [
    {
      name: 'Costs',
      rows: [
        ['Costs of 2013'],
        ['Region', 'Floor', 'Amount', 'Total'],
        ['North', 'CANARY-column', money(-1234.5), { xml: '<c><f>C3*2</f></c>' }],
        ['CANARY-row', 'x', money(2), money(4)],
        ['South', 'y', money(3), money(6)],
      ],
      rowAttributes: { 4: 'hidden="1"' },
      before: '<cols><col min="2" max="2" hidden="1"/></cols>',
      behind: '<headerFooter><oddHeader>&amp;CDraft&amp;RPage &amp;P of &amp;N</oddHeader></headerFooter>',
      parts: [
        {
          type: 'comments',
          name: 'comments1.xml',
          xml: `<comments xmlns="${MAIN}"><authors><author>Omar Reyes</author></authors><commentList><comment ref="C3" authorId="0"><text><t>CANARY-comment</t></text></comment></commentList></comments>`,
        },
        {
          type: 'drawing',
          name: 'drawings/d1.xml',
          xml: '<wsDr><graphicFrame><chart/></graphicFrame></wsDr>',
        },
      ],
    },
    { name: 'Settlement', state: 'veryHidden', rows: [['CANARY-sheet']] },
    {
      name: 'Second',
      rows: [
        ['Region', 'Count'],
        ['North', 7],
      ],
    },
  ],
};

describe('a workbook on paper', function () {
  this.timeout(60_000);
  let folder = '';
  let path = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rejoinder-paper-workbook-'));
    path = join(folder, 'book.xlsx');
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const render = async (book: MadeWorkbook | null, more: Partial<RenderInput> = {}) => {
    if (book !== null) await writeWorkbook(path, book);
    const out = join(folder, 'out.pdf');
    const facts = { title: 'Costs, 2013', date: '2014-06-09', paper: 'letter' as const };
    const made = await renderDocument(
      { path, name: 'b.xlsx', mediaType: XLSX, out, ...facts, ...more },
      quiet,
    );
    const pages = (await pageText({ path: out }, quiet)).pages.map(({ text }) => text.replace(/\s+/g, ' '));
    return { ...made, words: pages, all: pages.join('\n'), bytes: await readFile(out) };
  };

  it('is a table for each sheet in its order, by the names they have, cells as Excel shows them', async () => {
    const { words } = await render(BOOK);
    expect(words.length).to.equal(2);
    expect(words[0]).to.include('Workbook with 3 sheets. One is hidden in the workbook and not shown here.');
    expect(words[0]).to.match(/Sheet “Costs”.*Row 1\s+Costs of 2013.*Region.*North.*\(\$1,234\.50\)/);
    expect(words[0]).to.include('(formula without a stored value)');
    expect(words[0]).to.include('2 rows, 3 columns.');
    expect(words[1]).to.match(/^Sheet “Second”.*Region Count.*North 7/);
  });

  it('says how much it does not show, and nothing of what that is', async () => {
    const { all, notes } = await render(BOOK);
    expect(all).to.not.match(/CANARY|Settlement|Floor/);
    expect(all).to.include('Not shown here: 1 hidden row, 1 hidden column, 1 comment, 1 chart.');
    expect(all).to.include('One formula has no stored value.');
    expect(all).to.include('At the head or foot of its printed pages: “Draft”.');
    expect(notes).to.include('A comment at a cell is left out; they can be shown (notes and marks).');
    expect(notes.join(' ')).to.include('A chart is not shown');
  });

  it('shows on request what is hidden, and the comments', async () => {
    const { all } = await render(BOOK, { hidden: 'show', marks: 'show' });
    expect(all).to.match(/CANARY-column/);
    expect(all).to.match(/4 \(hidden\) CANARY-row/);
    expect(all).to.match(/B \(hidden\)/);
    expect(all).to.include('Sheet “Settlement”, hidden in the workbook');
    expect(all).to.include('CANARY-sheet');
    expect(all).to.match(/Comments on “Costs”.*C3 Omar Reyes CANARY-comment/);
  });

  it('shows no comment at a cell that it does not show', async () => {
    const at = (cell: string): string =>
      `<comment ref="${cell}" authorId="0"><text><t>CANARY-${cell}</t></text></comment>`;
    const book = {
      sheets: [
        {
          name: 'A',
          rows: [
            ['Region', 'Floor', 'Amount'],
            ['North', 'x', 5],
            ['South', 'y', 6],
            ...Array.from({ length: 6 }, () => []),
          ],
          rowAttributes: { 3: 'hidden="1"', 9: 'hidden="1"' },
          before: '<cols><col min="2" max="2" hidden="1"/></cols>',
          parts: [
            {
              type: 'comments',
              name: 'comments1.xml',
              xml: `<comments xmlns="${MAIN}"><authors><author>Omar</author></authors><commentList>${['B2', 'A3', 'A9', 'C2', 'A12'].map(at).join('')}</commentList></comments>`,
            },
          ],
        },
      ],
    };
    const { all } = await render(book, { marks: 'show' });
    expect(all.match(/CANARY-\w+/g)).to.deep.equal(['CANARY-C2', 'CANARY-A12']);
    expect(all).to.include('3 comments at hidden cells').and.include('2 comments.');
    const whole = await render(book, { marks: 'show', hidden: 'show' });
    expect(whole.all.match(/CANARY-\w+/g)?.length).to.equal(5);
  });

  it('prints the checksum of the cells it shows, where that is asked for, and of no others', async () => {
    const sha256 = (bytes: string | Buffer): string => createHash('sha256').update(bytes).digest('hex');
    const second = sha256('Region,Count\r\nNorth,7\r\n');
    const { all } = await render(BOOK, { withChecksum: true });
    expect(all.replace(/\s/g, '')).to.include(`SHA-256ofthecellsshown,asCSV(RFC4180,UTF-8):${second}`);
    const first = sha256(
      'Costs of 2013,,\r\nRegion,Amount,Total\r\nNorth,"($1,234.50)",(formula without a stored value)\r\nSouth,$3.00,$6.00\r\n',
    );
    expect(all.replace(/\s/g, '')).to.include(first);
    const file = sha256(await readFile(path));
    expect(all.replace(/\s/g, '')).to.not.include(file);
    expect((await render(null)).all).to.not.include('SHA-256');
  });

  it('is the same in every byte when it is set again', async () => {
    const [first, again] = [await render(BOOK), await render(null)];
    expect(first.bytes.equals(again.bytes)).to.equal(true);
  });

  it('folds a wide sheet with its row numbers and its first column', async () => {
    const heads = Array.from({ length: 30 }, (_, n) => `Heading number ${n}`);
    const body = Array.from({ length: 80 }, (_, n) => heads.map((_, k) => `value ${n}-${k}`));
    const { words, all } = await render({ sheets: [{ name: 'Wide', rows: [heads, ...body] }] });
    expect(all).to.match(/Columns B to \w+, with Row and A repeated/);
    expect(words.filter((page) => page.includes('Heading number 0')).length).to.equal(words.length);
    expect(all).to.include('80 rows, 30 columns.');
    for (const k of [0, 13, 29]) expect(all).to.include(`value 79-${k}`);
  });

  it('refuses one that is longer than paper should be, with the number of its rows', async () => {
    const rows = Array.from({ length: 50_001 }, (_, n) => [n]);
    const failed = await render({ sheets: [{ name: 'A', rows }] }).catch((error: unknown) => String(error));
    expect(failed).to.include('has 50,001 rows to show, more than 50,000; it can go along as a file.');
  });

  it('says what it is alone: an empty sheet', async () => {
    const { all } = await render({ sheets: [{ name: 'Blank' }] });
    expect(all).to.match(/Sheet “Blank” It has no content in its cells\./);
  });

  it('leaves its title away where it is asked to', async () => {
    expect((await render(BOOK, { isUntitled: true })).all).to.not.include('Costs, 2013');
  });

  it('is read with what a person should know, and what is on each sheet', async () => {
    await writeWorkbook(path, {
      ...BOOK,
      relations: [{ type: 'vbaProject', name: 'vbaProject.bin', xml: 'm' }],
    });
    const read = await readDocument({ path, name: 'book.xlsx' }, quiet);
    expect(read).to.include({ state: 'readable', label: 'Spreadsheet', mediaType: XLSX });
    expect(read.pageText).to.deep.equal([]);
    expect(read.workbook?.sheets.map(({ name, rows, columns }) => [name, rows, columns])).to.deep.equal([
      ['Costs', 5, 4],
      ['Settlement', 1, 1],
      ['Second', 2, 2],
    ]);
    expect(read.workbook?.headings).to.include.members(['Region', 'Floor', 'Amount']);
    expect(read.facts.notes.join(' '))
      .to.include(
        '1 hidden sheet (“Settlement”, which Excel does not list); on “Costs” 1 hidden row, 1 hidden column',
      )
      .and.include('It has macros; they are neither run nor shown.')
      .and.include('It has a comment at its cells.');
    const [sheet] = await firstSheetRows({ path, sheets: 1, count: 4 });
    expect(sheet?.columns.map(({ mark, title }) => `${mark} ${title}`)).to.deep.equal([
      'A Region',
      'B (hidden) Floor',
      'C Amount',
      'D Total',
    ]);
    expect(sheet?.rows.at(-1)?.row).to.equal('4 (hidden)');
  });

  it('that hides nothing says nothing of that', async () => {
    await writeWorkbook(path, { sheets: [{ name: 'A', rows: [['x', 1]] }] });
    expect(await hiddenParts({ path })).to.deep.equal({ words: null });
  });

  it('with macros is known as that, and an encrypted, a damaged and an old one say why they are not shown', async () => {
    await writeWorkbook(path, { sheets: [{ name: 'A', rows: [['x', 1]] }] });
    const bytes = await readFile(path);
    await writeFile(path, bytes.subarray(0, bytes.length - 30));
    expect((await readDocument({ path, name: 'b.xlsx' }, quiet)).state).to.equal('damaged');
    const ole = Buffer.alloc(4096);
    ole.write('d0cf11e0a1b11ae1', 'hex');
    Buffer.from('EncryptedPackage', 'utf16le').copy(ole, 1024);
    await writeFile(path, ole);
    expect(await readDocument({ path, name: 'b.xlsx' }, quiet)).to.include({
      state: 'needs-password',
      reason: 'The Office file is encrypted; it needs a password.',
    });
    ole.fill(0, 1024);
    await writeFile(path, ole);
    expect((await readDocument({ path, name: 'b.xls' }, quiet)).reason).to.include(
      'save it as .docx, .xlsx or PDF',
    );
  });
});
