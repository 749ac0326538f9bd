import { ConflictError } from '../../platform/errors.js';
import { DIMENSIONS } from './count-deliveries.js';
import type { CountCell, Counts } from './count-deliveries.js';
import { workOut } from './worked-out.js';

/** Counts of fewer people than this can point at them. */
export const SMALLEST_COUNT = 5;

/** Counts as they may leave: null where a number is not given. */
export interface SafeCounts {
  readonly deliveries: number | null;
  readonly accounts: number | null;
  readonly cells: readonly (Omit<CountCell, 'deliveries' | 'accounts'> & {
    readonly deliveries: number | null;
    readonly accounts: number | null;
  })[];
  /** How many cells are not given. */
  readonly suppressed: number;
}

/** What a table gives together of cells that share some of what it is divided by; of all of them where they share nothing. */
interface Total extends CountCell {
  readonly of: readonly CountCell[];
}

/**
 * Leaves out every cell behind which stand fewer than five accounts; and where what is left out could be found by
 * adding and subtracting the rest and the totals, the next smallest cells too: never one cell alone, never so few
 * deliveries or accounts together that none of them could be five. A total is that of the list, and that of each period,
 * network or finding as well, since other counts of the same list may give it: all of them are solved together. A list of
 * fewer than five accounts gives nothing. Throws `ConflictError` where the cells are too many for that.
 */
export function suppressSmall({ deliveries, accounts, cells }: Counts): SafeCounts {
  if (accounts < SMALLEST_COUNT)
    return {
      deliveries: null,
      accounts: null,
      cells: cells.map((cell) => ({ ...cell, deliveries: null, accounts: null })),
      suppressed: cells.length,
    };
  const hidden = hiddenCells(cells);
  return {
    deliveries,
    accounts,
    cells: cells.map((cell) => (hidden.has(cell) ? { ...cell, deliveries: null, accounts: null } : cell)),
    suppressed: hidden.size,
  };
}

function hiddenCells(cells: readonly CountCell[]): ReadonlySet<CountCell> {
  const hidden = new Set(cells.filter((cell) => cell.accounts < SMALLEST_COUNT));
  if (hidden.size === 0) return hidden;
  const tables = totalsOf(cells);
  const totals = tables.flat();
  // Such a table leaves out its own small counts: those totals are given nowhere.
  const given = tables.flatMap((table) => {
    const left = hiddenCells(table);
    return table.filter((total) => !left.has(total));
  });
  let before = -1;
  while (hidden.size !== before) {
    before = hidden.size;
    for (const { of } of totals) widen(of, hidden);
    if (hidden.size === before) hideBeside(given, hidden);
  }
  return hidden;
}

/** Hides more of a total's cells, the smallest first, until what is hidden of them cannot be told from it. */
function widen(group: readonly CountCell[], hidden: Set<CountCell>): void {
  const inside = group.filter((cell) => hidden.has(cell));
  if (inside.length === 0) return;
  const others = group.filter((cell) => !hidden.has(cell)).sort((a, b) => a.deliveries - b.deliveries);
  // A cell that is listed is not empty: five cells with five deliveries together are one each.
  const isTold = (of: 'deliveries' | 'accounts'): boolean =>
    sumOf(inside, of) < SMALLEST_COUNT + inside.length - 1;
  while (inside.length === 1 || isTold('deliveries') || isTold('accounts')) {
    const next = others.shift();
    if (next === undefined) return;
    inside.push(next);
    hidden.add(next);
  }
}

/** Where all totals together tell small counts, hides for each the smallest cell that shares one of its totals. */
function hideBeside(given: readonly Total[], hidden: Set<CountCell>): void {
  const helped = new Set<CountCell>();
  for (const cell of toldCells(given, hidden)) {
    if (helped.has(cell)) continue;
    const sharing = given.filter(({ of }) => of.includes(cell));
    const beside = sharing.flatMap(({ of }) => of.filter((other) => !hidden.has(other)));
    const [first, ...others] = beside;
    if (first === undefined) continue;
    const least = others.reduce((best, other) => (other.deliveries < best.deliveries ? other : best), first);
    hidden.add(least);
    // What stands in a narrow total with it may be safe now: that is seen when all is solved anew.
    for (const { of, ...total } of sharing)
      if (of.includes(least) && DIMENSIONS.some((name) => total[name] !== null))
        for (const other of of) helped.add(other);
  }
}

/** The hidden cells of fewer than five accounts that follow from the totals, alone or a few of them together. */
function toldCells(given: readonly Total[], hidden: ReadonlySet<CountCell>): ReadonlySet<CountCell> {
  const unknown = [...hidden];
  const places = new Map(unknown.map((cell, place) => [cell, place]));
  const solved = workOut(given.map(({ of }) => of.flatMap((cell) => places.get(cell) ?? [])));
  if (solved === null)
    throw new ConflictError(
      'These counts are divided into too many small ones to be sure that what is left out cannot be worked out. Divide them less: by week or month, or not by network.',
    );
  const small = unknown.filter((cell) => cell.accounts < SMALLEST_COUNT);
  const alone = small.filter((cell) => solved.follows([places.get(cell) ?? -1]));
  const together = solved.short
    .map((sum) => sum.flatMap((place) => unknown[place] ?? []))
    .filter((cells) => sumOf(cells, 'accounts') < SMALLEST_COUNT);
  return new Set([...alone, ...together.flat()]);
}

/** The tables that divide the same deliveries less, each as what it gives: one by one, down to the total of all. */
function totalsOf(cells: readonly CountCell[]): Total[][] {
  const bits = DIMENSIONS.map((name, at) => (cells.some((cell) => cell[name] !== null) ? 1 << at : 0));
  const whole = bits.reduce<number>((sum, bit) => sum + bit, 0);
  const masks = Array.from({ length: whole }, (_, mask) => mask).filter((mask) => (mask & whole) === mask);
  return masks.map((mask) => {
    const groups = new Map<string, CountCell[]>();
    const sharedOf = ({ period, network, finding, part }: CountCell) => ({
      period: mask & 1 ? period : null,
      network: mask & 2 ? network : null,
      finding: mask & 4 ? finding : null,
      part: mask & 8 ? part : null,
    });
    for (const cell of cells) {
      const key = JSON.stringify(sharedOf(cell));
      const group = groups.get(key);
      if (group) group.push(cell);
      else groups.set(key, [cell]);
    }
    return [...groups.values()].flatMap((of) => {
      const [first] = of;
      if (first === undefined) return [];
      const sums = { deliveries: sumOf(of, 'deliveries'), accounts: sumOf(of, 'accounts') };
      return { ...sharedOf(first), ...sums, of };
    });
  });
}

function sumOf(cells: readonly CountCell[], of: 'deliveries' | 'accounts'): number {
  return cells.reduce((total, cell) => total + cell[of], 0);
}
