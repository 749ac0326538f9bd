import { listAttached, type Document } from '../documents/document-store.js';
import { getItem } from '../evidence/item-store.js';
import { itemNumber, type Item } from '../evidence/item.js';
import type { Db } from '../platform/database.js';
import type { Bundle, ListedEntry } from './bundle.js';
import { bundlePath } from './bundle.js';
import { listAttachedInBundle, listAttachedToItems } from './attached-store.js';
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
  return files.length === 0 ? [] : fatesOf(bundle, entry, entries, files, await groundsIn(db, bundle));
}

/** What becomes of what came attached to every mail of a bundle, by the id of its entry. */
export async function attachedInBundle(
  db: Db,
  bundle: Bundle,
  entries: readonly ListedEntry[],
): Promise<ReadonlyMap<string, readonly AttachedFile[]>> {
  const files = await listAttachedInBundle(db, bundle.id);
  if (files.length === 0) return new Map();
  const grounds = await groundsIn(db, bundle);
  return new Map(
    entries.map((entry) => [
      entry.id,
      fatesOf(
        bundle,
        entry,
        entries,
        files.filter(({ itemId }) => itemId === entry.itemId),
        grounds,
      ),
    ]),
  );
}

/** The ground on which each file stays away, by its hash; null for an item that was withdrawn. */
async function groundsIn(db: Db, bundle: Bundle): Promise<ReadonlyMap<string, string | null>> {
  return new Map((await listHeldBack(db, bundle)).map(({ sha256, ground }) => [sha256, ground]));
}

function fatesOf(
  bundle: Bundle,
  entry: ListedEntry,
  entries: readonly ListedEntry[],
  files: readonly Pick<Document, 'id' | 'name' | 'sha256'>[],
  grounds: ReadonlyMap<string, string | null>,
): AttachedFile[] {
  return files.map(({ id, name, sha256 }) => {
    const own = entries.find((one) => one.sha256 === sha256 && one.id !== entry.id);
    const decided = own && {
      path: `${bundlePath(bundle)}/entries/${own.id}`,
      text: `${itemNumber(own.itemNumber)} in this bundle`,
    };
    return { id, name, decided: decided ?? null, ...fateOf(bundle, entry, own, grounds.get(sha256)) };
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

/** A line below a mail that could go in: what came attached to it, and what becomes of that. */
export interface OfferedAttachment {
  readonly name: string;
  readonly fate: string;
}

/** What came attached to the items that a bundle may take, by the id of the item. */
export async function attachedToOffered(
  db: Db,
  matterId: string,
  items: readonly Pick<Item, 'id' | 'documentId' | 'isPrivileged'>[],
): Promise<ReadonlyMap<string, readonly OfferedAttachment[]>> {
  const found = new Map<string, OfferedAttachment[]>();
  const mails = new Map(items.map((item) => [item.id, item]));
  for (const { itemId, name, isPrivileged, isWithdrawn } of await listAttachedToItems(db, matterId, [
    ...mails.keys(),
  ])) {
    const mail = mails.get(itemId);
    if (mail === undefined) continue;
    const fate =
      mail.isPrivileged === 1
        ? 'held back with it'
        : isWithdrawn
          ? 'stays away: its item was withdrawn'
          : isPrivileged
            ? 'is held back: its item is marked privileged'
            : 'goes in behind it';
    found.set(itemId, [...(found.get(itemId) ?? []), { name, fate }]);
  }
  return found;
}
