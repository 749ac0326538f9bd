import { drawLine, drawText, fillRect, HAIRLINE, INK, SOFT_INK } from '../writing/drawing.js';
import type { Drawing } from '../writing/drawing.js';
import { columnHeight, columnWidth } from './flow.js';
import type { Box, Flow } from './flow.js';
import { turned } from './paper.js';
import type { PageSize } from './paper.js';
import { baseline, drawLineOfText, lineBox } from './text-boxes.js';
import type { TextStyle } from './text-boxes.js';
import { breakLines, plain, textExtent } from './text-lines.js';
import type { Line } from './text-lines.js';
import { textWidth, typeface } from '../writing/typeface.js';

const GUTTER = 10;
const NARROWEST = 16;
/** A stretch without a blank that is wider than this may be broken anywhere, in points. */
const LONGEST_WORD = 130;
const WIDEST_COLUMN = 330;
const MEASURED_ROWS = 20_000;
/** What stands where a figure is not given. */
const NO_FIGURE = /^(?:not\sgiven|fewer\sthan\s\d+|n\/?a|none|null|nil|[-\u2013\u2014.]+)$/i;
/** Words do not part a title into halves of one length. */
const TITLE_SLACK = 8;
/** Rows at the end of a table that stand together. */
const LAST_TOGETHER = 3;
/** Of fewer lines than this; taller ones would leave too much of a page empty. */
const LOW_ROW = 5;

interface Column {
  readonly index: number;
  readonly title: string;
  readonly least: number;
  /** Its cells on one line and its title on two. */
  readonly body: number;
  /** All of it on one line. */
  readonly wanted: number;
  readonly isNumeric: boolean;
}

interface FittedColumn extends Column {
  readonly width: number;
}

/**
 * A table as flows. Columns get the width their content asks for; a table too wide for the page is turned
 * if that saves folding it, else folded into groups of columns that each repeat the first. The last line
 * counts rows and columns.
 */
export function tableFlows(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  size: PageSize,
  style: TextStyle,
): Flow[] {
  const measured = measureColumns(columns, rows, style);
  const sheet = sheetFor(measured, size);
  const groups = groupColumns(measured, columnWidth(sheet));
  const tail = totalsLine(rows.length, columns.length, style);
  return groups.flatMap((group, index): Flow[] => {
    const boxes: Box[] = [];
    const head = headBox(group, style, columnWidth(sheet));
    const label = groups.length > 1 ? groupLabel(group, columns.length, style) : null;
    if (label) boxes.push({ ...label, before: 14, keepWithNext: true });
    const headAt = boxes.length;
    boxes.push({ ...head, before: label ? 4 : 10, keepWithNext: true });
    const isLast = index === groups.length - 1;
    rows.forEach((row, at) => {
      // Neither the first row nor the last ones stand alone on a page.
      const keeps = at === 0 || at >= rows.length - (isLast ? LAST_TOGETHER : LAST_TOGETHER - 1);
      const keepsOn = keeps && (isLast || at < rows.length - 1);
      for (const box of rowBoxes(group, row, style, sheet))
        boxes.push({ ...box, keepWithNext: keepsOn && box.height < LOW_ROW * style.tableLeading });
    });
    if (isLast) boxes.push(tail);
    return [{ size: sheet, boxes, head, headAt, startsPage: false }];
  });
}

/** One row of figures or words that are numbers, with the usual signs around them. */
export function isNumericCell(text: string): boolean {
  return /^[-+\u2212]?[$€£]?\d{1,3}(?:[,\u202f ]?\d{3})*(?:\.\d+)?\s?%?$|^[-+]?\d*\.?\d+(?:e[-+]?\d+)?$/i.test(
    text,
  );
}

function measureColumns(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  style: TextStyle,
): Column[] {
  const face = typeface('sans');
  const bold = typeface('sans-bold');
  const step = Math.max(1, Math.floor(rows.length / MEASURED_ROWS));
  return columns.map((title, index) => {
    const head = textExtent(title, bold, style.tableSize);
    let least = Math.min(head.word, LONGEST_WORD);
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
      least,
      body: within(body),
      wanted: within(Math.max(body, head.whole)),
      isNumeric: isNumeric && hasFigures,
    };
  });
}

function sheetFor(columns: readonly Column[], size: PageSize): PageSize {
  const wide = turned(size);
  const least = neededWidth(columns.map((column) => column.least));
  if (least <= columnWidth(size)) return size;
  return least <= columnWidth(wide) ||
    groupColumns(columns, columnWidth(wide)).length < groupColumns(columns, columnWidth(size)).length
    ? wide
    : size;
}

function neededWidth(widths: readonly number[]): number {
  return widths.reduce((all, width) => all + width, 0) + GUTTER * Math.max(0, widths.length - 1);
}

/** Packs columns into as few groups as their least widths allow; the first column leads every group. */
function groupColumns(columns: readonly Column[], width: number): FittedColumn[][] {
  const [first, ...rest] = columns;
  if (!first) return [[]];
  const groups: Column[][] = [[first]];
  for (const column of rest) {
    const group = groups.at(-1) ?? [];
    const fits = neededWidth([...group, column].map((each) => each.least)) <= width;
    if (fits || group.length < 2) group.push(column);
    else groups.push([first, column]);
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

function headBox(columns: readonly FittedColumn[], style: TextStyle, width: number): Box {
  const face = typeface('sans-bold');
  const cells = columns.map((column) => breakLines(plain(column.title, face), style.tableSize, column.width));
  const count = Math.max(1, ...cells.map((lines) => lines.length));
  const height = count * style.tableLeading + 6;
  const extent = Math.min(width, neededWidth(columns.map((column) => column.width)));
  return {
    height: height + 2,
    before: 0,
    keepWithNext: true,
    draw: (drawing, x, y) => {
      drawCells(drawing, columns, cells, [0, count], x, y - 2, style);
      drawLine(drawing, [x, y - height], [x + extent, y - height], 0.8, SOFT_INK);
      return [];
    },
  };
}

/** A row is one box; a row taller than half a page is cut between its lines. */
function rowBoxes(
  columns: readonly FittedColumn[],
  row: readonly string[],
  style: TextStyle,
  sheet: PageSize,
): Box[] {
  const face = typeface('sans');
  const cells = columns.map((column) =>
    breakLines(plain(row[column.index] ?? '', face), style.tableSize, column.width),
  );
  const count = Math.max(1, ...cells.map((lines) => lines.length));
  const extent = neededWidth(columns.map((column) => column.width));
  const most = Math.max(1, Math.floor((columnHeight(sheet) * 0.5) / style.tableLeading));
  const boxes: Box[] = [];
  for (let from = 0; from < count; from += most) {
    const to = Math.min(count, from + most);
    const isLast = to === count;
    const height = (to - from) * style.tableLeading + (isLast ? 5 : 0);
    boxes.push({
      height,
      before: 0,
      keepWithNext: false,
      draw: (drawing, x, y) => {
        drawCells(drawing, columns, cells, [from, to], x, y - 1.5, style);
        if (isLast) drawLine(drawing, [x, y - height + 0.5], [x + extent, y - height + 0.5], 0.3, HAIRLINE);
        return [];
      },
    });
  }
  return boxes;
}

function drawCells(
  drawing: Drawing,
  columns: readonly FittedColumn[],
  cells: readonly (readonly Line[])[],
  [from, to]: readonly [number, number],
  x: number,
  y: number,
  style: TextStyle,
): void {
  let left = x;
  columns.forEach((column, index) => {
    const lines = cells[index]?.slice(from, to) ?? [];
    lines.forEach((line, row) => {
      const indent = column.isNumeric ? column.width - line.width : 0;
      const base = y - row * style.tableLeading - baseline(style.tableSize, style.tableLeading);
      drawLineOfText(drawing, line, style.tableSize, left + indent, base);
    });
    left += column.width + GUTTER;
  });
}

function groupLabel(columns: readonly FittedColumn[], all: number, style: TextStyle): Box {
  const numbers = columns.slice(1).map((column) => column.index + 1);
  const text = `Columns ${numbers[0] ?? 1} to ${numbers.at(-1) ?? 1} of ${all}, with column 1 repeated`;
  return {
    height: style.tableLeading + 2,
    before: 0,
    keepWithNext: true,
    draw: (drawing, x, y) => {
      const face = typeface('sans-italic');
      const base = y - baseline(style.tableSize, style.tableLeading);
      fillRect(
        drawing,
        [x, y - style.tableLeading - 1, x + textWidth(face, style.tableSize, text) + 8, y],
        0.95,
      );
      drawText(drawing, face, style.tableSize, x + 4, base, text, SOFT_INK);
      return [];
    },
  };
}

function totalsLine(rows: number, columns: number, style: TextStyle): Box {
  const count = (value: number, noun: string): string =>
    `${value.toLocaleString('en-US')} ${noun}${value === 1 ? '' : 's'}`;
  const text = `${count(rows, 'row')}, ${count(columns, 'column')}.`;
  const [line] = breakLines(plain(text, typeface('sans-italic')), style.tableSize, 400);
  if (!line) return { height: 0, before: 0, keepWithNext: false, draw: () => [] };
  return { ...lineBox(line, style.tableSize, style.tableLeading, 0, INK), before: 6 };
}
