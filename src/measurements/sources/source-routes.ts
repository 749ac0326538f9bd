import { rm } from 'node:fs/promises';
import { Router, type Request, type Response } from 'express';
import { namesOfAccounts } from '../../auth/account-store.js';
import { actorIn } from '../../auth/signed-in.js';
import { getDocument } from '../../documents/document-store.js';
import { getItem } from '../../evidence/item-store.js';
import { itemNumber } from '../../evidence/item.js';
import { canWrite, matterOf } from '../../matters/matter-in-hand.js';
import { DocumentChildError } from '../../platform/ask.js';
import { inTransaction } from '../../platform/database.js';
import type { Deps } from '../../platform/deps.js';
import { ConflictError, NotFoundError } from '../../platform/errors.js';
import { findJob, stopJob } from '../../platform/job-store.js';
import { conflictOf } from '../../web/edit-conflict.js';
import { formError, NO_ERRORS, parseForm, typed, type FormErrors } from '../../web/form.js';
import { flash, goTo, linkTo, param, queryText } from '../../web/locals.js';
import { renderPage } from '../../web/page.js';
import type { GivenReading } from '../../tabular/table-reading.js';
import { columnsKey, sourceNumber } from '../measurement-source.js';
import type { MeasurementSource } from '../measurement-source.js';
import { askLookAtFile } from '../questions.js';
import { findReadySource } from '../ready-source.js';
import { findLastHow, getMeasurementSource, listSourcesOfItem } from '../source-store.js';
import type { FileLook } from './look-at-file.js';
import { mayReadAside, openItem, sendAside, type NamesAsked } from './names-kept.js';
import { queueRebuild, queueSource, withdrawSource } from './queue-source.js';
import {
  givenOf,
  howOf,
  readingForm,
  readingValues,
  sourceForm,
  valuesOf,
  withdrawalForm,
} from './source-form.js';
import { CHOICES, lookView, sourceView, stateOf } from './source-view.js';

type Values = Readonly<Record<string, string>>;

const REFRESH_SECONDS = 3;

/** Reading an item's file as measurements, and what became of it. */
export function sourceRoutes(deps: Deps, names: NamesAsked): Router {
  const routes = Router({ mergeParams: true });
  routes.get('/items/:itemId', async (req, res) => {
    await openItem(deps, names, req, res);
    await showLook(deps, req, res);
  });
  routes.post('/items/:itemId', async (req, res) => {
    await openItem(deps, names, req, res);
    await readItem(deps, req, res);
  });
  routes.get('/sources/:sourceId', (req, res) => showSource(deps, names, req, res, 200, {}, NO_ERRORS));
  routes.get('/sources/:sourceId/progress', (req, res) => showProgress(deps, req, res));
  routes.get('/sources/:sourceId/rejected.csv', (req, res) => sendRejected(deps, names, req, res));
  routes.post('/sources/:sourceId/stop', async (req, res) => {
    const source = await sourceIn(deps, req, res);
    await inTransaction(deps, (tx) => stopJob(tx, source.jobId));
    goTo(res, sourcePath(res, source.id));
  });
  routes.post('/sources/:sourceId/rebuild', async (req, res) => {
    const source = await sourceIn(deps, req, res);
    const wrong = await conflictOf(() => queueRebuild(deps, source.matterId, source.id, actorIn(res)));
    if (wrong !== null) return showSource(deps, names, req, res, 409, {}, formError(wrong));
    goTo(res, sourcePath(res, source.id));
  });
  routes.post('/sources/:sourceId/withdrawal', async (req, res) => {
    const source = await sourceIn(deps, req, res);
    const form = parseForm(withdrawalForm, req.body);
    if (!form.ok) return showSource(deps, names, req, res, 422, typed(req.body), form.errors);
    const wrong = await conflictOf(() =>
      withdrawSource(deps, source.matterId, source.id, form.value, actorIn(res)),
    );
    if (wrong !== null) return showSource(deps, names, req, res, 409, typed(req.body), formError(wrong));
    flash(req, 'done', `${sourceNumber(source.number)} is withdrawn; it stays on record, as do its runs.`);
    goTo(res, sourcePath(res, source.id));
  });
  return routes;
}

async function sourceIn(deps: Deps, req: Request, res: Response): Promise<MeasurementSource> {
  return getMeasurementSource(deps.db, matterOf(res).id, param(req, 'sourceId'));
}

function sourcePath(res: Response, id: string): string {
  return `/matters/${matterOf(res).id}/measurements/sources/${id}`;
}

/** Before a file is read: what it is, corrected by the address, and what a person says of it. */
async function showLook(deps: Deps, req: Request, res: Response): Promise<void> {
  const query = Object.fromEntries(
    Object.keys(readingForm.shape).flatMap((name) => {
      const value = queryText(req, name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
  const form = parseForm(readingForm, query);
  if (!form.ok) return renderLook(deps, req, res, 422, {}, query, null, form.errors);
  const replaces = queryText(req, 'replaces');
  return renderLook(deps, req, res, 200, givenOf(form.value), query, replaces ?? null, NO_ERRORS);
}

async function readItem(deps: Deps, req: Request, res: Response): Promise<void> {
  const matterId = matterOf(res).id;
  const values = typed(req.body);
  const form = parseForm(sourceForm, req.body);
  const given = form.ok ? givenOf(form.value) : {};
  const replacing = values['replaces'] ?? '';
  const again = (status: number, errors: FormErrors): Promise<void> =>
    renderLook(deps, req, res, status, given, values, replacing || null, errors, true);
  if (!form.ok) return again(422, form.errors);
  const item = await getItem(deps.db, matterId, param(req, 'itemId'));
  const looked = await lookAt(deps, item.documentId, given);
  if (looked.look === null) return again(422, formError(looked.problem));
  const { how, wrong } = howOf(form.value, looked.look);
  if (how === null) return again(422, wrong);
  let id = '';
  const conflict = await conflictOf(async () => {
    id = await queueSource(
      deps,
      matterId,
      {
        item,
        file: looked.document,
        columns: looked.look.table?.columns.map(({ name }) => name) ?? [],
        how,
        replaces: form.value.replaces === '' ? null : { id: form.value.replaces, reason: form.value.reason },
      },
      actorIn(res),
    );
  });
  if (conflict !== null) return again(409, formError(conflict));
  goTo(res, sourcePath(res, id));
}

async function renderLook(
  deps: Deps,
  req: Request,
  res: Response,
  status: number,
  given: GivenReading,
  values: Values,
  replacing: string | null,
  errors: FormErrors,
  isTyped = false,
): Promise<void> {
  const matterId = matterOf(res).id;
  const item = await getItem(deps.db, matterId, param(req, 'itemId'));
  const replaces = replacing === null ? null : await getMeasurementSource(deps.db, matterId, replacing);
  const reading = Object.keys(given).length === 0 && replaces ? replaces.how.given : given;
  const looked = await lookAt(deps, item.documentId, reading);
  const look = looked.look;
  const columns = look?.table?.columns.map(({ name }) => name) ?? [];
  const last = replaces
    ? { how: replaces.how, number: replaces.number }
    : await findLastHow(deps.db, matterId, columnsKey(columns));
  // What the names say stands in the boxes even where the format is known: it may only look like that format.
  const start = {
    ...valuesOf({ said: look?.proposed ?? null, zone: null }),
    ...valuesOf(last?.how ?? { said: look?.known ? null : (look?.proposed ?? null), zone: null }),
  };
  const before = (await listSourcesOfItem(deps.db, matterId, item.id)).filter(
    ({ state }) => state !== 'withdrawn',
  );
  renderPage(
    req,
    res,
    'measurements/look',
    { title: `Read ${itemNumber(item.number)} as measurements`, tab: 'measurements', status },
    {
      item: { id: item.id, number: itemNumber(item.number), title: item.title, file: looked.document.name },
      look: look && lookView(look),
      problem: looked.problem,
      corrected: { ...readingValues(reading), ...(isTyped ? {} : values) },
      values: isTyped ? { ...start, ...values } : start,
      errors,
      offered: last && !replaces ? sourceNumber(last.number) : null,
      replaces: replaces && { id: replaces.id, number: sourceNumber(replaces.number) },
      before: before.map(({ id, number }) => ({ id, number: sourceNumber(number) })),
      choices: CHOICES,
      canWrite: canWrite(res) && item.state === 'in-file',
    },
  );
}

type Looked = {
  readonly document: { readonly sha256: string; readonly name: string };
} & ({ readonly look: FileLook; readonly problem: '' } | { readonly look: null; readonly problem: string });

/** What an item's file is; where it is none that can be read, the words that say so. */
async function lookAt(deps: Deps, documentId: string, given: GivenReading): Promise<Looked> {
  const { sha256, name } = await getDocument(deps.db, documentId);
  const document = { sha256, name: name.split('/').at(-1) ?? name };
  const work = await deps.files.workFolder();
  try {
    const look = await deps.asker.ask(askLookAtFile, {
      path: await deps.files.localPath(sha256),
      fileName: document.name,
      given,
      work,
      asOf: deps.clock.now(),
    });
    return { document, look, problem: '' };
  } catch (error) {
    if (error instanceof DocumentChildError) return { document, look: null, problem: error.message };
    throw error;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function showSource(
  deps: Deps,
  names: NamesAsked,
  req: Request,
  res: Response,
  status: number,
  values: Values,
  errors: FormErrors,
): Promise<void> {
  const source = await sourceIn(deps, req, res);
  const [item, job, people, ready, seesAside] = await Promise.all([
    getItem(deps.db, source.matterId, source.itemId),
    findJob(deps.db, source.jobId),
    namesOfAccounts(deps.db),
    findReadySource(deps, source),
    mayReadAside(deps, names, source, res),
  ]);
  const view = sourceView(source, item, job, people, matterOf(res).zone);
  const isRunning = view.state === 'waiting' || view.state === 'reading' || view.isRebuilding;
  renderPage(
    req,
    res,
    'measurements/source',
    {
      title: `${view.number} ${view.fileName}`,
      tab: 'measurements',
      status,
      ...(isRunning ? { refreshSeconds: REFRESH_SECONDS } : {}),
    },
    {
      source: view,
      isAsideShort: !seesAside,
      isRunning,
      isCacheMissing: source.state !== 'reading' && source.readAt !== null && ready === null && !isRunning,
      progress: progressOf(res, source, view.isRebuilding ? 'reading' : view.state, view),
      values: { version: source.version, ...values },
      errors,
      canWrite: canWrite(res),
    },
  );
}

/** The part of the page that htmx asks for while a file is read; when it ends, the whole page is loaded again. */
async function showProgress(deps: Deps, req: Request, res: Response): Promise<void> {
  const source = await sourceIn(deps, req, res);
  const job = await findJob(deps.db, source.jobId);
  const isGoing = job?.state === 'waiting' || job?.state === 'running';
  if (!isGoing) res.set('HX-Refresh', 'true');
  const state = isGoing ? (job.state === 'waiting' ? 'waiting' : 'reading') : stateOf(source, job);
  const counts = { done: job?.doneCount ?? 0, total: job?.totalCount ?? 0, note: job?.note ?? '' };
  renderPage(
    req,
    res,
    'measurements/_progress',
    { title: source.fileName },
    { progress: progressOf(res, source, state, counts) },
  );
}

function progressOf(
  res: Response,
  source: MeasurementSource,
  state: keyof typeof JOB_STATES,
  { done, total, note }: { readonly done: number; readonly total: number; readonly note: string },
) {
  const path = linkTo(res, sourcePath(res, source.id));
  return {
    ...{ id: 'source-progress', state: JOB_STATES[state], label: `Reading ${source.fileName}` },
    ...{ done, total, note, url: `${path}/progress`, stop: `${path}/stop`, href: path },
  };
}

const JOB_STATES = {
  waiting: 'waiting',
  reading: 'running',
  ready: 'done',
  failed: 'failed',
  withdrawn: 'done',
} as const;

async function sendRejected(deps: Deps, names: NamesAsked, req: Request, res: Response): Promise<void> {
  const source = await sourceIn(deps, req, res);
  if (source.readAt === null) throw new NotFoundError('list of what was set aside');
  if ((await findReadySource(deps, source)) === null)
    throw new ConflictError('The readings must be made again from the original first; its page does that.');
  await sendAside(deps, names, source, res);
}
