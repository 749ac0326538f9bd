import { listFound } from '../../evidence/item-store.js';
import { itemNumber } from '../../evidence/item.js';
import { WHOLE_FILE } from '../../evidence/list-query.js';
import type { Db } from '../../platform/database.js';
import { tablesNaming } from './items-offered.js';

/** So many items are named by their numbers; more are counted. */
const MOST_NAMED = 5;

/** Which items of the file are not among these, and why, as a sentence; '' where all are. */
export async function leftOutWords(db: Db, matterId: string, ids: readonly string[]): Promise<string> {
  const taken = new Set(ids);
  const { naming, addressed } = await tablesNaming(db, matterId, null);
  const left = { privileged: [] as number[], names: [] as number[], other: [] as number[] };
  for (const { id, number, kind, isPrivileged } of await listFound(db, matterId, WHOLE_FILE)) {
    if (taken.has(id)) continue;
    if (isPrivileged === 1) left.privileged.push(number);
    else if (kind === 'notices' || naming.has(id) || addressed.has(id)) left.names.push(number);
    else left.other.push(number);
  }
  const parts = [
    ...group(left.privileged, 'marked privileged'),
    ...group(left.names, 'may name persons'),
    ...group(left.other, 'not cited, and linked to none of these demands'),
  ];
  return parts.length === 0 ? '' : `Not in it: ${parts.join('; ')}.`;
}

function group(numbers: readonly number[], why: string): string[] {
  if (numbers.length === 0) return [];
  const items =
    numbers.length > MOST_NAMED
      ? `${numbers.length.toLocaleString('en-US')} items`
      : numbers.map(itemNumber).join(', ');
  return [`${items} (${why})`];
}
