import { listEvents, recordEvent } from '../audit/audit-store.js';
import type { Actor } from '../audit/event.js';
import { inTransaction, type Tx } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { NotFoundError } from '../platform/errors.js';
import { listItemsByIds, listUnmarkedAttached, updateItem } from './item-store.js';
import { changedFields, FIELD_WORDS, itemNumber } from './item.js';
import type { Item, ItemFields } from './item.js';

/** One row of the grid as the person left it, with the version of the item the row was made from. */
export interface RowEdit {
  readonly id: string;
  readonly version: number;
  readonly fields: ItemFields;
  /** The cells that say something else than when the page was made; the others are left as they stand. */
  readonly touched: readonly (keyof ItemFields)[];
}

interface Change {
  readonly item: Item;
  readonly typed: RowEdit;
  readonly fields: readonly (keyof ItemFields)[];
}

/** An item was changed meanwhile: what is stored now and since when by whom, and the cells this person typed. */
export interface EditConflict extends Change {
  /** Null where the program proposed it. */
  readonly changedBy: string | null;
}

export type EditOutcome =
  | { readonly saved: true; readonly changed: number }
  | { readonly saved: false; readonly conflicts: readonly EditConflict[] };

/**
 * Saves the rows a person changed, all or none: when any of them was changed meanwhile, nothing
 * is saved and both versions come back. A mark of privilege set now goes on to the attachments in the file. Throws `NotFoundError` for an item of another matter.
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
    const changes: Change[] = edits.flatMap((typed) => {
      const item = items.get(typed.id);
      if (!item) throw new NotFoundError('item', typed.id);
      const fields = changedFields(item, typed.fields).filter((field) => typed.touched.includes(field));
      return fields.length === 0 ? [] : [{ item, typed, fields }];
    });
    const conflicts = changes.filter(({ item, typed }) => item.version !== typed.version);
    if (conflicts.length > 0) return { saved: false, conflicts: await withAuthors(tx, conflicts) };

    for (const { item, typed, fields } of changes) {
      await updateItem(tx, item, Object.fromEntries(fields.map((field) => [field, typed.fields[field]])));
      const detail = {
        number: itemNumber(item.number),
        fields: fields.map((field) => FIELD_WORDS[field]).join(', '),
      };
      await recordEvent(tx, { by, at, action: 'item.edited', subject: item.id, matterId, detail });
    }
    for (const { item, typed, fields } of changes)
      if (fields.includes('isPrivileged') && typed.fields.isPrivileged === 1)
        await markAttached(tx, item, typed.fields.privilegeGround, by, at);
    return { saved: true, changed: changes.length };
  });
}

async function withAuthors(tx: Tx, conflicts: readonly Change[]): Promise<EditConflict[]> {
  const found: EditConflict[] = [];
  for (const conflict of conflicts) {
    const { matterId, id } = conflict.item;
    const events = await listEvents(tx, { matterId, subject: id }, 50);
    const last = events.find(({ action }) => action === 'item.edited' || action === 'item.withdrawn');
    found.push({ ...conflict, changedBy: last?.byAccount ?? null });
  }
  return found;
}

/** What came attached to a privileged mail is privileged with it, until a person lifts the mark. */
async function markAttached(
  tx: Tx,
  item: Item,
  privilegeGround: string,
  by: Actor,
  at: string,
): Promise<void> {
  const { matterId } = item;
  for (const attached of await listUnmarkedAttached(tx, matterId, item)) {
    await updateItem(tx, attached, { isPrivileged: 1, privilegeGround });
    const detail = { number: itemNumber(attached.number), fields: FIELD_WORDS.isPrivileged };
    await recordEvent(tx, { by, at, action: 'item.edited', subject: attached.id, matterId, detail });
  }
}
