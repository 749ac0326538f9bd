import { listHashesNamingAccounts } from '../../notices/identities/names-inside-store.js';
import type { Db } from '../../platform/database.js';
import { fileOf } from '../stored-spec.js';
import type { Bundle, ListedEntry } from '../bundle.js';
import { stop } from './finding.js';
import type { Finding } from './finding.js';

/** A notice list goes out as a disclosure in one stated form, never as the file that names every account. */
export async function namesStops(
  db: Db,
  bundle: Pick<Bundle, 'matterId'>,
  entries: readonly ListedEntry[],
): Promise<Finding[]> {
  const named = await listHashesNamingAccounts(db, bundle.matterId);
  return entries
    .filter((entry) => named.has(entry.sha256) && isShown(entry))
    .map((entry) =>
      stop(
        fileOf(entry),
        'It is a notice list that names accounts: enclose a disclosure of it instead, made under Notices.',
      ),
    );
}

/** Whether the document itself goes in. */
export function isShown({ treatment }: ListedEntry): boolean {
  return !['withhold', 'leave-out', 'undecided'].includes(treatment);
}
