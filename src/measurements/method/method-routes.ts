import { Router, type Request, type Response } from 'express';
import { namesOfAccounts } from '../../auth/account-store.js';
import { accountOf, actorIn } from '../../auth/signed-in.js';
import { canWrite, matterOf } from '../../matters/matter-in-hand.js';
import type { Deps } from '../../platform/deps.js';
import { ForbiddenError } from '../../platform/errors.js';
import { conflictOf } from '../../web/edit-conflict.js';
import { formError, NO_ERRORS, parseForm, typed, type FormErrors } from '../../web/form.js';
import { flash, goTo } from '../../web/locals.js';
import { renderPage } from '../../web/page.js';
import { MEASURES } from '../measurement.js';
import { methodView } from '../runs/run-view.js';
import { methodForm } from './method-form.js';
import { listMethods } from './method-store.js';
import { MEASURE_WORDS } from './method.js';
import { setMethod } from './set-method.js';

/** How the readings of the matter in hand are judged, every version of it, and setting the next one. */
export function methodRoutes(deps: Deps): Router {
  const routes = Router({ mergeParams: true });
  routes.get('/method', (req, res) => showMethod(deps, req, res, 200, {}, NO_ERRORS));
  routes.post('/method', async (req, res) => {
    if (accountOf(res).role !== 'counsel')
      throw new ForbiddenError('Counsel sets the method of the measurements; nothing was saved.');
    const form = parseForm(methodForm, req.body);
    if (!form.ok) return showMethod(deps, req, res, 422, typed(req.body), form.errors);
    const wrong = await conflictOf(() => setMethod(deps, matterOf(res).id, form.value, actorIn(res)));
    if (wrong !== null) return showMethod(deps, req, res, 409, typed(req.body), formError(wrong));
    flash(req, 'done', 'The method is set. Runs from now on go by it; earlier ones keep theirs.');
    goTo(res, `/matters/${matterOf(res).id}/measurements/method`);
  });
  return routes;
}

async function showMethod(
  deps: Deps,
  req: Request,
  res: Response,
  status: number,
  values: Readonly<Record<string, string>>,
  errors: FormErrors,
): Promise<void> {
  const { id: matterId, zone } = matterOf(res);
  const [methods, names] = await Promise.all([listMethods(deps.db, matterId), namesOfAccounts(deps.db)]);
  const [current] = methods;
  const start = current
    ? {
        ...{ measure: current.measure, level: current.level, windowMinutes: current.windowMinutes },
        ...{ peakFrom: current.peakFrom, peakTo: current.peakTo, peakDays: current.peakDays },
        ...{ zone: current.zone, note: current.note },
      }
    : { measure: 'download', peakDays: 'all', zone };
  renderPage(
    req,
    res,
    'measurements/method',
    { title: 'Method of the measurements', tab: 'measurements', status },
    {
      current: current ? methodView(current, names, zone) : null,
      earlier: methods.slice(1).map((method) => methodView(method, names, zone)),
      // What was typed is saved over the version now in force only after a look at it.
      values: { ...start, ...values, version: current?.number ?? 0 },
      errors,
      measures: Object.entries(MEASURE_WORDS).map(([value, text]) => ({
        value,
        text: `${text}, in ${MEASURES[value as keyof typeof MEASURES]}`,
      })),
      canSet: canWrite(res) && accountOf(res).role === 'counsel',
      canWrite: canWrite(res),
    },
  );
}
