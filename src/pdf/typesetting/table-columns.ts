import { textWidth, typeface } from '../writing/typeface.js';
import { columnWidth } from './flow.js';
import { turned } from './paper.js';
import type { PageSize } from './paper.js';
import type { TextStyle } from './text-boxes.js';
import { textExtent } from './text-lines.js';

export const GUTTER = 10;
/** Of what stands above a title, in points. */
export const MARK_SIZE = 6.5;
const NARROWEST = 16;
/** A stretch without a blank that is wider than this may be broken anywhere, in points. */
const LONGEST_WORD = 130;
const WIDEST_COLUMN = 330;
const MEASURED_ROWS = 20_000;
/** What stands where a figure is not given. */
const NO_FIGURE = /^(?:not\sgiven|fewer\sthan\s\d+|n\/?a|none|null|nil|[-\u2013\u2014.]+)$/i;
/** Words do not part a title into halves of one length. */
const TITLE_SLACK = 8;

export interface Column {
  readonly index: number;
  readonly title: string;
  /** What stands small above its title. */
  readonly over: string;
  readonly least: number;
  /** Its cells on one line and its title on two. */
  readonly body: number;
  /** All of it on one line. */
  readonly wanted: number;
  readonly isNumeric: boolean;
}

export interface FittedColumn extends Column {
  readonly width: number;
}

/** One row of figures or words that are numbers, with the usual signs around them. */
function isNumericCell(text: string): boolean {
  const bare = /^\(.+\)$/.test(text) ? text.slice(1, -1) : text.replace(/^([$€£]\s*)\((.+)\)$/, '$1$2');
  return /^[-+\u2212]?(?:[$€£]\s?)?\d{1,3}(?:[,\u202f ]?\d{3})*(?:\.\d+)?\s?%?$|^[-+]?\d*\.?\d+(?:e[-+]?\d+)?$/i.test(
    bare,
  );
}

/** What each column asks for, by its title and its cells. */
export function measureColumns(
  columns: readonly string[],
  over: readonly string[],
  rows: readonly (readonly string[])[],
  style: TextStyle,
): Column[] {
  const face = typeface('sans');
  const bold = typeface('sans-bold');
  const step = Math.max(1, Math.floor(rows.length / MEASURED_ROWS));
  return columns.map((title, index) => {
    const head = textExtent(title, bold, style.tableSize);
    const mark = over[index] ?? '';
    const markWidth = textWidth(face, MARK_SIZE, mark);
    let least = Math.max(Math.min(head.word, LONGEST_WORD), markWidth);
    let body = head.whole / 2 + TITLE_SLACK;
    let isNumeric = true;
    let hasFigures = false;
    for (let at = 0; at < rows.length; at += step) {
      const cell = (rows[at]?.[index] ?? '').trim();
      if (cell === '') continue;
      const isFigure = isNumericCell(cell);
      hasFigures ||= isFigure;
      isNumeric &&= isFigure || NO_FIGURE.test(cell);
      const extent = textExtent(cell, face, style.tableSize);
      least = Math.max(least, Math.min(extent.word, LONGEST_WORD));
      body = Math.max(body, extent.whole);
    }
    least = Math.max(least + 0.5, NARROWEST);
    const within = (wanted: number): number => Math.max(least, Math.min(wanted + 0.5, WIDEST_COLUMN));
    return {
      index,
      title,
      over: mark,
      least,
      body: within(body),
      wanted: within(Math.max(body, head.whole)),
      isNumeric: isNumeric && hasFigures,
    };
  });
}

/** The sheet as it is, or turned where that saves folding. */
export function sheetFor(columns: readonly Column[], keys: number, size: PageSize): PageSize {
  const wide = turned(size);
  const least = neededWidth(columns.map((column) => column.least));
  if (least <= columnWidth(size)) return size;
  return least <= columnWidth(wide) ||
    groupColumns(columns, keys, columnWidth(wide)).length <
      groupColumns(columns, keys, columnWidth(size)).length
    ? wide
    : size;
}

/** With the room between them. */
export function neededWidth(widths: readonly number[]): number {
  return widths.reduce((all, width) => all + width, 0) + GUTTER * Math.max(0, widths.length - 1);
}

/** Packs columns into as few groups as their least widths allow; the first ones, the keys, lead every group. */
export function groupColumns(columns: readonly Column[], keys: number, width: number): FittedColumn[][] {
  const lead = columns.slice(0, keys);
  if (lead.length === 0) return [[]];
  const groups: Column[][] = [[...lead]];
  for (const column of columns.slice(keys)) {
    const group = groups.at(-1) ?? [];
    const fits = neededWidth([...group, column].map((each) => each.least)) <= width;
    if (fits || group.length <= lead.length) group.push(column);
    else groups.push([...lead, column]);
  }
  return groups.map((group) => fitColumns(group, width));
}

/** Gives each column what it wants; where the room is too small for that titles give way, then the widest cells. */
function fitColumns(columns: readonly Column[], width: number): FittedColumn[] {
  const room = width - GUTTER * Math.max(0, columns.length - 1);
  const sum = (of: (column: Column) => number): number =>
    columns.reduce((all, column) => all + of(column), 0);
  const sized = (of: (column: Column) => number) =>
    columns.map((column) => ({ ...column, width: of(column) }));
  const [least, body, wanted] = [sum((one) => one.least), sum((one) => one.body), sum((one) => one.wanted)];
  if (wanted <= room) return sized((one) => one.wanted);
  if (least >= room) return sized((one) => (one.least * room) / least);
  if (body <= room) {
    const share = (room - body) / (wanted - body);
    return sized((one) => one.body + (one.wanted - one.body) * share);
  }
  const atMost = (most: number) => (one: Column) => Math.max(one.least, Math.min(one.body, most));
  let [low, high] = [0, room];
  while (high - low > 0.01) {
    const middle = (low + high) / 2;
    if (sum(atMost(middle)) > room) high = middle;
    else low = middle;
  }
  return sized(atMost(low));
}
