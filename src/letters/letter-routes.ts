import { Router, type Request, type Response } from 'express';
import { actorIn } from '../auth/signed-in.js';
import { DeadlineInputError } from '../deadlines/counting/deadline-input-error.js';
import { demandColumns } from '../demands/demand-columns.js';
import { demandForm } from '../demands/demand-form.js';
import { getDocumentIn } from '../documents/document-store.js';
import { listMailboxes } from '../documents/mailbox/mailbox-store.js';
import { canWrite, matterOf } from '../matters/matter-in-hand.js';
import type { Deps } from '../platform/deps.js';
import { ConflictError } from '../platform/errors.js';
import { dayText, shortDayText, todayIn } from '../platform/plain-date.js';
import { conflictOf } from '../web/edit-conflict.js';
import { fieldError, formError, NO_ERRORS, parseForm, typed, type FormErrors } from '../web/form.js';
import { flash, goTo, linkTo, param } from '../web/locals.js';
import { renderPage } from '../web/page.js';
import { discardAll, receiveUpload } from '../web/upload.js';
import { addAccuracyRoutes } from './accuracy/accuracy-routes.js';
import { addChangeRoutes } from './again/change-routes.js';
import { addCompletenessRoutes } from './completeness-routes.js';
import { asDemanding } from './demanding-letter.js';
import { enterFromLetter } from './enter-proposed.js';
import { letterPath, lettersPath, logDropped, LETTER_LIMITS, type DropOutcome } from './letter-drop.js';
import { receiptToCome, reviewForm, voidForm } from './letter-form.js';
import { listLetters } from './letter-store.js';
import { letterTitle, STATES } from './letter.js';
import { addMailboxRoutes } from './mailbox/mailbox-routes.js';
import { fullLetterOf, letterOf, showLetter } from './letter-page.js';
import { addProposalRoutes } from './proposal-routes.js';
import { reviewLetter } from './review-letter.js';
import { addScanRoutes } from './scans/scan-routes.js';
import { voidLetter } from './void-letter.js';

/** The letters of the matter in hand. */
export function letterRoutes(deps: Deps): Router {
  const routes = Router({ mergeParams: true });
  routes.get('/', (req, res) => showList(deps, req, res, 200, NO_ERRORS));
  routes.post('/', (req, res) => logNew(deps, req, res));
  addMailboxRoutes(routes, deps, {
    path: (res) => lettersPath(matterOf(res).id),
    mailboxOf: (req, res) => getDocumentIn(deps.db, matterOf(res).id, param(req, 'documentId')),
    matterOf,
    canWrite,
    requireWriter: () => undefined, // whoever may only read the matter was refused before
  });
  addAccuracyRoutes(routes, deps);
  addChangeRoutes(routes, deps);
  addScanRoutes(routes, deps, {
    letterOf: (req, res) => letterOf(deps, req, res),
    zoneOf: (res) => matterOf(res).zone,
    requireWriter: () => undefined,
  });
  routes.get('/:letterId', (req, res) => showLetter(deps, req, res));
  routes.post('/:letterId/review', async (req, res) => {
    const letter = await letterOf(deps, req, res);
    const form = parseForm(reviewForm, req.body);
    const values = typed(req.body);
    if (!form.ok)
      return showLetter(deps, req, res, { form: 'review', status: 422, errors: form.errors, values });
    const early = receiptToCome(form.value, deps.clock.now());
    if (early) return showLetter(deps, req, res, { form: 'review', status: 422, errors: early, values });
    const isFirst = letter.state === 'unreviewed';
    const outcome = await reviewOutcome(() =>
      reviewLetter(deps, matterOf(res), letter, form.value, actorIn(res)),
    );
    if ('errors' in outcome) return showLetter(deps, req, res, { form: 'review', ...outcome, values });
    flash(
      req,
      'done',
      isFirst
        ? 'The facts are confirmed. Now look at each demand that its words propose.'
        : ['The facts are changed.', ...outcome.moved].join(' '),
    );
    goTo(res, letterPath(letter));
  });
  routes.post('/:letterId/demands', (req, res) => enter(deps, req, res));
  addProposalRoutes(routes, deps);
  addCompletenessRoutes(routes, deps);
  routes.post('/:letterId/voiding', async (req, res) => {
    const letter = await letterOf(deps, req, res);
    const form = parseForm(voidForm, req.body);
    const values = typed(req.body);
    if (!form.ok)
      return showLetter(deps, req, res, { form: 'void', status: 422, errors: form.errors, values });
    const wrong = await conflictOf(() => voidLetter(deps, letter, form.value, actorIn(res)));
    if (wrong)
      return showLetter(deps, req, res, { form: 'void', status: 409, errors: formError(wrong), values });
    flash(req, 'warn', `${letterTitle(letter)} is voided; it stays on the record.`);
    goTo(res, `/matters/${matterOf(res).id}/letters`);
  });
  return routes;
}

/** The answer to a drop: JSON to a script, else the page that shows what was kept. */
export function answerDrop(
  req: Request,
  res: Response,
  outcomes: readonly DropOutcome[],
  listPath: string,
): void {
  const kept = outcomes.filter((one) => one.path !== null);
  const [only] = kept;
  if (req.accepts(['html', 'json']) === 'json') {
    const files = outcomes.map(({ name, outcome, text, path }) => ({
      ...{ name, outcome, text },
      ...(path === null ? {} : { href: linkTo(res, path) }),
    }));
    const href = kept.length === 1 && only?.path ? { href: linkTo(res, only.path) } : {};
    return void res.status(kept.length === 0 ? 422 : 200).json({ files, ...href });
  }
  for (const one of outcomes)
    flash(
      req,
      one.outcome === 'failed' ? 'error' : one.outcome === 'marked' ? 'warn' : 'done',
      `${one.name}: ${one.text}`,
    );
  goTo(res, kept.length === 1 && only?.path ? only.path : listPath);
}

async function logNew(deps: Deps, req: Request, res: Response): Promise<void> {
  const matter = matterOf(res);
  const upload = await receiveUpload(req, res, deps.files, LETTER_LIMITS);
  const unknown = Object.keys(upload.fields).find((name) => name !== '_csrf');
  if (upload.files.length === 0 || unknown !== undefined || matter.state === 'closed') {
    await discardAll(deps.files, upload.files);
    if (matter.state === 'closed')
      throw new ConflictError('The matter is closed; open it again before logging a letter.');
    const errors = unknown
      ? formError(`This form has a field that is not known: ${unknown}. Nothing was saved.`)
      : fieldError('files', 'Choose the letter to log: no file was sent');
    return showList(deps, req, res, 422, errors);
  }
  const outcomes = await logDropped(deps, upload.files, matter, actorIn(res));
  const failed = outcomes.filter((one) => one.path === null);
  if (failed.length === outcomes.length && req.accepts(['html', 'json']) !== 'json')
    return showList(deps, req, res, 422, { files: failed.map((one) => one.text) });
  answerDrop(req, res, outcomes, `/matters/${matter.id}/letters`);
}

async function enter(deps: Deps, req: Request, res: Response): Promise<void> {
  const matter = matterOf(res);
  const full = await fullLetterOf(deps, req, res);
  const letter = asDemanding(full.letter, full.words, matter);
  const values = typed(req.body);
  const { proposal, ...body } = typed(req.body);
  const form = parseForm(demandForm, body);
  if (!form.ok)
    return showLetter(deps, req, res, { form: 'demand', status: 422, errors: form.errors, values });
  const columns = demandColumns(form.value, letter, full.demands);
  if (!columns.ok)
    return showLetter(deps, req, res, { form: 'demand', status: 422, errors: columns.errors, values });
  const by = actorIn(res);
  let number = 0;
  const wrong = await conflictOf(async () => {
    const request = { columns: columns.value, proposalId: proposal ?? null };
    number = (await enterFromLetter(deps, matter, full, request, by)).number;
  });
  if (wrong)
    return showLetter(deps, req, res, { form: 'demand', status: 409, errors: formError(wrong), values });
  flash(req, 'done', `Demand ${number} is entered.`);
  goTo(res, `${letterPath(full.letter)}#demands`);
}

async function showList(
  deps: Deps,
  req: Request,
  res: Response,
  status: number,
  errors: FormErrors,
): Promise<void> {
  const matter = matterOf(res);
  const letters = await listLetters(deps.db, matter.id);
  renderPage(
    req,
    res,
    'letters/list',
    { title: 'Letters', tab: 'letters', status },
    {
      letters: letters.map((letter) => ({
        ...letter,
        title: letterTitle(letter),
        stateText: STATES[letter.state],
        dated: letter.datedOn && dayText(letter.datedOn),
        received: letter.receivedOn && dayText(letter.receivedOn),
        earliest: letter.earliestOn && shortDayText(letter.earliestOn, todayIn(deps.clock, matter.zone)),
      })),
      mailboxes: await listMailboxes(deps.db, { matterId: matter.id }),
      lettersPath: lettersPath(matter.id),
      canWrite: canWrite(res),
      errors,
      values: {},
    },
  );
}

/** What became of corrected facts; a date that cannot be counted from them is said beside the fact it needs. */
async function reviewOutcome(
  review: () => Promise<readonly string[]>,
): Promise<{ readonly moved: readonly string[] } | { readonly status: number; readonly errors: FormErrors }> {
  try {
    return { moved: await review() };
  } catch (error) {
    if (error instanceof ConflictError) return { status: 409, errors: formError(error.message) };
    if (!(error instanceof DeadlineInputError)) throw error;
    const words = `A date that runs from this letter cannot be counted so; nothing was saved. ${error.message}`;
    return { status: 422, errors: fieldError(FACTS[error.field] ?? 'datedOn', words) };
  }
}

/** The fact of a letter that a count misses, by the name it has there. */
const FACTS: Readonly<Record<string, string>> = { trigger: 'receivedTime', receivedOn: 'receivedOn' };
