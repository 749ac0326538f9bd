/** Where quoted words stand in a letter: the page, character offsets in its text, and lines counted from 1. */
export interface Place {
  readonly page: number;
  readonly start: number;
  readonly end: number;
  readonly lineFrom: number;
  readonly lineTo: number;
}

interface Page {
  readonly page: number;
  readonly text: string;
}

/**
 * Finds words in the pages of a letter, whatever its line breaks and kinds of quotation mark. Of several places
 * the one nearest to `hint` is taken. Null when they do not stand there; words over a page break stand on the first page.
 */
export function locateQuote(
  quote: string,
  pages: readonly Page[],
  hint: { readonly page: number | null; readonly start: number | null } = { page: null, start: null },
): Place | null {
  const wanted = folded(quote).text.trim();
  if (wanted === '') return null;
  const places = pages.flatMap((page) => placesIn(page, wanted));
  const distance = (place: Place): number =>
    Math.abs(place.page - (hint.page ?? 0)) * 1e9 + Math.abs(place.start - (hint.start ?? 0));
  return places.sort((a, b) => distance(a) - distance(b))[0] ?? overBreak(pages, wanted);
}

/** Whether two quotations are the same words, whatever their line breaks and kinds of quotation mark. */
export function isSameWords(one: string, other: string): boolean {
  return folded(one).text.trim() === folded(other).text.trim();
}

function placesIn(page: Page, wanted: string): Place[] {
  const { text, offsets } = folded(page.text);
  const places: Place[] = [];
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
    const start = offsets[at] ?? 0;
    const end = (offsets[at + wanted.length - 1] ?? start) + 1;
    places.push(placeOf(page, start, end));
  }
  return places;
}

function overBreak(pages: readonly Page[], wanted: string): Place | null {
  for (const [index, page] of pages.entries()) {
    const next = pages[index + 1];
    if (!next) break;
    const here = folded(`${page.text} `);
    const at = `${here.text}${folded(next.text).text.trimStart()}`.indexOf(wanted);
    if (at >= 0 && at < here.text.length) return placeOf(page, here.offsets[at] ?? 0, page.text.length);
  }
  return null;
}

function placeOf(page: Page, start: number, end: number): Place {
  const lineOf = (offset: number): number => page.text.slice(0, offset).split('\n').length;
  return { page: page.page, start, end, lineFrom: lineOf(start), lineTo: lineOf(end - 1) };
}

/** Text with one space for any white space and none behind a hyphen, plain quotation marks and dashes, and where each character came from. */
function folded(text: string): { text: string; offsets: number[] } {
  // What came last is kept apart: looking into a long string that still grows copies it each time.
  const pieces: string[] = [];
  const offsets: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const one = text.charAt(at);
    const isSpace = /\s/.test(one);
    if (isSpace && pieces.at(-1) === ' ') continue;
    // Behind the hyphen of a word or number a line may end; a quotation has it in one.
    if (isSpace && pieces.at(-1) === '-' && /[\p{L}\d]/u.test(pieces.at(-2) ?? '')) continue;
    pieces.push(isSpace ? ' ' : plain(one));
    offsets.push(at);
  }
  return { text: pieces.join(''), offsets };
}

function plain(one: string): string {
  if ('“”„«»'.includes(one)) return '"';
  if ('‘’‚'.includes(one)) return "'";
  // U+0002 is such a hyphen in the text of a PDF that was read before it was known.
  return '–—‐‑\u0002'.includes(one) ? '-' : one;
}
