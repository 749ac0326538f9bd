import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { describeWorkbook } from '../../../src/tabular/workbook/describe-workbook.js';
import { gatherSheet } from '../../../src/tabular/workbook/gather-sheet.js';
import { layOutSheet } from '../../../src/tabular/workbook/lay-out-sheet.js';
import { withWorkbook } from '../../../src/tabular/workbook/open-workbook.js';
import { MAIN, writeWorkbook } from '../../support/workbooks.js';
import type { MadeCell, MadeWorkbook } from '../../support/workbooks.js';

const cell = (xml: string): MadeCell => ({ xml });

describe('a workbook', () => {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rejoinder-workbook-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const made = async (workbook: MadeWorkbook): Promise<string> => {
    const path = join(folder, 'book.xlsx');
    await writeWorkbook(path, workbook);
    return path;
  };
  const laidOut = async (workbook: MadeWorkbook, withHidden = false, at = 0) =>
    withWorkbook(await made(workbook), async (open) => {
      const sheet = open.index.sheets[at];
      if (sheet === undefined) throw new RangeError('There is no such sheet.');
      const room = { rows: 1_000, characters: 1_000_000 };
      return layOutSheet(await gatherSheet(open, sheet, room), withHidden);
    });
  const cellsOf = async (workbook: MadeWorkbook, withHidden = false) =>
    (await laidOut(workbook, withHidden)).rows.map(({ row, cells }) => [row, ...cells]);

  it('shows every kind of cell as Excel does', async () => {
    const shared =
      '<si><t>plain</t></si><si><r><t>rich </t></r><r><rPr><b/></rPr><t>text</t></r></si><si><t>漢字</t><rPh sb="0" eb="2"><t>かんじ</t></rPh></si><si><t>a_x000D_b _x005F_x0041_</t></si>';
    const rows = [
      [1, 2, 3, 4],
      [
        cell('<c t="s"><v>0</v></c>'),
        cell('<c t="s"><v>1</v></c>'),
        cell('<c t="s"><v>2</v></c>'),
        cell('<c t="s"><v>3</v></c>'),
      ],
      ['007', 'A & <B>', cell('<c t="b"><v>1</v></c>'), cell('<c t="b"><v>0</v></c>')],
      [
        cell('<c t="e"><v>#DIV/0!</v></c>'),
        cell('<c t="str"><f>A1&amp;"x"</f><v>plainx</v></c>'),
        cell('<c><f>1+1</f><v>2</v></c>'),
        cell('<c t="str"><f>""</f><v></v></c>'),
      ],
      [
        cell('<c><f>SUM(A1:A9)</f></c>'),
        cell('<c><f t="shared" si="0"/><v/></c>'),
        cell('<c s="1"><v>41795</v></c>'),
        cell('<c s="1" t="d"><v>2014-06-05T12:00:00Z</v></c>'),
      ],
    ];
    expect(
      await cellsOf({ sheets: [{ name: 'A', rows }], sharedStrings: shared, formats: ['yyyy-mm-dd'] }),
    ).to.deep.equal([
      ['1', '1', '2', '3', '4'],
      ['2', 'plain', 'rich text', '漢字', 'a\rb _x0041_'],
      ['3', '007', 'A & <B>', 'TRUE', 'FALSE'],
      ['4', '#DIV/0!', 'plainx', '2', ''],
      [
        '5',
        '(formula without a stored value)',
        '(formula without a stored value)',
        '2014-06-05',
        '2014-06-05',
      ],
    ]);
  });

  it('counts days from 1904 where it says so', async () => {
    const sheets = [{ name: 'A', rows: [[cell('<c s="1"><v>40333</v></c>')]] }];
    const formats = ['yyyy-mm-dd'];
    expect(await cellsOf({ sheets, formats, workbookPr: 'date1904="1"' })).to.deep.equal([
      ['1', '2014-06-05'],
    ]);
  });

  it('has its columns by their headings and its rows by their numbers, what is empty left out', async () => {
    const rows = [
      ['Costs of the region'],
      [],
      ['Region', null, 'Amount', 'Note'],
      ['North', null, 5, null],
      [],
      ['South', null, 7, 'late'],
    ];
    const laid = await laidOut({ sheets: [{ name: 'A', rows }] });
    expect(laid.above).to.deep.equal([{ row: '1', words: ['Costs of the region'] }]);
    expect(laid.columns).to.deep.equal([
      { mark: 'A', title: 'Region' },
      { mark: 'C', title: 'Amount' },
      { mark: 'D', title: 'Note' },
    ]);
    expect(laid.rows).to.deep.equal([
      { row: '4', cells: ['North', '5', ''] },
      { row: '6', cells: ['South', '7', 'late'] },
    ]);
    expect(laid.hasGaps).to.equal(true);
  });

  it('takes the rows that its printed pages repeat as headings, those over several columns with each', async () => {
    const rows = [
      ['Region', '2013', null, '2014'],
      ['Code', 'Q1', 'Q2', 'Q1'],
      ['R-1', 1, 2, 3],
    ];
    const laid = await laidOut({
      sheets: [{ name: 'A', rows, behind: '<mergeCells><mergeCell ref="B1:C1"/></mergeCells>' }],
      inWorkbook:
        '<definedNames><definedName name="_xlnm.Print_Titles" localSheetId="0">A!$A:$A,A!$1:$2</definedName></definedNames>',
    });
    expect(laid.columns.map(({ title }) => title)).to.deep.equal([
      'Region / Code',
      '2013 / Q1',
      '2013 / Q2',
      '2014 / Q1',
    ]);
  });

  it('has no headings where figures stand in the first row', async () => {
    const laid = await laidOut({
      sheets: [
        {
          name: 'A',
          rows: [
            [1, 2],
            [3, 4],
          ],
        },
      ],
    });
    expect(laid.columns).to.deep.equal([
      { mark: 'A', title: '' },
      { mark: 'B', title: '' },
    ]);
    expect(laid.rows.length).to.equal(2);
  });

  const HIDING: MadeWorkbook = {
    formats: [';;;', '0;-0;'],
    sheets: [
      {
        name: 'A',
        rows: [
          ['Region', 'Floor', 'Amount', 'Note'],
          ['North', 'secret column', 5, cell('<c s="1"><v>987654</v></c>')],
          ['Hidden row', 'x', 6, null],
          ['South', 'y', cell('<c s="2"><v>0</v></c>'), 'seen'],
          ['Merged', 'z', 8, 'under it'],
        ],
        rowAttributes: { 3: 'hidden="1"' },
        before: '<sheetPr filterMode="1"/><cols><col min="2" max="2" hidden="1" width="9"/></cols>',
        behind: '<mergeCells><mergeCell ref="C5:D5"/></mergeCells>',
      },
      { name: 'Floor', state: 'hidden', rows: [['Do not go below 5']] },
      { name: 'Deep', state: 'veryHidden', rows: [['Nor tell']] },
    ],
  };

  it('leaves out what Excel does not show', async () => {
    const laid = await laidOut(HIDING);
    expect(laid.columns.map(({ mark }) => mark)).to.deep.equal(['A', 'C', 'D']);
    expect(laid.rows).to.deep.equal([
      { row: '2', cells: ['North', '5', ''] },
      { row: '4', cells: ['South', '', 'seen'] },
      { row: '5', cells: ['Merged', '8', ''] },
    ]);
  });

  it('shows on request what is hidden, and says of each that it is', async () => {
    const laid = await laidOut(HIDING, true);
    expect(laid.columns.map(({ mark }) => mark)).to.deep.equal(['A', 'B (hidden)', 'C', 'D']);
    expect(laid.rows.slice(0, 2)).to.deep.equal([
      { row: '2', cells: ['North', 'secret column', '5', '987654 (not shown by its format)'] },
      { row: '3 (hidden)', cells: ['Hidden row', 'x', '6', ''] },
    ]);
    expect(laid.rows[3]?.cells[3]).to.equal('under it (under a merged cell)');
  });

  it('counts what it hides, whatever is shown; a zero that a format leaves out hides nothing', async () => {
    const { sheets } = await describeWorkbook(await made(HIDING));
    const [first, second, third] = sheets;
    expect(first).to.include({ hiddenRows: 1, hiddenColumns: 1, unseenCells: 2, isFiltered: true, rows: 5 });
    expect([second?.state, third?.state]).to.deep.equal(['hidden', 'very-hidden']);
  });

  it('knows words in the colour of what is behind them', async () => {
    const styles = `<styleSheet xmlns="${MAIN}"><fonts><font/><font><color rgb="FFFFFFFF"/></font><font><color theme="0"/></font><font><color rgb="FF00AA00"/></font></fonts><fills><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FF00AA00"/></patternFill></fill></fills><cellXfs><xf fontId="0" fillId="0"/><xf fontId="1" fillId="0"/><xf fontId="2" fillId="0"/><xf fontId="3" fillId="1"/><xf fontId="1" fillId="1"/></cellXfs></styleSheet>`;
    const text = (style: number, words: string): MadeCell =>
      cell(`<c s="${style}" t="inlineStr"><is><t>${words}</t></is></c>`);
    const rows = [['seen', text(1, 'white'), text(2, 'theme'), text(3, 'green'), text(4, 'white on green')]];
    expect(await cellsOf({ styles, sheets: [{ name: 'A', rows }] })).to.deep.equal([
      ['1', 'seen', 'white on green'],
    ]);
  });

  it('counts what lies on and beside its sheets', async () => {
    const drawing =
      '<xdr:wsDr xmlns:xdr="x" xmlns:c="c" xmlns:mc="m"><xdr:graphicFrame><c:chart/></xdr:graphicFrame><xdr:pic/><mc:AlternateContent><mc:Choice><xdr:sp/></mc:Choice><mc:Fallback><xdr:pic/></mc:Fallback></mc:AlternateContent></xdr:wsDr>';
    const notes = `<comments xmlns="${MAIN}"><authors><author>Omar</author></authors><commentList><comment ref="A1" authorId="0"><text><t>Old form of a thread</t></text></comment><comment ref="B2" authorId="0"><text><r><t>Check </t></r><r><t>this</t></r></text></comment></commentList></comments>`;
    const threads =
      '<ThreadedComments><threadedComment ref="A1" personId="{P}" id="{1}"><text>First</text></threadedComment><threadedComment ref="A1" personId="{P}" id="{2}" parentId="{1}"><text>Answer</text></threadedComment></ThreadedComments>';
    const path = await made({
      sheets: [
        {
          name: 'A',
          rows: [['x']],
          parts: [
            { type: 'drawing', name: 'drawings/drawing1.xml', xml: drawing },
            { type: 'comments', name: 'comments1.xml', xml: notes },
            { type: 'threadedComment', name: 'threadedComments/threadedComment1.xml', xml: threads },
            { type: 'pivotTable', name: 'pivotTables/pivotTable1.xml', xml: '<p/>' },
            { type: 'oleObject', name: 'embeddings/oleObject1.bin', xml: 'x' },
          ],
        },
      ],
      relations: [
        { type: 'vbaProject', name: 'vbaProject.bin', xml: 'macros' },
        { type: 'externalLink', name: 'externalLinks/externalLink1.xml', xml: '<e/>' },
        { type: 'pivotCacheDefinition', name: 'pivotCache/pivotCacheDefinition1.xml', xml: '<p/>' },
        {
          type: 'person',
          name: 'persons/person.xml',
          xml: '<personList><person id="{P}" displayName="Omar Reyes"/></personList>',
        },
      ],
      inWorkbook: '<calcPr fullCalcOnLoad="1"/>',
    });
    const profile = await describeWorkbook(path);
    expect(profile).to.include({ hasMacros: true, links: 1, pivotCaches: 1, isCalculatedAnew: true });
    expect(profile.sheets[0]).to.include({ charts: 1, pictures: 1, shapes: 1, pivotTables: 1, embedded: 1 });
    await withWorkbook(path, async (workbook) => {
      const [sheet] = workbook.index.sheets;
      if (sheet === undefined) throw new RangeError('There is no sheet.');
      expect((await workbook.readAround(sheet)).comments).to.deep.equal([
        { cell: 'B2', author: 'Omar', words: 'Check this' },
        { cell: 'A1', author: 'Omar Reyes', words: 'First' },
        { cell: 'A1', author: 'Omar Reyes', words: 'Answer' },
      ]);
    });
  });

  it('reads what other programs write: tags with a prefix, cells and rows without their places, strict names', async () => {
    const laid = await laidOut({
      sheets: [{ name: 'A' }],
      others: {
        'xl/worksheets/sheet1.xml': `<x:worksheet xmlns:x="${MAIN}"><x:sheetData><x:row><x:c><x:v>1</x:v></x:c><x:c t="inlineStr"><x:is><x:t>b</x:t></x:is></x:c></x:row><x:row><x:c><x:v>2</x:v></x:c></x:row></x:sheetData></x:worksheet>`,
      },
    });
    expect(laid.rows).to.deep.equal([
      { row: '1', cells: ['1', 'b'] },
      { row: '2', cells: ['2', ''] },
    ]);
  });
});
