import type { Request, Response } from 'express';
import { actorIn } from '../auth/signed-in.js';
import { canWrite, matterOf } from '../matters/matter-in-hand.js';
import type { Deps } from '../platform/deps.js';
import { NO_ERRORS, type FormErrors } from '../web/form.js';
import { param, queryText } from '../web/locals.js';
import { renderPage } from '../web/page.js';
import { aroundLetter } from './letter-around.js';
import { letterPath } from './letter-drop.js';
import { FIELD_NAMES } from './letter-form.js';
import { letterInFull, type LetterInFull } from './letter-in-full.js';
import { getLetterIn } from './letter-store.js';
import { letterTitle, type Letter } from './letter.js';
import { letterView, proposedValues, takenValues } from './letter-view.js';
import { reviewStart } from './review-values.js';
import { scanProgress } from './scans/scan-routes.js';

/** A form that did not pass, with everything typed kept: the page shows it again. */
export interface Again {
  readonly form: 'review' | 'demand' | 'complete' | 'void';
  readonly status: number;
  readonly errors: FormErrors;
  readonly values: Readonly<Record<string, string>>;
}

/** The page of a letter, or the same with a form that did not pass. */
export async function showLetter(
  deps: Deps,
  req: Request,
  res: Response,
  again: Again | null = null,
): Promise<void> {
  const matter = matterOf(res);
  const full = await fullLetterOf(deps, req, res);
  const { letter } = full;
  const { values: stored, proposed } = reviewStart(full, matter.zone, deps.clock.now());
  const startsFrom = proposedValues(full, queryText(req, 'proposal'));
  const view = letterView(full, { at: deps.clock.now(), zone: matter.zone, view: queryText(req, 'view') });
  const isStale = again?.status === 409 && again.form === 'review';
  renderPage(
    req,
    res,
    'letters/show',
    { title: letterTitle(letter), tab: 'letters', status: again?.status ?? 200 },
    {
      ...view,
      ...(await aroundLetter(deps, actorIn(res), full, view.view)),
      progress: await scanProgress(deps, res, letter),
      path: letterPath(letter),
      names: FIELD_NAMES,
      canWrite: canWrite(res),
      errors: again?.errors ?? NO_ERRORS,
      failed: again?.form ?? null,
      reviewValues:
        again?.form === 'review'
          ? { ...again.values, version: letter.version }
          : { ...stored, version: letter.version },
      proposed,
      storedValues: isStale ? stored : null,
      demandValues:
        again?.form === 'demand' ? again.values : (startsFrom ?? takenValues(full, queryText(req, 'take'))),
      isTaking: queryText(req, 'take') !== undefined || startsFrom !== null,
      completeValues: again?.form === 'complete' ? again.values : {},
      voidValues: again?.form === 'void' ? again.values : {},
    },
  );
}

/** The letter of the address, in the matter in hand. Throws `NotFoundError`. */
export async function letterOf(deps: Deps, req: Request, res: Response): Promise<Letter> {
  return getLetterIn(deps.db, matterOf(res).id, param(req, 'letterId'));
}

/** The same with its words, demands and proposals. */
export async function fullLetterOf(deps: Deps, req: Request, res: Response): Promise<LetterInFull> {
  return letterInFull(deps, await letterOf(deps, req, res));
}
