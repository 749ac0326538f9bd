import { SMALLEST_COUNT } from './suppress.js';
import { MASKS } from './complements.js';
import type { Given } from './complements.js';
import { workOut } from './worked-out.js';

/** Deliveries that stand in one cell of each of several tables; null where a table's list has them not. */
export interface AtomOfAll {
  readonly cells: readonly (string | null)[];
  /** The accounts behind them: five at most, which is enough to say that they are not few. */
  readonly accounts: readonly string[];
}

/** Deliveries that no number of any table tells apart. */
interface Class {
  readonly accounts: Set<string>;
}

/**
 * Whether tables of counts, none of which gives a small count, give one when all of their numbers are added and
 * subtracted: that of deliveries which are counted together in each of them, of a cell, or of the cells that share
 * some of what names them. Yes as well where they are too many to be sure.
 */
export function isToldByAll(atoms: readonly AtomOfAll[], tables: readonly Given[]): boolean {
  const { classes, classOf } = classesOf(atoms, tables);
  const sumOf = (isIn: (atom: AtomOfAll) => boolean): number[] => [
    ...new Set(atoms.flatMap((atom, place) => (isIn(atom) ? (classOf[place] ?? []) : []))),
  ];
  const given = tables.flatMap(({ cells, hasTotal }, table) => [
    ...[...sumsBy(atoms, classOf, (atom) => cellIn(atom, table))]
      .filter(([key]) => cells.has(key))
      .map(([, sum]) => sum),
    ...(hasTotal ? [sumOf(({ cells: of }) => of[table] !== null)] : []),
  ]);
  const solved = workOut(given);
  if (solved === null) return true;
  const asked = [
    ...classes.map((_, place) => [place]),
    ...tables.flatMap((_, table) =>
      MASKS.flatMap((mask) => [
        ...sumsBy(atoms, classOf, (atom) => sharedPart(cellIn(atom, table), mask)).values(),
      ]),
    ),
    ...solved.short,
  ];
  return asked.some((sum) => isFew(sum, classes) && solved.follows(sum));
}

function cellIn(atom: AtomOfAll, table: number): string | null {
  return atom.cells[table] ?? null;
}

function sharedPart(key: string | null, mask: number): string | null {
  if (key === null) return null;
  return JSON.stringify([mask, ...key.split('\u001f').map((part, i) => (mask & (1 << i) ? part : ''))]);
}

/** What is not given as a number is the same to the reader as all else of that table that is not. */
function classesOf(
  atoms: readonly AtomOfAll[],
  tables: readonly Given[],
): { classes: readonly Class[]; classOf: readonly number[] } {
  const places = new Map<string, number>();
  const classes: Class[] = [];
  const classOf = atoms.map(({ cells, accounts }) => {
    const key = JSON.stringify(
      tables.map((given, table) => {
        const cell = cells[table] ?? null;
        return cell === null ? null : given.cells.has(cell) ? cell : false;
      }),
    );
    const place = places.get(key) ?? classes.length;
    if (place === classes.length) {
      places.set(key, place);
      classes.push({ accounts: new Set() });
    }
    for (const account of accounts) classes[place]?.accounts.add(account);
    return place;
  });
  return { classes, classOf };
}

function sumsBy(
  atoms: readonly AtomOfAll[],
  classOf: readonly number[],
  keyOf: (atom: AtomOfAll) => string | null,
): Map<string, number[]> {
  const sums = new Map<string, Set<number>>();
  atoms.forEach((atom, place) => {
    const key = keyOf(atom);
    if (key === null) return;
    const sum = sums.get(key) ?? new Set();
    sum.add(classOf[place] ?? -1);
    sums.set(key, sum);
  });
  return new Map([...sums].map(([key, sum]) => [key, [...sum]]));
}

/** Somebody, but fewer than five. */
function isFew(sum: readonly number[], classes: readonly Class[]): boolean {
  const accounts = new Set<string>();
  for (const place of sum) {
    for (const account of classes[place]?.accounts ?? []) accounts.add(account);
    if (accounts.size >= SMALLEST_COUNT) return false;
  }
  return accounts.size > 0;
}
