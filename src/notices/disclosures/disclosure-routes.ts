import { Router, type Request, type Response } from 'express';
import { namesOfAccounts } from '../../auth/account-store.js';
import { openThrottle } from '../../auth/sign-in.js';
import { accountOf, actorIn } from '../../auth/signed-in.js';
import { listDemands } from '../../demands/demand-store.js';
import { kindText } from '../../demands/demand.js';
import { listItemsByIds } from '../../evidence/item-store.js';
import { itemNumber } from '../../evidence/item.js';
import { canWrite, matterOf, maySet } from '../../matters/matter-in-hand.js';
import { choices } from '../../matters/matter.js';
import { inTransaction } from '../../platform/database.js';
import type { Deps } from '../../platform/deps.js';
import { findJob, stopJob, type Job } from '../../platform/job-store.js';
import { dayIn, dayText } from '../../platform/plain-date.js';
import { conflictOf } from '../../web/edit-conflict.js';
import { fieldError, formError, NO_ERRORS, parseForm, typed, type FormErrors } from '../../web/form.js';
import { flash, goTo, linkTo, param, queryText } from '../../web/locals.js';
import { renderPage } from '../../web/page.js';
import { seesNames } from '../identities/identity-right-store.js';
import { jobProgress, renderProgress, type JobProgress } from '../job-progress.js';
import { getNoticeList, listNoticeLists } from '../lists/list-store.js';
import { listNumber, profileOf } from '../lists/notice-list.js';
import type { NoticeList } from '../lists/notice-list.js';
import { runNumber } from '../runs/notice-run.js';
import { getNoticeRun, listNoticeRuns } from '../runs/run-store.js';
import { approveDisclosure, approverProblem } from './approve-disclosure.js';
import { askDisclosure, withdrawDisclosure } from './ask-disclosure.js';
import { approvalForm, disclosureForm, withdrawalForm, type DisclosureRequest } from './disclosure-form.js';
import { getDisclosure } from './disclosure-store.js';
import { disclosureState, disclosureView } from './disclosure-view.js';
import { disclosureNumber, GRAINS, MODES, PERIODS, SHAPES } from './disclosure.js';
import type { Disclosure } from './disclosure.js';

type Values = Readonly<Record<string, string>>;

const REFRESH_SECONDS = 3;

/** In which form people leave the file: counts, pseudonyms, names by approval, or not at all. */
export function disclosureRoutes(deps: Deps): Router {
  const routes = Router({ mergeParams: true });
  const throttle = openThrottle();
  routes.get('/disclosures/new', (req, res) => {
    const asked = Object.fromEntries(
      ['list', 'run', 'demand', 'mode', 'shape'].flatMap((name) => {
        const value = queryText(req, name);
        return value === undefined ? [] : [[name, value]];
      }),
    );
    return showForm(deps, req, res, 200, asked, NO_ERRORS);
  });
  routes.post('/disclosures', async (req, res) => {
    const values = typed(req.body);
    const form = parseForm(disclosureForm, req.body);
    if (!form.ok) return showForm(deps, req, res, 422, values, form.errors);
    const matterId = matterOf(res).id;
    let id = '';
    const wrong = await conflictOf(async () => {
      id = await askDisclosure(deps, matterId, requestOf(form.value), actorIn(res));
    });
    if (wrong !== null) return showForm(deps, req, res, 409, values, formError(wrong));
    goTo(res, `/matters/${matterId}/notices/disclosures/${id}`);
  });
  routes.get('/disclosures/:disclosureId', (req, res) => showOne(deps, req, res, 200, NO_ERRORS));
  routes.get('/disclosures/:disclosureId/progress', (req, res) => showProgress(deps, req, res));
  routes.post('/disclosures/:disclosureId/stop', async (req, res) => {
    const disclosure = await disclosureIn(deps, req, res);
    const { jobId } = disclosure;
    if (jobId !== null) await inTransaction(deps, (tx) => stopJob(tx, jobId));
    goTo(res, pathOf(disclosure));
  });
  routes.post('/disclosures/:disclosureId/approval', async (req, res) => {
    const disclosure = await disclosureIn(deps, req, res);
    const form = parseForm(approvalForm, req.body);
    if (!form.ok) return showOne(deps, req, res, 422, form.errors);
    // Where one person approves, a password is asked for: no quicker to guess here than at the sign-in.
    const who = [accountOf(res).email, req.ip ?? ''] as const;
    const isOne = matterOf(res).approvalForm === 'one-person';
    const wait = isOne ? await throttle.secondsToWait(...who) : 0;
    if (wait > 0)
      return showOne(deps, req, res, 429, fieldError('password', `Too many tries; wait ${wait} seconds`));
    let errors: FormErrors = NO_ERRORS;
    const wrong = await conflictOf(async () => {
      const approved = await approveDisclosure(
        deps,
        matterOf(res),
        disclosure.id,
        form.value,
        accountOf(res),
      );
      if (!approved.ok) errors = approved.errors;
    });
    if (wrong !== null) return showOne(deps, req, res, 409, formError(wrong));
    if (Object.keys(errors).length > 0) return showOne(deps, req, res, 422, errors);
    if (isOne) await throttle.forgive(...who);
    flash(req, 'done', `${disclosureNumber(disclosure.number)} is approved and being made.`);
    goTo(res, pathOf(disclosure));
  });
  routes.post('/disclosures/:disclosureId/withdrawal', async (req, res) => {
    const disclosure = await disclosureIn(deps, req, res);
    const form = parseForm(withdrawalForm, req.body);
    if (!form.ok) return showOne(deps, req, res, 422, form.errors);
    const wrong = await conflictOf(() =>
      withdrawDisclosure(deps, disclosure.matterId, disclosure.id, form.value, actorIn(res)),
    );
    if (wrong !== null) return showOne(deps, req, res, 409, formError(wrong));
    flash(req, 'done', `${disclosureNumber(disclosure.number)} is withdrawn; it stays on record.`);
    goTo(res, pathOf(disclosure));
  });
  return routes;
}

function disclosureIn(deps: Deps, req: Request, res: Response): Promise<Disclosure> {
  return getDisclosure(deps.db, matterOf(res).id, param(req, 'disclosureId'));
}

function pathOf(disclosure: Pick<Disclosure, 'id' | 'matterId'>): string {
  return `/matters/${disclosure.matterId}/notices/disclosures/${disclosure.id}`;
}

function requestOf(form: DisclosureRequest): Parameters<typeof askDisclosure>[2] {
  const { mode } = form;
  const isPaper = form.shape === 'paper';
  return {
    listId: form.list,
    runId: form.run === '' ? null : form.run,
    demandId: form.demand === '' ? null : form.demand,
    mode,
    title: form.title,
    choices: {
      ...(mode === 'counts' ? { shape: form.shape ?? 'table' } : {}),
      period: isPaper ? 'none' : (form.period ?? 'week'),
      grain: form.grain ?? 'day',
      byNetwork: form.byNetwork,
      networkReason: form.networkReason,
      byFinding: isPaper || form.byFinding,
    },
    ground: mode === 'identified' ? form.legalBasis : mode === 'held-back' ? form.ground : '',
  };
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
  const [allLists, runs, demands] = await Promise.all([
    listNoticeLists(deps.db, matter.id),
    listNoticeRuns(deps.db, matter.id),
    listDemands(deps.db, matter.id),
  ]);
  const lists = allLists.filter((list) => list.state === 'ready');
  const chosen = values['list'] ?? (lists.length === 1 ? lists[0]?.id : undefined) ?? '';
  const list = lists.find(({ id }) => id === chosen);
  const start = {
    mode: 'counts',
    shape: 'table',
    period: 'week',
    grain: 'day',
    list: chosen,
    title: plainTitle(list, matter.zone),
  };
  renderPage(
    req,
    res,
    'notices/new-disclosure',
    { title: 'Let people of a list leave in one form', tab: 'notices', status },
    {
      lists: lists.map((one) => ({ value: one.id, text: `${listNumber(one.number)} ${one.fileName}` })),
      runs: runs
        .filter((run) => run.finishedAt !== null)
        .map((run) => ({
          value: run.id,
          text: `${runNumber(run.number)}, of ${listNumber(allLists.find(({ id }) => id === run.listId)?.number ?? 0)}${run.repeats === null ? '' : ', a repeat'}`,
        })),
      demands: demands
        .filter((demand) => demand.state !== 'voided')
        .map((demand) => ({ value: demand.id, text: `Demand ${demand.number}: ${kindText(demand.kind)}` })),
      modes: choices(MODES),
      shapes: choices(SHAPES),
      periods: choices(PERIODS),
      grains: choices(GRAINS),
      maySeeNames: await seesNames(deps.db, matter.id, accountOf(res).id),
      approvalForm: matter.approvalForm,
      values: { ...start, ...values },
      errors,
      canWrite: canWrite(res),
    },
  );
}

async function showOne(
  deps: Deps,
  req: Request,
  res: Response,
  status: number,
  errors: FormErrors,
): Promise<void> {
  const matter = matterOf(res);
  const disclosure = await disclosureIn(deps, req, res);
  const [list, run, demands, items, job, names] = await Promise.all([
    getNoticeList(deps.db, matter.id, disclosure.listId),
    disclosure.runId === null ? null : getNoticeRun(deps.db, matter.id, disclosure.runId),
    listDemands(deps.db, matter.id),
    disclosure.itemId === null ? [] : listItemsByIds(deps.db, matter.id, [disclosure.itemId]),
    disclosure.jobId === null ? null : findJob(deps.db, disclosure.jobId),
    namesOfAccounts(deps.db),
  ]);
  const demand = demands.find(({ id }) => id === disclosure.demandId) ?? null;
  const found = { list, run, demand, item: items[0], job };
  const view = disclosureView(disclosure, found, names, matter.zone);
  const isRunning = view.state === 'waiting' || view.state === 'making';
  renderPage(
    req,
    res,
    'notices/disclosure',
    {
      title: `Disclosure ${view.number}`,
      tab: 'notices',
      status,
      ...(isRunning ? { refreshSeconds: REFRESH_SECONDS } : {}),
    },
    {
      disclosure: view,
      itemTitle: items[0] ? `${itemNumber(items[0].number)} ${items[0].title}` : '',
      isRunning,
      progress: progressOf(res, disclosure, view.state),
      approvalForm: matter.approvalForm,
      approverProblem: approverProblem(matter.approvalForm, disclosure, accountOf(res)),
      maySet: maySet(res),
      values: { ...typed(req.body), version: String(disclosure.version) },
      errors,
      canWrite: canWrite(res),
    },
  );
}

async function showProgress(deps: Deps, req: Request, res: Response): Promise<void> {
  const disclosure = await disclosureIn(deps, req, res);
  const job = disclosure.jobId === null ? null : await findJob(deps.db, disclosure.jobId);
  const progress = progressOf(res, disclosure, disclosureState(disclosure, job), job ?? undefined);
  renderProgress(req, res, disclosure.title, progress);
}

/** A title that says what it is and nothing of the file it comes from. */
function plainTitle(list: NoticeList | undefined, zone: string): string {
  const profile = list && profileOf(list);
  if (!profile?.firstAt || !profile.lastAt) return 'Deliveries of notices';
  const [first, last] = [dayIn(profile.firstAt, zone), dayIn(profile.lastAt, zone)].map(dayText);
  return `Deliveries of notices, ${first ?? ''} to ${last ?? ''}`;
}

function progressOf(
  res: Response,
  disclosure: Disclosure,
  state: ReturnType<typeof disclosureState>,
  job?: Job,
): JobProgress {
  const shown = state === 'making' ? 'running' : state === 'waiting' || state === 'failed' ? state : 'done';
  const label = `Making ${disclosureNumber(disclosure.number)}`;
  const path = linkTo(res, pathOf(disclosure));
  return jobProgress({ id: 'disclosure-progress', state: shown, label }, path, job);
}
