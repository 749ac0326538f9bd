import { Router, type Request, type Response } from 'express';
import { namesOfAccounts } from '../auth/account-store.js';
import { actorIn } from '../auth/signed-in.js';
import { canWrite, matterOf } from '../matters/matter-in-hand.js';
import { listTeam, type TeamMember } from '../matters/matter-store.js';
import type { MatterInHand } from '../matters/matter.js';
import type { Deps } from '../platform/deps.js';
import { NO_ERRORS, parseForm, typed, type FormErrors } from '../web/form.js';
import { flash, goTo, param, queryText } from '../web/locals.js';
import { renderPage } from '../web/page.js';
import { attachedInBundle } from './attached-view.js';
import { approverProblem } from './approve-bundle.js';
import type { Build, Bundle } from './bundle.js';
import { bundleNumber, bundlePath, inBundleOrder } from './bundle.js';
import { usedPrefixes } from './bates-memory.js';
import { listBuilds, listJobsOf } from './build-store.js';
import { plannedChanges } from './changes-since.js';
import { findContinuation, getBundle, listBundles, listEntries } from './bundle-store.js';
import { supersedeForm } from './bundle-form.js';
import { bundleFacts, bundleView, buildView, listedBundleView, planView } from './bundle-view.js';
import { ENTRIES_PER_PAGE, SORTS } from './entry-order.js';
import { filesOfBundles, fileStates, type FileState } from './file-state.js';
import type { BundleDeps } from './letter-problem.js';
import { supersedeBundle } from './end-bundle.js';
import { valuesOf } from './building/typed-items.js';

/** Bundles of the matter in hand: preparing them. What goes in is chosen in `choosing/`, details are in `details-routes.ts`, entries in `entry-routes.ts`, building and approving in `build-routes.ts`. */
export function bundleRoutes(deps: BundleDeps): Router {
  const routes = Router({ mergeParams: true });
  routes.get('/', (req, res) => showList(deps, req, res));
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
  const files = await filesOfBundles(deps, bundles);
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
      bundles: bundles.map((bundle) => ({
        ...listedBundleView(bundle),
        file: files.get(bundle.id) ?? null,
        continuesNumber: numberOf(bundle.continuesId),
      })),
      ranges: used.flatMap(({ ranges }) => ranges),
    },
  );
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
  const ordered = inBundleOrder(entries);
  const page = pageIn(req, ordered.length);
  const from = (page - 1) * ENTRIES_PER_PAGE;
  const attached = await attachedInBundle(deps.db, bundle, entries);
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
      sections: planView(bundle, entries, attached, ordered.slice(from, from + ENTRIES_PER_PAGE)),
      pagination: { page, pageSize: ENTRIES_PER_PAGE, total: entries.length },
      sorts: Object.entries(SORTS).map(([value, text]) => ({ value, text })),
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

/** The page of its entries that is asked for, within those there are. */
function pageIn(req: Request, entries: number): number {
  const last = Math.max(1, Math.ceil(entries / ENTRIES_PER_PAGE));
  const asked = queryText(req, 'page') ?? (typed(req.body)['page'] || '1');
  return Math.min(last, Math.max(1, Number(asked) || 1));
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
