/** A piece of text, and whether it is one of the words looked for. */
export interface Piece {
  readonly text: string;
  readonly isHit: boolean;
}

export const LONGEST_QUERY = 200;
const MOST_WORDS = 8;
const BEFORE = 70;
const AROUND = 240;

/** The words of a query, each once; “words in quotes” stay together. */
export function wordsOf(query: string): string[] {
  const found = [...query.matchAll(/"([^"]+)"|“([^”]+)”|(\S+)/g)].map(([, straight, curly, word]) =>
    (straight ?? curly ?? word ?? '').trim().replaceAll(/\s+/g, ' '),
  );
  return [...new Set(found.filter((word) => word !== '' && word !== '"'))].slice(0, MOST_WORDS);
}

/** A pattern for `like … escape '\'` that takes what was typed as it is. */
export function likePattern(word: string): string {
  return `%${lowerAscii(word).replaceAll(/[\\%_]/g, '\\$&')}%`;
}

/** SQLite lowers only A to Z; both sides of a comparison are lowered alike there. */
export function lowerAscii(text: string): string {
  return text.replaceAll(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/** The words of a text around the first hit, hits marked; line ends become blanks. */
export function inContext(text: string, words: readonly string[]): Piece[] {
  const plain = text.replaceAll(/\s+/g, ' ').trim();
  const hits = hitsIn(plain, words);
  const first = hits[0]?.from ?? 0;
  const start = first <= BEFORE ? 0 : wordStart(plain, first - BEFORE);
  const end = plain.length - start <= AROUND ? plain.length : wordEnd(plain, start + AROUND);
  const pieces: Piece[] = [];
  let at = start;
  const add = (to: number, isHit: boolean): void => {
    if (to > at) pieces.push({ text: plain.slice(at, to), isHit });
    at = Math.max(at, to);
  };
  for (const { from, to } of hits) {
    if (from < at || to > end) continue;
    add(from, false);
    add(to, true);
  }
  add(end, false);
  return [
    ...(start > 0 ? [{ text: '… ', isHit: false }] : []),
    ...pieces,
    ...(end < plain.length ? [{ text: ' …', isHit: false }] : []),
  ];
}

function hitsIn(text: string, words: readonly string[]): { from: number; to: number }[] {
  const lower = lowerAscii(text);
  const hits: { from: number; to: number }[] = [];
  for (const word of words) {
    const wanted = lowerAscii(word);
    for (let from = lower.indexOf(wanted); from >= 0; from = lower.indexOf(wanted, from + wanted.length))
      hits.push({ from, to: from + wanted.length });
  }
  return hits.sort((a, b) => a.from - b.from || b.to - a.to);
}

function wordStart(text: string, at: number): number {
  const blank = text.indexOf(' ', at);
  return blank < 0 || blank > at + 30 ? at : blank + 1;
}

function wordEnd(text: string, at: number): number {
  const blank = text.lastIndexOf(' ', at);
  return blank < at - 30 ? at : blank;
}
