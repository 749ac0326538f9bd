import type { TextOfPage } from './page-text.js';

/** Where a foot line stands by itself, and where else it may: below and above a page number that is there already. */
const BASELINES = [23, 12, 34, 45, 56] as const;
export const BELOW = 3;
export const ABOVE = 8;
const MOST_OF_PAGE = 0.1;

/** The first height at which a line of 8 pt meets no text; the usual one, which is not free then, where every height is taken. */
export function freeFoot(text: TextOfPage): { readonly baseline: number; readonly isFree: boolean } {
  const isFree = (baseline: number): boolean =>
    !text.lines.some((line) => line.bottom < baseline + ABOVE && line.top > baseline - BELOW);
  const usual = Math.min(BASELINES[0], text.height * 0.05);
  if (isFree(usual)) return { baseline: usual, isFree: true };
  const found = BASELINES.find((baseline) => baseline < text.height * MOST_OF_PAGE && isFree(baseline));
  return { baseline: found ?? usual, isFree: found !== undefined };
}
