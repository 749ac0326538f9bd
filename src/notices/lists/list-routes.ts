import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { Router, type Request, type Response } from 'express';
import { namesOfAccounts } from '../../auth/account-store.js';
import { accountOf, actorIn } from '../../auth/signed-in.js';
import { getItem } from '../../evidence/item-store.js';
import { canWrite, matterOf } from '../../matters/matter-in-hand.js';
import { inTransaction } from '../../platform/database.js';
import type { Deps } from '../../platform/deps.js';
import { NotFoundError } from '../../platform/errors.js';
import { findJob, stopJob, type Job } from '../../platform/job-store.js';
import { conflictOf } from '../../web/edit-conflict.js';
import { formError, NO_ERRORS, parseForm, typed, type FormErrors } from '../../web/form.js';
import { downloadHeaders } from '../../web/headers.js';
import { flash, goTo, linkTo, param, queryText } from '../../web/locals.js';
import { renderPage } from '../../web/page.js';
import { listCampaigns, listTexts } from '../campaigns/campaign-store.js';
import { spansOf } from '../campaigns/campaign.js';
import { recordNamesSeen, rowsModeFor } from '../identities/rows-mode.js';
import { jobProgress, renderProgress, type JobProgress } from '../job-progress.js';
import { askCountOutside, askListRows } from '../questions.js';
import { pageOf, rowPagination, shownInstant, spilling } from '../row-pages.js';
import { runsOfList } from '../runs/run-view.js';
import { listNoticeRuns, listRunsOverWithdrawn } from '../runs/run-store.js';
import { voidList } from './enter-list.js';
import { voidingForm } from './list-form.js';
import type { ListRowsKind } from './list-rows.js';
import { getNoticeList } from './list-store.js';
import { count, listState, listView } from './list-view.js';
import { howOf, listNumber } from './notice-list.js';
import type { NoticeList } from './notice-list.js';
import { readyList } from './ready-list.js';

const REFRESH_SECONDS = 3;

export const LIST_ROWS: Readonly<Record<ListRowsKind, string>> = {
  deliveries: 'Deliveries',
  problems: 'Rows with a problem',
  repeats: 'Rows that repeat an earlier one',
  outside: 'Deliveries outside every campaign',
};

/** A notice list of the matter in hand: what it holds, its rows, and what is wrong in them. */
export function listRoutes(deps: Deps): Router {
  const routes = Router({ mergeParams: true });
  routes.get('/lists/:listId', (req, res) => showList(deps, req, res, 200, {}, NO_ERRORS));
  routes.get('/lists/:listId/progress', (req, res) => showProgress(deps, req, res));
  routes.get('/lists/:listId/rows', (req, res) => showRows(deps, req, res));
  routes.get('/lists/:listId/problems.csv', async (req, res) => {
    const list = await listIn(deps, req, res);
    if (list.readAt === null) throw new NotFoundError('list of problems');
    const { problems } = await readyList(deps, list);
    downloadHeaders(res, `${listNumber(list.number)}-problems.csv`, 'application/octet-stream');
    await pipeline(createReadStream(problems), res);
  });
  routes.post('/lists/:listId/stop', async (req, res) => {
    const list = await listIn(deps, req, res);
    await inTransaction(deps, (tx) => stopJob(tx, list.jobId));
    goTo(res, listPath(list));
  });
  routes.post('/lists/:listId/voiding', async (req, res) => {
    const list = await listIn(deps, req, res);
    const form = parseForm(voidingForm, req.body);
    if (!form.ok) return showList(deps, req, res, 422, typed(req.body), form.errors);
    const wrong = await conflictOf(() => voidList(deps, list.matterId, list.id, form.value, actorIn(res)));
    if (wrong !== null) return showList(deps, req, res, 409, typed(req.body), formError(wrong));
    flash(
      req,
      'done',
      `${listNumber(list.number)} is voided; it stays on record, as do its reconciliations.`,
    );
    goTo(res, listPath(list));
  });
  return routes;
}

function listIn(deps: Deps, req: Request, res: Response): Promise<NoticeList> {
  return getNoticeList(deps.db, matterOf(res).id, param(req, 'listId'));
}

function listPath(list: Pick<NoticeList, 'id' | 'matterId'>): string {
  return `/matters/${list.matterId}/notices/lists/${list.id}`;
}

async function showList(
  deps: Deps,
  req: Request,
  res: Response,
  status: number,
  values: Readonly<Record<string, string>>,
  errors: FormErrors,
): Promise<void> {
  const matter = matterOf(res);
  const list = await listIn(deps, req, res);
  const [item, job, names, runs, texts, campaigns] = await Promise.all([
    getItem(deps.db, matter.id, list.itemId),
    findJob(deps.db, list.jobId),
    namesOfAccounts(deps.db),
    listNoticeRuns(deps.db, matter.id),
    listTexts(deps.db, matter.id),
    listCampaigns(deps.db, matter.id),
  ]);
  const view = listView(list, item, job, names, matter.zone);
  const isRunning = view.state === 'waiting' || view.state === 'reading';
  renderPage(
    req,
    res,
    'notices/list',
    {
      title: `${view.number} ${view.fileName}`,
      tab: 'notices',
      status,
      ...(isRunning ? { refreshSeconds: REFRESH_SECONDS } : {}),
    },
    {
      list: view,
      outside: list.readAt === null ? null : await outsideOf(deps, list, campaigns, texts),
      variants: (view.profile?.variants ?? []).map((variant) => ({
        ...variant,
        text: texts.find((text) => text.state === 'current' && text.code === variant.name)?.number ?? null,
      })),
      runs: runsOfList(runs, list.id, await listRunsOverWithdrawn(deps.db, matter.id), matter.zone, names),
      isRunning,
      progress: progressOf(res, list, view.state),
      values: { version: String(list.version), ...values },
      errors,
      canWrite: canWrite(res),
    },
  );
}

/** How many deliveries no campaign covers; without a campaign the question has no answer. */
async function outsideOf(
  deps: Deps,
  list: NoticeList,
  campaigns: Parameters<typeof spansOf>[0],
  texts: Parameters<typeof spansOf>[1],
) {
  const spans = spansOf(campaigns, texts);
  if (spans.length === 0) return { hasCampaigns: false, total: '', networks: [] };
  const { deliveries } = await readyList(deps, list);
  const { dayZone } = howOf(list);
  const found = await spilling(deps, (spill) =>
    deps.asker.ask(askCountOutside, { deliveries, dayZone, spans, spill }),
  );
  return {
    hasCampaigns: true,
    total: count(found.reduce((sum, one) => sum + one.count, 0)),
    networks: found.map((one) => ({ ...one, count: count(one.count) })),
  };
}

async function showRows(deps: Deps, req: Request, res: Response): Promise<void> {
  const matter = matterOf(res);
  const list = await listIn(deps, req, res);
  if (list.readAt === null) throw new NotFoundError('rows of this list');
  const which = kindIn(queryText(req, 'which'));
  const network = queryText(req, 'network') ?? null;
  const { day, page, wantsNames } = pageOf(req);
  const spans =
    which === 'outside'
      ? spansOf(await listCampaigns(deps.db, matter.id), await listTexts(deps.db, matter.id))
      : [];
  const { deliveries } = await readyList(deps, list);
  const { dayZone } = howOf(list);
  const found = await spilling(deps, (spill) =>
    deps.asker.ask(askListRows, { deliveries, which, network, day, dayZone, spans, page, spill }),
  );
  const mode = await rowsModeFor(deps, matter.id, accountOf(res).id, wantsNames);
  if (mode.isNamed)
    await recordNamesSeen(
      deps,
      matter.id,
      { subject: list.id, of: listNumber(list.number), rows: found.rows.length },
      actorIn(res),
    );
  const path = linkTo(res, `${listPath(list)}/rows`);
  renderPage(
    req,
    res,
    'notices/rows',
    { title: `${LIST_ROWS[which]}, ${listNumber(list.number)}`, tab: 'notices' },
    {
      heading: LIST_ROWS[which],
      back: { href: linkTo(res, listPath(list)), text: listNumber(list.number) },
      narrowed: [network, day].filter((one) => one !== null).join(', '),
      mode,
      columns: ['Line', 'Notice', 'Account', 'Network', 'Shown at', 'Text', 'Problem'],
      rows: found.rows.map((row) => [
        String(row.line),
        row.noticeId ?? '',
        mode.nameOf(row.account),
        row.network ?? '',
        shownInstant(row.shownAt, matter.zone),
        row.variant ?? '',
        row.problem ?? '',
      ]),
      ...rowPagination(path, found.total, page, { which, network, day, names: mode.isNamed }),
    },
  );
}

async function showProgress(deps: Deps, req: Request, res: Response): Promise<void> {
  const list = await listIn(deps, req, res);
  const job = await findJob(deps.db, list.jobId);
  const progress = progressOf(res, list, listState(list, job), job ?? undefined);
  renderProgress(req, res, list.fileName, progress);
}

function progressOf(
  res: Response,
  list: NoticeList,
  state: ReturnType<typeof listState>,
  job?: Job,
): JobProgress {
  const shown = state === 'reading' ? 'running' : state === 'waiting' || state === 'failed' ? state : 'done';
  const label = `Reading ${list.fileName}`;
  return jobProgress({ id: 'list-progress', state: shown, label }, linkTo(res, listPath(list)), job);
}

function kindIn(which: string | undefined): ListRowsKind {
  const known = Object.keys(LIST_ROWS) as ListRowsKind[];
  const found = known.find((kind) => kind === (which ?? 'deliveries'));
  if (found === undefined) throw new NotFoundError('kind of rows');
  return found;
}
