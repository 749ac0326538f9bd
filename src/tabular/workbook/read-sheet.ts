import { areaOf, columnLetters, columnOf, MOST_COLUMNS, MOST_SHEET_ROWS } from './cell-place.js';
import type { CellArea } from './cell-place.js';
import { cellReader } from './read-cell.js';
import type { CellBook } from './read-cell.js';
import type { SheetCell, SheetRow, SheetShape } from './sheet.js';
import { isTrue, scanXml } from './scan-xml.js';
import type { WorkbookParts } from './workbook-parts.js';
import { WorkbookProblem } from './workbook-problem.js';

const MOST_MERGED = 100_000;
const MOST_PRINTED = 2_000;

/**
 * Reads a worksheet row by row; rows without any content are not told of. `onRow` answers whether to go on. Of rows whose
 * words are not wanted it is told which cells hold something, and no more. Throws `WorkbookProblem`.
 */
export async function readSheet(
  parts: WorkbookParts,
  part: string,
  book: CellBook,
  onRow: (row: SheetRow) => boolean,
  wantsWords: () => boolean = () => true,
): Promise<SheetShape> {
  const hiddenColumns: (readonly [number, number])[] = [];
  const hiddenRows: [number, number][] = [];
  const merged: CellArea[] = [];
  const printed = new Set<string>();
  const cell = cellReader(book);
  let isFiltered = false;
  let frozenRows = 0;
  let isDone = false;
  let isOnlyCounted = false;
  let row = { number: 0, isHidden: false };
  let cells: SheetCell[] = [];
  let column = 0;
  let words: string | null = null;

  const beginRow = ({ r, hidden, ht }: Readonly<Record<string, string>>): void => {
    const number = r === undefined ? row.number + 1 : Number(r);
    if (!Number.isInteger(number) || number <= row.number || number > MOST_SHEET_ROWS)
      throw new WorkbookProblem('damaged', `The workbook is damaged: a row of ${part} is out of order.`);
    row = { number, isHidden: isTrue(hidden) || (ht !== undefined && Number(ht) === 0) };
    if (row.isHidden) addRow(row.number, hiddenRows);
    cells = [];
    column = 0;
    isOnlyCounted = !wantsWords();
  };
  const beginCell = (attributes: Readonly<Record<string, string>>): void => {
    const reference = attributes['r'];
    column = reference === undefined ? column + 1 : columnOf(reference);
    if (column < 1 || column > MOST_COLUMNS)
      throw new WorkbookProblem('damaged', `The workbook is damaged: a cell of ${part} is at no place.`);
    cell.begin(attributes, isOnlyCounted);
  };
  const endCell = (): void => {
    const held = cell.end();
    if (held !== null) cells.push({ column, ...held });
  };
  const endRow = (): void => {
    if (cells.length === 0 || isDone) return;
    isDone = !onRow({ ...row, cells: inOrder(cells, row.number, part) });
  };

  await scanXml(
    parts.stream(part),
    {
      open: (name, attributes) => {
        if (name === 'c') beginCell(attributes);
        else if (cell.open(name)) return;
        else if (name === 'row') beginRow(attributes);
        else if (name === 'col') hideColumns(attributes, hiddenColumns);
        else if (name === 'mergeCell') {
          const area = areaOf(attributes['ref'] ?? '');
          if (area !== null && merged.length < MOST_MERGED) merged.push(area);
        } else if (name === 'sheetPr') isFiltered ||= isTrue(attributes['filterMode']);
        else if (name === 'filterColumn') isFiltered = true;
        else if (name === 'pane' && /^frozen/.test(attributes['state'] ?? ''))
          frozenRows = Math.floor(Number(attributes['ySplit'] ?? 0)) || 0;
        else if (/^(odd|even|first)(Header|Footer)$/.test(name)) words = '';
      },
      text: (text) => {
        if (words !== null) words = (words + text).slice(0, MOST_PRINTED);
        else cell.text(text);
      },
      close: (name) => {
        if (name === 'c') endCell();
        else if (name === 'row') endRow();
        else if (words !== null) {
          const said = printedWords(words);
          if (said !== '') printed.add(said);
          words = null;
        } else cell.close(name);
      },
      isDone: () => isDone,
    },
    part,
  );
  return {
    hiddenColumns,
    hiddenRows,
    merged,
    isFiltered,
    frozenRows,
    printed: [...printed],
    ...cell.counts(),
  };
}

function inOrder(cells: SheetCell[], row: number, part: string): SheetCell[] {
  const isSorted = cells.every((cell, at) => at === 0 || cell.column > (cells[at - 1]?.column ?? 0));
  if (isSorted) return cells;
  const sorted = [...cells].sort((a, b) => a.column - b.column);
  const twice = sorted.find((cell, at) => cell.column === sorted[at + 1]?.column);
  if (twice === undefined) return sorted;
  const place = `${columnLetters(twice.column)}${row}`;
  throw new WorkbookProblem('damaged', `The workbook is damaged: ${part} has the cell ${place} twice.`);
}

/** Rows come in rising order. */
function addRow(row: number, runs: [number, number][]): void {
  const last = runs.at(-1);
  if (last !== undefined && last[1] === row - 1) last[1] = row;
  else runs.push([row, row]);
}

function hideColumns(
  { min, max, hidden, width }: Readonly<Record<string, string>>,
  runs: (readonly [number, number])[],
): void {
  const [first, last] = [Number(min), Number(max)];
  const isHidden = isTrue(hidden) || (width !== undefined && Number(width) === 0);
  if (isHidden && first >= 1 && last >= first) runs.push([first, Math.min(last, MOST_COLUMNS)]);
}

/** `&L&"Arial,Bold"Draft&RPage &P` as the words that stand in it, what Excel fills in left out. */
function printedWords(coded: string): string {
  return coded
    .split('&&')
    .map((part) =>
      part
        .replace(/&[LCR]/gi, ' ')
        .replace(/\bpage\s*&P(?:\s*(?:of|\/)\s*&N)?/gi, '')
        .replace(/&"[^"]*"|&K[0-9A-F]{6}|&K\d\d[+-]\d{3}|&\d+|&[BIUESXYPNDTZFAGOH]/gi, ''),
    )
    .join('&')
    .replace(/\s+/g, ' ')
    .trim();
}
