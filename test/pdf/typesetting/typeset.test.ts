import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Block } from '../../../src/pdf/blocks.js';
import { pageText } from '../../../src/pdf/page-text.js';
import type { TextOfPage } from '../../../src/pdf/page-text.js';
import { typeset } from '../../../src/pdf/typesetting/typeset.js';
import type { TypesetInput } from '../../../src/pdf/typesetting/typeset.js';
import { workFolder } from '../../support/pdf-fixtures.js';

const quiet = (): void => undefined;
const SENTENCE = 'Each answer points at the page of the exhibit that bears it out. ';

describe('typeset', () => {
  let folder = '';
  let remove = async (): Promise<void> => Promise.resolve();
  before(async () => {
    ({ folder, remove } = await workFolder());
  });
  after(async () => {
    await remove();
  });

  async function set(blocks: readonly Block[], changes: Partial<TypesetInput> = {}) {
    const out = join(folder, 'set.pdf');
    const input = {
      blocks,
      paper: 'letter',
      out,
      date: '2014-06-09',
      title: 'Set',
      style: 'letter',
      ...changes,
    } as const;
    const result = await typeset(input, quiet);
    return { ...result, out, read: (await pageText({ path: out }, quiet)).pages };
  }

  function expectInsideMargins(pages: readonly TextOfPage[]): void {
    for (const page of pages) {
      for (const line of page.lines) {
        expect(line.left, line.text).to.be.at.least(71);
        expect(line.right, line.text).to.be.at.most(page.width - 71);
        expect(line.bottom, line.text).to.be.at.least(70);
        expect(line.top, line.text).to.be.at.most(page.height - 70);
      }
    }
  }

  it('sets every kind of block and keeps every word, within one inch margins', async () => {
    const { read } = await set([
      { kind: 'heading', text: 'Heading one', level: 1 },
      { kind: 'paragraph', runs: [{ text: SENTENCE.repeat(9) }] },
      { kind: 'paragraph', runs: [{ text: 'Right' }], align: 'right' },
      { kind: 'quote', runs: [{ text: 'Quoted words', italic: true }] },
      { kind: 'list', ordered: true, items: [[{ text: 'First item' }], [{ text: 'Second item' }]] },
      { kind: 'fields', rows: [{ label: 'Sent', value: '9 June 2014' }] },
      { kind: 'table', columns: ['Network', 'Mbps'], rows: [['North', '2.31']] },
      { kind: 'preformatted', text: 'a   b\n\tc' },
      { kind: 'rule' },
      { kind: 'space', points: 20 },
      { kind: 'page-break' },
      { kind: 'paragraph', runs: [{ text: 'On the next page' }] },
    ]);
    expect(read).to.have.length(2);
    const words = read.map((page) => page.text.replace(/\s+/g, ' ')).join(' ');
    for (const expected of [
      'Heading one',
      SENTENCE.trim(),
      'Quoted words',
      '1.',
      'First item',
      'Second item',
      'Sent',
      '9 June 2014',
      'Network',
      'North',
      '2.31',
      '1 row, 2 columns.',
    ])
      expect(words).to.contain(expected);
    expect(read[1]?.text).to.equal('On the next page');
    expectInsideMargins(read);
  });

  it('says where citations stand', async () => {
    const { citations, read } = await set([
      {
        kind: 'paragraph',
        runs: [
          { text: `${SENTENCE}See ` },
          { text: 'Ex. 3, p. 4', citation: { exhibit: 'Ex. 3', page: 4 } },
          { text: '.' },
        ],
      },
    ]);
    expect(citations).to.have.length(1);
    const [placed] = citations;
    expect(placed?.citation).to.deep.equal({ exhibit: 'Ex. 3', page: 4 });
    const line = read[0]?.lines.find((each) => each.text.includes('Ex. 3'));
    expect(line).to.not.equal(undefined);
    if (!placed || !line) return;
    const [left, bottom, right, top] = placed.rect;
    expect(left).to.be.greaterThan(line.left);
    expect(right).to.be.at.most(line.right + 1);
    expect(bottom).to.be.at.most(line.bottom);
    expect(top).to.be.at.least(line.top - 1);
  });

  it('makes one rectangle a line where a citation breaks', async () => {
    const { citations } = await set([
      {
        kind: 'paragraph',
        runs: [{ text: 'A citation of many words '.repeat(8), citation: { exhibit: 'B', page: null } }],
      },
    ]);
    expect(citations).to.have.length.greaterThan(1);
  });

  it('never leaves a heading or a single line of a paragraph alone at the foot of a page', async () => {
    for (let lead = 28; lead <= 46; lead += 1) {
      const { read } = await set([
        { kind: 'preformatted', text: Array.from({ length: lead }, (_, row) => `row ${row}`).join('\n') },
        { kind: 'heading', text: 'The heading', level: 2 },
        { kind: 'paragraph', runs: [{ text: SENTENCE.repeat(5) }] },
      ]);
      for (const page of read) {
        const at = page.lines.findIndex((line) => line.text === 'The heading');
        if (at >= 0) expect(page.lines.length - at - 1, `after ${lead} rows`).to.be.at.least(2);
      }
      const last = read.at(-1);
      if (read.length > 1) expect(last?.lines.length, `after ${lead} rows`).to.be.at.least(2);
    }
  });

  it('a table is begun with its heading and two rows, and ended with three and their count', async () => {
    for (let lead = 30; lead <= 46; lead += 1) {
      const { read } = await set([
        { kind: 'preformatted', text: Array.from({ length: lead }, (_, row) => `line ${row}`).join('\n') },
        { kind: 'heading', text: 'The heading', level: 2 },
        {
          kind: 'table',
          columns: ['Network', 'Mbps'],
          rows: Array.from({ length: 50 }, (_, row) => [`North ${row}`, `${row}.5`]),
        },
      ]);
      for (const page of read) {
        const rows = page.lines.filter(({ text }) => text.startsWith('North')).length;
        if (page.text.includes('The heading')) expect(rows, `after ${lead} lines`).to.be.at.least(2);
        if (page.text.includes('50 rows')) expect(rows, `after ${lead} lines`).to.be.at.least(3);
      }
    }
  });

  it('figures stand right under each other, also where one is not given; words stand left', async () => {
    const apart = async (edge: 'left' | 'right', ...cells: string[]) => {
      const rows = cells.map((cell) => ['North', cell]);
      const { read } = await set([{ kind: 'table', columns: ['Network', 'Deliveries counted here'], rows }]);
      const edges = cells.map(
        (cell) => read[0]?.lines.find(({ text }) => text === cell.replace('\u00a0', ' '))?.[edge] ?? 0,
      );
      return Math.max(...edges) - Math.min(...edges);
    };
    expect(await apart('right', '1,201', '9', 'fewer than 5', 'not\u00a0given')).to.be.below(1.5);
    expect(await apart('right', '7', 'not now', '18')).to.be.above(10);
    expect(await apart('left', '7', 'not now', '18')).to.be.below(1.5);
    expect(await apart('left', 'not given', 'none')).to.be.below(1.5);
  });

  it('where a table has little room, titles give way first and short cells last', async () => {
    const words =
      'Counts behind which stand fewer than five accounts are not given, here or in any other table of this list.';
    const { read } = await set([
      {
        kind: 'table',
        columns: ['week from (America/Los_Angeles)', 'network', 'finding', 'deliveries', 'note'],
        rows: [['2014-05-12', 'Network North', 'below level, others not', 'not given', words]],
      },
    ]);
    const text = read[0]?.text ?? '';
    expect(text).to.match(/2014-05-12 +Network North +below level, others not +not given +Counts/);
    expect(text).to.not.include('week from (America/Los_Angeles)');
  });

  it('repeats the header of a table on every page and counts rows and columns at its end', async () => {
    const rows = Array.from({ length: 150 }, (_, row) => [`Network ${row}`, `${row}.5`]);
    const { read } = await set([{ kind: 'table', columns: ['Network name', 'Median Mbps'], rows }]);
    expect(read.length).to.be.greaterThan(2);
    for (const page of read) expect(page.text).to.contain('Median Mbps');
    expect(read.at(-1)?.text).to.contain('150 rows, 2 columns.');
    const words = read.map((page) => page.text).join('\n');
    for (const [name] of rows) expect(words).to.contain(name);
  });

  it('turns a wide table, and folds a very wide one with its first column repeated', async () => {
    const table = (count: number): Block => ({
      kind: 'table',
      columns: Array.from({ length: count }, (_, index) => `Column${index + 1}`),
      rows: Array.from({ length: 5 }, (_, row) =>
        Array.from({ length: count }, (__, index) => `cell${row}x${index + 1}`),
      ),
    });
    const wide = await set([table(13)], { style: 'record' });
    expect(wide.read.map((page) => page.width > page.height)).to.deep.equal([true]);
    expectInsideMargins(wide.read);

    const folded = await set([table(40)], { style: 'record' });
    const words = folded.read.map((page) => page.text).join('\n');
    for (let index = 1; index <= 40; index += 1) expect(words).to.contain(`cell4x${index}`);
    expect(words).to.match(/Columns 2 to \d+ of 40, with column 1 repeated/);
    expect(words.split('cell0x1\n').length + words.split('cell0x1 ').length).to.be.greaterThan(3);
    expectInsideMargins(folded.read);
  });

  it('cuts off nothing: cells taller than a page, words wider than the line', async () => {
    const word = 'x'.repeat(400);
    const tall = Array.from({ length: 120 }, (_, line) => `line ${line}`).join('\n');
    const { read } = await set([
      { kind: 'paragraph', runs: [{ text: word }] },
      { kind: 'table', columns: ['One', 'Two'], rows: [[tall, word]] },
      { kind: 'preformatted', text: word },
    ]);
    const words = read.map((page) => page.text).join('\n');
    for (let line = 0; line < 120; line += 1) expect(words).to.contain(`line ${line}`);
    expect(words.match(/x/g)).to.have.length(1200);
    expectInsideMargins(read);
  });

  it('shows what it has no glyph for by number, and other scripts as they are', async () => {
    const { read } = await set([
      { kind: 'paragraph', runs: [{ text: 'Zażółć Ωμέγα ответ é 日 \u9f98 \u202e \u0007' }] },
    ]);
    expect(read[0]?.text).to.equal('Zażółć Ωμέγα ответ é 日 [U+9F98] [U+202E] [U+0007]');
  });

  it('gives the same bytes for the same blocks', async () => {
    const blocks: Block[] = [{ kind: 'paragraph', runs: [{ text: SENTENCE, bold: true }] }];
    const { out } = await set(blocks);
    const first = await readFile(out);
    await set(blocks);
    expect(await readFile(out)).to.deep.equal(first);
  });

  it('puts the letterhead above the first block', async () => {
    const { read } = await set([{ kind: 'paragraph', runs: [{ text: 'Dear Mr Milch' }] }], {
      letterhead: ['Hartley & Quinn LLP', '1 Any Street'],
    });
    expect(read[0]?.lines.map((line) => line.text)).to.deep.equal([
      'Hartley & Quinn LLP',
      '1 Any Street',
      'Dear Mr Milch',
    ]);
  });
});
