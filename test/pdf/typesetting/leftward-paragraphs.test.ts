import { expect } from 'chai';
import { join } from 'node:path';
import type { Block } from '../../../src/pdf/blocks.js';
import { pageText } from '../../../src/pdf/page-text.js';
import { standing } from '../../../src/pdf/typesetting/standing-line.js';
import { breakLines, styled } from '../../../src/pdf/typesetting/text-lines.js';
import { typeset } from '../../../src/pdf/typesetting/typeset.js';
import { workFolder } from '../../support/pdf-fixtures.js';

const HEBREW = 'אנו דורשים כי תחדלו מן ההודעות. ';
const RIGHT = 612 - 72;

describe('paragraphs that are read from right to left', () => {
  async function linesOf(blocks: readonly Block[]) {
    const { folder, remove } = await workFolder();
    try {
      const out = join(folder, 'set.pdf');
      const input = {
        blocks,
        paper: 'letter',
        out,
        date: '2014-06-09',
        title: 'Set',
        style: 'letter',
      } as const;
      const { citations } = await typeset(input, () => undefined);
      const { pages } = await pageText({ path: out }, () => undefined);
      return { lines: pages[0]?.lines ?? [], citations };
    } finally {
      await remove();
    }
  }

  it('begin at the right margin, every line of them', async () => {
    const { lines } = await linesOf([{ kind: 'paragraph', runs: [{ text: HEBREW.repeat(9).trim() }] }]);
    expect(lines.length).to.be.above(1);
    for (const line of lines) expect(line.right).to.be.closeTo(RIGHT, 4);
    expect(lines.at(-1)?.left).to.be.above(80);
  });

  it('begin there in joined letters too', async () => {
    const { lines } = await linesOf([{ kind: 'paragraph', runs: [{ text: 'نطالبكم بوقف الإشعارات' }] }]);
    // Where the last of joined letters ends, a reader of the file does not say exactly.
    expect(Math.min(...lines.map(({ left }) => left))).to.be.above(300);
  });

  it('and lists and quotations with them; what is read from left to right stays at the left', async () => {
    const { lines } = await linesOf([
      { kind: 'paragraph', runs: [{ text: 'Dear Sirs' }] },
      { kind: 'quote', runs: [{ text: HEBREW.trim() }] },
      { kind: 'list', ordered: true, items: [[{ text: HEBREW.trim() }]] },
      { kind: 'paragraph', runs: [{ text: HEBREW.trim() }], align: 'right' },
      { kind: 'heading', text: 'תשובה', level: 2 },
    ]);
    const [first, quote] = lines;
    expect(first?.left).to.be.closeTo(72, 2);
    expect(quote?.right).to.be.closeTo(RIGHT - 22, 4);
    for (const line of lines.slice(2)) expect(line.right, line.text).to.be.closeTo(RIGHT, 24);
  });

  const painted = (runs: Parameters<typeof styled>[0], width = 400) =>
    breakLines(styled(runs, 'serif'), 11, width).map((line) =>
      standing(line, 11).map(({ text, direction, x }) => ({ text, direction, x })),
    );

  it('their runs follow each other from the right, words of the other direction in their own order', () => {
    const [line] = painted([{ text: 'שלום ' }, { text: 'Net', bold: true }, { text: 'flix (US) עולם.' }]);
    expect(line?.map(({ text }) => text.trim())).to.deep.equal(
      ['עולם.', '', 'Net', 'flix (US)', 'שלום'].filter((text) => text !== ''),
    );
    const places = line?.map(({ x }) => x) ?? [];
    expect(places).to.deep.equal([...places].sort((a, b) => a - b));
  });

  it('a line of them that begins with another script still runs leftwards', () => {
    const lines = painted([{ text: 'שלום עולם Netflix, Inc. עולם' }], 60);
    expect(lines.length).to.be.above(1);
    const latin = lines.find((line) => line.some(({ text }) => text.startsWith('Netflix')));
    expect(
      latin?.some(({ direction }) => direction === 'rtl'),
      JSON.stringify(lines),
    ).to.equal(true);
  });

  it('a citation in them is linked where it stands', async () => {
    const { citations } = await linesOf([
      {
        kind: 'paragraph',
        runs: [
          { text: 'ראו ' },
          { text: 'Exhibit A', citation: { exhibit: 'A', page: null } },
          { text: ' כאן.' },
        ],
      },
    ]);
    expect(citations).to.have.length(1);
    const [left = 0, , right = 0] = citations[0]?.rect ?? [];
    expect(left).to.be.above(300);
    expect(right).to.be.below(RIGHT - 10);
  });
});
