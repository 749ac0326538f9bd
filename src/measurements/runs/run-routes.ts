import { rm } from 'node:fs/promises';
import { Router, type Request, type Response } from 'express';
import { namesOfAccounts } from '../../auth/account-store.js';
import { actorIn } from '../../auth/signed-in.js';
import { listLetters } from '../../letters/letter-store.js';
import { canWrite, matterOf } from '../../matters/matter-in-hand.js';
import { withdrawnOf } from '../papers/withdrawn-behind.js';
import { inTransaction } from '../../platform/database.js';
import type { Deps } from '../../platform/deps.js';
import { findJob, stopJob } from '../../platform/job-store.js';
import { csvLine } from '../../tabular/safe-csv.js';
import { conflictOf } from '../../web/edit-conflict.js';
import { formError, NO_ERRORS, parseForm, type FormErrors } from '../../web/form.js';
import { BadRequestError } from '../../web/guards.js';
import { downloadHeaders } from '../../web/headers.js';
import { goTo, linkTo, param, queryText } from '../../web/locals.js';
import { renderPage } from '../../web/page.js';
import { showRoom } from '../measurement-routes.js';
import { MEASURES } from '../measurement.js';
import { sourceNumber } from '../measurement-source.js';
import type { MeasurementSource } from '../measurement-source.js';
import { getMethod } from '../method/method-store.js';
import { levelWords, MEASURE_WORDS, runMethodOf } from '../method/method.js';
import type { MeasurementMethod } from '../method/method.js';
import type { PreparedSource } from '../prepare-source.js';
import { askFindRows } from '../questions.js';
import { findReadySource } from '../ready-source.js';
import { compareRuns } from './compare-runs.js';
import { figuresCsv } from './figures-csv.js';
import { queueRun, repeatRun } from './queue-run.js';
import { filterWords, rowsFilter, rowsQuery } from './rows-query.js';
import { runNumber } from './run.js';
import type { RowsFilter, RowsPage, RunFigures } from './run-figures.js';
import { runForm } from './run-form.js';
import { findRunFigures, getRun, listRuns, listRunSources } from './run-store.js';
import type { MeasurementRun } from './run-store.js';
import {
  charts,
  inputView,
  markedDays,
  methodView,
  monthRows,
  networkRows,
  readingRows,
  runRow,
} from './run-view.js';

const REFRESH_SECONDS = 3;
const PAGE_SIZE = 50;

/** Runs of the method over sources, their figures, and the readings behind each of them. */
export function runRoutes(deps: Deps): Router {
  const routes = Router({ mergeParams: true });
  routes.post('/runs', async (req, res) => {
    const matterId = matterOf(res).id;
    const form = parseForm(runForm, req.body);
    if (!form.ok) return showRoom(deps, req, res, 422, form.errors);
    let id = '';
    const wrong = await conflictOf(async () => {
      id = await queueRun(deps, matterId, form.value.source, actorIn(res));
    });
    if (wrong !== null) return showRoom(deps, req, res, 409, formError(wrong));
    goTo(res, runPath(matterId, id));
  });
  routes.get('/runs/:runId', (req, res) => showRun(deps, req, res, 200, NO_ERRORS));
  routes.get('/runs/:runId/progress', (req, res) => showProgress(deps, req, res));
  routes.get('/runs/:runId/rows', (req, res) => showRows(deps, req, res));
  routes.get('/runs/:runId/figures.csv', (req, res) => sendFigures(deps, req, res));
  routes.post('/runs/:runId/stop', async (req, res) => {
    const run = await runIn(deps, req, res);
    await inTransaction(deps, (tx) => stopJob(tx, run.jobId));
    goTo(res, runPath(run.matterId, run.id));
  });
  routes.post('/runs/:runId/repeat', async (req, res) => {
    const run = await runIn(deps, req, res);
    let id = '';
    const wrong = await conflictOf(async () => {
      id = await repeatRun(deps, run.matterId, run.id, actorIn(res));
    });
    if (wrong !== null) return showRun(deps, req, res, 409, formError(wrong));
    goTo(res, runPath(run.matterId, id));
  });
  return routes;
}

function runIn(deps: Deps, req: Request, res: Response): Promise<MeasurementRun> {
  return getRun(deps.db, matterOf(res).id, param(req, 'runId'));
}

function runPath(matterId: string, id: string): string {
  return `/matters/${matterId}/measurements/runs/${id}`;
}

async function showRun(
  deps: Deps,
  req: Request,
  res: Response,
  status: number,
  errors: FormErrors,
): Promise<void> {
  const run = await runIn(deps, req, res);
  const { zone } = matterOf(res);
  const [job, names, method, sources, figures, letters] = await Promise.all([
    findJob(deps.db, run.jobId),
    namesOfAccounts(deps.db),
    getMethod(deps.db, run.matterId, run.methodId),
    listRunSources(deps.db, run),
    findRunFigures(deps.db, run.id),
    listLetters(deps.db, run.matterId),
  ]);
  const view = runRow(run, job, method, names, zone);
  const isRunning = view.state === 'waiting' || view.state === 'running';
  const at = (filter: RowsFilter): string =>
    `${linkTo(res, runPath(run.matterId, run.id))}/rows?${new URLSearchParams(rowsQuery(filter)).toString()}`;
  renderPage(
    req,
    res,
    'measurements/run',
    {
      title: view.number,
      tab: 'measurements',
      status,
      ...(isRunning ? { refreshSeconds: REFRESH_SECONDS } : {}),
    },
    {
      run: view,
      isRunning,
      progress: progressOf(res, run, view),
      method: methodView(method, names, zone),
      level: levelWords(method),
      withdrawn: withdrawnOf(sources),
      sources: sources.map((source) => ({
        id: source.id,
        number: sourceNumber(source.number),
        fileName: source.fileName,
      })),
      figures: figures && {
        ...inputView(figures, sources, at),
        networks: networkRows(figures, at),
        months: monthRows(figures, at),
        hasNoDays: figures.days === null,
        unit: figures.unit,
        charts: charts(figures, markedDays(letters, figures), at),
      },
      comparison: figures && (await comparisonOf(deps, run, figures)),
      errors,
      canWrite: canWrite(res),
    },
  );
}

/** Beside the run it repeats, or else the last one before it by the same version of the method over the same sources. */
async function comparisonOf(deps: Deps, run: MeasurementRun, figures: RunFigures) {
  const runs = (await listRuns(deps.db, run.matterId)).filter(
    (one) => one.number < run.number && one.resultHash !== null,
  );
  const earlier = runs.find(({ id }) => id === run.repeats) ?? runs[0];
  const before = earlier && (await findRunFigures(deps.db, earlier.id));
  if (!before) return null;
  return {
    with: runNumber(earlier.number),
    id: earlier.id,
    isRepeat: earlier.id === run.repeats,
    ...compareRuns(before, figures),
  };
}

/** The part of the page that htmx asks for while a run is made; when it ends, the whole page is loaded again. */
async function showProgress(deps: Deps, req: Request, res: Response): Promise<void> {
  const run = await runIn(deps, req, res);
  const view = runRow(run, await findJob(deps.db, run.jobId), undefined, new Map(), matterOf(res).zone);
  if (view.state === 'made' || view.state === 'failed') res.set('HX-Refresh', 'true');
  renderPage(
    req,
    res,
    'measurements/_progress',
    { title: view.number },
    { progress: progressOf(res, run, view) },
  );
}

function progressOf(res: Response, run: MeasurementRun, view: ReturnType<typeof runRow>) {
  const path = linkTo(res, runPath(run.matterId, run.id));
  const states = { waiting: 'waiting', running: 'running', made: 'done', failed: 'failed' } as const;
  return {
    ...{ id: 'run-progress', state: states[view.state], label: `Making ${view.number.toLowerCase()}` },
    ...{ done: view.done, total: view.total, note: view.note },
    ...{ url: `${path}/progress`, stop: `${path}/stop`, href: path },
  };
}

async function showRows(deps: Deps, req: Request, res: Response): Promise<void> {
  const run = await runIn(deps, req, res);
  const filter = rowsFilter((name) => queryText(req, name));
  const pageWords = queryText(req, 'page') ?? '1';
  if (filter === null || !/^[1-9]\d{0,6}$/.test(pageWords))
    throw new BadRequestError('No figure of a run has this address. Go back to the run and choose one.', 422);
  const page = Number(pageWords);
  const method = await getMethod(deps.db, run.matterId, run.methodId);
  const sources = await listRunSources(deps.db, run);
  const found = await findRowsOf(deps, sources, method, filter, page);
  const last = Math.max(1, Math.ceil((found?.total ?? 0) / PAGE_SIZE));
  if (found !== null && page > last) {
    const query = new URLSearchParams({ ...rowsQuery(filter), page: String(last) });
    return goTo(res, `${runPath(run.matterId, run.id)}/rows?${query.toString()}`);
  }
  renderPage(
    req,
    res,
    'measurements/rows',
    { title: `${runNumber(run.number)}: ${filterWords(filter)}`, tab: 'measurements' },
    {
      run: { id: run.id, number: runNumber(run.number) },
      words: filterWords(filter),
      measure: { name: MEASURE_WORDS[method.measure], unit: MEASURES[method.measure] },
      level: levelWords(method),
      zone: method.zone,
      missing: found === null ? await missingSources(deps, sources) : [],
      rows: found === null ? [] : readingRows(found, sources, method),
      isAside: filter.reason !== undefined,
      pagination: {
        page,
        pageSize: PAGE_SIZE,
        total: found?.total ?? 0,
        path: `${linkTo(res, runPath(run.matterId, run.id))}/rows`,
        query: rowsQuery(filter),
        noun: 'readings',
      },
    },
  );
}

/** Null where a derived table is missing and must be made again first. */
async function findRowsOf(
  deps: Deps,
  sources: readonly MeasurementSource[],
  method: MeasurementMethod,
  filter: RowsFilter,
  page: number,
): Promise<RowsPage | null> {
  const ready: PreparedSource[] = [];
  for (const source of sources) {
    const one = await findReadySource(deps, source);
    if (one === null) return null;
    ready.push(one);
  }
  const spill = await deps.files.workFolder();
  try {
    return await deps.asker.ask(askFindRows, {
      ...{ sources: ready, method: runMethodOf(method), filter, page, pageSize: PAGE_SIZE, spill },
    });
  } finally {
    await rm(spill, { recursive: true, force: true });
  }
}

async function missingSources(deps: Deps, sources: readonly MeasurementSource[]) {
  const missing: { id: string; number: string }[] = [];
  for (const source of sources)
    if ((await findReadySource(deps, source)) === null)
      missing.push({ id: source.id, number: sourceNumber(source.number) });
  return missing;
}

async function sendFigures(deps: Deps, req: Request, res: Response): Promise<void> {
  const run = await runIn(deps, req, res);
  const figures = await findRunFigures(deps.db, run.id);
  if (figures === null) throw new BadRequestError('This run has no figures yet.', 422);
  downloadHeaders(res, `run-${run.number}-figures.csv`, 'application/octet-stream');
  res.send(
    Buffer.from(
      figuresCsv(figures)
        .map((cells) => csvLine(cells))
        .join(''),
    ),
  );
}
