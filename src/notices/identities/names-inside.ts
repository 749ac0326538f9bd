import type { Restricted } from '../../documents/restricted.js';
import type { Db } from '../../platform/database.js';
import { seesNames } from './identity-right-store.js';
import { hasNamesInside } from './names-inside-store.js';

const WHY =
  'It names the accounts of people. Its rows are under Notices, by pseudonym; the original is for those with the right to see account names.';

/**
 * What is behind an original that names accounts: a list that was read, or a disclosure by name. Null for any other. The
 * bytes count, not the way they came: the same list attached to a mail is the same list.
 */
export async function restrictionOf(
  db: Db,
  accountId: string,
  document: { readonly sha256: string; readonly matterId: string | null },
): Promise<Restricted | null> {
  const { sha256, matterId } = document;
  if (matterId === null) return null;
  if (!(await hasNamesInside(db, matterId, sha256))) return null;
  return { why: WHY, mayOpen: await seesNames(db, matterId, accountId) };
}
