import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Request } from 'express';
import type { Deps } from '../platform/deps.js';
import { instantText, isPlainDate } from '../platform/plain-date.js';
import { queryText } from '../web/locals.js';
import { ROWS_A_PAGE } from './lists/list-rows.js';

const LAST_PAGE = 1_000_000;

/** Which rows the address asks for; what it says wrongly is as if it said nothing. */
export function pageOf(req: Request): { day: string | null; page: number; wantsNames: boolean } {
  const day = queryText(req, 'day');
  const page = queryText(req, 'page') ?? '1';
  return {
    day: day !== undefined && isPlainDate(day) ? day : null,
    page: /^[1-9]\d{0,6}$/.test(page) ? Math.min(Number(page), LAST_PAGE) : 1,
    wantsNames: queryText(req, 'names') === 'yes',
  };
}

/** The pages of rows, and the addresses of the same rows under pseudonyms and by name. */
export function rowPagination(
  path: string,
  total: number,
  page: number,
  asked: {
    readonly which: string;
    readonly network: string | null;
    readonly day: string | null;
    readonly names: boolean;
  },
) {
  const { names, ...rest } = asked;
  const query = { ...rest, names: names ? 'yes' : null };
  const address = (more: Readonly<Record<string, string | null>>): string => {
    const search = new URLSearchParams();
    for (const [name, value] of Object.entries({ ...rest, ...more }))
      if (value !== null) search.set(name, value);
    return `${path}?${search.toString()}`;
  };
  const place = page > 1 ? String(page) : null;
  return {
    pagination: { page, pageSize: ROWS_A_PAGE, total, path, query },
    withNames: address({ names: 'yes', page: place }),
    withoutNames: address({ page: place }),
  };
}

export function shownInstant(instant: string | null, zone: string): string {
  return instant === null ? '' : instantText(instant, zone);
}

/** Gives a question a folder to spill into, and takes it away again. */
export async function spilling<T>(deps: Deps, work: (spill: string) => Promise<T>): Promise<T> {
  const folder = await deps.files.workFolder();
  try {
    const spill = join(folder, 'spill');
    await mkdir(spill);
    return await work(spill);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
