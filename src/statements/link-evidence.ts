import { recordEvent } from '../audit/audit-store.js';
import type { Actor } from '../audit/event.js';
import { getItem } from '../evidence/item-store.js';
import { itemNumber } from '../evidence/item.js';
import { inTransaction } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { ConflictError } from '../platform/errors.js';
import { getAtIssue } from './edit-statement.js';
import { getLink, insertStatementLink, listLinks, updateStatementLink } from './statement-store.js';
import { standing, type Bearing, type Review } from './statement.js';

/** Links an item for, against or as context of a statement. Throws `ConflictError` where it is linked so already. */
export async function linkEvidence(
  deps: Deps,
  matterId: string,
  statementId: string,
  request: {
    readonly itemId: string;
    readonly bearing: Bearing;
    readonly place: string;
    readonly note: string;
  },
  by: Actor,
): Promise<void> {
  const at = deps.clock.now();
  await inTransaction(deps, async (tx) => {
    const statement = await getAtIssue(tx, matterId, statementId);
    const item = await getItem(tx, matterId, request.itemId);
    const number = itemNumber(item.number);
    if (item.state === 'withdrawn') throw new ConflictError(`Item ${number} was withdrawn; choose another.`);
    const there = standing(await listLinks(tx, matterId)).find(
      (link) => link.statementId === statement.id && link.itemId === item.id,
    );
    if (there)
      throw new ConflictError(
        `Item ${number} is linked to this statement already (${there.bearing}). End that link first, with a reason.`,
      );
    await insertStatementLink(tx, { statementId, ...request, linkedAt: at, linkedBy: by.accountId });
    await recordEvent(tx, {
      by,
      at,
      action: 'statement.linked',
      subject: statement.id,
      matterId,
      detail: { number: statement.number, item: number, bearing: request.bearing },
    });
  });
}

/** Ends a link with a reason; that there was one stays on the record. */
export async function endLink(
  deps: Deps,
  matterId: string,
  statementId: string,
  linkId: string,
  { reason, version }: { readonly reason: string; readonly version: number },
  by: Actor,
): Promise<void> {
  const at = deps.clock.now();
  await inTransaction(deps, async (tx) => {
    const statement = await getAtIssue(tx, matterId, statementId);
    const link = await getLink(tx, statement.id, linkId);
    if (link.endedAt !== null) throw new ConflictError('This link was ended already.');
    const item = await getItem(tx, matterId, link.itemId);
    await updateStatementLink(tx, link.id, version, {
      endedAt: at,
      endedBy: by.accountId,
      endReason: reason,
    });
    await recordEvent(tx, {
      by,
      at,
      action: 'statement.unlinked',
      subject: statement.id,
      matterId,
      detail: { number: statement.number, item: itemNumber(item.number), bearing: link.bearing },
    });
  });
}

/**
 * Says what becomes of an item that cuts against us. Throws `ConflictError` where the item's own privilege says
 * otherwise: that is settled in the evidence, with its ground, first.
 */
export async function reviewAdverse(
  deps: Deps,
  matterId: string,
  statementId: string,
  linkId: string,
  request: { readonly review: Review; readonly reason: string; readonly version: number },
  by: Actor,
): Promise<void> {
  const at = deps.clock.now();
  await inTransaction(deps, async (tx) => {
    const statement = await getAtIssue(tx, matterId, statementId);
    const link = await getLink(tx, statement.id, linkId);
    if (link.endedAt !== null || link.bearing !== 'against')
      throw new ConflictError('Only a standing link against us is reviewed.');
    const item = await getItem(tx, matterId, link.itemId);
    const number = itemNumber(item.number);
    if (request.review === 'privileged' && item.isPrivileged === 0)
      throw new ConflictError(
        `Item ${number} is not marked privileged. Mark it in the evidence first, with its ground.`,
      );
    if (request.review === 'goes' && item.isPrivileged === 1)
      throw new ConflictError(`Item ${number} is marked privileged, so it does not go.`);
    await updateStatementLink(tx, link.id, request.version, {
      review: request.review,
      reviewReason: request.reason,
      reviewedAt: at,
      reviewedBy: by.accountId,
    });
    await recordEvent(tx, {
      by,
      at,
      action: 'statement.reviewed',
      subject: statement.id,
      matterId,
      detail: { number: statement.number, item: number, review: request.review },
    });
  });
}
