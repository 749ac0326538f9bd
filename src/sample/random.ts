/** Numbers that look random and are the same on every run: a xorshift generator (Marsaglia, 2003). */
export interface Random {
  /** At least 0, below 1. */
  next(): number;
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number;
  /** An index into `weights`, drawn in proportion to them. */
  weighted(weights: readonly number[]): number;
  /** Normally distributed, mean 0 and deviation 1, by the sum of twelve uniform numbers. */
  normal(): number;
}

/** @param seed any whole number but 0 */
export function seededRandom(seed: number): Random {
  let state = seed | 0;

  function next(): number {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 4_294_967_296;
  }

  return {
    next,
    between: (low, high) => low + Math.floor(next() * (high - low + 1)),
    weighted(weights) {
      let left = next() * weights.reduce((sum, weight) => sum + weight, 0);
      const found = weights.findIndex((weight) => (left -= weight) < 0);
      return found === -1 ? weights.length - 1 : found;
    },
    normal() {
      let sum = -6;
      for (let drawn = 0; drawn < 12; drawn++) sum += next();
      return sum;
    },
  };
}
