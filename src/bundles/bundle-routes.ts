import { Router, type Request, type Response } from 'express';
import { namesOfAccounts } from '../auth/account-store.js';
import { actorIn } from '../auth/signed-in.js';
import { listItemsInFile } from '../evidence/item-store.js';
import { canWrite, matterOf } from '../matters/matter-in-hand.js';
import { listTeam, type TeamMember } from '../matters/matter-store.js';
import { paperOf, type MatterInHand } from '../matters/matter.js';
import type { Db } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { NO_ERRORS, parseForm, type FormErrors } from '../web/form.js';
import { flash, goTo, pageLocals, param, queryText } from '../web/locals.js';
import { renderPage } from '../web/page.js';
import { attachedInBundle } from './attached-view.js';
import { approverProblem } from './approve-bundle.js';
import type { Build, Bundle } from './bundle.js';
import { bundleNumber, bundlePath, PURPOSE_HINTS, PURPOSE_WORDS } from './bundle.js';
import { usedPrefixes } from './bates-memory.js';
import { listBuilds, listJobsOf } from './build-store.js';
import { plannedChanges } from './changes-since.js';
import { findContinuation, getBundle, listBundles, listEntries, listLinkedItemIds } from './bundle-store.js';
import { newBundleForm, supersedeForm } from './bundle-form.js';
import { bundleFacts, bundleView, buildView, listedBundleView, planView } from './bundle-view.js';
import { createBundle } from './create-bundle.js';
import { detailChoices, problemsOf } from './bundle-details.js';
import { fileOfBundle, fileStates, type FileState } from './file-state.js';
import type { BundleDeps } from './letter-problem.js';
import { supersedeBundle } from './end-bundle.js';
import { itemsOffered } from './items-offered.js';
import { idsIn, valuesOf, type Values } from './building/typed-items.js';

/** What a bundle begins with from the letter it carries; null for a letter not found. Asked of the room of letters. */
export type LetterCarried = (
  db: Db,
  matter: MatterInHand,
  replyId: string,
) => Promise<{
  readonly title: string;
  readonly datedOn: string;
  /** The demands that the letter responds to. */
  readonly demandIds: readonly string[];
  /** The items that it cites, whatever demand they bear on. */
  readonly itemIds: readonly string[];
} | null>;

/** Bundles of the matter in hand: preparing them. Its details are in `details-routes.ts`, its entries in `entry-routes.ts`, building and approving in `build-routes.ts`. */
export function bundleRoutes(deps: BundleDeps, letterCarried: LetterCarried): Router {
  const routes = Router({ mergeParams: true });
  routes.get('/', (req, res) => showList(deps, req, res));
  routes.get('/new', async (req, res) => {
    const { values, proposed } = await newValues(deps, letterCarried, req, res);
    await showNew(deps, req, res, 200, values, NO_ERRORS, proposed);
  });
  routes.post('/', (req, res) => createFrom(deps, req, res));
  routes.get('/:bundleId', (req, res) => showBundle(deps, req, res, 200, NO_ERRORS));
  routes.post('/:bundleId/supersession', async (req, res) => {
    const bundle = await bundleIn(deps, req, res);
    const form = parseForm(supersedeForm, req.body);
    if (!form.ok) return showBundle(deps, req, res, 422, form.errors);
    await supersedeBundle(deps, bundle, form.value.reason, actorIn(res));
    flash(req, 'done', 'The bundle is superseded; everything stays on the record.');
    goTo(res, bundlePath(bundle));
  });
  return routes;
}

export function bundleIn(deps: Deps, req: Request, res: Response): Promise<Bundle> {
  return getBundle(deps.db, matterOf(res).id, param(req, 'bundleId'));
}

async function showList(deps: BundleDeps, req: Request, res: Response): Promise<void> {
  const bundles = await listBundles(deps.db, matterOf(res).id);
  const used = await usedPrefixes(deps.db, matterOf(res).id);
  const numberOf = (id: string | null): string | null => {
    const found = bundles.find((bundle) => bundle.id === id);
    return found === undefined ? null : bundleNumber(found.number);
  };
  renderPage(
    req,
    res,
    'bundles/list',
    { title: 'Bundles', tab: 'bundles' },
    {
      bundles: await Promise.all(
        bundles.map(async (bundle) => ({
          ...listedBundleView(bundle),
          file: await fileOfBundle(deps, bundle),
          continuesNumber: numberOf(bundle.continuesId),
        })),
      ),
      ranges: used.flatMap(({ ranges }) => ranges),
    },
  );
}

/**
 * What a form begins with, and the items it proposes: those that bear on the demands the letter responds to, or on any
 * where there is no letter. A prefix is used on: the last one of the matter stands there with its digits where a
 * production is begun.
 */
async function newValues(
  deps: Deps,
  letterCarried: LetterCarried,
  req: Request,
  res: Response,
): Promise<{ readonly values: Values; readonly proposed: ReadonlySet<string> }> {
  const matter = matterOf(res);
  const reply = queryText(req, 'reply') ?? '';
  const letter = reply === '' ? null : await letterCarried(deps.db, matter, reply);
  const purpose = queryText(req, 'purpose') ?? 'enclosures';
  const [last] = purpose === 'production' ? await usedPrefixes(deps.db, matter.id) : [];
  const values = {
    purpose,
    reply,
    title: letter?.title ?? matter.title,
    paper: paperOf(matter),
    datedOn: letter?.datedOn ?? pageLocals(res).today,
    exhibitStyle: 'letters',
    batesPrefix: last?.prefix ?? '',
    batesDigits: String(last?.digits ?? 6),
    exhibitPages: 'yes',
  };
  const linked = await listLinkedItemIds(deps.db, matter.id, letter?.demandIds ?? null);
  return { values, proposed: new Set([...linked, ...(letter?.itemIds ?? [])]) };
}

async function showNew(
  deps: Deps,
  req: Request,
  res: Response,
  status: number,
  values: Values,
  errors: FormErrors,
  proposed: ReadonlySet<string> | null = null,
): Promise<void> {
  const matterId = matterOf(res).id;
  const items = await listItemsInFile(deps.db, matterId);
  const chosen = idsIn(values['item']);
  renderPage(
    req,
    res,
    'bundles/new',
    { title: 'Begin a bundle', tab: 'bundles', status },
    {
      values,
      errors,
      // A form that comes back carries what a person typed.
      isProposed: proposed !== null,
      ...(await detailChoices(deps, matterId)),
      purposes: Object.entries(PURPOSE_WORDS).map(([value, text]) => ({
        value,
        text,
        hint: PURPOSE_HINTS[value as Bundle['purpose']],
      })),
      // What is marked privileged is held back, and a table that names persons goes only where someone ticks it.
      items: (await itemsOffered(deps.db, matterId, items)).map((item) => ({
        ...item,
        isChosen:
          proposed !== null
            ? proposed.has(item.id) && !item.isPrivileged && !item.namesPersons && !item.hasAddresses
            : chosen.includes(item.id),
      })),
    },
  );
}

async function createFrom(deps: Deps, req: Request, res: Response): Promise<void> {
  const form = parseForm(newBundleForm, req.body);
  if (!form.ok) return showNew(deps, req, res, 422, valuesOf(req.body), form.errors);
  const { reply, item, ...bundle } = form.value;
  const matterId = matterOf(res).id;
  const problems = await problemsOf(deps, matterId, bundle.purpose, bundle);
  if (problems !== null) return showNew(deps, req, res, 422, valuesOf(req.body), problems);
  const id = await createBundle(deps, matterId, { ...bundle, replyId: reply, itemIds: item }, actorIn(res));
  flash(req, 'done', 'The bundle is begun. Look at the order, then build a draft.');
  goTo(res, bundlePath({ matterId, id }));
}

/** The bundle's own page, also for a form on it that was wrong. */
export async function showBundle(
  deps: BundleDeps,
  req: Request,
  res: Response,
  status: number,
  errors: FormErrors,
): Promise<void> {
  const bundle = await bundleIn(deps, req, res);
  const entries = await listEntries(deps.db, bundle.id);
  const builds = await listBuilds(deps.db, bundle.id);
  const jobs = await listJobsOf(deps.db, builds);
  const names = await namesOfAccounts(deps.db);
  const { zone } = matterOf(res);
  const states = await fileStates(deps, bundle, builds);
  const [newest] = builds.filter(({ state, isDraft }) => state === 'built' && isDraft === 0);
  const team = await listTeam(deps.db, bundle.matterId);
  renderPage(
    req,
    res,
    'bundles/show',
    { title: bundle.title, tab: 'bundles', status },
    {
      errors,
      values: status === 200 ? {} : valuesOf(req.body),
      bundle: bundleView(bundle),
      facts: bundleFacts(bundle),
      sections: planView(bundle, entries, await attachedInBundle(deps.db, bundle, entries)),
      undecided: entries.filter(({ treatment }) => treatment === 'undecided').length,
      count: entries.length,
      changes: await plannedChanges(deps, bundle, entries),
      continued: await continuedBy(deps, bundle),
      builds: builds.map((build) => ({
        ...buildView(build, jobs.get(build.jobId) ?? null, zone, names),
        ...chipAndWhy(states.get(build.id)),
      })),
      waiting: newest && bundle.state === 'open' ? waitingView(res, bundle, newest, states, team) : null,
      canEdit: bundle.state === 'open' && canWrite(res),
    },
  );
}

function chipAndWhy(state: FileState | undefined) {
  return state === undefined ? { why: [] } : { chip: state.chip, why: state.why };
}

/** The newest final file of an open bundle: who may approve it, or why it is outdated. */
function waitingView(
  res: Response,
  bundle: Bundle,
  build: Build,
  states: ReadonlyMap<string, FileState>,
  team: readonly TeamMember[],
) {
  return {
    path: `${bundlePath(bundle)}/builds/${build.id}`,
    who: approversOf(matterOf(res).approvalForm, bundle, build, team),
    why: states.get(build.id)?.why ?? [],
  };
}

/** The supplement that goes on from this production, or whether one may be begun; null where none can be. */
async function continuedBy(deps: Deps, bundle: Bundle) {
  if (bundle.purpose !== 'production' || (bundle.state !== 'approved' && bundle.state !== 'sent'))
    return null;
  const next = await findContinuation(deps.db, bundle.matterId, bundle.id);
  return { by: next === null ? null : { id: next.id, text: `${bundleNumber(next.number)} ${next.title}` } };
}

/** The names of those on the matter who may approve a file. */
function approversOf(
  form: MatterInHand['approvalForm'],
  bundle: Bundle,
  build: Build,
  team: readonly TeamMember[],
): string[] {
  return team
    .filter(({ accountId, role }) => approverProblem(form, bundle, build, { id: accountId, role }) === null)
    .map(({ name }) => name);
}
