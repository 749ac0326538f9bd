/** What a content stream uses and leaves open, read without running it. */
export interface ContentScan {
  /** Every name the stream mentions. */
  readonly names: ReadonlySet<string>;
  /** `Q` without a `q` before it, `q` without a `Q` after it. */
  readonly unopened: number;
  readonly unclosed: number;
  readonly openTexts: number;
  readonly openMarks: number;
}

const SPACE = new Uint8Array(256);
const DELIMITER = new Uint8Array(256);
for (const code of [0, 9, 10, 12, 13, 32]) SPACE[code] = 1;
for (const char of '()<>[]{}/%') DELIMITER[char.charCodeAt(0)] = 1;

const OPEN_PAREN = 0x28;
const CLOSE_PAREN = 0x29;
const LESS = 0x3c;
const GREATER = 0x3e;
const SLASH = 0x2f;
const PERCENT = 0x25;
const BACKSLASH = 0x5c;

/** Reads the tokens of one or several content streams that are shown one after the other. */
export function scanContent(parts: readonly Uint8Array[]): ContentScan {
  const names = new Set<string>();
  let depth = 0;
  let least = 0;
  let texts = 0;
  let marks = 0;

  const keyword = (word: string): void => {
    if (word === 'q') depth += 1;
    else if (word === 'Q') {
      depth -= 1;
      if (depth < least) least = depth;
    } else if (word === 'BT') texts = 1;
    else if (word === 'ET') texts = 0;
    else if (word === 'BDC' || word === 'BMC') marks += 1;
    else if (word === 'EMC') marks = Math.max(0, marks - 1);
  };

  for (const data of parts) {
    let at = 0;
    while (at < data.length) {
      const code = data[at] ?? 0;
      if (SPACE[code]) at += 1;
      else if (code === PERCENT) at = endOfComment(data, at);
      else if (code === OPEN_PAREN) at = endOfString(data, at + 1);
      else if (code === LESS && data[at + 1] !== LESS) at = endOfHex(data, at + 1);
      else if (code === SLASH) {
        const end = endOfWord(data, at + 1);
        names.add(nameAt(data, at + 1, end));
        at = end;
      } else if (DELIMITER[code]) at += 1;
      else {
        const end = endOfWord(data, at);
        if (end - at <= 3) {
          const word = latin1(data, at, end);
          if (word === 'ID') {
            at = endOfInlineImage(data, end);
            continue;
          }
          keyword(word);
        }
        at = end;
      }
    }
  }
  return { names, unopened: -least, unclosed: depth - least, openTexts: texts, openMarks: marks };
}

function endOfComment(data: Uint8Array, from: number): number {
  let at = from;
  while (at < data.length && data[at] !== 10 && data[at] !== 13) at += 1;
  return at;
}

function endOfString(data: Uint8Array, from: number): number {
  let depth = 1;
  let at = from;
  for (; at < data.length && depth > 0; at += 1) {
    const code = data[at];
    if (code === BACKSLASH) at += 1;
    else if (code === OPEN_PAREN) depth += 1;
    else if (code === CLOSE_PAREN) depth -= 1;
  }
  return at;
}

function endOfHex(data: Uint8Array, from: number): number {
  const end = data.indexOf(GREATER, from);
  return end < 0 ? data.length : end + 1;
}

function endOfWord(data: Uint8Array, from: number): number {
  let at = from;
  while (at < data.length) {
    const code = data[at] ?? 0;
    if (SPACE[code] || DELIMITER[code]) break;
    at += 1;
  }
  return at;
}

/** `EI` between white space, with readable operators after it: the pixels may hold any bytes. */
function endOfInlineImage(data: Uint8Array, from: number): number {
  for (let at = from + 1; at < data.length - 1; at += 1) {
    if (data[at] !== 0x45 || data[at + 1] !== 0x49) continue;
    const isApart =
      SPACE[data[at - 1] ?? 0] === 1 && (at + 2 >= data.length || SPACE[data[at + 2] ?? 0] === 1);
    if (isApart && isReadable(data, at + 2)) return at + 2;
  }
  return data.length;
}

function isReadable(data: Uint8Array, from: number): boolean {
  const end = Math.min(data.length, from + 12);
  for (let at = from; at < end; at += 1) {
    const code = data[at] ?? 0;
    if (code > 126 || (code < 32 && !SPACE[code])) return false;
  }
  return true;
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
