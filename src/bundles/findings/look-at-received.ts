import { performance } from 'node:perf_hooks';
import type { Deps } from '../../platform/deps.js';
import { lookedOf } from './look-at-pages.js';
import { keptLooks, listNotLookedAt } from './page-look-store.js';

const AT_ONCE = 20;
/** Mail and reminders wait for this, so it does not take long at a time. */
const ENOUGH_MS = 10_000;
const failed = new Set<string>();

/** Goes through the pages of PDFs that came in, before anyone asks for a bundle. Returns how many. */
export async function lookAtReceived(deps: Deps): Promise<number> {
  const waiting = await listNotLookedAt(deps.db, AT_ONCE + failed.size);
  const started = performance.now();
  let count = 0;
  for (const { sha256, pages } of waiting) {
    if (failed.has(sha256)) continue;
    if (performance.now() - started > ENOUGH_MS) break;
    const path = await deps.files.localPath(sha256);
    const looked = await lookedOf(deps.asker, { path, pages: pages ?? 0, sha256 }, keptLooks(deps));
    if (typeof looked === 'string')
      failed.add(sha256); // said again when a bundle is built
    else count += 1;
  }
  return count;
}
