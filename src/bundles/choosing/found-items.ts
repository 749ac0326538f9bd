import { listFound, type ItemFilter } from '../../evidence/item-store.js';
import type { Db } from '../../platform/database.js';
import type { Bundle, ListedEntry } from '../bundle.js';
import { tablesNaming } from './items-offered.js';

/** What a search found, told apart: what may be added in one go, and why the rest may not. */
export interface Found {
  /** By number. */
  readonly ids: readonly string[];
  readonly inBundle: number;
  readonly privileged: number;
  readonly namesPersons: number;
}

/**
 * Everything a search of the file finds that may come into a bundle without a person looking at each: not what is in it
 * already, and never a table that names persons. What is marked privileged comes only where that alone is asked for, and
 * comes in held back.
 */
export async function findItems(
  db: Db,
  { matterId }: Pick<Bundle, 'matterId'>,
  entries: readonly Pick<ListedEntry, 'itemId'>[],
  filter: ItemFilter,
  which: 'found' | 'privileged',
): Promise<Found> {
  const here = new Set(entries.map(({ itemId }) => itemId));
  const { naming, addressed } = await tablesNaming(db, matterId, null);
  const found = { ids: [] as string[], inBundle: 0, privileged: 0, namesPersons: 0 };
  for (const { id, kind, isPrivileged } of await listFound(db, matterId, filter)) {
    if (which === 'privileged' && isPrivileged === 0) continue;
    if (here.has(id)) found.inBundle += 1;
    else if (which === 'found' && isPrivileged === 1) found.privileged += 1;
    // Held back, it names nobody.
    else if (isPrivileged === 0 && (kind === 'notices' || naming.has(id) || addressed.has(id)))
      found.namesPersons += 1;
    else found.ids.push(id);
  }
  return found;
}
