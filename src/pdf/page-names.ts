/** Pages that are counted by themselves, from `firstPage` to where the next run begins: A1, A2, or i, ii. */
export interface PageRun {
  /** Page of the whole file, from 1. */
  readonly firstPage: number;
  /** What stands before each number, like `A`; empty where nothing does. */
  readonly prefix: string;
  readonly style: 'arabic' | 'roman';
  /** The number of the first page; more than 1 where an earlier volume began the count. */
  readonly start: number;
}

/** What is printed on a page, labels it and names it in index and bookmarks: its number in the whole file without runs. */
export function pageName(runs: readonly PageRun[] | undefined, page: number): string {
  const run = runs?.findLast(({ firstPage }) => firstPage <= page);
  if (run === undefined) return String(page);
  const number = page - run.firstPage + run.start;
  return `${run.prefix}${run.style === 'roman' ? roman(number) : number}`;
}

/** `4–9`, or `4` for a single page. */
export function pageRange(runs: readonly PageRun[] | undefined, first: number, last: number): string {
  return first === last ? pageName(runs, first) : `${pageName(runs, first)}–${pageName(runs, last)}`;
}

const ROMAN: readonly [number, string][] = [
  [1000, 'm'],
  [900, 'cm'],
  [500, 'd'],
  [400, 'cd'],
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
];

/** `iv` for 4; small letters. */
export function roman(number: number): string {
  let rest = number;
  let text = '';
  for (const [value, letters] of ROMAN) for (; rest >= value; rest -= value) text += letters;
  return text;
}
