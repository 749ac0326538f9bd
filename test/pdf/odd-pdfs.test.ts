import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { assemblePdf } from '../../src/pdf/assemble-pdf.js';
import type { Assembly } from '../../src/pdf/assembly.js';
import { inspectPdf } from '../../src/pdf/inspect-pdf.js';
import { readPdfBytes } from '../../src/pdf/open-pdf.js';
import { renderPage, withPdfium } from '../../src/pdf/pdfium.js';
import type { Pixels } from '../../src/pdf/pdfium.js';
import { testPdfs } from '../../src/pdf-command.js';
import type { SelfTest } from '../../src/pdf-command.js';
import { openAsker } from '../../src/platform/document-child.js';
import { openLog } from '../../src/platform/log.js';
import { ODD_PDFS } from '../support/odd-pdfs.js';
import type { OddPdf } from '../support/odd-pdfs.js';
import { workFolder, write } from '../support/pdf-fixtures.js';

const DPI = 72;
/** The foot line and what is under it, in points. */
const FOOT = 48;
const MOST_DIFFERING = 0.0002;
const LONGEST_MS = 60_000;
const MOST_PIXELS = 20_000_000;
const SAME = 2;
const SAME_BUT_FOR_EDGES = 64;
/** A viewer draws fields for a screen, with coloured edges to the letters; on paper they are gray. */
const FIELDS = new Set(['a form with looks', 'signed']);

describe('odd PDFs', () => {
  let folder = '';
  let remove = async (): Promise<void> => Promise.resolve();
  let tests: ReadonlyMap<string, SelfTest> = new Map();
  const asker = openAsker(
    new URL('../../src/processes/document-child.ts', import.meta.url),
    openLog('silent'),
    2,
  );

  before(async () => {
    ({ folder, remove } = await workFolder());
    await mkdir(join(folder, 'sources'));
    for (const each of ODD_PDFS) await write(join(folder, 'sources'), fileOf(each), await each.make());
    const tested = await testPdfs(asker, join(folder, 'sources'), ODD_PDFS.map(fileOf), () => undefined);
    tests = new Map(tested.map((test) => [test.file, test]));
  });
  after(async () => {
    await asker.close();
    await remove();
  });

  for (const each of ODD_PDFS)
    it(`${each.name}: ${each.verdict}`, async () => {
      const test = tests.get(fileOf(each));
      expect(test?.status, test?.reason ?? '').to.equal(each.verdict);
      expect(test?.ms).to.be.below(LONGEST_MS);
      if (each.verdict === 'slip-sheet') expect(test?.reason).to.match(/^[A-Z].*\.$/);
      else
        await expectSameLook(
          join(folder, 'sources', fileOf(each)),
          join(folder, 'copy.pdf'),
          FIELDS.has(each.name),
        );
    });

  it('twice gives the same bytes', async () => {
    const paths = ODD_PDFS.filter(({ verdict }) => verdict === 'copied').map((each) =>
      join(folder, 'sources', fileOf(each)),
    );
    const hashes = new Set<string>();
    for (const out of ['one.pdf', 'two.pdf']) hashes.add((await copied(paths, join(folder, out))).sha256);
    expect(hashes.size).to.equal(1);
  });
});

function fileOf({ name }: OddPdf): string {
  return `${name.replace(/[^A-Za-z0-9-]+/g, '-')}.pdf`;
}

async function copied(paths: readonly string[], out: string): ReturnType<typeof assemblePdf> {
  let firstPage = 1;
  const parts: Assembly['parts'][number][] = [];
  for (const path of paths) {
    const { pages } = await inspectPdf({ path }, () => undefined);
    parts.push({
      kind: 'copied',
      path,
      firstPage,
      pageCount: pages.length,
      sourcePage: 1,
      bates: null,
      links: [],
    });
    firstPage += pages.length;
  }
  const assembly: Assembly = {
    paper: 'letter',
    title: 'Odd',
    date: '2014-06-09',
    legend: null,
    isDraft: false,
    outline: [],
    parts,
  };
  return assemblePdf({ assembly, out }, () => undefined);
}

/** Every page looks as a viewer shows its source without notes, but for the foot line. */
async function expectSameLook(source: string, out: string, hasFields: boolean): Promise<void> {
  const { changes } = await copied([source], out);
  const painted = new Set(changes.filter(({ what }) => what.includes('rendered')).map(({ page }) => page));
  const looks = await pagesOf(source);
  const copies = await pagesOf(out);
  expect(copies).to.have.length(looks.length);
  looks.forEach((look, index) => {
    if (painted.has(index + 1)) return; // painted at 200 dots an inch: the same ink on other pixels
    const copy = copies[index];
    if (!look || !copy) return;
    expect({ width: copy.width, height: copy.height }).to.deep.equal({
      width: look.width,
      height: look.height,
    });
    expect(differing(look, copy, hasFields ? SAME_BUT_FOR_EDGES : SAME), `page ${index + 1}`).to.be.below(
      MOST_DIFFERING,
    );
  });
}

/** Null for a page too large to compare. */
async function pagesOf(path: string): Promise<(Pixels | null)[]> {
  return withPdfium(await readPdfBytes(path), (document) =>
    Array.from({ length: document.pageCount }, (_, index) => {
      const { pdfium } = document;
      const page = pdfium._FPDF_LoadPage(document.handle, index);
      const size = pdfium._FPDF_GetPageWidthF(page) * pdfium._FPDF_GetPageHeightF(page);
      pdfium._FPDF_ClosePage(page);
      return size > MOST_PIXELS
        ? null
        : renderPage(document, index, DPI, { annotations: false, forms: true });
    }),
  );
}

/** The share of pixels above the foot that differ by more than `same` of 255. */
function differing(one: Pixels, other: Pixels, same: number): number {
  const rows = one.height - Math.min(FOOT, Math.ceil(one.height / 2));
  let count = 0;
  for (let at = 0; at < rows * one.width * 4; at += 4) {
    const away = [0, 1, 2].map((channel) => (one.data[at + channel] ?? 0) - (other.data[at + channel] ?? 0));
    const isSame =
      same === SAME
        ? away.every((each) => Math.abs(each) <= same)
        : Math.abs(away.reduce((all, each) => all + each, 0)) <= same * 3;
    if (!isSame) count += 1;
  }
  return count / (rows * one.width);
}
