import type { TextOfPage } from './page-text.js';

/** Where a foot line stands by itself, and where else it may: below and above a page number that is there already. */
const BASELINES = [23, 12, 34, 45, 56] as const;
const BELOW = 3;
const ABOVE = 8;
const MOST_OF_PAGE = 0.1;

/** The first height at which a line of 8 pt meets no text; the usual one where every height is taken. */
export function freeFootBaseline(text: TextOfPage): number {
  const isFree = (baseline: number): boolean =>
    !text.lines.some((line) => line.bottom < baseline + ABOVE && line.top > baseline - BELOW);
  const usual = Math.min(BASELINES[0], text.height * 0.05);
  if (isFree(usual)) return usual;
  return BASELINES.find((baseline) => baseline < text.height * MOST_OF_PAGE && isFree(baseline)) ?? usual;
}
