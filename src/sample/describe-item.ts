import type { Actor } from '../audit/event.js';
import { editItems } from '../evidence/edit-items.js';
import { fingerprint } from '../evidence/fingerprint.js';
import { getItem } from '../evidence/item-store.js';
import type { Item, ItemFields } from '../evidence/item.js';
import type { Deps } from '../platform/deps.js';

export const SYNTHETIC_LEGEND = 'Synthetic';

/** Fills in fields of an item as the grid would. */
export async function describeItem(
  deps: Deps,
  matterId: string,
  itemId: string,
  fieldsOf: (item: Item) => Partial<ItemFields>,
  by: Actor,
): Promise<void> {
  const item = await getItem(deps.db, matterId, itemId);
  const { title, kind, custodian, source, datedOn, legend, isPrivileged, privilegeGround } = item;
  const before: ItemFields = {
    ...{ title, kind, custodian, source, datedOn, legend, isPrivileged, privilegeGround },
  };
  const fields = { ...before, ...fieldsOf(item) };
  const row = { id: item.id, version: item.version, fields, was: fingerprint(item) };
  const edited = await editItems(deps, matterId, [row], by);
  if (edited.conflicts.length > 0) throw new Error(`The sample could not describe ${title}.`);
}
