import { recordEvent } from '../audit/audit-store.js';
import type { Actor } from '../audit/event.js';
import { getDocument, listAttached } from '../documents/document-store.js';
import { inTransaction } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { ConflictError, NotFoundError } from '../platform/errors.js';
import { demandsByItem, insertLink } from './item-link-store.js';
import { insertCustody } from './custody-store.js';
import { findItemOfFile, getItem, insertItem } from './item-store.js';
import { itemNumber, titleFrom } from './item.js';

/**
 * Makes a file that came attached to an item an item of its own, privileged where that is and bearing on the same demands;
 * the chain of custody says where it came from.
 * Throws `ConflictError` when the file is in the matter already. Returns the new item's id.
 */
export async function addAttachedItem(
  deps: Deps,
  matterId: string,
  itemId: string,
  documentId: string,
  by: Actor,
): Promise<string> {
  const at = deps.clock.now();
  return inTransaction(deps, async (tx) => {
    const item = await getItem(tx, matterId, itemId);
    const attached = (await listAttached(tx, item.documentId)).find((file) => file.id === documentId);
    if (!attached) throw new NotFoundError('attachment', documentId);
    const known = await findItemOfFile(tx, matterId, attached.sha256);
    if (known) throw new ConflictError(`The file is already in the file as ${itemNumber(known.number)}.`);
    const parent = await getDocument(tx, item.documentId);
    const { id, number } = await insertItem(tx, {
      matterId,
      documentId,
      kind: 'document',
      title: titleFrom(attached.name),
      custodian: item.custodian,
      source: `attached to ${itemNumber(item.number)}`,
      datedOn: null,
      isPrivileged: item.isPrivileged,
      privilegeGround: item.privilegeGround,
      addedAt: at,
      addedBy: by.accountId,
    });
    await insertCustody(tx, {
      itemId: id,
      matterId,
      holder: item.custodian || 'not stated',
      action: `taken out of ${itemNumber(item.number)} (“${parent.name}”), where it was “${attached.name}”`,
      sha256: attached.sha256,
      fromAt: at,
      recordedAt: at,
      recordedBy: by.accountId,
    });
    const detail = { number: itemNumber(number), sha256: attached.sha256 };
    await recordEvent(tx, { by, at, action: 'item.added', subject: id, matterId, detail });
    // It bears on what its mail bears on, until a person says otherwise.
    for (const demand of (await demandsByItem(tx, [item.id])).get(item.id) ?? []) {
      await insertLink(tx, { itemId: id, demandId: demand.id, linkedAt: at, linkedBy: by.accountId });
      const linked = { number: itemNumber(number), demand: demand.number };
      await recordEvent(tx, { by, at, action: 'item.linked', subject: id, matterId, detail: linked });
    }
    return id;
  });
}
