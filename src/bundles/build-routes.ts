import { Router, type Request, type Response } from 'express';
import { pipeline } from 'node:stream/promises';
import { recordEvent } from '../audit/audit-store.js';
import type { Action } from '../audit/sentences.js';
import { namesOfAccounts } from '../auth/account-store.js';
import { openThrottle } from '../auth/sign-in.js';
import { accountOf, actorIn } from '../auth/signed-in.js';
import { canWrite, matterOf, maySet } from '../matters/matter-in-hand.js';
import { inTransaction } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { ConflictError, NotFoundError } from '../platform/errors.js';
import { findJob, stopJob } from '../platform/job-store.js';
import { instantText } from '../platform/plain-date.js';
import { conflictOf } from '../web/edit-conflict.js';
import { fieldError, formError, NO_ERRORS, parseForm, type FormErrors } from '../web/form.js';
import { BadRequestError } from '../web/guards.js';
import { downloadHeaders, inlineHeaders } from '../web/headers.js';
import { flash, goTo, linkTo, param, queryText } from '../web/locals.js';
import { renderPage } from '../web/page.js';
import { approveBundle, approverProblem, notesOfOthers, type Approved } from './approve-bundle.js';
import type { WriteLetter } from './build-stored-bundle.js';
import { approvalHindrances, bundleNumber, bundlePath } from './bundle.js';
import type { Build, Bundle } from './bundle.js';
import { approvalForm, buildForm, notesForm, stopForm } from './bundle-form.js';
import { bundleIn, showBundle } from './bundle-routes.js';
import { findApproval, findNewerFinal, getBuild, listBuilds, listFindings } from './build-store.js';
import { fileStates } from './file-state.js';
import { whyDraftStays } from './why-draft-stays.js';
import { whyFileNotLeaving } from './why-not-leaving.js';
import { recordsOf } from './build-records.js';
import { goesOutOf } from './goes-out.js';
import { listEntries } from './bundle-store.js';
import { buildView, bundleView, downloadName, volumeView } from './bundle-view.js';
import { changesOf } from './changes-since.js';
import { findingsView } from './findings/findings-view.js';
import { clearNotes, clearStop } from './findings/clear-finding.js';
import type { BundleDeps } from './letter-problem.js';
import { queueBuild } from './queue-build.js';
import { getVolume, listVolumes } from './volume-store.js';

const REFRESH_SECONDS = 3;

/** Building a bundle of the matter in hand, clearing what was found, and approving the exact file. */
export function buildRoutes(deps: BundleDeps, writeLetter: WriteLetter): Router {
  const routes = Router({ mergeParams: true });
  const throttle = openThrottle();
  routes.post('/:bundleId/builds', async (req, res) => {
    const bundle = await bundleIn(deps, req, res);
    const form = parseForm(buildForm, req.body);
    if (!form.ok) throw new BadRequestError('Choose a draft or the final file.', 422);
    const isDraft = form.value.kind === 'draft';
    let id = '';
    const conflict = await conflictOf(async () => {
      id = await queueBuild(deps, bundle.matterId, bundle.id, isDraft, actorIn(res));
    });
    if (conflict !== null) return showBundle(deps, req, res, 409, formError(conflict));
    goTo(res, `${bundlePath(bundle)}/builds/${id}`);
  });
  routes.get('/:bundleId/builds/:buildId', (req, res) => showBuild(deps, req, res, 200, NO_ERRORS));
  routes.get('/:bundleId/builds/:buildId/progress', (req, res) => showProgress(deps, req, res));
  routes.post('/:bundleId/builds/:buildId/stop', async (req, res) => {
    const { bundle, build } = await inHand(deps, req, res);
    await inTransaction(deps, (tx) => stopJob(tx, build.jobId));
    goTo(res, buildPath(bundle, build));
  });
  routes.get('/:bundleId/builds/:buildId/bundle.pdf', (req, res) => sendPdf(deps, req, res, true));
  routes.get('/:bundleId/builds/:buildId/download', (req, res) => sendPdf(deps, req, res, false));
  routes.get('/:bundleId/builds/:buildId/package', (req, res) => sendPackage(deps, req, res));
  const volume = '/:bundleId/builds/:buildId/volumes/:volume';
  routes.get(`${volume}/bundle.pdf`, (req, res) => sendPdf(deps, req, res, true));
  routes.get(`${volume}/download`, (req, res) => sendPdf(deps, req, res, false));
  routes.get(`${volume}/package`, (req, res) => sendPackage(deps, req, res));
  routes.post('/:bundleId/builds/:buildId/notes', async (req, res) => {
    const { bundle, build } = await inHand(deps, req, res);
    const form = parseForm(notesForm, req.body);
    if (!form.ok) return showBuild(deps, req, res, 422, form.errors);
    await clearNotes(deps, bundle, build, form.value.document, actorIn(res));
    goTo(res, buildPath(bundle, build));
  });
  routes.post('/:bundleId/builds/:buildId/stops/:findingId', async (req, res) => {
    const { bundle, build } = await inHand(deps, req, res);
    const form = parseForm(stopForm, req.body);
    if (!form.ok) return showBuild(deps, req, res, 422, form.errors);
    await clearStop(deps, bundle, build, param(req, 'findingId'), form.value.reason, actorIn(res));
    goTo(res, buildPath(bundle, build));
  });
  routes.post('/:bundleId/builds/:buildId/approval', async (req, res) => {
    const { bundle, build } = await inHand(deps, req, res);
    const form = parseForm(approvalForm, req.body);
    if (!form.ok) return showBuild(deps, req, res, 422, form.errors);
    // Where one person approves, a password is asked for: no quicker to guess here than at the sign-in.
    const who = [accountOf(res).email, req.ip ?? ''] as const;
    const wait = matterOf(res).approvalForm === 'one-person' ? await throttle.secondsToWait(...who) : 0;
    if (wait > 0)
      return showBuild(deps, req, res, 429, fieldError('password', `Too many tries; wait ${wait} seconds`));
    const seen = { bundleId: bundle.id, buildId: build.id };
    const outcome: { approved?: Approved } = {};
    const conflict = await conflictOf(async () => {
      outcome.approved = await approveBundle(
        ...([deps, matterOf(res), seen, form.value, accountOf(res), writeLetter] as const),
      );
    });
    if (conflict !== null) return showBuild(deps, req, res, 409, formError(conflict));
    if (outcome.approved?.ok === false) return showBuild(deps, req, res, 422, outcome.approved.errors);
    if (matterOf(res).approvalForm === 'one-person') await throttle.forgive(...who);
    const isOne = form.value.volume.length === 0;
    flash(req, 'done', `Approved: ${isOne ? 'this exact file' : 'these exact volumes'} may be sent.`);
    goTo(res, buildPath(bundle, build));
  });
  return routes;
}

async function inHand(deps: Deps, req: Request, res: Response): Promise<{ bundle: Bundle; build: Build }> {
  const bundle = await bundleIn(deps, req, res);
  return { bundle, build: await getBuild(deps.db, bundle.matterId, bundle.id, param(req, 'buildId')) };
}

function buildPath(bundle: Bundle, build: Pick<Build, 'id'>): string {
  return `${bundlePath(bundle)}/builds/${build.id}`;
}

async function showBuild(
  deps: BundleDeps,
  req: Request,
  res: Response,
  status: number,
  errors: FormErrors,
): Promise<void> {
  const { bundle, build } = await inHand(deps, req, res);
  const job = await findJob(deps.db, build.jobId);
  const names = await namesOfAccounts(deps.db);
  const matter = matterOf(res);
  const findings = await listFindings(deps.db, build.id);
  const approval = await findApproval(deps.db, build.id);
  const volumes = await listVolumes(deps.db, build.id);
  const of = { bundle, entries: await listEntries(deps.db, bundle.id), zone: matter.zone, names };
  const view = buildView(build, job, matter.zone, names);
  const isRunning = view.state === 'waiting' || view.state === 'building';
  const stands = (await fileStates(deps, bundle, await listBuilds(deps.db, bundle.id))).get(build.id);
  const isAsBuilt = bundle.state === 'open' && stands?.why.every(({ isChange }) => !isChange) === true;
  const reason =
    typeof req.body === 'object' && req.body !== null ? (req.body as { reason?: unknown }).reason : '';
  renderPage(
    req,
    res,
    'bundles/build',
    {
      title: bundle.title,
      tab: 'bundles',
      status,
      ...(isRunning ? { refreshSeconds: REFRESH_SECONDS } : {}),
    },
    {
      errors,
      values: { reason: typeof reason === 'string' ? reason : '' },
      bundle: bundleView(bundle),
      build: view,
      progress: progressOf(res, bundle, view),
      isRunning,
      volumes: volumes.map(volumeView),
      chosen: chosenVolume(req, volumes.length),
      changes: await changesOf(deps, bundle, build),
      stands: stands && { chip: stands.chip, why: stands.why },
      bundleVersion: bundle.version,
      ...findingsView(findings, of),
      hindrances: approvalHindrances(bundle, build, findings, await findNewerFinal(deps.db, build)),
      maySet: maySet(res),
      approverProblem: approverProblem(matter.approvalForm, bundle, build, accountOf(res)),
      approvalForm: matter.approvalForm,
      notesOfOthers:
        matter.approvalForm === 'two-people' && approval === null
          ? notesOfOthers(findings, accountOf(res).id).length
          : 0,
      goesOut: goesOutOf(build, await recordsOf(deps, build)),
      // The letter as it stands is that of the file only while nothing was changed.
      letter: isAsBuilt ? await deps.letterOut(deps.db, bundle) : null,
      approval: approval && {
        by: names.get(approval.approvedBy) ?? 'a former account',
        at: instantText(approval.approvedAt, matter.zone),
        reason: approval.reason,
      },
      notLeaving: approval === null ? null : await whyFileNotLeaving(deps.db, bundle),
      draftStays: await whyDraftStays(deps, bundle, build),
      isCounsel: accountOf(res).role === 'counsel',
      canWrite: canWrite(res),
    },
  );
}

/** The volume that the page shows: the one asked for, otherwise the first. */
function chosenVolume(req: Request, count: number): number {
  const asked = Number(queryText(req, 'volume') ?? '1');
  return Number.isInteger(asked) && asked >= 1 && asked <= count ? asked : 1;
}

/** The part of the page that htmx asks for while a build runs; when it ends, the whole page is loaded again. */
async function showProgress(deps: Deps, req: Request, res: Response): Promise<void> {
  const { bundle, build } = await inHand(deps, req, res);
  const job = await findJob(deps.db, build.jobId);
  const view = buildView(build, job, matterOf(res).zone, new Map());
  if (view.state === 'built' || view.state === 'failed') res.set('HX-Refresh', 'true');
  renderPage(
    req,
    res,
    'bundles/_progress',
    { title: bundle.title },
    { progress: progressOf(res, bundle, view) },
  );
}

function progressOf(res: Response, bundle: Bundle, build: ReturnType<typeof buildView>) {
  const path = linkTo(res, buildPath(bundle, build));
  const states = { waiting: 'waiting', building: 'running', built: 'done', failed: 'failed' } as const;
  return {
    id: 'build-progress',
    state: states[build.state],
    label: build.isDraft ? 'Building the draft' : 'Building the final file',
    done: build.done,
    total: build.total,
    note: build.note,
    url: `${path}/progress`,
    stop: `${path}/stop`,
    href: path,
  };
}

interface FileInHand {
  readonly title: string;
  readonly pdfSha256: string;
  readonly packageSha256: string;
}

/** The one file of a build, or the volume the address names. Throws `NotFoundError` where there is none. */
async function fileIn(deps: Deps, req: Request, bundle: Bundle, build: Build): Promise<FileInHand> {
  if (req.params['volume'] !== undefined) {
    const number = /^[1-9]\d{0,3}$/.test(param(req, 'volume')) ? Number(param(req, 'volume')) : 0;
    return getVolume(deps.db, build.id, number);
  }
  const { pdfSha256, packageSha256 } = build;
  if (pdfSha256 === null || packageSha256 === null) throw new NotFoundError('file');
  return { title: bundle.title, pdfSha256, packageSha256 };
}

async function sendPdf(deps: Deps, req: Request, res: Response, isInline: boolean): Promise<void> {
  const { bundle, build } = await inHand(deps, req, res);
  const { title, pdfSha256 } = await fileIn(deps, req, bundle, build);
  // It is looked at in the page whatever its state; a clean file in hand could be sent.
  if (!isInline && build.isDraft === 0) await expectMayLeave(deps, bundle, build.id);
  const stays = isInline ? null : await whyDraftStays(deps, bundle, build);
  if (stays !== null) throw new ConflictError(stays);
  const stream = await deps.files.read(pdfSha256);
  await recordAccess(deps, bundle, pdfSha256, isInline ? 'bundle.viewed' : 'bundle.downloaded', res);
  if (isInline) inlineHeaders(res, 'application/pdf');
  else downloadHeaders(res, downloadName(title, 'pdf'), 'application/pdf');
  await pipeline(stream, res);
}

/** Throws unless the file is approved and its approval still stands. */
async function expectMayLeave(deps: Deps, bundle: Bundle, buildId: string): Promise<void> {
  if ((await findApproval(deps.db, buildId)) === null) throw new NotFoundError('approved file');
  const hindrance = await whyFileNotLeaving(deps.db, bundle);
  if (hindrance !== null) throw new ConflictError(hindrance);
}

/** The package leaves only while its approval stands; a draft is looked at as a PDF. */
async function sendPackage(deps: Deps, req: Request, res: Response): Promise<void> {
  const { bundle, build } = await inHand(deps, req, res);
  const { title, packageSha256 } = await fileIn(deps, req, bundle, build);
  await expectMayLeave(deps, bundle, build.id);
  const stream = await deps.files.read(packageSha256);
  await recordAccess(deps, bundle, packageSha256, 'bundle.downloaded', res);
  downloadHeaders(res, downloadName(title, 'zip'), 'application/zip');
  await pipeline(stream, res);
}

async function recordAccess(
  deps: Deps,
  bundle: Bundle,
  sha256: string,
  action: Action,
  res: Response,
): Promise<void> {
  const by = actorIn(res);
  const at = deps.clock.now();
  const detail = { number: bundleNumber(bundle.number), sha256 };
  await inTransaction(deps, (tx) =>
    recordEvent(tx, { by, at, action, subject: bundle.id, matterId: bundle.matterId, detail }),
  );
}
