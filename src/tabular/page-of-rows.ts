import { stat } from 'node:fs/promises';
import { numberOf } from './duck.js';
import type { Duck } from './duck.js';

const MOST_KEPT = 1_000;
const counted = new Map<string, number>();

/**
 * The rows that `sql` counts as `n`, which reads the named files and nothing else. A reader who turns pages asks for the
 * same number again and again: while a file is what it was, it is counted once.
 */
export async function countOnce(duck: Duck, files: readonly string[], sql: string): Promise<number> {
  const facts = await Promise.all(files.map((file) => stat(file)));
  const key = JSON.stringify([files, facts.map(({ ino, size, mtimeMs }) => [ino, size, mtimeMs]), sql]);
  const known = counted.get(key);
  if (known !== undefined) return known;
  const [row] = await duck.rows(sql);
  const n = numberOf(row?.['n']);
  const [oldest] = counted.keys();
  if (counted.size >= MOST_KEPT && oldest !== undefined) counted.delete(oldest);
  counted.set(key, n);
  return n;
}

export interface WantedPage {
  /** A Parquet file whose rows stand in the order of their column `line`, no two of one line. */
  readonly path: string;
  readonly where: string;
  /** From 1. */
  readonly page: number;
  readonly pageSize: number;
}

/**
 * How many rows a condition holds for, and the condition that gives one page of them: the page is found by the columns
 * of the condition alone, and only its own rows are read whole.
 */
export async function pageOfLines(
  duck: Duck,
  source: string,
  { path, where, page, pageSize }: WantedPage,
): Promise<{ total: number; where: string }> {
  const total = await countOnce(duck, [path], `select count(*) as n from ${source} where ${where}`);
  const lines = await duck.rows(
    `select line from ${source} where ${where} limit ${pageSize} offset ${(page - 1) * pageSize}`,
  );
  const [first, last] = [lines[0], lines.at(-1)];
  if (first === undefined || last === undefined) return { total, where: 'false' };
  const between = `line between ${numberOf(first['line'])} and ${numberOf(last['line'])}`;
  return { total, where: `${between} and (${where})` };
}
