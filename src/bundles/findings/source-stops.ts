import { accountColumnOf } from '../../measurements/measurement-source.js';
import type { WithdrawnBehind } from '../../measurements/papers/withdrawn-behind.js';
import { listMeasurementSources } from '../../measurements/source-store.js';
import { withdrawnBehind } from '../../notices/disclosures/withdrawn-behind.js';
import type { Db } from '../../platform/database.js';
import type { Bundle, ListedEntry } from '../bundle.js';
import { listFindings } from '../build-store.js';
import { fileOf } from '../stored-spec.js';
import { namesAccounts } from './account-columns.js';
import { stop } from './finding.js';
import type { Finding } from './finding.js';
import { isShown } from './names-stops.js';

/** What the sources of measurements of a matter have to do with what goes out, beside what was `found` in the files. */
export async function sourceStops(
  db: Db,
  bundle: Pick<Bundle, 'matterId' | 'purpose'>,
  entries: readonly ListedEntry[],
  found: readonly Finding[],
): Promise<Finding[]> {
  const behind = await withdrawnBehind(db, bundle.matterId);
  const named = (await accountStops(db, bundle, entries)).filter(
    (one) => !found.some(({ document, what }) => document === one.document && what === one.what),
  );
  return [...named, ...withdrawnStops(behind, entries)];
}

/** A file of measurements may say whose each reading is: it goes out only where counsel says on what basis. */
async function accountStops(
  db: Db,
  bundle: Pick<Bundle, 'matterId' | 'purpose'>,
  entries: readonly ListedEntry[],
): Promise<Finding[]> {
  if (bundle.purpose === 'internal') return [];
  const sources = await listMeasurementSources(db, bundle.matterId);
  return entries.filter(isShown).flatMap((entry) => {
    const column = sources
      .filter(({ itemId }) => itemId === entry.itemId)
      .map(accountColumnOf)
      .find((one) => one !== null);
    return column ? [stop(fileOf(entry), namesAccounts(column))] : [];
  });
}

/** Figures over a source that was withdrawn go out only where counsel says why they may. */
function withdrawnStops(behind: WithdrawnBehind, entries: readonly ListedEntry[]): Finding[] {
  return entries.flatMap((entry) => {
    const gone = behind.get(entry.itemId);
    if (gone === undefined || !isShown(entry)) return [];
    return [
      stop(
        fileOf(entry),
        `It rests on ${gone.join('; ')}: make it anew from what is used now, or clear this with the reason why it may go.`,
      ),
    ];
  });
}

/** Those that came after a file was built: nobody decided about them. */
export async function withdrawnSince(
  db: Db,
  behind: WithdrawnBehind,
  entries: readonly ListedEntry[],
  buildId: string,
): Promise<Finding[]> {
  const stops = withdrawnStops(behind, entries);
  const known = stops.length === 0 ? [] : await listFindings(db, buildId);
  return stops.filter(
    (one) => !known.some(({ document, what }) => document === one.document && what === one.what),
  );
}
