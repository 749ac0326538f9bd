import { factsOf } from '../../documents/preview.js';
import { itemNumber, type Item } from '../../evidence/item.js';
import type { Db } from '../../platform/database.js';
import { dayText } from '../../platform/plain-date.js';
import { listTables } from '../attached-store.js';
import { attachedToOffered } from '../attached-view.js';
import { accountColumnAmong } from '../findings/account-columns.js';

const MAIL_COLUMN = /e-?mail|mail[\s_-]?address/i;

/** The items a bundle may take as a form lists them, with what a person should know before ticking one. */
export async function itemsOffered(db: Db, matterId: string, items: readonly Item[]) {
  const ids = items.map(({ id }) => id);
  const attached = await attachedToOffered(db, matterId, items);
  const { addressed, naming } = await tablesNaming(db, matterId, ids);
  return items.map((item) => ({
    id: item.id,
    number: itemNumber(item.number),
    title: item.title,
    dated: item.datedOn === null ? '' : dayText(item.datedOn),
    isPrivileged: item.isPrivileged === 1,
    namesPersons: item.kind === 'notices' || naming.has(item.id),
    hasAddresses: item.kind !== 'notices' && !naming.has(item.id) && addressed.has(item.id),
    attached: attached.get(item.id) ?? [],
  }));
}

/**
 * Tables by the headings of their columns: those that say whose each row is, and those of several rows with mail
 * addresses, which may name several persons. Of these items, or of the whole file where they are null.
 */
export async function tablesNaming(
  db: Db,
  matterId: string,
  itemIds: readonly string[] | null,
): Promise<{ readonly addressed: ReadonlySet<string>; readonly naming: ReadonlySet<string> }> {
  const addressed = new Set<string>();
  const naming = new Set<string>();
  for (const one of itemIds?.length === 0 ? [] : await listTables(db, matterId, itemIds)) {
    const { table, workbook } = factsOf(one);
    if (table == null && workbook === undefined) continue;
    const names = table?.columns.map(({ name }) => name) ?? workbook?.headings ?? [];
    const rows = table?.rows ?? workbook?.sheets.reduce((sum, sheet) => sum + sheet.rows, 0) ?? 0;
    const column = accountColumnAmong(names);
    if (column !== null && !MAIL_COLUMN.test(column)) naming.add(one.itemId);
    if (rows > 1 && names.some((name) => MAIL_COLUMN.test(name))) addressed.add(one.itemId);
  }
  return { addressed, naming };
}
