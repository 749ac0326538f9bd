import { holdsImageEnd, knownEnd, likelyEnd } from './inline-image.js';

/** What content uses and leaves open, read without running it. */
export interface ContentScan {
  /** Every name it mentions. */
  readonly names: ReadonlySet<string>;
  /** `Q` without a `q` before it, `q` without a `Q` after it. */
  readonly unopened: number;
  readonly unclosed: number;
  /** Null where it neither begins nor ends a text. */
  readonly isInText: boolean | null;
  readonly openMarks: number;
  /** Fills an area or places a picture, which may cover what is under it. */
  readonly isFilling: boolean;
  /** Ends inside a string or a picture, and would swallow what follows. */
  readonly isCutOff: boolean;
  /** A picture within it may end elsewhere than it seems, so that what is taken for an aside may be pixels. */
  readonly isUnsure: boolean;
  /** Lists and dictionaries begun and not ended; they may go on in the next stream. */
  readonly openLists: number;
  /** Stretches that are not for drawing and may hold words: comments, property lists with strings. */
  readonly asides: readonly Aside[];
}

interface Aside {
  readonly from: number;
  readonly to: number;
  readonly instead: string;
}

const SPACE = new Uint8Array(256);
const DELIMITER = new Uint8Array(256);
/** What ends a word, and what is more than a letter within a string. */
const ENDS_WORD = new Uint8Array(256);
const IN_STRING = new Uint8Array(256);
for (const code of [0, 9, 10, 12, 13, 32]) SPACE[code] = ENDS_WORD[code] = 1;
for (const char of '()<>[]{}/%') DELIMITER[char.charCodeAt(0)] = ENDS_WORD[char.charCodeAt(0)] = 1;
for (const char of '()\\') IN_STRING[char.charCodeAt(0)] = 1;

/** An operator as one number, so that none of the many is made a string. */
const numberOf = (word: string): number =>
  Array.from(word).reduce((number, char) => (number << 8) | char.charCodeAt(0), 0);
const [SAVE, RESTORE, BEGIN_TEXT, END_TEXT] = ['q', 'Q', 'BT', 'ET'].map(numberOf);
const [BEGIN_LISTED, BEGIN_MARKED, END_MARKED] = ['BDC', 'BMC', 'EMC'].map(numberOf);
const [BEGIN_IMAGE, IMAGE_DATA, END_IMAGE] = ['BI', 'ID', 'EI'].map(numberOf);
const FILLS = new Set(['f', 'F', 'f*', 'B', 'B*', 'b', 'b*', 'sh', 'Do', 'BI'].map(numberOf));
const LONGEST_OPERATOR = 3;

const OPEN_PAREN = 0x28;
const LESS = 0x3c;
const GREATER = 0x3e;
const SLASH = 0x2f;
const PERCENT = 0x25;
const BACKSLASH = 0x5c;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

/** Reads the tokens of a content stream. */
export function scanContent(data: Uint8Array): ContentScan {
  const names = new Set<string>();
  const asides: Aside[] = [];
  let depth = 0;
  let least = 0;
  let isInText: boolean | null = null;
  let marks = 0;
  let dictDepth = 0;
  let dictFrom = 0;
  let hasWords = false;
  let isFilling = false;
  let lists = 0;
  let isCutOff = false;
  let isUnsure = false;
  let imageFrom = 0;
  let guessedFrom = Infinity;
  let at = 0;

  const keyword = (word: number): void => {
    if (word === SAVE) depth += 1;
    else if (word === RESTORE) least = Math.min(least, (depth -= 1));
    else if (word === BEGIN_TEXT) isInText = true;
    else if (word === END_TEXT) isInText = false;
    else if (FILLS.has(word)) isFilling = true;
    else if (word === BEGIN_LISTED || word === BEGIN_MARKED) marks += 1;
    else if (word === END_MARKED) marks = Math.max(0, marks - 1);
  };

  while (at < data.length) {
    const code = data[at] ?? 0;
    if (SPACE[code] === 1) {
      at += 1;
    } else if (code === PERCENT) {
      const end = endOfComment(data, at);
      asides.push({ from: at, to: end, instead: '' });
      at = end;
    } else if (code === OPEN_PAREN) {
      at = endOfString(data, at + 1);
      isCutOff ||= at > data.length;
      hasWords ||= dictDepth > 0;
    } else if (code === LESS && data[at + 1] === LESS) {
      if (dictDepth === 0) {
        dictFrom = at;
        hasWords = false;
      }
      dictDepth += 1;
      at += 2;
    } else if (code === GREATER && data[at + 1] === GREATER) {
      at += 2;
      dictDepth = Math.max(0, dictDepth - 1);
      // Whichever operator takes it, perhaps one in the next stream: no dictionary of contents is for drawing.
      if (dictDepth === 0 && hasWords) {
        while ((asides.at(-1)?.from ?? -1) > dictFrom) asides.pop();
        asides.push({ from: dictFrom, to: at, instead: '<<>>' });
        hasWords = false;
      }
    } else if (code === LESS) {
      at = endOfHex(data, at + 1);
      isCutOff ||= at > data.length;
      hasWords ||= dictDepth > 0;
    } else if (code === SLASH) {
      const end = endOfWord(data, at + 1);
      names.add(nameAt(data, at + 1, end));
      at = end;
    } else if (DELIMITER[code]) {
      if (code === OPEN_BRACKET) lists += 1;
      else if (code === CLOSE_BRACKET) lists -= 1;
      at += 1;
    } else {
      const end = endOfWord(data, at);
      const word = isOperator(code) ? operatorAt(data, at, end) : 0;
      if (word !== 0) keyword(word);
      if (word === BEGIN_IMAGE) imageFrom = end;
      if (word === END_IMAGE) isUnsure ||= guessedFrom < at;
      if (word === IMAGE_DATA) {
        const known = knownEnd(data, imageFrom, at, end);
        at = known ?? likelyEnd(data, end);
        if (known === null) guessedFrom = Math.min(guessedFrom, at);
      } else at = end;
      isCutOff ||= at > data.length;
    }
  }
  isUnsure ||= asides.some(({ from, to }) => from >= guessedFrom && holdsImageEnd(data, from, to));
  return {
    names,
    unopened: 0 - least,
    unclosed: depth - least,
    isInText,
    openMarks: marks,
    isFilling,
    isCutOff,
    isUnsure,
    openLists: lists + dictDepth,
    asides,
  };
}

/** Content without its asides; the same bytes where it has none. */
export function withoutAsides(data: Uint8Array, { asides }: ContentScan): Uint8Array {
  if (asides.length === 0) return data;
  const kept: Uint8Array[] = [];
  let at = 0;
  for (const { from, to, instead } of asides) {
    kept.push(data.subarray(at, from), Buffer.from(instead));
    at = to;
  }
  return Buffer.concat([...kept, data.subarray(at)]);
}

/** Several content streams that are shown one after the other. */
export function joinScans(scans: readonly ContentScan[]): ContentScan {
  const names = new Set<string>();
  let depth = 0;
  let least = 0;
  let isInText: boolean | null = null;
  let openMarks = 0;
  let isFilling = false;
  let isCutOff = false;
  let isUnsure = false;
  let openLists = 0;
  for (const scan of scans) {
    for (const name of scan.names) names.add(name);
    least = Math.min(least, depth - scan.unopened);
    depth += scan.unclosed - scan.unopened;
    isInText = scan.isInText ?? isInText;
    openMarks += scan.openMarks;
    isFilling ||= scan.isFilling;
    isCutOff ||= scan.isCutOff;
    isUnsure ||= scan.isUnsure;
    openLists += scan.openLists;
  }
  return {
    names,
    unopened: 0 - least,
    unclosed: depth - least,
    isInText,
    openMarks,
    isFilling,
    isCutOff,
    isUnsure,
    openLists,
    asides: [],
  };
}

/** Operators begin with a letter or a quote, numbers do not. */
function isOperator(code: number): boolean {
  return code > 0x39 || code === 0x27 || code === 0x22;
}

/** A word too long for an operator is -1. */
function operatorAt(data: Uint8Array, from: number, to: number): number {
  if (to - from > LONGEST_OPERATOR) return -1;
  let word = 0;
  for (let at = from; at < to; at += 1) word = (word << 8) | (data[at] ?? 0);
  return word;
}

function endOfComment(data: Uint8Array, from: number): number {
  let at = from;
  while (at < data.length && data[at] !== 10 && data[at] !== 13) at += 1;
  return at;
}

/** Ends beyond the data mean that the data stop before. */
function endOfString(data: Uint8Array, from: number): number {
  let depth = 1;
  let at = from;
  while (at < data.length) {
    const code = data[at] ?? 0;
    at += 1;
    if (IN_STRING[code] === 0) continue;
    if (code === BACKSLASH) at += 1;
    else if (code === OPEN_PAREN) depth += 1;
    else if ((depth -= 1) === 0) return at;
  }
  return data.length + 1;
}

function endOfHex(data: Uint8Array, from: number): number {
  const end = data.indexOf(GREATER, from);
  return end < 0 ? data.length + 1 : end + 1;
}

function endOfWord(data: Uint8Array, from: number): number {
  let at = from;
  while (at < data.length && ENDS_WORD[data[at] ?? 0] === 0) at += 1;
  return at;
}

function nameAt(data: Uint8Array, from: number, to: number): string {
  const raw = latin1(data, from, to);
  return raw.includes('#')
    ? raw.replace(/#([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : raw;
}

function latin1(data: Uint8Array, from: number, to: number): string {
  let text = '';
  for (let at = from; at < to; at += 1) text += String.fromCharCode(data[at] ?? 0);
  return text;
}
