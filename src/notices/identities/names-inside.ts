import type { Restricted } from '../../documents/restricted.js';
import { accountColumnOf } from '../../measurements/measurement-source.js';
import { listSourcesOfFile } from '../../measurements/source-store.js';
import type { Db } from '../../platform/database.js';
import { seesNames } from './identity-right-store.js';
import { hasNamesInside } from './names-inside-store.js';

const OF_A_LIST =
  'It names the accounts of people. Its rows are under Notices, by pseudonym; the original is for those with the right to see account names.';

/**
 * What is behind an original that names accounts: a list that was read, a disclosure by name, or measurements with a
 * column of accounts. Null for any other. The bytes count, not the way they came: the same list attached to a mail is the
 * same list, and what was read once and withdrawn names the same people.
 */
export async function restrictionOf(
  db: Db,
  accountId: string,
  document: { readonly sha256: string; readonly matterId: string | null },
): Promise<Restricted | null> {
  const { sha256, matterId } = document;
  if (matterId === null) return null;
  const why = await whyRestricted(db, matterId, sha256);
  return why === null ? null : { why, mayOpen: await seesNames(db, matterId, accountId) };
}

async function whyRestricted(db: Db, matterId: string, sha256: string): Promise<string | null> {
  if (await hasNamesInside(db, matterId, sha256)) return OF_A_LIST;
  for (const source of await listSourcesOfFile(db, matterId, sha256)) {
    // What was never read to its end says nothing of the file yet: whoever began it may begin again.
    const column = source.readAt === null ? null : accountColumnOf(source);
    if (column !== null)
      return `It names the accounts of people in its column “${column}”. Its figures and readings are under Measurements, without names; the original is for those with the right to see account names, which is given under Notices.`;
  }
  return null;
}
