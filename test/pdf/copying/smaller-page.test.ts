import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { PDFArray, PDFDict, PDFDocument, PDFName, PDFNumber } from 'pdf-lib';
import { assemblePdf } from '../../../src/pdf/assemble-pdf.js';
import type { Assembly, CopiedPart } from '../../../src/pdf/assembly.js';
import { checkPdf } from '../../../src/pdf/checking/check-pdf.js';
import { pageText } from '../../../src/pdf/page-text.js';
import type { Pixels } from '../../../src/pdf/pdfium.js';
import { drawnSmaller } from '../../support/drawn-smaller.js';
import { FAITHFUL_PAGES } from '../../support/faithful-pages.js';
import { coveredPdf, formPdf, pagesPdf, plainPdf, workFolder, write } from '../../support/pdf-fixtures.js';

const quiet = (): void => undefined;
const MOST_DIFFERING = 0.0002;
/** A viewer sets pictures that are glyphs to whole dots, which are others on a smaller page. */
const MOST_OF_DRAWN_GLYPHS = 0.002;
const SAME = 2;
const SCALED = /^scaled to (\d+) % to leave room for the number$/;

describe('a page whose foot is taken is made smaller', () => {
  let folder = '';
  let remove = async (): Promise<void> => Promise.resolve();
  before(async () => {
    ({ folder, remove } = await workFolder());
  });
  after(async () => {
    await remove();
  });

  async function assemble(
    bytes: Uint8Array | string,
    more: Partial<CopiedPart> & { readonly footRooms?: readonly number[] },
    whole: Partial<Assembly> = {},
  ) {
    const source = await write(folder, 'source.pdf', bytes);
    const out = join(folder, 'copy.pdf');
    const pageCount = more.footRooms?.length ?? 1;
    const common = { kind: 'copied', firstPage: 1, sourcePage: 1, bates: null, links: [] } as const;
    const parts = [{ ...common, path: source, pageCount, ...more }];
    const assembly: Assembly = {
      ...{ paper: 'letter', title: 'Enclosures', date: '2014-06-09', legend: null },
      ...{ isDraft: false, outline: [], parts },
      ...whole,
    };
    const { changes } = await assemblePdf({ assembly, out }, quiet);
    return { source, out, assembly, changes, words: changes.map(({ what }) => what) };
  }

  function shareIn(words: readonly string[]): number {
    const found = words.flatMap((what) => SCALED.exec(what)?.[1] ?? []);
    expect(found, words.join('; ')).to.have.length(1);
    return Number(found[0]) / 100;
  }

  describe('and looks as a viewer draws its source that much smaller', () => {
    for (const { name, look, make } of FAITHFUL_PAGES)
      it(name, async () => {
        const { source, out, words } = await assemble(Buffer.from(await make(), 'latin1'), {
          footRooms: [0],
        });
        const share = shareIn(words);
        expect(share).to.be.within(0.9, 0.97);
        if (look === 'painted') return;
        const [drawn, copy] = [await drawnSmaller(source, share), await drawnSmaller(out, 1)];
        const most = name.startsWith('drawn glyphs') ? MOST_OF_DRAWN_GLYPHS : MOST_DIFFERING;
        expect(differing(drawn, copy, share)).to.be.below(most);
      });
  });

  it('only where it has less room than its foot line takes; the others are the same to the byte', async () => {
    const [room, less] = [31, 30];
    const bytes = await plainPdf(2);
    const before = await readFile((await assemble(bytes, { pageCount: 2 })).out);
    const kept = await assemble(bytes, { footRooms: [room, 158] });
    expect(kept.changes).to.deep.equal([]);
    expect(before.equals(await readFile(kept.out))).to.equal(true);
    const { changes } = await assemble(bytes, { footRooms: [room, less] });
    expect(changes).to.deep.equal([{ page: 2, what: 'scaled to 95 % to leave room for the number' }]);
  });

  it('by more where the foot line takes more than one line', async () => {
    const legend = 'CONFIDENTIAL – OUTSIDE COUNSEL ONLY, under the order of 9 June 2014, paragraph 7 (b)';
    const exhibitLines = ['Exhibit of a long name, p. 1 of 3'];
    const one = shareIn((await assemble(await plainPdf(1), { footRooms: [0] })).words);
    const more = shareIn(
      (await assemble(await plainPdf(1), { footRooms: [0], exhibitLines }, { legend })).words,
    );
    expect(more).to.be.below(one);
  });

  const shapes = [
    ['upright', {}],
    ['turned by 90, cropped', { rotate: 90, cropBox: [100, 150, 300, 400] as const }],
    ['turned by 180', { rotate: 180 }],
    ['turned by 270', { rotate: 270, mediaBox: [-300, 400, 612, 792] as const }],
    ['in units of a sixth of an inch', { size: [51, 66] as const, userUnit: 12 }],
    ['as small as A8', { size: [147, 210] as const }],
    ['as large as A0', { size: [2384, 3370] as const }],
  ] as const;
  for (const [shows, shape] of shapes)
    it(`with its words and the links on them, where the page is ${shows}`, async () => {
      const bytes = await pagesPdf([shape]);
      const rect = [110, 160, 140, 200] as const;
      const links = [{ page: 1, rect, toPage: 1 }];
      const plain = await assemble(bytes, { links });
      const [was] = (await pageText({ path: plain.out }, quiet)).pages;
      expect(await linkRect(plain.out)).to.deep.equal([...rect]);
      const { out, words, assembly } = await assemble(bytes, { footRooms: [0], links });
      const share = shareIn(words);
      const [now] = (await pageText({ path: out }, quiet)).pages;
      const line = (page: typeof was) => page?.lines.find(({ text }) => text.includes('Body of page 1'));
      const [old, moved] = [line(was), line(now)];
      if (!old || !moved || !was) throw new Error('The words of the page are gone.');
      // About the middle of the upper edge.
      expect(moved.left).to.be.closeTo(was.width / 2 + (old.left - was.width / 2) * share, 0.5);
      expect(moved.top).to.be.closeTo(was.height - (was.height - old.top) * share, 0.5);
      const { findings } = await checkPdf({ path: out, assembly }, quiet);
      expect(
        findings.filter(({ level, what }) => level === 'stop' || what.includes('stands over')),
      ).to.deep.equal([]);
      const [left = 0, bottom = 0, right = 0, top = 0] = await linkRect(out);
      expect(right - left).to.be.closeTo((rect[2] - rect[0]) * share, 0.01);
      expect(top - bottom).to.be.closeTo((rect[3] - rect[1]) * share, 0.01);
    });

  it('with the fields of a form on it', async () => {
    const bytes = await formPdf();
    const was = (await pageText({ path: (await assemble(bytes, {})).out }, quiet)).pages[0];
    const { out, words } = await assemble(bytes, { footRooms: [0] });
    const now = (await pageText({ path: out }, quiet)).pages[0];
    const share = shareIn(words);
    expect(words).to.include('1 form field made part of the page');
    const last = (page: typeof was) => page?.lines.filter(({ text }) => !/^1$/.test(text)).at(-1);
    const [old, moved] = [last(was), last(now)];
    if (!old || !moved || !was) throw new Error('The field is gone.');
    expect(moved.text).to.equal(old.text);
    expect(moved.top).to.be.closeTo(was.height - (was.height - old.top) * share, 0.5);
  });

  it('also where it can only be painted, with nothing left where the number stands', async () => {
    const { out, words } = await assemble(await coveredPdf(), { footRooms: [0], marks: 'show' });
    expect(
      words.some((what) => what.startsWith('rendered as an image')),
      words.join('; '),
    ).to.equal(true);
    const share = shareIn(words);
    const { width, height, data } = await drawnSmaller(out, 1);
    const inks: number[] = [];
    for (let at = Math.ceil(height * share + 1) * width * 4; at < data.length; at += 4)
      if ((data[at] ?? 0) < 128) inks.push(Math.abs(((at / 4) % width) - width / 2));
    expect(inks.length).to.be.greaterThan(0);
    expect(Math.max(...inks), 'only the number').to.be.below(6);
  });
});

/** The share of dots of the smaller page that differ. */
function differing(one: Pixels, other: Pixels, share: number): number {
  expect({ width: other.width, height: other.height }).to.deep.equal({
    width: one.width,
    height: one.height,
  });
  const dots = Math.floor(one.height * share) * one.width;
  let count = 0;
  for (let at = 0; at < dots * 4; at += 4)
    if ([0, 1, 2].some((c) => Math.abs((one.data[at + c] ?? 0) - (other.data[at + c] ?? 0)) > SAME))
      count += 1;
  return count / dots;
}

async function linkRect(path: string): Promise<number[]> {
  const document = await PDFDocument.load(await readFile(path), { updateMetadata: false });
  const link = document.getPage(0).node.Annots()?.lookup(0, PDFDict);
  return (
    link
      ?.lookup(PDFName.of('Rect'), PDFArray)
      .asArray()
      .map((each) => (each as PDFNumber).asNumber()) ?? []
  );
}
