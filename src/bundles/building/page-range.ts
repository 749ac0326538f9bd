/** Pages of a source, counted from 1, both ends included. */
export interface PageRange {
  readonly first: number;
  readonly last: number;
}

export type RangeOr =
  { readonly ok: true; readonly range: PageRange } | { readonly ok: false; readonly problem: string };

/** Reads "2-5", "7" or "7-" as it is written; what the document really has is checked by `rangeWithin`. */
export function readPageRange(
  text: string,
): { ok: true; first: number; last: number | null } | { ok: false; problem: string } {
  const found = /^\s*(\d{1,6})\s*(?:([-–])\s*(\d{1,6})?)?\s*$/.exec(text);
  if (!found) return { ok: false, problem: `“${text}” is not a page range; write it like 2-5.` };
  const first = Number(found[1]);
  const last = found[2] === undefined ? first : found[3] === undefined ? null : Number(found[3]);
  if (first < 1 || last === 0)
    return { ok: false, problem: `The page range “${text}” starts before page 1; pages count from 1.` };
  if (last !== null && last < first)
    return { ok: false, problem: `The page range “${text}” runs backwards; write it like ${last}-${first}.` };
  return { ok: true, first, last };
}

/** The pages meant by `text` in a document of `pageCount` pages; null means all of them. */
export function rangeWithin(text: string | null, pageCount: number): RangeOr {
  if (text === null) return { ok: true, range: { first: 1, last: pageCount } };
  const read = readPageRange(text);
  if (!read.ok) return read;
  const last = read.last ?? pageCount;
  if (read.first > pageCount || last > pageCount) {
    const has = pageCount === 1 ? '1 page' : `${pageCount} pages`;
    return { ok: false, problem: `The page range “${text}” runs beyond the end: the document has ${has}.` };
  }
  return { ok: true, range: { first: read.first, last } };
}

/** Whether two takings of one document, each a range or null for all of it, have a page in common. */
export function sharePages(
  a: { readonly pages: string | null },
  b: { readonly pages: string | null },
): boolean {
  const [first, second] = [ends(a.pages), ends(b.pages)];
  return first.first <= second.last && second.first <= first.last;
}

function ends(pages: string | null): { first: number; last: number } {
  const read = pages === null ? null : readPageRange(pages);
  return read?.ok ? { first: read.first, last: read.last ?? Infinity } : { first: 1, last: Infinity };
}
