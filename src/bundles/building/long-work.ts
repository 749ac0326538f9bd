import type { AskOptions } from '../../platform/ask.js';
import type { Plan } from './plan-bundle.js';

const LEAST_MS = 60_000;
const MS_A_PAGE = 500;
const MEMORY_MB = 1024;

/** What a whole bundle may take of the document child: pages that are painted take longest. */
export function longWork({ pages }: Pick<Plan, 'pages'>): AskOptions {
  return { timeoutMs: LEAST_MS + pages * MS_A_PAGE, memoryMb: MEMORY_MB };
}
