import type { Deps } from '../platform/deps.js';
import { IntegrityError } from '../platform/errors.js';
import { dayText } from '../platform/plain-date.js';
import { recordsOf } from './build-records.js';
import { parseSpec } from './building/spec.js';
import { bundleNumber } from './bundle.js';
import type { Build, Bundle, ListedEntry } from './bundle.js';
import { getBundle } from './bundle-store.js';

/** One document that came, or took the place of an earlier one. */
export interface Change {
  readonly title: string;
  /** Its numbers as printed, empty while there are none. */
  readonly numbers: string;
  readonly volume: number | null;
  readonly page: number | null;
}

/** What a supplement changes in the production it continues. */
export interface ChangesSince {
  readonly bundleId: string;
  readonly number: string;
  readonly title: string;
  readonly dated: string;
  readonly added: readonly Change[];
  readonly replaced: readonly (Change & { readonly replaces: string })[];
}

/** What changes as it is planned; null where nothing is continued. */
export async function plannedChanges(
  { db }: Pick<Deps, 'db'>,
  bundle: Bundle,
  entries: readonly ListedEntry[],
): Promise<ChangesSince | null> {
  const earlier = await earlierOf(db, bundle);
  if (earlier === null) return null;
  const going = entries.filter(({ treatment }) => treatment !== 'leave-out');
  const shown = ({ title, treatment }: ListedEntry): Change => ({
    title: treatment === 'withhold' ? `${title} (held back)` : title,
    numbers: '',
    volume: null,
    page: null,
  });
  return {
    ...earlier,
    added: going.filter(({ replaces }) => replaces === null).map(shown),
    replaced: going.flatMap((entry) =>
      entry.replaces === null ? [] : [{ ...shown(entry), replaces: entry.replaces }],
    ),
  };
}

/** What changed as it stands in a finished file; null where nothing is continued or there is no file. */
export async function changesOf(
  deps: Pick<Deps, 'db' | 'files'>,
  bundle: Bundle,
  build: Build,
): Promise<ChangesSince | null> {
  const earlier = build.recordSha256 === null ? null : await earlierOf(deps.db, bundle);
  if (earlier === null || build.recordSha256 === null) return null;
  const parsed = parseSpec(JSON.parse(build.spec));
  if (!parsed.ok) throw new IntegrityError('The stored SPEC of this build cannot be read.');
  const replaced = new Map(
    parsed.spec.sections
      .flatMap(({ documents }) => documents)
      .flatMap(({ file, replaces }) => (replaces === undefined ? [] : [[file, replaces] as const])),
  );
  const records = await recordsOf(deps, build);
  const changes: (Change & { readonly replaces: string | undefined })[] = [];
  for (const [at, { documents }] of records.entries())
    for (const { file, title, firstPage, batesFirst, batesLast } of documents)
      if (firstPage !== null)
        changes.push({
          title,
          numbers:
            batesFirst === null
              ? ''
              : batesFirst === batesLast
                ? batesFirst
                : `${batesFirst} to ${batesLast ?? ''}`,
          volume: records.length > 1 ? at + 1 : null,
          page: firstPage,
          replaces: replaced.get(file),
        });
  return {
    ...earlier,
    added: changes.filter(({ replaces }) => replaces === undefined),
    replaced: changes.flatMap((change) =>
      change.replaces === undefined ? [] : [{ ...change, replaces: change.replaces }],
    ),
  };
}

async function earlierOf(db: Deps['db'], { matterId, continuesId }: Bundle) {
  if (continuesId === null) return null;
  const earlier = await getBundle(db, matterId, continuesId);
  return {
    bundleId: earlier.id,
    number: bundleNumber(earlier.number),
    title: earlier.title,
    dated: dayText(earlier.datedOn),
  };
}
