/** A prime under 2^26.5: a product of two remainders is a whole number that a double holds. */
const PRIME = 94_906_249;
/** So many steps, and the question is given up: a few seconds at most. */
const MOST_STEPS = 15_000_000;

/** What a reader can work out of sums that are given, by adding and subtracting them. */
export interface WorkedOut {
  /** Whether the sum of these unknowns follows from what is given. */
  follows(sum: readonly number[]): boolean;
  /** Sums that follow and are as short as solving made them, each by the places of its unknowns. */
  readonly short: readonly (readonly number[])[];
}

type Row = Map<number, number>;

/**
 * Solves what is given, each of it a sum of unknowns by their places, none twice. Null where that takes too long to be
 * known: then nothing may be taken for safe. Counted in the remainders of a prime, which for sums of ones gives what
 * fractions give.
 */
export function workOut(given: readonly (readonly number[])[]): WorkedOut | null {
  const rows = new Map<number, Row>();
  const holders = new Map<number, Set<number>>();
  let steps = 0;

  const add = (row: Row, other: Row, times: number): void => {
    steps += other.size;
    for (const [place, value] of other) {
      const sum = ((row.get(place) ?? 0) + value * times) % PRIME;
      if (sum === 0) row.delete(place);
      else row.set(place, sum);
    }
  };
  const reduce = (sum: readonly number[]): Row => {
    const row: Row = new Map(sum.map((place) => [place, 1]));
    for (const place of sum) {
      const solved = rows.get(place);
      const value = row.get(place);
      if (solved && value !== undefined) add(row, solved, PRIME - value);
    }
    return row;
  };

  for (const sum of [...given].sort((a, b) => a.length - b.length)) {
    const row = reduce(sum);
    const pivot = rarest(row, holders);
    if (pivot === null) continue;
    const inverse = inverseOf(row.get(pivot) ?? 1);
    for (const [place, value] of row) row.set(place, (value * inverse) % PRIME);
    for (const holder of [...(holders.get(pivot) ?? [])]) {
      const held = rows.get(holder);
      const value = held?.get(pivot);
      if (!held || value === undefined) continue;
      add(held, row, PRIME - value);
      for (const place of row.keys()) note(holders, place, holder, held.has(place));
    }
    rows.set(pivot, row);
    for (const place of row.keys()) note(holders, place, pivot, true);
    if (steps > MOST_STEPS) return null;
  }
  return {
    follows: (sum) => reduce(sum).size === 0,
    short: [...rows.values()].flatMap((row) =>
      [...row.values()].every((value) => value === 1) ? [[...row.keys()]] : [],
    ),
  };
}

/** The unknown that stands in the fewest solved sums: solving for it changes the fewest. */
function rarest(row: Row, holders: ReadonlyMap<number, ReadonlySet<number>>): number | null {
  let best: number | null = null;
  let fewest = Number.POSITIVE_INFINITY;
  for (const place of row.keys()) {
    const n = holders.get(place)?.size ?? 0;
    if (n < fewest) [best, fewest] = [place, n];
  }
  return best;
}

function note(holders: Map<number, Set<number>>, place: number, row: number, isIn: boolean): void {
  const known = holders.get(place);
  if (isIn && known) known.add(row);
  else if (isIn) holders.set(place, new Set([row]));
  else known?.delete(row);
}

/** By Fermat: the power that is two less than the prime. */
function inverseOf(value: number): number {
  let [base, power, result] = [value, PRIME - 2, 1];
  while (power > 0) {
    if (power % 2 === 1) result = (result * base) % PRIME;
    base = (base * base) % PRIME;
    power = Math.floor(power / 2);
  }
  return result;
}
