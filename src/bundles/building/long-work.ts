import type { AskOptions } from '../../platform/ask.js';
import type { Plan } from './plan-bundle.js';

const LEAST_MS = 60_000;
const MS_A_PAGE = 500;
const MEMORY_MB = 1024;

/** One file is held whole, by two readers after each other; larger ones are split into volumes. */
export const MOST_CHECKED_MB = 1_000;
const READERS_SHARE = 3.5;

/** What checking a finished file of so many bytes may take of the document child. */
export function checkWork(pages: number, bytes: number): AskOptions {
  const { timeoutMs } = longWork({ pages });
  return { timeoutMs: timeoutMs ?? LEAST_MS, memoryMb: MEMORY_MB + Math.ceil((bytes / 1e6) * READERS_SHARE) };
}

/** What a whole bundle may take of the document child: pages that are painted take longest. */
export function longWork({ pages }: Pick<Plan, 'pages'>): AskOptions {
  return { timeoutMs: LEAST_MS + pages * MS_A_PAGE, memoryMb: MEMORY_MB };
}
