import { Router, type Request, type Response } from 'express';
import { actorIn } from '../auth/signed-in.js';
import { keepDocument } from '../documents/keep-document.js';
import { matterOf } from '../matters/matter-in-hand.js';
import { DeadlineInputError } from '../deadlines/counting/deadline-input-error.js';
import type { Deps } from '../platform/deps.js';
import { dayText } from '../platform/plain-date.js';
import { conflictOf } from '../web/edit-conflict.js';
import { fieldError, formError, NO_ERRORS, parseForm, typed, type FormErrors } from '../web/form.js';
import { flash, goTo, pageLocals, param } from '../web/locals.js';
import { discardAll, receiveUpload } from '../web/upload.js';
import { citesChosen, citesProblem } from './cite-list.js';
import { demandColumns } from './demand-columns.js';
import {
  citesGo,
  demandEditForm,
  endingForm,
  performanceForm,
  promiseForm,
  reopeningForm,
  responseForm,
} from './demand-form.js';
import { nextWithoutResponse, showDemand, showTable, type Again, type AskedOfOthers } from './demand-page.js';
import { storedCites } from './demand-view.js';
import { findResponse, getDemandIn, listDemands, listDemandsOf, listResponses } from './demand-store.js';
import { ENDINGS, type Demand } from './demand.js';
import { editDemand } from './edit-demand.js';
import { endDemand, reopenDemand } from './end-demand.js';
import { keepPromise } from './keep-promise.js';
import { changedBoxes, itemsOfDemandForm } from './link-change.js';
import { isSameWords } from './locate-quote.js';
import { itemsNamed, pagesInVain } from './pinpoint.js';
import { recordPerformance } from './record-performance.js';
import { responseLists } from './response-columns.js';
import { sentResponse } from './sent-response.js';
import { writeResponse } from './write-response.js';

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
    // Words that stand as they did were asked about when they were entered.
    const askedTwice = form.value.askedTwice || isSameWords(form.value.quote, demand.quote);
    const columns = demandColumns({ ...form.value, askedTwice }, letter, siblings);
    if (!columns.ok) return show(req, res, { ...again, status: 422, errors: columns.errors });
    const edit = { columns: columns.value, version: form.value.version };
    let said: readonly string[] = [];
    const wrong = await conflictOf(async () => {
      said = await editDemand(deps, demand, letter, edit, actorIn(res));
    });
    if (wrong) return show(req, res, { ...again, status: 409, errors: formError(wrong) });
    flash(req, 'done', [`Demand ${demand.number} is changed.`, ...said].join(' '));
    goTo(res, pathOf(demand));
  });
  routes.post('/:demandId/response', (req, res) => keepResponse(deps, others, req, res, show));
  routes.post('/:demandId/promise', async (req, res) => {
    const demand = await demandOf(deps, req, res);
    const form = parseForm(promiseForm, req.body);
    if (!form.ok) return show(req, res, { form: 'promise', status: 422, errors: form.errors, values: {} });
    let said: readonly string[] = [];
    const wrong = await conflictOf(async () => {
      said = await keepPromise(deps, demand, matterOf(res).zone, form.value, actorIn(res));
    });
    if (wrong) return show(req, res, { form: 'promise', status: 409, errors: formError(wrong), values: {} });
    flash(req, 'done', `${dayText(form.value.on)} is a date of our own now: we promised it.`);
    if (said.length > 0) flash(req, 'warn', said.join(' '));
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
    let said: readonly string[] = [];
    const wrong = await refusalOf(async () => {
      said = await reopenDemand(deps, demand, letter, form.value, actorIn(res));
    });
    if (wrong) return show(req, res, { ...again, status: 409, errors: formError(wrong) });
    flash(req, 'warn', [`Demand ${demand.number} is open again.`, ...said].join(' '));
    goTo(res, pathOf(demand));
  });
  routes.post('/:demandId/items', async (req, res) => {
    const demand = await demandOf(deps, req, res);
    const form = parseForm(itemsOfDemandForm, req.body);
    const again = { form: 'items', values: {} } as const;
    if (!form.ok) return show(req, res, { ...again, status: 422, errors: form.errors });
    const { item, was, go } = form.value;
    // A page of a search is one of the words that were found, whatever is typed in the field by now.
    const words = go === 'find' ? form.value.find : form.value.found;
    const find = words === '' ? null : words;
    const picking = { find, page: go === undefined || go === 'find' ? 1 : Number(go), item, was };
    if (go !== undefined) return show(req, res, { ...again, status: 200, errors: NO_ERRORS, picking });
    const changes = changedBoxes(item, was).map(({ id, isLinked }) => ({
      itemId: id,
      demandId: demand.id,
      isLinked,
    }));
    const wrong = await conflictOf(() => others.changeLinks(deps, demand.matterId, changes, actorIn(res)));
    if (wrong) return show(req, res, { ...again, status: 409, errors: formError(wrong), picking });
    flash(req, 'done', `The items that bear on demand ${demand.number} are saved.`);
    goTo(res, `${pathOf(demand)}#items`);
  });
  routes.post('/:demandId/performance', (req, res) => keepPerformance(deps, req, res, show));
  return routes;
}

/** Keeps a response, or shows another page of the items it can point at with everything typed kept. */
async function keepResponse(
  deps: Deps,
  others: AskedOfOthers,
  req: Request,
  res: Response,
  show: (req: Request, res: Response, again: Again) => Promise<void>,
): Promise<void> {
  const demand = await demandOf(deps, req, res);
  const matter = matterOf(res);
  const { go, ...body }: Record<string, unknown> = { ...(req.body as object | undefined) };
  const turn = parseForm(citesGo, { go });
  const again = { form: 'response', values: typed(body), body } as const;
  if (!turn.ok) return show(req, res, { ...again, status: 422, errors: turn.errors });
  const before = await findResponse(deps.db, demand.id);
  const linked = await others.itemsOfDemand(deps.db, demand.id);
  const naming = await others.itemsNamingPeople(deps.db, matter.id);
  const source = { linked, kept: storedCites(before), naming };
  const problem = citesProblem(source, body, turn.value.go);
  if (turn.value.go !== undefined)
    return problem === null
      ? show(req, res, { ...again, status: 200, errors: NO_ERRORS, go: turn.value.go })
      : show(req, res, { ...again, status: 422, errors: problem });
  const form = parseForm(responseForm, body);
  if (!form.ok) return show(req, res, { ...again, status: 422, errors: { ...form.errors, ...problem } });
  // What somebody else wrote meanwhile is a conflict, and said as one.
  if (problem !== null && before?.version === form.value.version)
    return show(req, res, { ...again, status: 422, errors: problem });
  const lists = responseLists(form.value, matter, linked, citesChosen(source, body));
  if (!lists.ok) return show(req, res, { ...again, status: 422, errors: lists.errors });
  let said: readonly string[] = [];
  const wrong = await conflictOf(async () => {
    const { keepBeforeResponse } = others;
    const by = actorIn(res);
    said = await writeResponse(deps, demand, matter.zone, form.value, by, lists.value, keepBeforeResponse);
  });
  if (wrong) return show(req, res, { ...again, status: 409, errors: { ...formError(wrong), ...problem } });
  const next = form.value.then === 'next' ? await nextOf(deps, demand) : null;
  flash(req, 'done', `The response to demand ${demand.number} is kept.`);
  if (said.length > 0) flash(req, 'warn', said.join(' '));
  const changed = await changedSince(deps, others, demand);
  if (changed !== null) flash(req, 'warn', changed);
  for (const wrongCite of await citedInVain(deps, others, demand.matterId, form.value.words))
    flash(req, 'warn', wrongCite);
  goTo(res, next === null ? pathOf(demand) : `${pathOf(next)}#response`);
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

/** The demand that waits for its response next; null where none does. */
async function nextOf({ db }: Deps, { id, number, matterId }: Demand): Promise<Demand | null> {
  const demands = await listDemands(db, matterId);
  const next = nextWithoutResponse({ demands, responses: await listResponses(db, matterId) }, { id, number });
  return demands.find((one) => one.id === next?.id) ?? null;
}

/** Sentences about items that the words point at and that are not in the file, and about pages they do not have. */
async function citedInVain(
  { db }: Deps,
  others: AskedOfOthers,
  matterId: string,
  words: string,
): Promise<string[]> {
  const named = itemsNamed(words);
  if (named.length === 0) return [];
  const pagesOf = await others.itemsInFile.pagesOf(db, matterId, named);
  const missing = named
    .filter((number) => !pagesOf.has(number))
    .map((number) => `R-${String(number).padStart(4, '0')}`);
  const beyond = pagesInVain(words, pagesOf);
  const noItem = `The words cite ${missing.join(', ')}, and the file has no such item: correct the number, or add the item before the reply goes out.`;
  return [
    ...(missing.length === 0 ? [] : [noItem]),
    ...(beyond.length === 0 ? [] : [`${beyond.join(' ')} Correct it before the reply goes out.`]),
  ];
}

/** A sentence where the response says something else than what has left, or is approved to leave; null where it does not. */
async function changedSince({ db }: Deps, others: AskedOfOthers, demand: Demand): Promise<string | null> {
  const approved = await others.responsesApproved(db, demand.matterId);
  const sent = sentResponse(demand.id, await findResponse(db, demand.id), approved);
  if (sent === null || !sent.isChanged) return null;
  return sent.isSent
    ? `It differs from what the other side has (${sent.text}): that stands as it left, and a further reply is needed.`
    : `It differs from what was approved in ${sent.bundle}: build it again to send the change.`;
}

async function demandOf(deps: Deps, req: Request, res: Response): Promise<Demand> {
  return getDemandIn(deps.db, matterOf(res).id, param(req, 'demandId'));
}

function pathOf(demand: Demand): string {
  return `/matters/${demand.matterId}/demands/${demand.id}`;
}

/** Why a demand is not taken up again: what else changed, or a date of it that cannot be counted. */
async function refusalOf(work: () => Promise<void>): Promise<string | null> {
  try {
    return await conflictOf(work);
  } catch (error) {
    if (error instanceof DeadlineInputError)
      return `The date of this demand cannot be counted: ${error.message} Correct the facts of its letter first.`;
    throw error;
  }
}
