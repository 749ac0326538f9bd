import { expect } from 'chai';
import { assemblePdf } from '../../src/pdf/assemble-pdf.js';
import type { Assembly } from '../../src/pdf/assembly.js';
import { inspectPdf } from '../../src/pdf/inspect-pdf.js';
import { readPdfBytes } from '../../src/pdf/open-pdf.js';
import { renderPage, withPdfium } from '../../src/pdf/pdfium.js';
import type { Pixels } from '../../src/pdf/pdfium.js';

const DPI = 72;
/** The foot line and what is under it, in points. */
const FOOT = 48;
const MOST_DIFFERING = 0.0002;
const MOST_PIXELS = 20_000_000;
const SAME = 2;
const SAME_BUT_FOR_EDGES = 64;

/** The pages of all these files, one after the other, as a bundle has them. */
export async function copied(paths: readonly string[], out: string): ReturnType<typeof assemblePdf> {
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

/**
 * Every page looks as a viewer shows its source without notes, but for the foot line. Gives the pages that were
 * painted, which the record names: they have the same ink on other pixels.
 */
export async function expectSameLook(
  source: string,
  out: string,
  hasFields: boolean,
): Promise<ReadonlySet<number>> {
  const { changes } = await copied([source], out);
  const painted = new Set(changes.filter(({ what }) => what.includes('rendered')).map(({ page }) => page));
  const looks = await pagesOf(source);
  const copies = await pagesOf(out);
  expect(copies).to.have.length(looks.length);
  looks.forEach((look, index) => {
    if (painted.has(index + 1)) return;
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
  return painted;
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
