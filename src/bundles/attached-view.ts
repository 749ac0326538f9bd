import { listAttached } from '../documents/document-store.js';
import { getItem } from '../evidence/item-store.js';
import { itemNumber } from '../evidence/item.js';
import type { Db } from '../platform/database.js';
import type { Bundle, ListedEntry } from './bundle.js';
import { bundlePath } from './bundle-routes.js';
import { listHeldBack } from './held-back-store.js';

/** A file that came attached to the mail of an entry, and what becomes of it; paths are below the base. */
export interface AttachedFile {
  readonly id: string;
  readonly name: string;
  readonly fate: string;
  /** Where that is decided; null where it simply goes along. */
  readonly decided: { readonly path: string; readonly text: string } | null;
  /** Whether it can still be made an item, to be decided about alone. */
  readonly isUndecided: boolean;
}

/** What becomes of each file that came attached to an entry, in their order; empty for what is no mail. */
export async function attachedTo(
  db: Db,
  bundle: Bundle,
  entry: ListedEntry,
  entries: readonly ListedEntry[],
): Promise<AttachedFile[]> {
  const { documentId } = await getItem(db, bundle.matterId, entry.itemId);
  const files = await listAttached(db, documentId);
  if (files.length === 0) return [];
  const held = new Map((await listHeldBack(db, bundle)).map(({ sha256, ground }) => [sha256, ground]));
  return files.map(({ id, name, sha256 }) => {
    const own = entries.find((one) => one.sha256 === sha256 && one.id !== entry.id);
    const decided = own && {
      path: `${bundlePath(bundle)}/entries/${own.id}`,
      text: `${itemNumber(own.itemNumber)} in this bundle`,
    };
    const ground = held.get(sha256);
    return { id, name, decided: decided ?? null, ...fateOf(bundle, entry, own, ground) };
  });
}

/** `ground` is null for an item that was withdrawn, undefined for what nobody holds back. */
function fateOf(
  { purpose }: Bundle,
  { treatment }: ListedEntry,
  own: ListedEntry | undefined,
  ground: string | null | undefined,
): Pick<AttachedFile, 'fate' | 'isUndecided'> {
  if (treatment === 'leave-out') return { fate: 'stays away with its mail', isUndecided: false };
  if (treatment === 'withhold') return { fate: 'is held back with its mail', isUndecided: false };
  if (own !== undefined) return { fate: 'is decided about for itself', isUndecided: false };
  if (ground === null) return { fate: 'stays away: its item was withdrawn', isUndecided: false };
  if (ground !== undefined)
    return {
      fate:
        purpose === 'enclosures'
          ? 'stays away: its item is marked privileged'
          : 'is held back, a slip sheet stands for it: its item is marked privileged',
      isUndecided: false,
    };
  if (treatment !== 'include')
    return { fate: 'does not go in: its mail has no pages here', isUndecided: true };
  return { fate: 'goes in behind its mail', isUndecided: true };
}
