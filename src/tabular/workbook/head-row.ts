import type { GatheredSheet } from './gather-sheet.js';
import type { SheetRow } from './sheet.js';

/** Rows that name the columns below them; what stands above them is no part of the table. */
export interface Head {
  /** Numbers of the first and the last of them, from 1. */
  readonly first: number;
  readonly last: number;
}

const LOOKED_ROWS = 12;
/** A sheet may have a title above its headings. */
export const HEADING_ROWS = 10;
const LONGEST_NAME = 40;
const MOST_HEAD_ROWS = 4;
/** Titles above a table have few cells. */
const MOST_TITLE_CELLS = 3;
const LONGEST_HEADING = 120;
const NUMBER_LIKE = /^[-+($€£]*[\d.,]+[)%]*$/;

type Sheet = Pick<GatheredSheet, 'rows' | 'shape' | 'around' | 'titleRows'>;

/**
 * The rows that head the columns of a sheet: those that its printed pages repeat, the heading of a table in it, the last of
 * those that stay in view, or else the first row of words with words or figures below each. Null where none can be told.
 */
export function headOf({ rows, shape, around, titleRows }: Sheet): Head | null {
  const looked = rows.slice(0, LOOKED_ROWS);
  const named = looked.filter(({ number }) => titleRows !== null && number <= titleRows.last);
  const frozen = looked.filter(({ number }) => number <= shape.frozenRows);
  const said = titleRows !== null ? named : frozen;
  if (said.length > 0) {
    const within = said.filter(({ number, cells }) => cells.length > 1 && number >= (titleRows?.first ?? 1));
    const last = within.at(-1) ?? said.at(-1);
    const first = within.slice(-MOST_HEAD_ROWS)[0] ?? last;
    if (first !== undefined && last !== undefined) return { first: first.number, last: last.number };
  }
  const ofTable = looked.find(({ number }) => around.tableHeads.includes(number));
  if (ofTable !== undefined && isBelowTitles(looked, ofTable)) return only(ofTable);
  const widest = Math.max(0, ...looked.map(({ cells }) => cells.length));
  const found = looked.find(
    (row, at) =>
      row.cells.length > 1 &&
      row.cells.length >= widest * 0.6 &&
      row.cells.every(({ text }) => text.length <= LONGEST_HEADING && !NUMBER_LIKE.test(text)) &&
      looked[at + 1] !== undefined,
  );
  return found !== undefined && isBelowTitles(looked, found) ? only(found) : null;
}

/** What may name a column of a sheet, whoever sees it: the short words of its first rows. */
export function headingsOf(rows: readonly SheetRow[]): string[] {
  const words = rows
    .slice(0, HEADING_ROWS)
    .flatMap(({ cells }) => cells.map(({ text }) => text.trim()))
    .filter((text) => text !== '' && text.length <= LONGEST_NAME && !NUMBER_LIKE.test(text))
    .filter((text) => !/\S+@\S+/.test(text));
  return [...new Set(words)];
}

function only({ number }: SheetRow): Head {
  return { first: number, last: number };
}

/** What stands above a heading is a title, or the row is in the middle of something else. */
function isBelowTitles(looked: readonly SheetRow[], head: SheetRow): boolean {
  return looked
    .filter(({ number }) => number < head.number)
    .every(({ cells }) => cells.length <= MOST_TITLE_CELLS);
}
