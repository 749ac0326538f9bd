import { recordEvent } from '../audit/audit-store.js';
import type { Actor } from '../audit/event.js';
import { listItemsByIds } from '../evidence/item-store.js';
import { inTransaction } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import type { Tx } from '../platform/database.js';
import { ConflictError, NotFoundError } from '../platform/errors.js';
import { bundleNumber, FIRST_SECTION, STATE_WORDS } from './bundle.js';
import type { Bundle } from './bundle.js';
import { expectReply, findContinuation, getBundle, insertBundle, insertEntries } from './bundle-store.js';
import { newEntries } from './edit-bundle.js';

export interface NewBundle {
  readonly title: string;
  readonly purpose: Bundle['purpose'];
  readonly paper: Bundle['paper'];
  readonly datedOn: string;
  readonly legend: string | null;
  readonly exhibitStyle: Bundle['exhibitStyle'];
  readonly batesPrefix: string | null;
  readonly batesDigits: number | null;
  readonly batesStart?: number | null;
  readonly profile?: string | null;
  readonly maxPages?: number | null;
  readonly maxMegabytes?: number | null;
  readonly exhibitPages?: 0 | 1;
  readonly roomForNumber?: 0 | 1;
  /** The production it goes on from. */
  readonly continuesId?: string | null;
  /** The reply that goes first, or null for a cover. */
  readonly replyId: string | null;
  /** Items to begin with, in their order. */
  readonly itemIds: readonly string[];
}

/** Begins a bundle. Throws `NotFoundError` for an item or a reply of another matter. */
export async function createBundle(
  deps: Deps,
  matterId: string,
  bundle: NewBundle,
  by: Actor,
): Promise<string> {
  const at = deps.clock.now();
  return inTransaction(deps, async (tx) => {
    const { itemIds, ...fields } = bundle;
    const continued = await expectContinuable(tx, matterId, fields.continuesId ?? null);
    if (fields.replyId !== null) await expectReply(tx, matterId, fields.replyId);
    const { id, number } = await insertBundle(tx, {
      matterId,
      ...fields,
      createdAt: at,
      createdBy: by.accountId,
    });
    const items = await listItemsByIds(tx, matterId, itemIds);
    if (items.length !== new Set(itemIds).size) throw new NotFoundError('item');
    const place = new Map(itemIds.map((itemId, at) => [itemId, at]));
    const ordered = [...items].sort((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0));
    await insertEntries(tx, await newEntries(tx, id, ordered, FIRST_SECTION, 1));
    await recordEvent(tx, {
      by,
      at,
      action: 'bundle.created',
      subject: id,
      matterId,
      detail: {
        number: bundleNumber(number),
        purpose: bundle.purpose,
        entries: items.length,
        ...(continued === null ? {} : { continues: bundleNumber(continued.number) }),
      },
    });
    return id;
  });
}

/**
 * Begins a supplement: a production that goes on with the numbers of one that was approved. Throws `ConflictError` for one
 * that is not, and for one that another supplement continues already.
 */
export async function continueProduction(
  deps: Deps,
  earlier: Bundle,
  today: string,
  by: Actor,
): Promise<string> {
  const { matterId, paper, legend, exhibitStyle, batesPrefix, batesDigits, maxPages, maxMegabytes } = earlier;
  const { roomForNumber } = earlier;
  return createBundle(
    deps,
    matterId,
    {
      title: `Supplement to ${earlier.title}`,
      purpose: 'production',
      datedOn: today,
      ...{ paper, legend, exhibitStyle, batesPrefix, batesDigits, maxPages, maxMegabytes, roomForNumber },
      continuesId: earlier.id,
      replyId: null,
      itemIds: [],
    },
    by,
  );
}

async function expectContinuable(tx: Tx, matterId: string, id: string | null): Promise<Bundle | null> {
  if (id === null) return null;
  const earlier = await getBundle(tx, matterId, id);
  if (earlier.purpose !== 'production')
    throw new ConflictError('Only a production is continued: other bundles have no numbers that go on.');
  if (earlier.state !== 'approved' && earlier.state !== 'sent')
    throw new ConflictError(
      `${bundleNumber(earlier.number)} is ${STATE_WORDS[earlier.state]}; a production is continued once it is approved.`,
    );
  const next = await findContinuation(tx, matterId, id);
  if (next !== null)
    throw new ConflictError(
      `${bundleNumber(next.number)} “${next.title}” continues it already; go on with that one.`,
    );
  return earlier;
}
