import { Router, type Request, type Response } from 'express';
import type { Actor } from '../audit/event.js';
import { namesOfAccounts } from '../auth/account-store.js';
import { actorIn } from '../auth/signed-in.js';
import { listDeadlines } from '../deadlines/deadline-store.js';
import { keepDocument } from '../documents/keep-document.js';
import { canWrite, matterOf } from '../matters/matter-in-hand.js';
import { choices, type Matter } from '../matters/matter.js';
import type { Db } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { dayText } from '../platform/plain-date.js';
import { conflictOf } from '../web/edit-conflict.js';
import { fieldError, formError, NO_ERRORS, parseForm, typed, type FormErrors } from '../web/form.js';
import { flash, goTo, pageLocals, param, queryText } from '../web/locals.js';
import { renderPage } from '../web/page.js';
import { discardAll, receiveUpload } from '../web/upload.js';
import { demandColumns } from './demand-columns.js';
import {
  demandEditForm,
  endingForm,
  performanceForm,
  promiseForm,
  reopeningForm,
  responseForm,
  responseRows,
} from './demand-form.js';
import { getDemandIn, listDemands, listDemandsOf, listPerformance, listResponses } from './demand-store.js';
import {
  demandChoices,
  demandPage,
  citeRows,
  demandRow,
  demandValues,
  groundRows,
  promisesOffered,
  responseValues,
  storedRows,
  workingOf,
  type DemandsOnRecord,
  type LinkedItem,
} from './demand-view.js';
import { ENDINGS, HOLDS_BACK, STANCES, type Demand, type DemandingLetter } from './demand.js';
import { editDemand } from './edit-demand.js';
import { endDemand, reopenDemand } from './end-demand.js';
import { changedBoxes, itemsOfDemandForm, type LinkChange } from './link-change.js';
import { keepPromise } from './keep-promise.js';
import { recordPerformance } from './record-performance.js';
import { responseLists } from './response-columns.js';
import { writeResponse } from './write-response.js';

/** What demands ask of the folders that come after them. */
export interface AskedOfOthers {
  /** The letter that makes a demand. */
  readonly letterOf: (db: Db, matter: Matter, letterId: string) => Promise<DemandingLetter>;
  /** Its letters by id: their numbers and what they are called. */
  readonly lettersOf: (db: Db, matterId: string) => Promise<DemandsOnRecord['letters']>;
  /** The items in the file that bear on each demand, by the demand's id. */
  readonly itemsOf: (db: Db, matterId: string) => Promise<ReadonlyMap<string, readonly LinkedItem[]>>;
  /** Every item in the file: what may be linked to a demand. */
  readonly itemsInFile: (db: Db, matterId: string) => Promise<readonly LinkedItem[]>;
  readonly changeLinks: (
    deps: Deps,
    matterId: string,
    changes: readonly LinkChange[],
    by: Actor,
  ) => Promise<number>;
}

/** A form that did not pass, with everything typed kept. */
interface Again {
  readonly form: 'items' | 'edit' | 'response' | 'ending' | 'performance' | 'reopening' | 'promise';
  readonly status: number;
  readonly errors: FormErrors;
  readonly values: Readonly<Record<string, string>>;
  /** The lists of the response's form as they came. */
  readonly body?: unknown;
}

const PROOF_LIMITS = { fileBytes: 250 * 1024 ** 2, files: 1 } as const;

/** The table counsel argue from, and the page of each demand in it. */
export function demandRoutes(deps: Deps, others: AskedOfOthers): Router {
  const routes = Router({ mergeParams: true });
  const show = (req: Request, res: Response, again: Again | null): Promise<void> =>
    showDemand(deps, others, req, res, again);
  routes.get('/', (req, res) => showTable(deps, others, req, res));
  routes.get('/:demandId', (req, res) => show(req, res, null));
  routes.post('/:demandId/edit', async (req, res) => {
    const demand = await demandOf(deps, req, res);
    const form = parseForm(demandEditForm, req.body);
    const again = { form: 'edit', values: typed(req.body) } as const;
    if (!form.ok) return show(req, res, { ...again, status: 422, errors: form.errors });
    const letter = await others.letterOf(deps.db, matterOf(res), demand.letterId);
    const siblings = (await listDemandsOf(deps.db, demand.letterId)).filter((one) => one.id !== demand.id);
    const columns = demandColumns(form.value, letter, siblings);
    if (!columns.ok) return show(req, res, { ...again, status: 422, errors: columns.errors });
    const edit = { columns: columns.value, version: form.value.version };
    const wrong = await conflictOf(() => editDemand(deps, demand, letter, edit, actorIn(res)));
    if (wrong) return show(req, res, { ...again, status: 409, errors: formError(wrong) });
    flash(req, 'done', `Demand ${demand.number} is changed.`);
    goTo(res, pathOf(demand));
  });
  routes.post('/:demandId/response', async (req, res) => {
    const demand = await demandOf(deps, req, res);
    const matter = matterOf(res);
    const form = parseForm(responseForm, req.body);
    const again = { form: 'response', values: typed(req.body), body: req.body as unknown } as const;
    if (!form.ok) return show(req, res, { ...again, status: 422, errors: form.errors });
    const linked = (await others.itemsOf(deps.db, matter.id)).get(demand.id) ?? [];
    const lists = responseLists(form.value, matter.regime, linked);
    if (!lists.ok) return show(req, res, { ...again, status: 422, errors: lists.errors });
    const wrong = await conflictOf(() =>
      writeResponse(deps, demand, matter.zone, form.value, actorIn(res), lists.value),
    );
    if (wrong) return show(req, res, { ...again, status: 409, errors: formError(wrong) });
    flash(req, 'done', `The response to demand ${demand.number} is kept.`);
    goTo(res, pathOf(demand));
  });
  routes.post('/:demandId/promise', async (req, res) => {
    const demand = await demandOf(deps, req, res);
    const form = parseForm(promiseForm, req.body);
    if (!form.ok) return show(req, res, { form: 'promise', status: 422, errors: form.errors, values: {} });
    const wrong = await conflictOf(() =>
      keepPromise(deps, demand, matterOf(res).zone, form.value, actorIn(res)),
    );
    if (wrong) return show(req, res, { form: 'promise', status: 409, errors: formError(wrong), values: {} });
    flash(req, 'done', `${dayText(form.value.on)} is a date of our own now: we promised it.`);
    goTo(res, pathOf(demand));
  });
  routes.post('/:demandId/ending', async (req, res) => {
    const demand = await demandOf(deps, req, res);
    const form = parseForm(endingForm, req.body);
    const again = { form: 'ending', values: typed(req.body) } as const;
    if (!form.ok) return show(req, res, { ...again, status: 422, errors: form.errors });
    const wrong = await conflictOf(() => endDemand(deps, demand, form.value, actorIn(res)));
    if (wrong) return show(req, res, { ...again, status: 409, errors: formError(wrong) });
    flash(req, 'warn', `Demand ${demand.number}: ${ENDINGS[form.value.ending].toLowerCase()}.`);
    goTo(res, pathOf(demand));
  });
  routes.post('/:demandId/reopening', async (req, res) => {
    const demand = await demandOf(deps, req, res);
    const form = parseForm(reopeningForm, req.body);
    const again = { form: 'reopening', values: typed(req.body) } as const;
    if (!form.ok) return show(req, res, { ...again, status: 422, errors: form.errors });
    const letter = await others.letterOf(deps.db, matterOf(res), demand.letterId);
    const wrong = await conflictOf(() => reopenDemand(deps, demand, letter, form.value, actorIn(res)));
    if (wrong) return show(req, res, { ...again, status: 409, errors: formError(wrong) });
    flash(req, 'warn', `Demand ${demand.number} is open again.`);
    goTo(res, pathOf(demand));
  });
  routes.post('/:demandId/items', async (req, res) => {
    const demand = await demandOf(deps, req, res);
    const form = parseForm(itemsOfDemandForm, req.body);
    const again = { form: 'items', values: {} } as const;
    if (!form.ok) return show(req, res, { ...again, status: 422, errors: form.errors });
    const changes = changedBoxes(form.value.item, form.value.was).map(({ id, isLinked }) => ({
      itemId: id,
      demandId: demand.id,
      isLinked,
    }));
    const wrong = await conflictOf(() => others.changeLinks(deps, demand.matterId, changes, actorIn(res)));
    if (wrong) return show(req, res, { ...again, status: 409, errors: formError(wrong) });
    flash(req, 'done', `The items that bear on demand ${demand.number} are saved.`);
    goTo(res, `${pathOf(demand)}#items`);
  });
  routes.post('/:demandId/performance', (req, res) => keepPerformance(deps, req, res, show));
  return routes;
}

/** What was done comes with its proof, so the form is one that takes a file. */
async function keepPerformance(
  deps: Deps,
  req: Request,
  res: Response,
  show: (req: Request, res: Response, again: Again) => Promise<void>,
): Promise<void> {
  const demand = await demandOf(deps, req, res);
  const upload = await receiveUpload(req, res, deps.files, PROOF_LIMITS);
  const form = parseForm(performanceForm, upload.fields);
  const [file] = upload.files;
  const errors = form.ok ? performanceErrors(form.value.doneOn, pageLocals(res).today, file) : form.errors;
  if (errors !== null || !form.ok) {
    await discardAll(deps.files, upload.files);
    return show(req, res, {
      form: 'performance',
      status: 422,
      errors: errors ?? NO_ERRORS,
      values: typed(upload.fields),
    });
  }
  const by = actorIn(res);
  const document = file ? await keepDocument(deps, file, { matterId: demand.matterId }, by) : null;
  await recordPerformance(deps, demand, { ...form.value, documentId: document?.id ?? null }, by);
  flash(req, 'done', 'What was done is recorded.');
  goTo(res, pathOf(demand));
}

function performanceErrors(
  doneOn: string,
  today: string,
  file: { readonly name: string; readonly received: { readonly bytes: number } } | undefined,
): FormErrors | null {
  if (doneOn > today)
    return fieldError('doneOn', 'This day has not come yet; what is promised belongs in the response');
  if (file?.received.bytes === 0)
    return fieldError('files', `${file.name} has 0 bytes. Choose the file again, or leave it out.`);
  return null;
}

async function showTable(deps: Deps, others: AskedOfOthers, req: Request, res: Response): Promise<void> {
  const all = await onRecord(deps.db, others, matterOf(res));
  const { today } = pageLocals(res);
  const running = all.deadlines
    .filter((one) => one.demandId !== null && one.state === 'open' && one.whose !== 'promised')
    .sort((a, b) => (a.workingOn ?? a.earliestOn ?? '').localeCompare(b.workingOn ?? b.earliestOn ?? ''));
  const [next] = running;
  const numberOf = (id: string | null): number | undefined =>
    all.demands.find((one) => one.id === id)?.number;
  renderPage(
    req,
    res,
    'demands/list',
    { title: 'Demands', tab: 'demands' },
    {
      demands: all.demands.map((demand) => demandRow(demand, all, today)),
      severalLetters: new Set(all.demands.map((demand) => demand.letterId)).size > 1,
      working: next ? workingOf(next, today) : null,
      workingNumber: numberOf(next?.demandId ?? null) ?? null,
      canWrite: canWrite(res),
    },
  );
}

async function showDemand(
  deps: Deps,
  others: AskedOfOthers,
  req: Request,
  res: Response,
  again: Again | null,
): Promise<void> {
  const matter = matterOf(res);
  const demand = await demandOf(deps, req, res);
  const all = await onRecord(deps.db, others, matter);
  const letter = await others.letterOf(deps.db, matter, demand.letterId);
  const siblings = all.demands.filter((one) => one.letterId === demand.letterId && one.id !== demand.id);
  const response = all.responses.find((one) => one.demandId === demand.id) ?? null;
  const { today } = pageLocals(res);
  const linked = (all.items.get(demand.id) ?? []).map((item) => item.id);
  const rows = again?.body === undefined ? storedRows(response) : responseRows(again.body);
  const inFile = canWrite(res) ? await others.itemsInFile(deps.db, matter.id) : [];
  const values = (form: Again['form'], stored: Record<string, string>): Record<string, string> =>
    again?.form === form ? { ...again.values, ...onlyVersions(stored) } : stored;
  renderPage(
    req,
    res,
    'demands/show',
    { title: `Demand ${demand.number}`, tab: 'demands', status: again?.status ?? 200 },
    {
      ...demandPage(demand, all, today, matter.zone),
      path: pathOf(demand),
      isListOpen: letter.isReviewed && !letter.isComplete,
      letterVersion: letter.version,
      isCorrecting: queryText(req, 'correct') !== undefined,
      itemsInFile: inFile.map((item) => ({ ...item, isLinked: linked.includes(item.id) })),
      canWrite: canWrite(res),
      choices: demandChoices(siblings),
      stances: choices(STANCES),
      holdsBack: choices(HOLDS_BACK),
      grounds: groundRows(matter.regime, rows.holds),
      cites: citeRows(all.items.get(demand.id) ?? [], rows.cites),
      promises: canWrite(res) ? promisesOffered(response, today) : [],
      responseVersion: response?.version ?? 0,
      endings: choices(ENDINGS),
      errors: again?.errors ?? NO_ERRORS,
      failed: again?.form ?? null,
      isStale: again?.status === 409,
      editValues: values('edit', demandValues(demand)),
      responseValues: values('response', responseValues(response, demand)),
      endingValues: values('ending', { version: String(demand.version) }),
      performanceValues: again?.form === 'performance' ? again.values : {},
    },
  );
}

/** After a conflict the form is sent again with the versions of now: what the person saw is shown beside it. */
function onlyVersions(stored: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(stored).filter(([name]) => name === 'version' || name === 'demandVersion'),
  );
}

async function onRecord(db: Db, others: AskedOfOthers, matter: Matter): Promise<DemandsOnRecord> {
  return {
    demands: await listDemands(db, matter.id),
    responses: await listResponses(db, matter.id),
    performances: await listPerformance(db, matter.id),
    deadlines: await listDeadlines(db, matter.id),
    items: await others.itemsOf(db, matter.id),
    letters: await others.lettersOf(db, matter.id),
    names: await namesOfAccounts(db),
  };
}

async function demandOf(deps: Deps, req: Request, res: Response): Promise<Demand> {
  return getDemandIn(deps.db, matterOf(res).id, param(req, 'demandId'));
}

function pathOf(demand: Demand): string {
  return `/matters/${demand.matterId}/demands/${demand.id}`;
}
