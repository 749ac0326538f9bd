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
 * subtracting the rest from the total, the next smallest cells too: never one cell alone, never fewer than five deliveries
 * together. A total of fewer than five accounts is not given either, and then nothing is.
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
  const bySize = [...cells].sort((a, b) => a.deliveries - b.deliveries);
  const sum = (): number => [...hidden].reduce((total, cell) => total + cell.deliveries, 0);
  while (hidden.size > 0 && (hidden.size === 1 || sum() < SMALLEST_COUNT)) {
    const next = bySize.find((cell) => !hidden.has(cell));
    if (next === undefined) break;
    hidden.add(next);
  }
  return {
    deliveries,
    accounts,
    cells: cells.map((cell) => (hidden.has(cell) ? { ...cell, deliveries: null, accounts: null } : cell)),
    suppressed: hidden.size,
  };
}
