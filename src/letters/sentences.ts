/** A sentence or a list item of a page: its words on one line, and where they stand in the page's text. */
export interface Sentence {
  readonly page: number;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Ends of words that carry a full stop without ending the sentence. */
const SHORT_FORMS =
  /(?:^|[\s("“])(?:mr|mrs|ms|dr|prof|hon|inc|corp|co|ltd|llc|llp|no|nos|v|vs|st|jr|sr|u\.s|u\.k|e\.g|i\.e|cf|art|sec|para|fig|ex|p|pp|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|[a-z])\.$/i;
const BREAK =
  /[.!?]["”’')\]]*(?=\s)|[;:](?=\s*\n)|\n(?=\s*\n)|\n(?=\s*(?:[•●▪◦*–-]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s)/gi;
/** What stands before a list item; it is no part of the item's words. */
const LIST_MARK = /^(?:[•●▪◦*–-]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s+/;
const SHORTEST = 3;

/** Splits the text of a page into sentences and list items; nothing but white space and list marks falls between them. */
export function sentencesOf(page: { readonly page: number; readonly text: string }): Sentence[] {
  const { text } = page;
  const ends = [...text.matchAll(BREAK)]
    .map((match) => match.index + match[0].length)
    .filter((end) => isEnd(text, end));
  const sentences: Sentence[] = [];
  let from = 0;
  for (const to of [...ends, text.length]) {
    const piece = text.slice(from, to);
    const blank = piece.length - piece.trimStart().length;
    const start = from + blank + (LIST_MARK.exec(piece.slice(blank))?.[0].length ?? 0);
    const end = from + piece.trimEnd().length;
    if (end - start >= SHORTEST)
      sentences.push({ page: page.page, start, end, text: text.slice(start, end).replace(/\s+/g, ' ') });
    from = to;
  }
  return sentences;
}

function isEnd(text: string, end: number): boolean {
  const before = text.slice(Math.max(0, end - 24), end);
  if (/[.]$/.test(before) && SHORT_FORMS.test(before)) return false;
  if (!/[.!?]["”’')\]]*$/.test(before)) return true;
  const next = /\S/.exec(text.slice(end, end + 40))?.[0] ?? '';
  return next === '' || !/[a-z]/.test(next);
}
