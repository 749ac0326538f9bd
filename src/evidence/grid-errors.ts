import type { Db } from '../platform/database.js';
import type { FormErrors } from '../web/form.js';
import { listItemsByIds } from './item-store.js';
import { FIELD_WORDS, itemNumber } from './item.js';

/** Each error of the grid with the item and the field it is about, so that no two read alike. */
export async function errorsByRow(db: Db, matterId: string, errors: FormErrors): Promise<FormErrors> {
  const rowOf = (name: string): { field: string; id: string } | null => {
    const [, field, id] = /^([A-Za-z]+)\[([a-z0-9]{20})\]$/.exec(name) ?? [];
    return field === undefined || id === undefined ? null : { field, id };
  };
  const ids = Object.keys(errors).flatMap((name) => rowOf(name)?.id ?? []);
  const items = new Map((await listItemsByIds(db, matterId, ids)).map((item) => [item.id, item.number]));
  return Object.fromEntries(
    Object.entries(errors).map(([name, words]) => {
      const row = rowOf(name);
      const number = row && items.get(row.id);
      if (!row || typeof number !== 'number') return [name, words];
      const field = Object.entries(FIELD_WORDS).find(([key]) => key === row.field)?.[1];
      const about = [itemNumber(number), field].filter(Boolean).join(', ');
      return [name, words.map((each) => `${about}: ${each}`)];
    }),
  );
}
