import type { TableBlock } from '../blocks.js';
import { drawLine, drawText, fillRect, HAIRLINE, INK, SOFT_INK } from '../writing/drawing.js';
import type { Drawing } from '../writing/drawing.js';
import { columnHeight, columnWidth } from './flow.js';
import type { Box, Flow } from './flow.js';
import type { PageSize } from './paper.js';
import { GUTTER, groupColumns, MARK_SIZE, measureColumns, neededWidth, sheetFor } from './table-columns.js';
import type { FittedColumn } from './table-columns.js';
import { baseline, drawLineOfText, lineBox } from './text-boxes.js';
import type { TextStyle } from './text-boxes.js';
import { breakLines, plain } from './text-lines.js';
import type { Line } from './text-lines.js';
import { textWidth, typeface } from '../writing/typeface.js';

/** Rows at the end of a table that stand together. */
const LAST_TOGETHER = 3;
/** Of fewer lines than this; taller ones would leave too much of a page empty. */
const LOW_ROW = 5;

/**
 * A table as flows. Columns get the width their content asks for; a table too wide for the page is turned
 * if that saves folding it, else folded into groups of columns that each repeat the first or as many as are keys.
 * The last line counts rows and columns, unless the table has its own.
 */
export function tableFlows(table: Omit<TableBlock, 'kind'>, size: PageSize, style: TextStyle): Flow[] {
  const { columns, rows, over, keys = 1 } = table;
  const measured = measureColumns(columns, over ?? [], rows, style);
  const sheet = sheetFor(measured, keys, size);
  const groups = groupColumns(measured, keys, columnWidth(sheet));
  const tail = totalsLines(table, style, columnWidth(sheet));
  return groups.flatMap((group, index): Flow[] => {
    const boxes: Box[] = [];
    const head = headBox(group, style, columnWidth(sheet));
    const label = groups.length > 1 ? groupLabel(group, keys, columns.length, style) : null;
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
    if (isLast) boxes.push(...tail);
    return [{ size: sheet, boxes, head, headAt, startsPage: false }];
  });
}

function headBox(columns: readonly FittedColumn[], style: TextStyle, width: number): Box {
  const face = typeface('sans-bold');
  const cells = columns.map((column) => breakLines(plain(column.title, face), style.tableSize, column.width));
  const isUntitled = columns.every(({ title }) => title === '');
  const count = isUntitled ? 0 : Math.max(1, ...cells.map((lines) => lines.length));
  const marks = columns.some(({ over }) => over !== '') ? MARK_SIZE + 3 : 0;
  const height = count * style.tableLeading + 6 + marks;
  const extent = Math.min(width, neededWidth(columns.map((column) => column.width)));
  return {
    height: height + 2,
    before: 0,
    keepWithNext: true,
    draw: (drawing, x, y) => {
      if (marks > 0) drawMarks(drawing, columns, x, y);
      drawCells(drawing, columns, cells, [0, count], x, y - 2 - marks, style);
      drawLine(drawing, [x, y - height], [x + extent, y - height], 0.8, SOFT_INK);
      return [];
    },
  };
}

function drawMarks(drawing: Drawing, columns: readonly FittedColumn[], x: number, y: number): void {
  const face = typeface('sans');
  let left = x;
  for (const { over, width, isNumeric } of columns) {
    const indent = isNumeric ? width - textWidth(face, MARK_SIZE, over) : 0;
    if (over !== '') drawText(drawing, face, MARK_SIZE, left + indent, y - MARK_SIZE, over, SOFT_INK);
    left += width + GUTTER;
  }
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

function groupLabel(columns: readonly FittedColumn[], keys: number, all: number, style: TextStyle): Box {
  const own = columns.slice(keys);
  const name = (column: FittedColumn | undefined): string =>
    column === undefined ? '' : column.over || String(column.index + 1);
  const named = columns.slice(0, keys).filter(({ over }) => over !== '' || keys === 1);
  const text = columns.some(({ over }) => over !== '')
    ? `Columns ${name(own[0])} to ${name(own.at(-1))}, with ${named.map(name).join(' and ')} repeated`
    : `Columns ${name(own[0])} to ${name(own.at(-1))} of ${all}, with column 1 repeated`;
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

function totalsLines(
  { rows, columns, totals }: Omit<TableBlock, 'kind'>,
  style: TextStyle,
  width: number,
): Box[] {
  const text = totals ?? countedTable(rows.length, columns.length);
  return breakLines(plain(text, typeface('sans-italic')), style.tableSize, width).map((line, at) => ({
    ...lineBox(line, style.tableSize, style.tableLeading, 0, INK),
    before: at === 0 ? 6 : 0,
  }));
}

/** `1,200 rows, 4 columns.` */
export function countedTable(rows: number, columns: number): string {
  const count = (value: number, noun: string): string =>
    `${value.toLocaleString('en-US')} ${noun}${value === 1 ? '' : 's'}`;
  return `${count(rows, 'row')}, ${count(columns, 'column')}.`;
}
