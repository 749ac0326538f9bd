import { Router, type Request, type Response } from 'express';
import { namesOfAccounts } from '../auth/account-store.js';
import { actorIn } from '../auth/signed-in.js';
import { itemNumber, type Item } from '../evidence/item.js';
import { listItemsInFile } from '../evidence/item-store.js';
import { canWrite, matterOf } from '../matters/matter-in-hand.js';
import { listTeam, type TeamMember } from '../matters/matter-store.js';
import type { MatterInHand } from '../matters/matter.js';
import type { Deps } from '../platform/deps.js';
import { dayText } from '../platform/plain-date.js';
import { conflictOf, differencesOf, type Difference } from '../web/edit-conflict.js';
import { NO_ERRORS, parseForm, type FormErrors } from '../web/form.js';
import { flash, goTo, pageLocals, param, queryText } from '../web/locals.js';
import { renderPage } from '../web/page.js';
import { approverProblem } from './approve-bundle.js';
import type { Build, Bundle } from './bundle.js';
import { PURPOSE_HINTS, PURPOSE_WORDS } from './bundle.js';
import { listBatesRanges, listBuilds, listJobsOf } from './build-store.js';
import { getBundle, listBundles, listEntries, listLinkedItemIds } from './bundle-store.js';
import { detailsForm, newBundleForm, supersedeForm } from './bundle-form.js';
import { bundleFacts, bundleView, buildView, listedBundleView, planView } from './bundle-view.js';
import { createBundle } from './create-bundle.js';
import { editBundle } from './edit-bundle.js';
import { supersedeBundle } from './end-bundle.js';
import { idsIn, valuesOf, type Values } from './building/typed-items.js';

const PAPERS = [
  { value: 'letter', text: 'US Letter' },
  { value: 'a4', text: 'A4' },
];
const DETAIL_WORDS = {
  title: 'Title',
  datedOn: 'Date',
  paper: 'Paper',
  legend: 'Legend',
  exhibitStyle: 'Exhibit marks',
  batesPrefix: 'Bates prefix',
  batesDigits: 'Digits',
};
const STYLES = [
  { value: 'letters', text: 'A, B, C …' },
  { value: 'numbers', text: '1, 2, 3 …' },
];

/** Bundles of the matter in hand: preparing them. Its entries are in `entry-routes.ts`, building and approving in `build-routes.ts`. */
export function bundleRoutes(deps: Deps): Router {
  const routes = Router({ mergeParams: true });
  routes.get('/', (req, res) => showList(deps, req, res));
  routes.get('/new', (req, res) => showNew(deps, req, res, 200, newValues(req, res), NO_ERRORS));
  routes.post('/', (req, res) => createFrom(deps, req, res));
  routes.get('/:bundleId', (req, res) => showBundle(deps, req, res, 200, NO_ERRORS));
  routes.get('/:bundleId/details', async (req, res) => {
    const bundle = await bundleIn(deps, req, res);
    showDetails(req, res, bundle, 200, detailValues(bundle), NO_ERRORS, []);
  });
  routes.post('/:bundleId/details', (req, res) => saveDetails(deps, req, res));
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

export function bundlePath({ matterId, id }: Pick<Bundle, 'matterId' | 'id'>): string {
  return `/matters/${matterId}/bundles/${id}`;
}

async function showList(deps: Deps, req: Request, res: Response): Promise<void> {
  const bundles = await listBundles(deps.db, matterOf(res).id);
  const ranges = await listBatesRanges(deps.db, matterOf(res).id);
  renderPage(
    req,
    res,
    'bundles/list',
    { title: 'Bundles', tab: 'bundles' },
    {
      bundles: bundles.map(listedBundleView),
      ranges,
    },
  );
}

function newValues(req: Request, res: Response): Values {
  const regime = matterOf(res).regime;
  return {
    purpose: queryText(req, 'purpose') ?? 'enclosures',
    reply: queryText(req, 'reply') ?? '',
    paper: regime === 'england-wales' ? 'a4' : 'letter',
    datedOn: pageLocals(res).today,
    exhibitStyle: 'letters',
    batesDigits: '6',
  };
}

async function showNew(
  deps: Deps,
  req: Request,
  res: Response,
  status: number,
  values: Values,
  errors: FormErrors,
): Promise<void> {
  const matterId = matterOf(res).id;
  const items = await listItemsInFile(deps.db, matterId);
  const linked = await listLinkedItemIds(deps.db, matterId);
  const chosen = idsIn(values['item']);
  renderPage(
    req,
    res,
    'bundles/new',
    { title: 'Begin a bundle', tab: 'bundles', status },
    {
      values,
      errors,
      papers: PAPERS,
      styles: STYLES,
      purposes: Object.entries(PURPOSE_WORDS).map(([value, text]) => ({
        value,
        text,
        hint: PURPOSE_HINTS[value as Bundle['purpose']],
      })),
      items: items.map((item) => ({
        id: item.id,
        number: itemNumber(item.number),
        title: item.title,
        dated: item.datedOn === null ? '' : dayText(item.datedOn),
        isPrivileged: item.isPrivileged === 1,
        namesPersons: item.kind === 'notices',
        isChosen: status === 200 ? linked.has(item.id) && isOffered(item) : chosen.includes(item.id),
      })),
    },
  );
}

/** What is marked privileged is held back, and a list of persons goes only where someone ticks it. */
function isOffered(item: Item): boolean {
  return item.isPrivileged === 0 && item.kind !== 'notices';
}

async function createFrom(deps: Deps, req: Request, res: Response): Promise<void> {
  const form = parseForm(newBundleForm, req.body);
  if (!form.ok) return showNew(deps, req, res, 422, valuesOf(req.body), form.errors);
  const { reply, item, ...bundle } = form.value;
  const matterId = matterOf(res).id;
  const id = await createBundle(deps, matterId, { ...bundle, replyId: reply, itemIds: item }, actorIn(res));
  flash(req, 'done', 'The bundle is begun. Look at the order, then build a draft.');
  goTo(res, bundlePath({ matterId, id }));
}

/** The bundle's own page, also for a form on it that was wrong. */
export async function showBundle(
  deps: Deps,
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
  const waiting = builds.find(
    (build) => build.state === 'built' && build.isDraft === 0 && build.bundleVersion === bundle.version,
  );
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
      sections: planView(bundle, entries),
      undecided: entries.filter(({ treatment }) => treatment === 'undecided').length,
      count: entries.length,
      builds: builds.map((build) => ({
        ...buildView(build, jobs.get(build.jobId) ?? null, zone, names),
        isCurrent: build.bundleVersion === bundle.version,
      })),
      waiting:
        waiting === undefined || bundle.state !== 'open'
          ? null
          : {
              path: `${bundlePath(bundle)}/builds/${waiting.id}`,
              who: approversOf(matterOf(res).approvalForm, bundle, waiting, team),
            },
      canEdit: bundle.state === 'open' && canWrite(res),
    },
  );
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

function detailValues(bundle: Bundle): Values {
  const { title, paper, datedOn, legend, exhibitStyle, batesPrefix, batesDigits, version } = bundle;
  return { title, paper, datedOn, legend, exhibitStyle, batesPrefix, batesDigits, version };
}

function showDetails(
  req: Request,
  res: Response,
  bundle: Bundle,
  status: number,
  values: Values,
  errors: FormErrors,
  differences: readonly Difference[],
): void {
  renderPage(
    req,
    res,
    'bundles/details',
    { title: bundle.title, tab: 'bundles', status },
    { bundle: bundleView(bundle), values, errors, differences, papers: PAPERS, styles: STYLES },
  );
}

async function saveDetails(deps: Deps, req: Request, res: Response): Promise<void> {
  const bundle = await bundleIn(deps, req, res);
  const form = parseForm(detailsForm, req.body);
  if (!form.ok) return showDetails(req, res, bundle, 422, valuesOf(req.body), form.errors, []);
  const { version, ...details } = form.value;
  const problem = bundle.purpose === 'production' && details.batesPrefix === null;
  if (problem)
    return showDetails(
      req,
      res,
      bundle,
      422,
      valuesOf(req.body),
      { batesPrefix: ['A production needs a Bates prefix, like NFLX'] },
      [],
    );
  const conflict = await conflictOf(() => editBundle(deps, { ...bundle, version }, details, actorIn(res)));
  if (conflict !== null) {
    const now = await bundleIn(deps, req, res);
    const differences = differencesOf(detailValues(now), valuesOf(req.body), DETAIL_WORDS);
    return showDetails(
      req,
      res,
      now,
      409,
      { ...valuesOf(req.body), version: now.version },
      NO_ERRORS,
      differences,
    );
  }
  flash(req, 'done', 'The details are saved.');
  goTo(res, bundlePath(bundle));
}
