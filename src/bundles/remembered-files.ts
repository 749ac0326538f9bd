import { lastEventOf } from '../audit/audit-store.js';
import type { Db } from '../platform/database.js';
import type { Bundle } from './bundle.js';
import type { FileState } from './file-state.js';

/** How the files of a matter stood when its record ended with event `seq`, by bundle. */
interface Remembered {
  readonly seq: number;
  readonly files: Map<string, Found>;
}

/** Null for a bundle without a file. The bundle is the one it was found for: it may have been read before an event and asked about after it. */
interface Found extends Pick<Bundle, 'state' | 'version'> {
  readonly file: FileState | null;
}

/** Of so many matters; whichever was asked for longest ago is forgotten first. */
const MOST_MATTERS = 200;
const REMEMBERED = new WeakMap<Db, Map<string, Remembered>>();

/**
 * The file that counts of each bundle, found by `find` or remembered. Comparing a file with its bundle reads every entry;
 * whatever changes a matter is an event of the same transaction, so while its record ends where it did the answer stands.
 * It is for pages that list files: whoever approves or sends one compares anew.
 */
export async function rememberedFiles(
  db: Db,
  bundles: readonly Bundle[],
  find: (bundles: readonly Bundle[]) => Promise<ReadonlyMap<string, FileState>>,
): Promise<ReadonlyMap<string, FileState>> {
  const known = REMEMBERED.get(db) ?? new Map<string, Remembered>();
  REMEMBERED.set(db, known);
  const files = new Map<string, FileState>();
  for (const matterId of new Set(bundles.map((bundle) => bundle.matterId))) {
    const own = bundles.filter((bundle) => bundle.matterId === matterId);
    // Before anything is read: what comes meanwhile is found the next time.
    const seq = await lastEventOf(db, matterId);
    const before = known.get(matterId);
    const remembered = before?.seq === seq ? before : { seq, files: new Map<string, Found>() };
    const missing = own.filter(({ id, state, version }) => {
      const found = remembered.files.get(id);
      return found?.state !== state || found.version !== version;
    });
    const found = missing.length === 0 ? new Map<string, FileState>() : await find(missing);
    for (const { id, state, version } of missing)
      remembered.files.set(id, { state, version, file: found.get(id) ?? null });
    known.delete(matterId);
    known.set(matterId, remembered);
    for (const { id } of own) {
      const file = remembered.files.get(id)?.file;
      if (file) files.set(id, file);
    }
  }
  for (const matterId of [...known.keys()].slice(0, Math.max(0, known.size - MOST_MATTERS)))
    known.delete(matterId);
  return files;
}
