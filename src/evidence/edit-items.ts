import { z } from 'zod';
import { listEvents, recordEvent } from '../audit/audit-store.js';
import type { Actor } from '../audit/event.js';
import { inTransaction, type Tx } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { NotFoundError } from '../platform/errors.js';
import { cellsMoved } from './fingerprint.js';
import { listItemsByIds, listUnmarkedAttached, updateItem } from './item-store.js';
import { changedFields, FIELD_WORDS, itemNumber } from './item.js';
import type { Item, ItemFields } from './item.js';

/** One row of the grid as the person left it, with the version of the item the row was made from. */
export interface RowEdit {
  readonly id: string;
  readonly version: number;
  readonly fields: ItemFields;
  /** What its cells said when the page was made: one that still says it is no edit. */
  readonly was: string;
}

interface Change {
  readonly item: Item;
  readonly typed: RowEdit;
  /** Typed here, and to be saved. */
  readonly fields: readonly (keyof ItemFields)[];
  /** Typed here and changed elsewhere since the page was made. */
  readonly clashes: readonly (keyof ItemFields)[];
}

/** Cells of an item that were changed here and elsewhere: the item as it is stored now, and what this person typed. */
export interface EditConflict {
  readonly item: Item;
  readonly typed: RowEdit;
  readonly cells: readonly {
    readonly field: keyof ItemFields;
    /** Null where the program proposed what is stored. */
    readonly changedBy: string | null;
  }[];
}

export interface EditOutcome {
  /** How many items were changed. */
  readonly changed: number;
  /** What a person has to decide; nothing of it is saved. */
  readonly conflicts: readonly EditConflict[];
}

/**
 * Saves the cells a person changed. What someone else, or the same person in another tab, changed meanwhile stays beside
 * it; only a cell that both changed is not saved and comes back with both versions. A mark of privilege set now goes on to
 * the attachments in the file. Throws `NotFoundError` for an item of another matter.
 */
export async function editItems(
  deps: Deps,
  matterId: string,
  edits: readonly RowEdit[],
  by: Actor,
): Promise<EditOutcome> {
  const at = deps.clock.now();
  return inTransaction(deps, async (tx): Promise<EditOutcome> => {
    const ids = edits.map((edit) => edit.id);
    const items = new Map((await listItemsByIds(tx, matterId, ids)).map((item) => [item.id, item]));
    const changes: Change[] = edits.map((typed) => {
      const item = items.get(typed.id);
      if (!item) throw new NotFoundError('item', typed.id);
      return changeOf(item, typed);
    });
    const saving = changes.filter(({ fields }) => fields.length > 0);
    for (const { item, typed, fields } of saving) {
      await updateItem(tx, item, Object.fromEntries(fields.map((field) => [field, typed.fields[field]])));
      const detail = {
        number: itemNumber(item.number),
        fields: fields.map((field) => FIELD_WORDS[field]).join(', '),
      };
      await recordEvent(tx, { by, at, action: 'item.edited', subject: item.id, matterId, detail });
    }
    for (const { item, typed, fields } of saving)
      if (fields.includes('isPrivileged') && typed.fields.isPrivileged === 1)
        await markAttached(tx, item, typed.fields.privilegeGround, by, at);
    const clashing = changes.filter(({ clashes }) => clashes.length > 0);
    return { changed: saving.length, conflicts: await conflictsOf(tx, matterId, clashing) };
  });
}

/** An item that was withdrawn meanwhile is nobody's to fill in without being asked. */
function changeOf(item: Item, typed: RowEdit): Change {
  const touched = cellsMoved(typed.fields, typed.was);
  const changed = changedFields(item, typed.fields).filter((field) => touched.includes(field));
  const isSame = item.version === typed.version;
  const elsewhere = isSame ? [] : item.state === 'withdrawn' ? changed : cellsMoved(item, typed.was);
  return {
    item,
    typed,
    fields: changed.filter((field) => !elsewhere.includes(field)),
    clashes: changed.filter((field) => elsewhere.includes(field)),
  };
}

/** The items as they stand after what could be saved was, each clashing cell with whoever changed it last. */
async function conflictsOf(tx: Tx, matterId: string, clashing: readonly Change[]): Promise<EditConflict[]> {
  const ids = clashing.map(({ item }) => item.id);
  const now = new Map((await listItemsByIds(tx, matterId, ids)).map((item) => [item.id, item]));
  const found: EditConflict[] = [];
  for (const { item, typed, clashes } of clashing) {
    const events = await listEvents(tx, { matterId, subject: item.id }, 50);
    const cells = clashes.map((field) => {
      const last = events.find(
        ({ action, text }) =>
          action === 'item.withdrawn' ||
          (action === 'item.edited' && fieldsIn(text).includes(FIELD_WORDS[field])),
      );
      return { field, changedBy: last?.byAccount ?? null };
    });
    found.push({ item: now.get(item.id) ?? item, typed, cells });
  }
  return found;
}

const editedEvent = z.object({ detail: z.object({ fields: z.string() }) });

/** The fields that an event says were changed. */
function fieldsIn(text: string): readonly string[] {
  const event = editedEvent.safeParse(JSON.parse(text));
  return event.success ? event.data.detail.fields.split(', ') : [];
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
