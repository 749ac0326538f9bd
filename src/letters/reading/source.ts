/** A letter's text as one string, its pages joined by form feeds, and where each page begins in it. */
export interface Source {
  readonly text: string;
  /** The same length as `text`, with plain quotation marks, dashes and spaces: what patterns are matched against. */
  readonly plain: string;
  readonly pageStarts: readonly number[];
}

/** Where words stand: the page, counted from 1, and character offsets in that page's text. */
export interface Place {
  readonly page: number;
  readonly start: number;
  readonly end: number;
}

/** A piece of the letter on one line: every run of white space is one space, and each character knows its offset. */
export interface Folded {
  readonly words: string;
  /** The offset in the letter's text of each character of `words`. */
  readonly offsets: readonly number[];
}

const PLAIN: Readonly<Record<string, string>> = {
  '‘': "'",
  '’': "'",
  '‚': "'",
  '`': "'",
  '´': "'",
  '“': '"',
  '”': '"',
  '„': '"',
  '«': '"',
  '»': '"',
  '–': '-',
  '—': '-',
  '‐': '-',
  '‑': '-',
  '−': '-',
  '\u00a0': ' ',
  '\u2007': ' ',
  '\u202f': ' ',
  '\u200b': ' ',
  '\ufeff': ' ',
};
const NOT_PLAIN = new RegExp(`[${Object.keys(PLAIN).join('')}]`, 'g');
const LIGATURES: Readonly<Record<string, string>> = { ﬀ: 'ff', ﬁ: 'fi', ﬂ: 'fl', ﬃ: 'ffi', ﬄ: 'ffl' };
const SOFT_HYPHEN = '\u00ad';

/** From pages, or from one text whose pages end with form feeds. */
export function sourceOf(input: string | readonly string[]): Source {
  const pages = typeof input === 'string' ? input.split('\f') : input;
  const pageStarts: number[] = [];
  let at = 0;
  for (const page of pages) {
    pageStarts.push(at);
    at += page.length + 1;
  }
  const text = pages.join('\f');
  return { text, plain: text.replace(NOT_PLAIN, (one) => PLAIN[one] ?? one), pageStarts };
}

/** Words that run over a page break end with their first page. */
export function placeOf({ text, pageStarts }: Source, start: number, end: number): Place {
  let page = pageStarts.length;
  while (page > 1 && (pageStarts[page - 1] ?? 0) > start) page -= 1;
  const pageStart = pageStarts[page - 1] ?? 0;
  const pageEnd = page < pageStarts.length ? (pageStarts[page] ?? 0) - 1 : text.length;
  return { page, start: start - pageStart, end: Math.min(end, pageEnd) - pageStart };
}

/** The exact words from one offset to another, as a quotation. */
export function quoteOf({ text }: Source, start: number, end: number): string {
  return quotation(text.slice(start, end));
}

/**
 * Words of a letter as one line: any white space is one space. A word or number broken behind its hyphen keeps the
 * hyphen and loses the line break, since nobody but the writer knows whether the hyphen is part of it.
 */
export function quotation(text: string): string {
  return text
    .replace(BROKEN, (all, hyphen: string, blank: string) => (/[\n\f\r]/.test(blank) ? hyphen : all))
    .replace(/\s+/g, ' ')
    .trim();
}

/** “pre- and post-sale” keeps its space. */
const BROKEN = /(?<=[\p{L}\d])([-\u2010\u2011])(\s+)(?=[\p{L}\d])(?!(?:and|or|to)\b)/gu;

/** The plain words from one offset to another, folded, ligatures and words broken at a line's end made whole. */
export function fold({ plain }: Source, start: number, end: number): Folded {
  // What came last is kept apart: looking into a long string that still grows copies it each time.
  const pieces: string[] = [];
  const offsets: number[] = [];
  let before = '';
  let last = '';
  for (let at = start; at < end; at += 1) {
    const one = plain.charAt(at);
    if (one === SOFT_HYPHEN) continue;
    if (/\s/.test(one)) {
      if (last === '' || last === ' ' || (last === '-' && /[\p{L}\d]/u.test(before))) continue;
      [before, last] = [last, ' '];
      pieces.push(' ');
      offsets.push(at);
      continue;
    }
    for (const letter of LIGATURES[one] ?? one) {
      [before, last] = [last, letter];
      pieces.push(letter);
      offsets.push(at);
    }
  }
  const trimmed = pieces.join('').trimEnd();
  return { words: trimmed, offsets: offsets.slice(0, trimmed.length) };
}

/** The offset in the letter just after the character at `index - 1` of folded words. */
export function endOffset({ offsets }: Folded, index: number): number {
  return (offsets[Math.min(index, offsets.length) - 1] ?? -1) + 1;
}

/** The offset in the letter of the character at `index` of folded words. */
export function startOffset({ offsets }: Folded, index: number): number {
  return offsets[Math.min(index, offsets.length - 1)] ?? 0;
}
