import { Router, type Request, type Response } from 'express';
import { namesOfAccounts } from '../../auth/account-store.js';
import { accountOf, actorIn } from '../../auth/signed-in.js';
import { canWrite, matterOf } from '../../matters/matter-in-hand.js';
import { sourceNumber } from '../../measurements/measurement-source.js';
import { findMethod } from '../../measurements/method/method-store.js';
import { listMeasurementSources } from '../../measurements/source-store.js';
import { inTransaction } from '../../platform/database.js';
import type { Deps } from '../../platform/deps.js';
import { NotFoundError } from '../../platform/errors.js';
import { findJob, stopJob, type Job } from '../../platform/job-store.js';
import { conflictOf } from '../../web/edit-conflict.js';
import { fieldError, formError, NO_ERRORS, parseForm, typed, type FormErrors } from '../../web/form.js';
import { flash, goTo, linkTo, param, queryText } from '../../web/locals.js';
import { renderPage } from '../../web/page.js';
import { recordNamesSeen, rowsModeFor } from '../identities/rows-mode.js';
import { jobProgress, renderProgress, type JobProgress } from '../job-progress.js';
import { getNoticeList, listNoticeLists } from '../lists/list-store.js';
import { listNumber } from '../lists/notice-list.js';
import { askRunRows } from '../questions.js';
import { pageOf, rowPagination, shownInstant, spilling } from '../row-pages.js';
import { readyJudged } from './judge-deliveries.js';
import { addressOf, FIGURES, figureAt, methodOf, runNumber } from './notice-run.js';
import type { NoticeRun } from './notice-run.js';
import { lateForm, repeatForm, runForm } from './run-form.js';
import { getNoticeRun, listSourcesOfRun } from './run-store.js';
import { runState, runView } from './run-view.js';
import { explainLate, repeatRun, startRun } from './start-run.js';
import { levelProblem } from './whose-level.js';

type Values = Readonly<Record<string, unknown>>;

const REFRESH_SECONDS = 3;

/** Setting the deliveries of a list against measurements, and what came of it. */
export function runRoutes(deps: Deps): Router {
  const routes = Router({ mergeParams: true });
  routes.get('/runs/new', (req, res) => {
    const list = queryText(req, 'list');
    return showForm(deps, req, res, 200, list === undefined ? {} : { list }, NO_ERRORS);
  });
  routes.post('/runs', async (req, res) => {
    const values = shownAgain(req.body);
    const form = parseForm(runForm, req.body);
    if (!form.ok) return showForm(deps, req, res, 422, values, form.errors);
    const matter = matterOf(res);
    const { list: listId, source: sourceIds, level, within: withinMs, cease, reason } = form.value;
    const method = { withinMs, level, cease, zone: matter.zone };
    const notTheirs = levelProblem(await findMethod(deps.db, matter.id), method, actorIn(res));
    if (notTheirs !== null) return showForm(deps, req, res, 403, values, fieldError('level', notTheirs));
    let id = '';
    const wrong = await conflictOf(async () => {
      id = await startRun(deps, matter.id, { listId, sourceIds, method, reason }, actorIn(res));
    });
    if (wrong !== null) return showForm(deps, req, res, 409, values, formError(wrong));
    goTo(res, `/matters/${matter.id}/notices/runs/${id}`);
  });
  routes.get('/runs/:runId', (req, res) => showRun(deps, req, res));
  routes.get('/runs/:runId/progress', (req, res) => showProgress(deps, req, res));
  routes.get('/runs/:runId/rows', (req, res) => showRows(deps, req, res));
  routes.post('/runs/:runId/stop', async (req, res) => {
    const run = await runIn(deps, req, res);
    await inTransaction(deps, (tx) => stopJob(tx, run.jobId));
    goTo(res, runPath(run));
  });
  routes.post('/runs/:runId/repeat', async (req, res) => {
    const run = await runIn(deps, req, res);
    const form = parseForm(repeatForm, req.body);
    if (!form.ok) return showRun(deps, req, res, { status: 422, form: 'repeat', errors: form.errors });
    let id = '';
    const wrong = await conflictOf(async () => {
      id = await repeatRun(deps, run.matterId, run.id, form.value.reason, actorIn(res));
    });
    if (wrong !== null)
      return showRun(deps, req, res, { status: 409, form: 'repeat', errors: formError(wrong) });
    goTo(res, `/matters/${run.matterId}/notices/runs/${id}`);
  });
  routes.post('/runs/:runId/late', async (req, res) => {
    const run = await runIn(deps, req, res);
    const form = parseForm(lateForm, req.body);
    if (!form.ok) return showRun(deps, req, res, { status: 422, form: 'late', errors: form.errors });
    const wrong = await conflictOf(() => explainLate(deps, run.matterId, run.id, form.value, actorIn(res)));
    if (wrong !== null)
      return showRun(deps, req, res, { status: 409, form: 'late', errors: formError(wrong) });
    flash(req, 'done', 'Why notices went out after that day is on record.');
    goTo(res, runPath(run));
  });
  return routes;
}

function runIn(deps: Deps, req: Request, res: Response): Promise<NoticeRun> {
  return getNoticeRun(deps.db, matterOf(res).id, param(req, 'runId'));
}

function runPath(run: Pick<NoticeRun, 'id' | 'matterId'>): string {
  return `/matters/${run.matterId}/notices/runs/${run.id}`;
}

async function showForm(
  deps: Deps,
  req: Request,
  res: Response,
  status: number,
  values: Values,
  errors: FormErrors,
): Promise<void> {
  const matter = matterOf(res);
  const [lists, sources, method] = await Promise.all([
    listNoticeLists(deps.db, matter.id),
    listMeasurementSources(deps.db, matter.id),
    findMethod(deps.db, matter.id),
  ]);
  const isDownload = method?.measure === 'download';
  const ready = sources.filter((source) => source.state === 'ready');
  const start = {
    ...(isDownload ? { level: String(method.level), within: `${method.windowMinutes}m` } : {}),
    ...(ready.length === 1 ? { source: [ready[0]?.id ?? ''] } : {}),
  };
  renderPage(
    req,
    res,
    'notices/new-run',
    { title: 'Set deliveries against measurements', tab: 'notices', status },
    {
      lists: lists
        .filter((list) => list.state === 'ready')
        .map((list) => ({ value: list.id, text: `${listNumber(list.number)} ${list.fileName}` })),
      sources: ready.map((source) => ({
        value: source.id,
        text: `${sourceNumber(source.number)} ${source.fileName}`,
        hint: source.facts?.caveat ?? '',
      })),
      method: isDownload ? { number: method.number, reason: method.reason } : null,
      decides: actorIn(res).role === 'counsel',
      values: { ...start, ...values },
      errors,
      canWrite: canWrite(res),
    },
  );
}

interface Failed {
  readonly status: number;
  readonly form: 'repeat' | 'late';
  readonly errors: FormErrors;
}

async function showRun(deps: Deps, req: Request, res: Response, failed?: Failed): Promise<void> {
  const matter = matterOf(res);
  const run = await runIn(deps, req, res);
  const [list, sources, job, names, first] = await Promise.all([
    getNoticeList(deps.db, matter.id, run.listId),
    listSourcesOfRun(deps.db, run),
    findJob(deps.db, run.jobId),
    namesOfAccounts(deps.db),
    run.repeats === null ? null : getNoticeRun(deps.db, matter.id, run.repeats),
  ]);
  const view = runView(run, list, sources, first, job, names, matter.zone);
  const isRunning = view.state === 'waiting' || view.state === 'running';
  const of = (form: Failed['form'], start: Values) => ({
    values: failed?.form === form ? { ...start, ...typed(req.body), version: view.version } : start,
    errors: failed?.form === form ? failed.errors : NO_ERRORS,
  });
  renderPage(
    req,
    res,
    'notices/run',
    {
      title: `Reconciliation ${view.number}`,
      tab: 'notices',
      status: failed?.status ?? 200,
      ...(isRunning ? { refreshSeconds: REFRESH_SECONDS } : {}),
    },
    {
      run: view,
      isRunning,
      progress: progressOf(res, run, view.state),
      late: of('late', { cause: run.lateCause, version: view.version }),
      repeat: of('repeat', {}),
      errors: failed?.errors ?? NO_ERRORS,
      canWrite: canWrite(res),
    },
  );
}

async function showRows(deps: Deps, req: Request, res: Response): Promise<void> {
  const matter = matterOf(res);
  const run = await runIn(deps, req, res);
  const which = figureAt(queryText(req, 'which') ?? '');
  if (which === null || run.finishedAt === null) throw new NotFoundError('rows of this reconciliation');
  const network = queryText(req, 'network') ?? null;
  const { day, page, wantsNames } = pageOf(req);
  const rows = await readyJudged(deps, run);
  const { zone } = methodOf(run);
  const found = await spilling(deps, (spill) =>
    deps.asker.ask(askRunRows, { rows, which, network, day, zone, page, spill }),
  );
  const mode = await rowsModeFor(deps, matter.id, accountOf(res).id, wantsNames);
  const number = runNumber(run.number);
  if (mode.isNamed)
    await recordNamesSeen(
      deps,
      matter.id,
      { subject: run.id, of: number, rows: found.rows.length },
      actorIn(res),
    );
  const path = linkTo(res, `${runPath(run)}/rows`);
  renderPage(
    req,
    res,
    'notices/rows',
    { title: `${FIGURES[which]}, ${number}`, tab: 'notices' },
    {
      heading: `Deliveries: ${FIGURES[which]}`,
      back: { href: linkTo(res, runPath(run)), text: number },
      narrowed: [network, day].filter((one) => one !== null).join(', '),
      mode,
      columns: ['Line', 'Notice', 'Account', 'Network', 'Shown at', 'Finding', 'Reading', 'Others that hour'],
      rows: found.rows.map((row) => [
        String(row.line),
        row.noticeId ?? '',
        mode.nameOf(row.account),
        row.network ?? '',
        shownInstant(row.shownAt, matter.zone),
        row.finding === 'duplicate' ? `repeats line ${row.repeatsLine ?? ''}` : FIGURES[row.finding],
        row.download === null
          ? 'none'
          : `${row.download} Mbit/s, ${shownInstant(row.takenAt, matter.zone)}, line ${row.readingLine ?? ''}`,
        row.others ? `${row.othersBelow ?? 0} of ${row.others} readings below` : '',
      ]),
      ...rowPagination(path, found.total, page, {
        ...{ which: addressOf(which), network, day, names: mode.isNamed },
      }),
    },
  );
}

async function showProgress(deps: Deps, req: Request, res: Response): Promise<void> {
  const run = await runIn(deps, req, res);
  const job = await findJob(deps.db, run.jobId);
  const progress = progressOf(res, run, runState(run, job), job ?? undefined);
  renderProgress(req, res, runNumber(run.number), progress);
}

function progressOf(
  res: Response,
  run: NoticeRun,
  state: ReturnType<typeof runState>,
  job?: Job,
): JobProgress {
  const label = `Reconciliation ${runNumber(run.number)}`;
  return jobProgress({ id: 'run-progress', state, label }, linkTo(res, runPath(run)), job);
}

/** What was typed, with the chosen sources, which are many of one name. */
function shownAgain(body: unknown): Values {
  const chosen: unknown = typeof body === 'object' && body !== null && 'source' in body ? body.source : [];
  return { ...typed(body), source: Array.isArray(chosen) ? chosen : [chosen] };
}
