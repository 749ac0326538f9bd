import { DIMENSIONS } from './count-deliveries.js';
import type { CountCell, Counts } from './count-deliveries.js';
import { SMALLEST_COUNT, suppressSmall } from './suppress.js';

/** Deliveries that stand in one cell of each of two tables; null where a table's list has them not. */
export interface Atom {
  readonly one: string | null;
  readonly other: string | null;
  /** The accounts behind them: five at most, which is enough to say that they are not few. */
  readonly accounts: readonly string[];
}

/** What names a cell in both tables of counts. */
export function cellKey(cell: Pick<CountCell, (typeof DIMENSIONS)[number]>): string {
  return DIMENSIONS.map((name) => cell[name] ?? '').join('\u001f');
}

/** Every way of what cells may share: all of it is the cell itself. */
export const MASKS = Array.from({ length: 2 ** DIMENSIONS.length - 1 }, (_, i) => i + 1);

/** What a table of counts gives: its cells by key, and whether its total. */
export interface Given {
  readonly cells: ReadonlySet<string>;
  readonly hasTotal: boolean;
}

export function givenOf(counts: Counts): Given {
  const safe = suppressSmall(counts);
  const cells = safe.cells.filter(({ deliveries }) => deliveries !== null).map(cellKey);
  return { cells: new Set(cells), hasTotal: safe.deliveries !== null };
}

/**
 * Whether two tables of counts, each of which gives no small count, give one together: a number of one of them less
 * what the other gives of its parts, or what the other gives that covers it less that number, is that of fewer than five
 * accounts. Numbers are cells, the sums of cells that share some of what names them, and totals.
 */
export function isToldTogether(atoms: readonly Atom[], one: Given, other: Given): boolean {
  const turned = atoms.map((atom) => ({ ...atom, one: atom.other, other: atom.one }));
  return isTold(atoms, one, other) || isTold(turned, other, one);
}

function isTold(atoms: readonly Atom[], one: Given, other: Given): boolean {
  const cells = cellsBy(atoms, 'other');
  const everything = atoms.filter((atom) => atom.other !== null);
  for (const number of numbersOf(atoms, one)) {
    const inside = new Set(number);
    const met = new Set(number.map((atom) => atom.other));
    const parts = [...met].flatMap((key) => {
      const cell = key !== null && other.cells.has(key) ? (cells.get(key) ?? []) : [];
      return cell.every((atom) => inside.has(atom)) ? cell : [];
    });
    if (other.hasTotal && everything.every((atom) => inside.has(atom))) parts.push(...everything);
    const known = new Set(parts);
    if (known.size > 0 && isFew(number.filter((atom) => !known.has(atom)))) return true;
    if (met.has(null)) continue;
    const isCovered = [...met].every((key) => key !== null && other.cells.has(key));
    const cover = isCovered ? [...met].flatMap((key) => cells.get(key ?? '') ?? []) : [];
    if (isFew(cover.filter((atom) => !inside.has(atom)))) return true;
    if (other.hasTotal && isFew(everything.filter((atom) => !inside.has(atom)))) return true;
  }
  return false;
}

/** The atoms behind each number that a table gives. */
function numbersOf(atoms: readonly Atom[], { cells, hasTotal }: Given): (readonly Atom[])[] {
  const byCell = cellsBy(atoms, 'one');
  const sums = new Map<string, string[]>();
  for (const key of byCell.keys()) {
    const parts = key.split('\u001f');
    for (const mask of MASKS) {
      const shared = JSON.stringify([mask, ...parts.map((part, i) => (mask & (1 << i) ? part : ''))]);
      const sum = sums.get(shared);
      if (sum) sum.push(key);
      else sums.set(shared, [key]);
    }
  }
  const numbers = [...sums.values()]
    .filter((keys) => keys.every((key) => cells.has(key)))
    .map((keys) => keys.flatMap((key) => byCell.get(key) ?? []));
  return hasTotal ? [...numbers, atoms.filter((atom) => atom.one !== null)] : numbers;
}

function cellsBy(atoms: readonly Atom[], side: 'one' | 'other'): Map<string, Atom[]> {
  const cells = new Map<string, Atom[]>();
  for (const atom of atoms) {
    const key = atom[side];
    if (key === null) continue;
    const cell = cells.get(key);
    if (cell) cell.push(atom);
    else cells.set(key, [atom]);
  }
  return cells;
}

/** Somebody, but fewer than five. */
function isFew(atoms: readonly Atom[]): boolean {
  const accounts = new Set<string>();
  for (const atom of atoms) {
    for (const account of atom.accounts) accounts.add(account);
    if (accounts.size >= SMALLEST_COUNT) return false;
  }
  return accounts.size > 0;
}
