import { text as textOf } from 'node:stream/consumers';
import type { Deps } from '../platform/deps.js';
import { IntegrityError } from '../platform/errors.js';
import { findApprovedBuild } from './build-store.js';
import { bundleRecordSchema } from './building/bundle-record.js';
import type { Spec } from './building/spec.js';
import { bundleNumber } from './bundle.js';
import type { Build, Bundle } from './bundle.js';
import { getBundle } from './bundle-store.js';
import { isReplacement, numberOf, replacementNumbers } from './earlier-production.js';
import { listVolumes } from './volume-store.js';

/** One document as an earlier production has it. */
export interface EarlierDocument {
  /** The bundle it is in, as `B-0001`. */
  readonly bundle: string;
  readonly title: string;
  readonly batesFirst: string;
  readonly batesLast: string;
}

export interface EarlierProduction {
  readonly bundle: Bundle;
  readonly build: Build;
  readonly documents: readonly EarlierDocument[];
}

type Continues = NonNullable<Spec['continues']>;

/** The production that is continued and those before it, the newest first; none where the bundle continues nothing. */
export async function earlierProductions(
  deps: Pick<Deps, 'db' | 'files'>,
  bundle: Pick<Bundle, 'matterId' | 'continuesId'>,
): Promise<EarlierProduction[]> {
  const found: EarlierProduction[] = [];
  for (let id = bundle.continuesId; id !== null;) {
    const earlier = await getBundle(deps.db, bundle.matterId, id);
    const build = await findApprovedBuild(deps.db, earlier.id);
    if (build === null)
      throw new IntegrityError(
        `${bundleNumber(earlier.number)} is continued, but no file of it is approved.`,
      );
    found.push({ bundle: earlier, build, documents: await documentsOf(deps, earlier, build) });
    id = found.some((one) => one.bundle.id === earlier.continuesId) ? null : earlier.continuesId;
  }
  return found;
}

/** What the SPEC of a supplement says of what it continues; null where it continues nothing. */
export function continuesOf(earlier: readonly EarlierProduction[]): Continues | null {
  const [newest] = earlier;
  if (newest === undefined) return null;
  const documents = earlier.flatMap((one) => one.documents);
  const { batesPrefix, batesDigits } = newest.bundle;
  const bates = { prefix: batesPrefix ?? '', start: 1, digits: batesDigits ?? 6 };
  const last = documents
    .filter(({ batesLast }) => !isReplacement(batesLast))
    .reduce<EarlierDocument | null>((a, b) => {
      const isLater = (numberOf(bates, b.batesLast) ?? 0) > (numberOf(bates, a?.batesLast ?? '') ?? 0);
      return isLater ? b : a;
    }, null);
  if (last === null) return null;
  return {
    title: newest.bundle.title,
    date: newest.bundle.datedOn,
    batesLast: last.batesLast,
    documents: documents.map(({ batesFirst, batesLast }) => ({ batesFirst, batesLast })),
  };
}

/** The documents that may still be replaced: one that was replaced is no longer the one in force. */
export function replaceable(
  earlier: readonly EarlierProduction[],
  bates: Pick<Bundle, 'batesPrefix' | 'batesDigits'>,
): EarlierDocument[] {
  const documents = earlier.flatMap((one) => one.documents);
  const { batesPrefix: prefix, batesDigits: digits } = bates;
  if (prefix === null) return [];
  const numbers = { prefix, start: 1, digits: digits ?? 6 };
  const given = new Set(documents.map(({ batesFirst }) => batesFirst));
  return documents
    .filter(({ batesFirst }) => !given.has(replacementNumbers(numbers, batesFirst, 1)[0] ?? ''))
    .sort((a, b) => (a.batesFirst < b.batesFirst ? -1 : 1));
}

async function documentsOf(
  deps: Pick<Deps, 'db' | 'files'>,
  { number }: Bundle,
  build: Build,
): Promise<EarlierDocument[]> {
  const volumes = await listVolumes(deps.db, build.id);
  const records =
    volumes.length > 0 ? volumes.map(({ recordSha256 }) => recordSha256) : [build.recordSha256 ?? ''];
  const documents: EarlierDocument[] = [];
  for (const sha256 of records) {
    const record = bundleRecordSchema.parse(JSON.parse(await textOf(await deps.files.read(sha256))));
    for (const { title, batesFirst, batesLast, status } of record.documents)
      if (batesFirst !== null && batesLast !== null)
        documents.push({
          bundle: bundleNumber(number),
          title: status === 'withheld' ? 'Document withheld' : title,
          batesFirst,
          batesLast,
        });
  }
  return documents;
}
