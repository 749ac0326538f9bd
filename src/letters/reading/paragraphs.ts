import { beginsWithAct } from './duty-forms.js';
import { pageNumberRows } from './page-numbers.js';
import type { Source } from './source.js';

/** A line of the letter without the white space around it. */
export interface Line {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Whether a blank line, or the top of the letter, stands before it. */
  readonly afterBlank: boolean;
}

/** Lines that belong together, with the mark of a list item (`(a)`, `•`, `2.`) where they begin with one. */
export interface Paragraph {
  readonly start: number;
  readonly end: number;
  readonly lines: readonly Line[];
  readonly mark: Mark | null;
}

export interface Mark {
  /** The kind of mark: items of one list share it. */
  readonly style: string;
  /** The place in its list from 1; 0 for a bullet. */
  readonly ordinal: number;
  readonly length: number;
}

const BULLET = /^(?:[•●▪◦‣∙·■□►➢✓]|[*](?![*])|-{1,2}(?=\s)|o(?=[ \t]{2,}|\t))\s*/u;
const NUMBERED =
  /^(?<open>\(?)(?<what>\d{1,2}(?:\.\d{1,2}){0,3}|[a-z]|[ivx]{1,5})(?<close>\)|\.(?!\d)\)?|:(?=\s))\s*(?=\S)|^\[(?<boxed>\d{1,2}|[a-z])\]\s+(?=\p{Lu})|^(?<sub>\d{1,2}(?:\.\d{1,2}){1,3})\s+(?=\p{L})|^(?:step|demand|request|question|item|point)\s+(?<step>\d{1,2}|[a-z])\s*[:.)-]\s*(?=\S)|^(?<bare>\d{1,2})(?:\t|[ ]{2,})\s*(?=\p{L})/iu;
const UNWRAPPED_FROM = 130;
const ENDED = /[.!?:;]["')\]*_]*$/;
/** “within” and its like, where a page ends before the number. */
const WANTS_NUMBER = /[a-z]\s+(?:within|by|before|until|than|least|next)$/;
/** A line set in bold from end to end, as some mails mark it. */
const IN_BOLD = /^(?:\*\*|__).+(?:\*\*|__)$/;

/** The lines of a letter, page numbers and blank lines left out. */
export function linesOf({ plain }: Source): Line[] {
  const lines: Line[] = [];
  let start = 0;
  let page = 1;
  const rows = plain.split(/(?<=[\n\f]|\r(?!\n))/).map((piece) => {
    const row = { text: piece.trim(), page, at: start + piece.length - piece.trimStart().length };
    start += piece.length;
    if (piece.endsWith('\f')) page += 1;
    return row;
  });
  const numbers = pageNumberRows(rows);
  let afterBlank = true;
  for (const [index, { text, at }] of rows.entries()) {
    if (text === '') afterBlank = true;
    if (text === '' || numbers.has(index)) continue;
    lines.push({ start: at, end: at + text.length, text, afterBlank });
    afterBlank = false;
  }
  return lines;
}

/**
 * Lines joined to paragraphs: at blank lines, list marks, headings and short last lines. Where a letter has one
 * line for each paragraph, every line is one; a line that goes on in the middle of a sentence is joined.
 */
export function paragraphsOf(lines: readonly Line[]): Paragraph[] {
  const lengths = lines.map((line) => line.text.length).sort((a, b) => a - b);
  const width = lengths[Math.floor(lengths.length * 0.9)] ?? 0;
  const isWrapped = width < UNWRAPPED_FROM;
  const groups: Line[][] = [];
  const bare = bareNumbers(lines);
  const markFor = (line: Line): Mark | null => bare.get(line) ?? markOf(line.text);
  for (const line of lines) {
    const group = groups.at(-1);
    const before = group?.at(-1);
    if (group && before && goesOn(group[0] ?? before, before, line, isWrapped ? width : 0, markFor))
      group.push(line);
    else groups.push([line]);
  }
  return groups.flatMap((group) => {
    const [first] = group;
    const last = group.at(-1);
    if (!first || !last) return [];
    return { start: first.start, end: last.end, lines: group, mark: markFor(first) };
  });
}

/** The mark of a list item with which a text begins, or null. */
export function markOf(text: string): Mark | null {
  const bullet = BULLET.exec(text);
  if (bullet) return { style: `bullet ${text.charAt(0)}`, ordinal: 0, length: bullet[0].length };
  const found = NUMBERED.exec(text);
  if (!found) return null;
  const { open = '', what, close = '', sub, bare, step, boxed } = found.groups ?? {};
  const label = (what ?? sub ?? bare ?? step ?? boxed ?? '').toLowerCase();
  if (
    what !== undefined &&
    close === '.' &&
    /^[A-Z]$/.test(what) &&
    /^\S+\s*(?:[A-Z]\.|[A-Z][a-z]+$)/.test(text)
  )
    return null; // the initial of a name
  const shape = boxed === undefined ? `${open}${close}` : '[]';
  if (/^\d/.test(label)) {
    const parts = label.split('.');
    return {
      style: `number ${parts.length} ${parts.slice(0, -1).join('.')}${shape}`,
      ordinal: Number(parts.at(-1)),
      length: found[0].length,
    };
  }
  const roman = romanOf(label);
  return label.length > 1 || label === 'i'
    ? { style: `roman ${shape}`, ordinal: roman, length: found[0].length }
    : { style: `letter ${shape}`, ordinal: label.charCodeAt(0) - 96, length: found[0].length };
}

/** `iv`: 4. */
export function romanOf(label: string): number {
  const values: Readonly<Record<string, number>> = { i: 1, v: 5, x: 10 };
  const digits = [...label.toLowerCase()].map((one) => values[one] ?? 0);
  return digits.reduce((sum, one, index) => sum + (one < (digits[index + 1] ?? 0) ? -one : one), 0);
}

const BARE_NUMBER = /^(?<number>\d{1,2})\s(?=\p{Lu})/u;
const LEAST_ITEM = 45;

/** Lines numbered “1 Take …”, “2 Pay …” without any sign after the number: a run from 1, of sentences or of acts. */
function bareNumbers(lines: readonly Line[]): ReadonlyMap<Line, Mark> {
  let run: [Line, Mark][] = [];
  const all: [Line, Mark][] = [];
  for (const line of lines) {
    const found = BARE_NUMBER.exec(line.text);
    if (!found) continue;
    const ordinal = Number(found.groups?.['number']);
    const rest = line.text.slice(found[0].length);
    if (!beginsWithAct(rest) && rest.length < LEAST_ITEM) continue;
    if (ordinal !== run.length + 1) {
      if (run.length > 1) all.push(...run);
      run = [];
    }
    if (ordinal === run.length + 1)
      run.push([line, { style: 'number 1 ', ordinal, length: found[0].length }]);
  }
  return new Map([...all, ...(run.length > 1 ? run : [])]);
}

function goesOn(
  first: Line,
  before: Line,
  line: Line,
  width: number,
  markFor: (line: Line) => Mark | null,
): boolean {
  const mark = markFor(line);
  const item = markFor(first);
  if (mark && item && (mark.style !== item.style || mark.ordinal === item.ordinal + 1)) return false;
  if (/:$/.test(before.text) || IN_BOLD.test(before.text)) return false;
  const isEnded = ENDED.test(before.text);
  if (mark !== null && (mark.ordinal === 0 || line.afterBlank || isEnded || mark.ordinal === 1)) return false;
  const isLower = /^[a-z(,;]/.test(line.text);
  if (WANTS_NUMBER.test(before.text) && /^\d/.test(line.text)) return true;
  if (line.afterBlank || width === 0)
    return isLower && !isEnded && before.text.length > 20 && !/\b(?:and|or|to|that|you)$/i.test(before.text);
  if (mark !== null && /(?:,|\b(?:and|or|to|you|immediately|following))$/i.test(before.text)) return false;
  if (isLower && !isEnded) return true;
  if (isEnded) return before.text.length > width * 0.7;
  return before.text.length > width * 0.55;
}
