import { itemNumber } from '../evidence/item.js';
import type { Db } from '../platform/database.js';
import { listAttachedInBundle } from './attached-store.js';
import { parseSpec } from './building/spec.js';
import { showsPrivileged } from './bundle.js';
import type { Build, Bundle, ListedEntry } from './bundle.js';
import { listPrivilegedBySha } from './held-back-store.js';

/** An item that was marked privileged after the file that shows it was approved. */
export interface PrivilegedSince {
  readonly itemId: string;
  /** A sentence that names it and what to do. */
  readonly text: string;
}

const MEND = 'was marked privileged after the approval: supersede the bundle, or lift the mark.';

/** Items of an approved file, and those that came attached to its mails, that were marked privileged since. */
export async function privilegedSince(
  db: Db,
  bundle: Pick<Bundle, 'id' | 'matterId' | 'state'>,
  entries: readonly ListedEntry[],
  { spec }: Pick<Build, 'spec'>,
): Promise<PrivilegedSince[]> {
  if (bundle.state !== 'approved') return [];
  const own = entries
    .filter(showsPrivileged)
    .map((entry) => ({ itemId: entry.itemId, text: `${nameOf(entry.itemNumber, entry.title)} ${MEND}` }));
  const read = parseSpec(JSON.parse(spec));
  const known = new Set(read.ok ? read.spec.heldBack?.map(({ sha256 }) => sha256) : []);
  const privileged = await listPrivilegedBySha(db, bundle.matterId);
  const attached = (await listAttachedInBundle(db, bundle.id)).flatMap(({ itemId, sha256 }) => {
    const mail = entries.find((entry) => entry.itemId === itemId);
    const item = privileged.get(sha256);
    const isThere = mail?.treatment === 'include' || mail?.treatment === 'native';
    if (!isThere || item === undefined || known.has(sha256)) return [];
    if (entries.some((entry) => entry.itemId === item.id)) return [];
    const to = `which came attached to ${nameOf(mail.itemNumber, mail.title)},`;
    return [{ itemId: item.id, text: `${nameOf(item.number, item.title)}, ${to} ${MEND}` }];
  });
  return [...own, ...attached];
}

function nameOf(number: number, title: string): string {
  return `${itemNumber(number)} “${title}”`;
}
