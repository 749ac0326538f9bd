import type { Insertable } from 'kysely';
import { recordEvent } from '../audit/audit-store.js';
import type { Actor } from '../audit/event.js';
import { headersOf } from '../documents/blocks-of.js';
import { getDocuments } from '../documents/document-store.js';
import type { Document } from '../documents/document-store.js';
import { factsOf } from '../documents/preview.js';
import type { Item } from '../evidence/item.js';
import { listItemsByIds } from '../evidence/item-store.js';
import type { BundleEntryTable } from '../migrations/schema.js';
import { inTransaction } from '../platform/database.js';
import type { Tx } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { NotFoundError } from '../platform/errors.js';
import { bundleNumber } from './bundle.js';
import type { Bundle, BundleEntry, ListedEntry } from './bundle.js';
import type { OrderedEntry } from './entry-order.js';
import { paintingOf } from './painting/entry-painting.js';
import type { Painting } from './painting/entry-painting.js';
import {
  deleteEntry,
  getEntry,
  insertEntries,
  listEntries,
  updateEntry,
  updateOpenBundle,
} from './bundle-store.js';

export type BundleDetails = Pick<
  Bundle,
  | 'title'
  | 'paper'
  | 'datedOn'
  | 'legend'
  | 'exhibitStyle'
  | 'batesPrefix'
  | 'batesDigits'
  | 'batesStart'
  | 'profile'
  | 'maxPages'
  | 'maxMegabytes'
  | 'exhibitPages'
  | 'roomForNumber'
>;
export type EntryDetails = Pick<
  BundleEntry,
  | 'title'
  | 'datedOn'
  | 'section'
  | 'pages'
  | 'treatment'
  | 'ground'
  | 'description'
  | 'author'
  | 'recipients'
  | 'settlementReason'
  | 'replaces'
  | 'marks'
  | 'hidden'
>;

/** What every edit is made against: the bundle as the person saw it. */
export type BundleSeen = Pick<Bundle, 'id' | 'matterId' | 'number' | 'version'>;

/** Changes what is said of the whole bundle. */
export async function editBundle(
  deps: Deps,
  bundle: BundleSeen,
  details: BundleDetails,
  by: Actor,
): Promise<void> {
  await edit(deps, bundle, by, 'details', async (tx) => updateOpenBundle(tx, bundle, details));
}

/**
 * Adds items at the end of a section, in the order of their numbers; one may take the place of a document of the earlier
 * production. Throws `NotFoundError` for an item of another matter.
 */
export async function addEntries(
  deps: Deps,
  bundle: BundleSeen,
  itemIds: readonly string[],
  section: string,
  by: Actor,
  replaces: string | null = null,
): Promise<void> {
  await edit(deps, bundle, by, 'items', async (tx) => {
    await updateOpenBundle(tx, bundle);
    const items = await listItemsByIds(tx, bundle.matterId, itemIds);
    if (items.length !== new Set(itemIds).size) throw new NotFoundError('item');
    const last = (await listEntries(tx, bundle.id)).at(-1)?.position ?? 0;
    const entries = await newEntries(tx, bundle.id, items, section, last + 1);
    await insertEntries(
      tx,
      entries.map((entry) => ({ ...entry, replaces })),
    );
  });
}

/** Changes one entry. */
export async function editEntry(
  deps: Deps,
  bundle: BundleSeen,
  entryId: string,
  details: EntryDetails,
  by: Actor,
): Promise<void> {
  await edit(deps, bundle, by, 'an entry', async (tx) => {
    await getEntry(tx, bundle.id, entryId);
    await updateOpenBundle(tx, bundle);
    await updateEntry(tx, entryId, details);
  });
}

/** Changes which pages of an entry go in as pictures, and the boxes on them. */
export async function paintEntry(
  deps: Deps,
  bundle: BundleSeen,
  entryId: string,
  change: (painting: Painting) => Painting,
  by: Actor,
): Promise<void> {
  await edit(deps, bundle, by, 'pages painted', async (tx) => {
    const entry = await getEntry(tx, bundle.id, entryId);
    await updateOpenBundle(tx, bundle);
    const { rasterise, redactions } = change(paintingOf(entry));
    const stored = { rasterise: JSON.stringify(rasterise), redactions: JSON.stringify(redactions) };
    await updateEntry(tx, entryId, stored);
  });
}

/** Holds on to a copy that was opened for an entry; its pages go in from now on. */
export async function keepOpened(
  deps: Deps,
  bundle: BundleSeen,
  entryId: string,
  copy: { readonly sha256: string; readonly how: 'password' | 'repaired' },
  by: Actor,
): Promise<void> {
  const what =
    copy.how === 'password' ? 'a document opened with its password' : 'a damaged document repaired';
  await edit(deps, bundle, by, what, async (tx) => {
    const entry = await getEntry(tx, bundle.id, entryId);
    await updateOpenBundle(tx, bundle);
    await updateEntry(tx, entryId, {
      openedSha256: copy.sha256,
      openedHow: copy.how,
      treatment: entry.treatment === 'undecided' ? 'include' : entry.treatment,
    });
  });
}

/** Takes an entry out of a bundle that is being prepared; the item stays in the file. */
export async function removeEntry(deps: Deps, bundle: BundleSeen, entryId: string, by: Actor): Promise<void> {
  await edit(deps, bundle, by, 'items', async (tx) => {
    await getEntry(tx, bundle.id, entryId);
    await updateOpenBundle(tx, bundle);
    await deleteEntry(tx, bundle.id, entryId);
  });
}

/** Puts entries in another order: `order` says the whole of it from the entries there are. */
export async function orderEntries(
  deps: Deps,
  bundle: BundleSeen,
  order: (entries: readonly ListedEntry[]) => readonly OrderedEntry[],
  by: Actor,
): Promise<void> {
  await edit(deps, bundle, by, 'order', async (tx) => {
    await updateOpenBundle(tx, bundle);
    const entries = await listEntries(tx, bundle.id);
    const before = new Map(entries.map((entry) => [entry.id, entry]));
    for (const [at, { id, section }] of order(entries).entries()) {
      const was = before.get(id);
      if (was === undefined) throw new NotFoundError('entry', id);
      if (was.position !== at + 1 || was.section !== section)
        await updateEntry(tx, id, { position: at + 1, section });
    }
  });
}

/** Items as they first come into a bundle: held back when privileged, undecided when nobody can read them. */
export async function newEntries(
  tx: Tx,
  bundleId: string,
  items: readonly Item[],
  section: string,
  firstPosition: number,
): Promise<Omit<Insertable<BundleEntryTable>, 'id'>[]> {
  const entries: Omit<Insertable<BundleEntryTable>, 'id'>[] = [];
  const documents = await getDocuments(
    tx,
    items.map(({ documentId }) => documentId),
  );
  for (const item of items) {
    const document = documents.get(item.documentId);
    if (document === undefined) throw new NotFoundError('document', item.documentId);
    const { state } = document;
    const isPrivileged = item.isPrivileged === 1;
    const isReadable = state === 'readable' || state === 'unread';
    entries.push({
      bundleId,
      itemId: item.id,
      section,
      position: firstPosition + entries.length,
      title: item.title,
      datedOn: item.datedOn,
      pages: null,
      treatment: isPrivileged ? 'withhold' : isReadable ? 'include' : 'undecided',
      ground: isPrivileged ? item.privilegeGround : '',
      ...(isPrivileged ? proposedPeople(document) : NOBODY),
    });
  }
  return entries;
}

const NOBODY = { author: '', recipients: '' };
/** As the form of an entry takes them. */
const [LONGEST_AUTHOR, LONGEST_RECIPIENTS] = [300, 500];

/** Who wrote a mail and to whom, as its headers say: proposed for the privilege log. What does not fit whole is not. */
function proposedPeople(document: Document): { author: string; recipients: string } {
  const { author, recipients } = headersOf(factsOf(document));
  return {
    author: author.length > LONGEST_AUTHOR ? '' : author,
    recipients: recipients.length > LONGEST_RECIPIENTS ? '' : recipients,
  };
}

async function edit(
  deps: Deps,
  bundle: BundleSeen,
  by: Actor,
  fields: string,
  change: (tx: Tx) => Promise<void>,
): Promise<void> {
  const at = deps.clock.now();
  await inTransaction(deps, async (tx) => {
    await change(tx);
    const detail = { number: bundleNumber(bundle.number), fields };
    await recordEvent(tx, {
      by,
      at,
      action: 'bundle.edited',
      subject: bundle.id,
      matterId: bundle.matterId,
      detail,
    });
  });
}
