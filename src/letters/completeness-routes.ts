import type { Request, Response, Router } from 'express';
import { actorIn } from '../auth/signed-in.js';
import { quotedInside } from '../demands/demand.js';
import { matterOf } from '../matters/matter-in-hand.js';
import type { Deps } from '../platform/deps.js';
import { conflictOf } from '../web/edit-conflict.js';
import { fieldError, formError, parseForm, typed } from '../web/form.js';
import { flash, goTo } from '../web/locals.js';
import { completeDemands, reopenDemands } from './complete-demands.js';
import { dismissSentences } from './dismiss-sentences.js';
import { asDismissal, hiddenBox, REST_BOX } from './hidden-view.js';
import { letterPath } from './letter-drop.js';
import { completenessForm, dismissalForm, reopenListForm, toDecide } from './letter-form.js';
import { fullLetterOf, letterOf, showLetter } from './letter-page.js';
import type { LetterInFull } from './letter-in-full.js';
import { boxOf } from './uncovered.js';

/** The list of demands: what is none is dismissed, the list confirmed as complete, and opened again. */
export function addCompletenessRoutes(routes: Router, deps: Deps): void {
  routes.post('/:letterId/dismissals', (req, res) => dismiss(deps, req, res));
  routes.post('/:letterId/completeness', (req, res) => confirmComplete(deps, req, res));
  routes.post('/:letterId/reopening', (req, res) => reopen(deps, req, res));
}

/** Keeps the ticks so far, so that entering another demand or looking something up loses none. */
async function dismiss(deps: Deps, req: Request, res: Response): Promise<void> {
  const full = await fullLetterOf(deps, req, res);
  const form = parseForm(dismissalForm([...boxesOf(full).keys()]), req.body);
  const again = { form: 'complete', values: typed(req.body) } as const;
  if (!form.ok) return showLetter(deps, req, res, { ...again, status: 422, errors: form.errors });
  const ticked = new Set(form.value.ticked);
  if (ticked.size === 0)
    return showLetter(deps, req, res, {
      ...again,
      status: 422,
      errors: fieldError('complete', 'Tick what is no demand first; nothing was ticked'),
    });
  const dismissed = {
    sentences: [
      ...[...full.leftOver, ...full.timesLeft].filter((one) => ticked.has(boxOf(one))),
      ...full.hiddenLeft.asking.filter((one) => ticked.has(hiddenBox(one))).map(asDismissal),
      ...(ticked.has(REST_BOX) ? full.hiddenLeft.rest.map(asDismissal) : []),
    ],
    proposals: full.proposals.filter((one) => ticked.has(boxOfProposal(one))),
  };
  const wrong = await conflictOf(() => dismissSentences(deps, full.letter, dismissed, actorIn(res)));
  if (wrong) return showLetter(deps, req, res, { ...again, status: 409, errors: formError(wrong) });
  flash(req, 'done', 'What is no demand is kept so. The list is not confirmed yet.');
  goTo(res, `${letterPath(full.letter)}#complete`);
}

async function confirmComplete(deps: Deps, req: Request, res: Response): Promise<void> {
  const full = await fullLetterOf(deps, req, res);
  const form = parseForm(completenessForm(boxesOf(full)), req.body);
  const values = typed(req.body);
  if (!form.ok)
    return showLetter(deps, req, res, { form: 'complete', status: 422, errors: form.errors, values });
  const { asking, rest } = full.hiddenLeft;
  const dismissed = [...full.leftOver, ...full.timesLeft, ...[...asking, ...rest].map(asDismissal)];
  const request = { version: Number(form.value.version), dismissed };
  const wrong = await conflictOf(() => completeDemands(deps, full.letter, request, actorIn(res)));
  if (wrong)
    return showLetter(deps, req, res, { form: 'complete', status: 409, errors: formError(wrong), values });
  flash(req, 'done', 'The list of demands is confirmed as complete, in your name.');
  goTo(res, `/matters/${matterOf(res).id}/demands`);
}

async function reopen(deps: Deps, req: Request, res: Response): Promise<void> {
  const letter = await letterOf(deps, req, res);
  const form = parseForm(reopenListForm, req.body);
  const wrong = form.ok
    ? await conflictOf(() => reopenDemands(deps, letter, form.value.version, actorIn(res)))
    : 'The page was out of date; try again.';
  if (wrong)
    return showLetter(deps, req, res, {
      form: 'complete',
      status: 409,
      errors: formError(wrong),
      values: {},
    });
  flash(req, 'warn', 'The list of demands is open again.');
  const demandId = form.ok ? form.value.demandId : undefined;
  const demands = `/matters/${matterOf(res).id}/demands`;
  goTo(res, demandId === undefined ? letterPath(letter) : `${demands}/${demandId}?correct=yes#correct`);
}

const HIDDEN_REST = 'Look at the hidden words of this letter, and tick that they make no demand';

/** Everything that is to be entered or dismissed, by the name of its box, with what is said where it is not ticked. */
function boxesOf(full: LetterInFull): ReadonlyMap<string, string> {
  return new Map([
    ...full.proposals.map((one) => [boxOfProposal(one), toDecide(quotedInside(one.quote))] as const),
    ...full.leftOver.map((sentence) => [boxOf(sentence), toDecide(quotedInside(sentence.text))] as const),
    ...full.timesLeft.map((one) => [boxOf(one), toDecide(quotedInside(one.text))] as const),
    ...full.hiddenLeft.asking.map(
      (one) => [hiddenBox(one), toDecide(quotedInside(one.words), 'hidden')] as const,
    ),
    ...(full.hiddenLeft.rest.length === 0 ? [] : [[REST_BOX, HIDDEN_REST] as const]),
  ]);
}

function boxOfProposal({ page, quoteStart }: LetterInFull['proposals'][number]): string {
  return boxOf({ page, start: quoteStart });
}
