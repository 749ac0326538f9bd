import type { Citation, Run } from '../blocks.js';
import { beginsLeftwards } from '../writing/reading-order.js';
import { textWidth, typeface } from '../writing/typeface.js';
import type { FaceName, Typeface } from '../writing/typeface.js';

/** Text in one face, with the citation its words make, if any. */
export interface StyledText {
  readonly text: string;
  readonly face: Typeface;
  readonly citation: Citation | null;
  readonly isStruck?: boolean;
}

/** A piece of a set line; `x` counts from the start of the line, in points. */
export interface Fragment extends StyledText {
  readonly x: number;
  readonly width: number;
}

export interface Line {
  /** In the order in which they are read; where any runs leftwards, `standing` says where each is painted. */
  readonly fragments: readonly Fragment[];
  readonly width: number;
  /** Whether its paragraph is read from right to left. */
  readonly isLeftwards: boolean;
}

export type Family = 'serif' | 'sans';

/** After a blank or hyphen a line may end; what stands together in a date or a citation does so only where it must. */
const ANYWHERE = /(\n| +|(?<=[-\u2010\u2013\u2014/_@&,;])(?=[^\s\d]))/;
const MONTH =
  '(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)';
const LABEL = '(?:[Pp]ages?|pp?\\.|Exhibits?|Ex\\.|No\\.|[Rr]un|[Rr]ule|[Tt]able|[Ff]igure|\u00a7)';
const TOGETHER = [
  `(?<=\\b\\d{1,2}) (?=${MONTH}\\b)`,
  `(?<=\\b${MONTH}) (?=\\d)`,
  `(?<=\\b${MONTH} \\d{1,2},) (?=\\d{4}\\b)`,
  `(?<=(?:^|[^A-Za-z])${LABEL}) (?=\\d)`,
].join('|');
const BREAKS = new RegExp(ANYWHERE.source.replace('| +', `|(?!${TOGETHER}) +`));
/** Letters and blanks between them: nothing that has to be broken or shaped. */
const ONE_LINE = /^[!-~](?:[ -~]*[!-~])?$/;
/** Made when a word is first broken: that takes longer than setting a page. */
let graphemes: Intl.Segmenter | null = null;

/** The faces of runs, in one family. */
export function styled(runs: readonly Run[], family: Family): StyledText[] {
  return runs.map((run) => ({
    text: run.text.replaceAll('\r\n', '\n').replaceAll('\r', '\n').replaceAll('\t', '    '),
    face: typeface(faceName(family, run.bold ?? false, run.italic ?? false)),
    citation: run.citation ?? null,
    ...(run.struck === true && { isStruck: true }),
  }));
}

export function plain(text: string, face: Typeface): StyledText[] {
  return [
    {
      text: text.replaceAll('\r\n', '\n').replaceAll('\r', '\n').replaceAll('\t', '    '),
      face,
      citation: null,
    },
  ];
}

/**
 * Breaks text into lines no wider than `width` points: at blanks, after hyphens and slashes, and inside
 * a word only where the word alone is too wide. Always at least one line.
 */
export function breakLines(pieces: readonly StyledText[], size: number, width: number): Line[] {
  const whole = onOneLine(pieces, size, width);
  if (whole) return [whole];
  const isLeftwards = beginsLeftwards(pieces.map(({ text }) => text).join(''));
  const lines: Line[] = [];
  let current: Fragment[] = [];
  let x = 0;
  let blanks: Fragment[] = [];

  const finish = (): void => {
    lines.push(joined(current, isLeftwards));
    current = [];
    blanks = [];
    x = 0;
  };
  const place = (piece: StyledText, wide: number): void => {
    current.push({ ...piece, x, width: wide });
    x += wide;
  };

  const wideOf = (word: Word): number =>
    word.pieces.reduce((all, piece) => all + textWidth(piece.face, size, piece.text), 0);
  const words = wordsOf(pieces, BREAKS).flatMap((word) =>
    word !== 'newline' && !word.isBlank && wideOf(word) > width ? wordsOf(word.pieces, ANYWHERE) : [word],
  );

  for (const word of words) {
    if (word === 'newline') {
      finish();
      continue;
    }
    if (word.isBlank) {
      for (const piece of word.pieces) {
        blanks.push({ ...piece, x: 0, width: textWidth(piece.face, size, piece.text) });
      }
      continue;
    }
    const blankWidth = sum(blanks);
    const wordWidth = wideOf(word);
    if (current.length > 0 && x + blankWidth + wordWidth > width + 0.01) finish();
    // Blanks between words are kept with the words so that the text can be copied out as it reads.
    if (current.length > 0 || lines.length === 0 || lines.at(-1)?.fragments.length === 0) {
      for (const blank of blanks) if (x + blank.width <= width) place(blank, blank.width);
    }
    blanks = [];
    if (x + wordWidth <= width + 0.01) {
      for (const piece of word.pieces) place(piece, textWidth(piece.face, size, piece.text));
      continue;
    }
    for (const piece of word.pieces) {
      graphemes ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
      for (const { segment } of graphemes.segment(piece.text)) {
        const wide = textWidth(piece.face, size, segment);
        if (current.length > 0 && x + wide > width + 0.01) finish();
        place({ ...piece, text: segment }, wide);
      }
    }
  }
  if (current.length > 0 || lines.length === 0) finish();
  return lines;
}

/** As many lines as the width takes, as equal in length as the words allow. */
export function evenLines(pieces: readonly StyledText[], size: number, width: number): Line[] {
  const lines = breakLines(pieces, size, width);
  if (lines.length < 2) return lines;
  const words = pieces.map(({ text, face }) => textExtent(text, face, size).word);
  let [low, high] = [Math.max(width / lines.length / 2, ...words), width];
  while (high - low > 1) {
    const middle = (low + high) / 2;
    if (breakLines(pieces, size, middle).length > lines.length) low = middle;
    else high = middle;
  }
  return breakLines(pieces, size, high);
}

/** A plain text that fits as it is; null for any other. */
function onOneLine([piece, ...others]: readonly StyledText[], size: number, most: number): Line | null {
  if (!piece || others.length > 0 || !ONE_LINE.test(piece.text)) return null;
  const width = textWidth(piece.face, size, piece.text);
  return width <= most ? { fragments: [{ ...piece, x: 0, width }], width, isLeftwards: false } : null;
}

/** The widest stretch that is never broken, in points, and the width of the whole on one line. */
export function textExtent(text: string, face: Typeface, size: number): { word: number; whole: number } {
  let word = 0;
  let whole = 0;
  for (const line of text.split('\n')) {
    whole = Math.max(whole, textWidth(face, size, line));
    for (const part of line.split(ANYWHERE)) word = Math.max(word, part ? textWidth(face, size, part) : 0);
  }
  return { word, whole };
}

interface Word {
  readonly isBlank: boolean;
  readonly pieces: StyledText[];
}

/** Words may run over several pieces (`**Ex**hibit`); a break opportunity ends one. */
function wordsOf(pieces: readonly StyledText[], breaks: RegExp): (Word | 'newline')[] {
  const words: (Word | 'newline')[] = [];
  let mayJoin = false;
  for (const piece of pieces) {
    const parts = piece.text.split(breaks).filter((part) => part !== '');
    parts.forEach((part, index) => {
      if (part === '\n') {
        words.push('newline');
        mayJoin = false;
        return;
      }
      const isBlank = /^ +$/.test(part);
      const last = words.at(-1);
      const canJoin = mayJoin && index === 0 && last !== undefined && last !== 'newline';
      if (canJoin && last.isBlank === isBlank) last.pieces.push({ ...piece, text: part });
      else words.push({ isBlank, pieces: [{ ...piece, text: part }] });
      mayJoin = true;
    });
  }
  return words;
}

/** Neighbours of the same style are one fragment: fewer operators, and text that copies out whole. */
function joined(fragments: readonly Fragment[], isLeftwards: boolean): Line {
  const out: Fragment[] = [];
  for (const fragment of fragments) {
    const last = out.at(-1);
    if (last && isAlike(last, fragment)) {
      out[out.length - 1] = { ...last, text: last.text + fragment.text, width: last.width + fragment.width };
    } else {
      out.push(fragment);
    }
  }
  const end = out.at(-1);
  return { fragments: out, width: end ? end.x + end.width : 0, isLeftwards };
}

function isAlike(one: Fragment, other: Fragment): boolean {
  const sameStyle = one.face === other.face && (one.isStruck ?? false) === (other.isStruck ?? false);
  return sameStyle && sameCitation(one.citation, other.citation);
}

function sameCitation(a: Citation | null, b: Citation | null): boolean {
  return a === b || (a !== null && b !== null && a.exhibit === b.exhibit && a.page === b.page);
}

function sum(fragments: readonly Fragment[]): number {
  return fragments.reduce((all, fragment) => all + fragment.width, 0);
}

function faceName(family: Family, bold: boolean, italic: boolean): FaceName {
  if (family === 'sans') return bold ? 'sans-bold' : italic ? 'sans-italic' : 'sans';
  if (bold && italic) return 'serif-bold-italic';
  return bold ? 'serif-bold' : italic ? 'serif-italic' : 'serif';
}
