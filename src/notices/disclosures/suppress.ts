import type { CountCell, Counts } from './export-rows.js';

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

/**
 * Leaves out every cell behind which stand fewer than five accounts; and where what is left out could be found by
 * subtracting the rest from a total, the next smallest cells too: never one cell alone, never fewer than five deliveries
 * or accounts together. A total is that of the list, and that of each period, network or finding as well, since other
 * counts of the same list may give it. A list of fewer than five accounts gives nothing.
 */
export function suppressSmall({ deliveries, accounts, cells }: Counts): SafeCounts {
  if (accounts < SMALLEST_COUNT)
    return {
      deliveries: null,
      accounts: null,
      cells: cells.map((cell) => ({ ...cell, deliveries: null, accounts: null })),
      suppressed: cells.length,
    };
  const hidden = new Set(cells.filter((cell) => cell.accounts < SMALLEST_COUNT));
  const groups = groupsOf(cells);
  let before = -1;
  while (hidden.size !== before) {
    before = hidden.size;
    for (const group of groups) widen(group, hidden);
  }
  return {
    deliveries,
    accounts,
    cells: cells.map((cell) => (hidden.has(cell) ? { ...cell, deliveries: null, accounts: null } : cell)),
    suppressed: hidden.size,
  };
}

/** Hides more of a group, the smallest first, until what is hidden in it cannot be told from its total. */
function widen(group: readonly CountCell[], hidden: Set<CountCell>): void {
  const inside = group.filter((cell) => hidden.has(cell));
  if (inside.length === 0) return;
  const others = group.filter((cell) => !hidden.has(cell)).sort((a, b) => a.deliveries - b.deliveries);
  const sum = (of: 'deliveries' | 'accounts'): number => inside.reduce((total, cell) => total + cell[of], 0);
  while (inside.length === 1 || sum('deliveries') < SMALLEST_COUNT || sum('accounts') < SMALLEST_COUNT) {
    const next = others.shift();
    if (next === undefined) return;
    inside.push(next);
    hidden.add(next);
  }
}

/** The cells that add up to a total: all of them, and those that share any of what the table is divided by. */
function groupsOf(cells: readonly CountCell[]): CountCell[][] {
  const groups = new Map<string, CountCell[]>();
  for (const cell of cells) {
    const { period, network, finding } = cell;
    for (let mask = 0; mask < 7; mask += 1) {
      const shared = [mask & 1 ? period : '', mask & 2 ? network : '', mask & 4 ? finding : ''];
      const key = JSON.stringify([mask, ...shared]);
      const group = groups.get(key);
      if (group) group.push(cell);
      else groups.set(key, [cell]);
    }
  }
  return [...groups.values()];
}
