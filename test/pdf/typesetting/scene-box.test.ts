import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import sharp from 'sharp';
import { assemblePdf } from '../../../src/pdf/assemble-pdf.js';
import type { Assembly } from '../../../src/pdf/assembly.js';
import type { Block } from '../../../src/pdf/blocks.js';
import { checkPdf } from '../../../src/pdf/checking/check-pdf.js';
import { inspectPdf } from '../../../src/pdf/inspect-pdf.js';
import { pageImage } from '../../../src/pdf/page-image.js';
import { pageText } from '../../../src/pdf/page-text.js';
import type { Mark, Scene } from '../../../src/pdf/scene.js';
import { typeset } from '../../../src/pdf/typesetting/typeset.js';
import { workFolder } from '../../support/pdf-fixtures.js';

const quiet = (): void => undefined;

const WORDS: readonly Mark[] = [
  { kind: 'text', x: 0, y: 20, size: 9, text: 'left edge', tone: 'ink', bold: true, anchor: 'start' },
  { kind: 'text', x: 234, y: 20, size: 9, text: 'middle', tone: 'soft', bold: false, anchor: 'middle' },
  { kind: 'text', x: 468, y: 20, size: 9, text: 'right edge', tone: 'ink', bold: false, anchor: 'end' },
];
const SHAPES: readonly Mark[] = [
  { kind: 'rect', x: 0, y: 40, width: 100, height: 60, fill: { tone: 'mark' } },
  {
    kind: 'rect',
    x: 120,
    y: 40,
    width: 100,
    height: 60,
    fill: { tone: 'mark', pattern: 'rising' },
    stroke: { tone: 'ink', width: 1 },
  },
  {
    kind: 'rect',
    x: 240,
    y: 40,
    width: 100,
    height: 60,
    fill: { tone: 'mark', pattern: 'dots' },
    stroke: { tone: 'ink', width: 1 },
  },
  {
    kind: 'path',
    d: 'M360,100L460,100L410,40Z',
    fill: { tone: 'band' },
    stroke: { tone: 'ink', width: 1, dash: [4, 2] },
  },
  { kind: 'dot', x: 410, y: 80, radius: 5, fill: { tone: 'paper' }, stroke: { tone: 'mark', width: 1 } },
];
const SCENE: Scene = { width: 468, height: 120, marks: [...WORDS, ...SHAPES] };

describe('a drawing on paper', () => {
  let folder = '';
  let remove = async (): Promise<void> => Promise.resolve();
  before(async () => {
    ({ folder, remove } = await workFolder());
  });
  after(async () => {
    await remove();
  });

  async function set(blocks: readonly Block[], name: string): Promise<{ path: string; pages: number }> {
    const path = join(folder, `${name}.pdf`);
    const { pages } = await typeset(
      { blocks, paper: 'letter', out: path, date: '2014-06-09', title: 'Drawn', style: 'record' },
      quiet,
    );
    return { path, pages };
  }

  it('is set with its words as text where the scene has them, and its caption under it', async () => {
    const { path } = await set(
      [{ kind: 'drawing', scene: SCENE, caption: 'What is drawn. '.repeat(20) }],
      'words',
    );
    const { pages } = await pageText({ path }, quiet);
    const text = pages[0]?.lines ?? [];
    const left = text.find((line) => line.text.startsWith('left edge'));
    const right = text.find((line) => line.text.endsWith('right edge'));
    expect(left?.left).to.be.closeTo(72, 1);
    expect(right?.right).to.be.closeTo(540, 1);
    expect(
      text
        .map((line) => line.text)
        .join(' ')
        .match(/What is drawn\./g),
    ).to.have.length(20);
  });

  it('paints every shape: plain, hatched, dotted, ringed', async () => {
    const { path } = await set([{ kind: 'drawing', scene: SCENE, caption: null }], 'shapes');
    const out = join(folder, 'shapes.png');
    await pageImage({ path, page: 1, dpi: 72, out }, quiet);
    const dark = async (left: number, top: number, width: number, height: number): Promise<number> => {
      const { data } = await sharp(out)
        .extract({ left, top, width, height })
        .greyscale()
        .raw()
        .toBuffer({ resolveWithObject: true });
      return data.reduce((sum, pixel) => sum + 255 - pixel, 0) / data.length / 255;
    };
    // The scene stands at the margin, 72 points from the left and the top.
    const [solid, hatched, dotted, open] = [
      await dark(77, 117, 90, 50),
      await dark(197, 117, 90, 50),
      await dark(317, 117, 90, 50),
      await dark(479, 149, 6, 6),
    ];
    expect(solid).to.be.closeTo(0.74, 0.03);
    expect(hatched).to.be.within(0.08, 0.4);
    expect(dotted).to.be.within(0.03, 0.25);
    expect(hatched - dotted).to.be.greaterThan(0.03);
    expect(open).to.be.lessThan(0.02);
  });

  it('goes to the next page whole, and is made smaller where it is higher than a page', async () => {
    const high: Scene = {
      width: 468,
      height: 2000,
      marks: [
        ...WORDS,
        { kind: 'text', x: 0, y: 1990, size: 20, text: 'lowest', tone: 'ink', bold: false, anchor: 'start' },
      ],
    };
    const { path, pages } = await set(
      [
        { kind: 'paragraph', runs: [{ text: 'Before.' }] },
        { kind: 'drawing', scene: high, caption: 'Under it.' },
      ],
      'high',
    );
    expect(pages).to.equal(2);
    const read = (await pageText({ path }, quiet)).pages;
    const lines = read[1]?.lines.map(({ text }) => text) ?? [];
    expect(lines.join(' ')).to.contain('lowest').and.contain('Under it.');
    for (const line of read[1]?.lines ?? []) expect(line.bottom).to.be.at.least(70);
  });

  it('the same scene gives the same bytes', async () => {
    const hashes = await Promise.all(
      ['one', 'two'].map(async (name) => {
        const { path } = await set([{ kind: 'drawing', scene: SCENE, caption: 'Same.' }], name);
        return createHash('sha256')
          .update(await readFile(path))
          .digest('hex');
      }),
    );
    expect(hashes[0]).to.equal(hashes[1]);
  });

  it('goes through the bundle path and its self-check unchanged', async () => {
    const { path, pages } = await set([{ kind: 'drawing', scene: SCENE, caption: 'Checked.' }], 'source');
    const inspection = await inspectPdf({ path }, quiet);
    const assembly: Assembly = {
      paper: 'letter',
      title: 'Enclosures',
      date: '2014-06-09',
      legend: null,
      isDraft: false,
      outline: [],
      parts: [
        { kind: 'copied', path, firstPage: 1, pageCount: pages, sourcePage: 1, bates: null, links: [] },
      ],
    };
    const out = join(folder, 'bundle.pdf');
    const { changes } = await assemblePdf({ assembly, out }, quiet);
    const { findings } = await checkPdf({ path: out, assembly }, quiet);
    expect(inspection).to.include({ status: 'readable', reading: 'strict', hasActiveContent: false });
    expect(changes).to.deep.equal([]);
    expect(findings).to.deep.equal([]);
  });

  it('refuses path data it would draw wrong', async () => {
    const bad: Scene = {
      ...SCENE,
      marks: [{ kind: 'path', d: 'M0,0C1,1,2,2,3,3', stroke: { tone: 'ink', width: 1 } }],
    };
    let message = '';
    await set([{ kind: 'drawing', scene: bad, caption: null }], 'bad').catch((error: unknown) => {
      message = error instanceof Error ? error.message : '';
    });
    expect(message).to.contain('M0,0C1,1,2,2,3,3');
  });
});
