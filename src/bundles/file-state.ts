import { getMatter } from '../matters/matter-store.js';
import type { Matter } from '../matters/matter.js';
import type { WithdrawnBehind } from '../measurements/papers/withdrawn-behind.js';
import { withdrawnBehind } from '../notices/disclosures/withdrawn-behind.js';
import type { Db } from '../platform/database.js';
import { IntegrityError } from '../platform/errors.js';
import { firstNumber } from './bates-memory.js';
import { privilegeStops } from './build-stored-bundle.js';
import { parseSpec, type HeldBack } from './building/spec.js';
import { bundleNumber, STATE_WORDS } from './bundle.js';
import type { Build, Bundle } from './bundle.js';
import { findApprovedBuild, findNewestFinished, listFindings } from './build-store.js';
import { getBundle, listEntries } from './bundle-store.js';
import { hasMail, listHeldBackIn } from './held-back-store.js';
import type { BundleDeps } from './letter-problem.js';
import type { Finding } from './findings/finding.js';
import { namesStops } from './findings/names-stops.js';
import { withdrawnSince } from './findings/source-stops.js';
import { privilegedSince } from './privileged-since.js';
import { rememberedFiles } from './remembered-files.js';
import { specChanges } from './spec-changes.js';
import { storedSpec } from './stored-spec.js';

/** Why a finished file is not what its bundle and letter say now. */
export interface WhyOutdated {
  readonly text: string;
  /** Where a person sees it in full, below the base; null where there is no such place. */
  readonly path: string | null;
  /** False where nothing was changed and it may not go out all the same. */
  readonly isChange: boolean;
}

/** How a finished file stands, wherever it is listed. */
export interface FileState {
  readonly buildId: string;
  /** `Final file 2` */
  readonly name: string;
  readonly path: string;
  readonly isDraft: boolean;
  readonly builtAt: string | null;
  readonly chip: { readonly text: string; readonly kind: 'ok' | 'warn' | 'plain' };
  readonly why: readonly WhyOutdated[];
  /** A final file of an open bundle that is what bundle and letter say: counsel may look at it. */
  readonly waits: boolean;
}

type StateDeps = Pick<BundleDeps, 'db' | 'letterProblem'>;

/**
 * How each finished file of a bundle stands, by build. In an open one only the newest final file and the newest draft
 * can be what it says now; they are compared with it, so nothing that was changed meanwhile still reads as fresh.
 */
export async function fileStates(
  deps: StateDeps,
  bundle: Bundle,
  builds: readonly Build[],
): Promise<ReadonlyMap<string, FileState>> {
  return statesIn(deps, await readFacts(deps.db, bundle.matterId), bundle, builds);
}

async function statesIn(
  deps: StateDeps,
  facts: MatterFacts,
  bundle: Bundle,
  builds: readonly Build[],
): Promise<ReadonlyMap<string, FileState>> {
  const finished = builds.filter(({ state }) => state === 'built');
  const approved = bundle.state === 'open' ? null : await findApprovedBuild(deps.db, bundle.id);
  const states = new Map<string, FileState>();
  for (const build of finished) {
    const newer = finished.find((one) => one.isDraft === build.isDraft && one.number > build.number);
    const why = newer
      ? []
      : approved?.id === build.id
        ? await goneSince(deps.db, facts, bundle, build)
        : await whyOutdated(deps, facts, bundle, build);
    states.set(build.id, {
      buildId: build.id,
      name: nameOf(build),
      path: `/matters/${bundle.matterId}/bundles/${bundle.id}/builds/${build.id}`,
      isDraft: build.isDraft === 1,
      builtAt: build.builtAt,
      chip: chipOf(bundle, build, approved, newer ?? null, why),
      why,
      waits: bundle.state === 'open' && build.isDraft === 0 && !newer && why.length === 0,
    });
  }
  return states;
}

/** The file of a bundle that counts: the approved one, else the newest final file, else the newest draft; or null. */
export async function fileOfBundle(deps: StateDeps, bundle: Bundle): Promise<FileState | null> {
  return (await filesOfBundles(deps, [bundle])).get(bundle.id) ?? null;
}

/** The file that counts of each bundle that has one, by bundle; as it was found last while nothing happened in its matter. */
export function filesOfBundles(
  deps: StateDeps,
  bundles: readonly Bundle[],
): Promise<ReadonlyMap<string, FileState>> {
  return rememberedFiles(deps.db, bundles, (missing) => findFiles(deps, missing));
}

/** What a matter says of all of its bundles is read once. */
async function findFiles(
  deps: StateDeps,
  bundles: readonly Bundle[],
): Promise<ReadonlyMap<string, FileState>> {
  const known = new Map<string, MatterFacts>();
  const files = new Map<string, FileState>();
  for (const bundle of bundles) {
    const approved = bundle.state === 'open' ? null : await findApprovedBuild(deps.db, bundle.id);
    const counts = approved ?? (await findNewestFinished(deps.db, bundle.id));
    if (counts === null) continue;
    const facts = known.get(bundle.matterId) ?? (await readFacts(deps.db, bundle.matterId));
    known.set(bundle.matterId, facts);
    const file = (await statesIn(deps, facts, bundle, [counts])).get(counts.id);
    if (file !== undefined) files.set(bundle.id, file);
  }
  return files;
}

/** What the bundles of a matter have in common as far as their files depend on it. */
interface MatterFacts extends Pick<Matter, 'title' | 'privilegeLog'> {
  /** What does not go in wherever it came attached to a mail. */
  readonly heldBack: readonly HeldBack[];
  /** The items that rest on what is used no longer. */
  readonly behind: WithdrawnBehind;
}

async function readFacts(db: Db, matterId: string): Promise<MatterFacts> {
  const { title, privilegeLog } = await getMatter(db, matterId);
  return {
    title,
    privilegeLog,
    heldBack: await listHeldBackIn(db, matterId),
    behind: await withdrawnBehind(db, matterId),
  };
}

/** Why a finished file of an open bundle is not what bundle, items and letter say now; empty while it is. */
async function whyOutdated(
  deps: StateDeps,
  { title, privilegeLog, heldBack, behind }: MatterFacts,
  bundle: Bundle,
  build: Build,
): Promise<WhyOutdated[]> {
  if (bundle.state !== 'open' || build.state !== 'built') return [];
  const { db } = deps;
  const entries = await listEntries(db, bundle.id);
  const read = parseSpec(JSON.parse(build.spec));
  if (!read.ok) throw new IntegrityError('The stored SPEC of this build cannot be read.');
  const now = storedSpec(bundle, title, entries, null, {
    batesStart: await firstNumber(db, bundle),
    continues: null,
    log: privilegeLog,
    heldBack: (await hasMail(db, bundle)) ? [...heldBack] : [],
  });
  const known = await listFindings(db, build.id);
  const fresh = [...privilegeStops(entries), ...(await namesStops(db, bundle, entries))].filter(
    (one) => !known.some(({ document, what }) => document === one.document && what === one.what),
  );
  const changes = specChanges(read.spec, now.spec);
  const plain = [
    ...changes,
    ...(changes.length === 0 && build.bundleVersion !== bundle.version
      ? ['The bundle was changed since, and changed back.']
      : []),
    ...fresh.map(wordsOf),
    ...(await withdrawnSince(db, behind, entries, build.id)).map(wordsOf),
    ...(await continuesGone(db, bundle)),
  ];
  const letter =
    build.letterSha256 === null || build.isDraft === 1
      ? null
      : await deps.letterProblem(db, bundle, entries, build.letterSha256);
  return [
    ...plain.map((text) => ({ text, path: null, isChange: true })),
    ...(letter === null ? [] : [letter]),
  ];
}

/** What of an approved file was marked privileged since, or rests on what was withdrawn: the file itself is what was approved. */
async function goneSince(
  db: Db,
  { behind }: MatterFacts,
  bundle: Bundle,
  build: Build,
): Promise<WhyOutdated[]> {
  const entries = await listEntries(db, bundle.id);
  const gone = await withdrawnSince(db, behind, entries, build.id);
  return [
    ...(await privilegedSince(db, bundle, entries, build)).map(({ itemId, text }) => ({
      ...{ text, isChange: false },
      path: `/matters/${bundle.matterId}/evidence/${itemId}`,
    })),
    ...gone.map((one) => ({ text: wordsOf(one), path: null, isChange: false })),
  ];
}

function wordsOf({ document, what }: Finding): string {
  return `${document ?? 'The bundle'}: ${what}`;
}

/** A supplement goes on from what still stands. */
async function continuesGone(db: Db, { matterId, continuesId }: Bundle): Promise<string[]> {
  if (continuesId === null) return [];
  const { number, state } = await getBundle(db, matterId, continuesId);
  return state === 'superseded' || state === 'voided'
    ? [`${bundleNumber(number)}, which it continues, is ${STATE_WORDS[state]}.`]
    : [];
}

function nameOf({ isDraft, number }: Build): string {
  return `${isDraft === 1 ? 'Draft' : 'Final file'} ${number}`;
}

function chipOf(
  bundle: Bundle,
  build: Build,
  approved: Build | null,
  newer: Build | null,
  why: readonly WhyOutdated[],
): FileState['chip'] {
  if (approved?.id === build.id) {
    if (bundle.state === 'approved' && why.length > 0)
      return { text: 'approved, may not go out', kind: 'warn' };
    const stands = bundle.state === 'approved' || bundle.state === 'sent';
    return stands
      ? { text: STATE_WORDS[bundle.state], kind: 'ok' }
      : { text: `approved, ${STATE_WORDS[bundle.state]}`, kind: 'plain' };
  }
  if (bundle.state !== 'open') {
    const text = approved === null ? STATE_WORDS[bundle.state] : 'not the approved file';
    return { text, kind: 'plain' };
  }
  if (newer !== null) return { text: `replaced by ${nameOf(newer).toLowerCase()}`, kind: 'plain' };
  if (why.some(({ isChange }) => isChange)) return { text: 'outdated', kind: 'warn' };
  return why.length > 0 ? { text: 'not ready to go', kind: 'warn' } : { text: 'built', kind: 'ok' };
}
