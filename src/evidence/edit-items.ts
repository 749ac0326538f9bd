import { recordEvent } from '../audit/audit-store.js';
import type { Actor } from '../audit/event.js';
import { inTransaction } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { NotFoundError } from '../platform/errors.js';
import { listItemsByIds, updateItem } from './item-store.js';
import { changedFields, FIELD_WORDS, itemNumber } from './item.js';
import type { Item, ItemFields } from './item.js';

/** One row of the grid as the person left it, with the version of the item the row was made from. */
export interface RowEdit {
  readonly id: string;
  readonly version: number;
  readonly fields: ItemFields;
}

/** Two people changed one item: what is stored now, and what this person typed. */
export interface EditConflict {
  readonly item: Item;
  readonly typed: RowEdit;
  readonly fields: readonly (keyof ItemFields)[];
}

export type EditOutcome =
  | { readonly saved: true; readonly changed: number }
  | { readonly saved: false; readonly conflicts: readonly EditConflict[] };

/**
 * Saves the rows a person changed, all or none: when any of them was changed by someone else meanwhile, nothing
 * is saved and both versions come back. Throws `NotFoundError` for an item of another matter.
 */
export async function editItems(
  deps: Deps,
  matterId: string,
  edits: readonly RowEdit[],
  by: Actor,
): Promise<EditOutcome> {
  const at = deps.clock.now();
  return inTransaction(deps, async (tx): Promise<EditOutcome> => {
    const items = new Map(
      (
        await listItemsByIds(
          tx,
          matterId,
          edits.map((edit) => edit.id),
        )
      ).map((item) => [item.id, item]),
    );
    const changes: EditConflict[] = edits.flatMap((typed) => {
      const item = items.get(typed.id);
      if (!item) throw new NotFoundError('item', typed.id);
      const fields = changedFields(item, typed.fields);
      return fields.length === 0 ? [] : [{ item, typed, fields }];
    });
    const conflicts = changes.filter(({ item, typed }) => item.version !== typed.version);
    if (conflicts.length > 0) return { saved: false, conflicts };

    for (const { item, typed, fields } of changes) {
      await updateItem(tx, item, typed.fields);
      const detail = {
        number: itemNumber(item.number),
        fields: fields.map((field) => FIELD_WORDS[field]).join(', '),
      };
      await recordEvent(tx, { by, at, action: 'item.edited', subject: item.id, matterId, detail });
    }
    return { saved: true, changed: changes.length };
  });
}
