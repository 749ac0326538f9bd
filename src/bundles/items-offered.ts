import { factsOf } from '../documents/preview.js';
import { itemNumber, type Item } from '../evidence/item.js';
import type { Db } from '../platform/database.js';
import { dayText } from '../platform/plain-date.js';
import { listTablesInMatter } from './attached-store.js';
import { attachedToOffered } from './attached-view.js';

const MAIL_COLUMN = /e-?mail|mail[\s_-]?address/i;

/** The items a bundle may take as a form lists them, with what a person should know before ticking one. */
export async function itemsOffered(db: Db, matterId: string, items: readonly Item[]) {
  const attached = await attachedToOffered(db, matterId, items);
  const addressed = await listAddressTables(db, matterId);
  return items.map((item) => ({
    id: item.id,
    number: itemNumber(item.number),
    title: item.title,
    dated: item.datedOn === null ? '' : dayText(item.datedOn),
    isPrivileged: item.isPrivileged === 1,
    namesPersons: item.kind === 'notices',
    hasAddresses: item.kind !== 'notices' && addressed.has(item.id),
    attached: attached.get(item.id) ?? [],
  }));
}

/** Tables of several rows with a column of mail addresses, by its heading: they may name several persons. */
async function listAddressTables(db: Db, matterId: string): Promise<ReadonlySet<string>> {
  const tables = await listTablesInMatter(db, matterId);
  return new Set(
    tables
      .filter((one) => {
        const { table } = factsOf(one);
        return table != null && table.rows > 1 && table.columns.some(({ name }) => MAIL_COLUMN.test(name));
      })
      .map(({ itemId }) => itemId),
  );
}
