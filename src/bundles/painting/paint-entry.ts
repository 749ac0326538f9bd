import { paintPages } from '../../pdf/questions.js';
import type { Asker } from '../../platform/ask.js';
import type { EntryPainted } from '../building/bundle-entry.js';
import type { Pages } from '../findings/inspected-pages.js';
import type { RangeOr } from '../building/page-range.js';
import type { SpecDocument } from '../building/spec.js';

const BASE_MS = 30_000;
const MS_A_PAGE = 4_000;

export interface PaintedEntry {
  readonly pages: readonly EntryPainted[];
  readonly problems: readonly string[];
}

export const NO_PAINT: PaintedEntry = { pages: [], problems: [] };

export function wantsPaint({ rasterise, redactions }: SpecDocument): boolean {
  return (rasterise ?? []).length > 0 || (redactions ?? []).length > 0;
}

/** Paints the pages a document has to rasterise or redact, as far as they are taken, into one PDF at `out`. */
export async function paintedOf(
  asker: Asker,
  { rasterise = [], redactions = [] }: SpecDocument,
  { path, pageCount, widths }: Pages,
  range: RangeOr,
  out: string,
): Promise<PaintedEntry> {
  if (!range.ok) return NO_PAINT;
  const { first, last } = range.range;
  const wanted = [...new Set([...rasterise, ...redactions.map(({ page }) => page)])].sort((a, b) => a - b);
  const beyond = wanted.filter((page) => page > pageCount);
  if (beyond.length > 0)
    return {
      pages: [],
      problems: beyond.map(
        (page) =>
          `There is no page ${page} to rasterise or redact: the document has ${pageCount === 1 ? '1 page' : `${pageCount} pages`}.`,
      ),
    };
  const taken = wanted.filter((page) => page >= first && page <= last);
  if (taken.length === 0) return NO_PAINT;
  const boxes = redactions.filter(({ page }) => page >= first && page <= last);
  const pages = taken.map((page) => ({ page, width: widths[page - 1] ?? 0 }));
  const { pages: painted, problems } = await asker.ask(
    paintPages,
    { path, pages, redactions: boxes, out },
    { timeoutMs: BASE_MS + taken.length * MS_A_PAGE },
  );
  return {
    problems,
    pages: painted.map(({ page, text }, at) => ({
      index: page - first,
      path: out,
      sourcePage: at + 1,
      text,
      codes: boxes.filter((box) => box.page === page).map(({ reason }) => reason),
    })),
  };
}
