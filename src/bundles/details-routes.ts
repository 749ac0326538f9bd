import { Router, type Request, type Response } from 'express';
import { actorIn } from '../auth/signed-in.js';
import type { Deps } from '../platform/deps.js';
import { conflictOf, differencesOf, type Difference } from '../web/edit-conflict.js';
import { NO_ERRORS, parseForm, type FormErrors } from '../web/form.js';
import { flash, goTo } from '../web/locals.js';
import { renderPage } from '../web/page.js';
import type { Bundle } from './bundle.js';
import { detailChoices, problemsOf } from './bundle-details.js';
import { detailsForm } from './bundle-form.js';
import { bundlePath } from './bundle.js';
import { bundleIn } from './bundle-routes.js';
import { bundleView } from './bundle-view.js';
import { valuesOf, type Values } from './building/typed-items.js';
import { editBundle } from './edit-bundle.js';

const DETAIL_WORDS = {
  title: 'Title',
  datedOn: 'Date',
  paper: 'Paper',
  legend: 'Legend',
  exhibitStyle: 'Exhibit marks',
  batesPrefix: 'Bates prefix',
  batesDigits: 'Digits',
  batesStart: 'First number',
  profile: 'Court',
  maxPages: 'Pages of a volume',
  maxMegabytes: 'MB of a volume',
  exhibitPages: 'Pages of each exhibit counted',
  roomForNumber: 'Pages made smaller for the number',
};
/** What is said of a bundle as a whole. */
export function detailsRoutes(deps: Deps): Router {
  const routes = Router({ mergeParams: true });
  routes.get('/:bundleId/details', async (req, res) => {
    const bundle = await bundleIn(deps, req, res);
    await showDetails(deps, req, res, bundle, 200, detailValues(bundle), NO_ERRORS, []);
  });
  routes.post('/:bundleId/details', (req, res) => saveDetails(deps, req, res));
  return routes;
}

function detailValues(bundle: Bundle): Values {
  const { title, paper, datedOn, legend, exhibitStyle, batesPrefix, batesDigits, batesStart, version } =
    bundle;
  const { profile, maxPages, maxMegabytes } = bundle;
  return {
    ...{ title, paper, datedOn, legend, exhibitStyle, batesPrefix, batesDigits, batesStart, version },
    ...{ profile, maxPages, maxMegabytes, exhibitPages: bundle.exhibitPages === 1 ? 'yes' : '' },
    roomForNumber: bundle.roomForNumber === 1 ? 'yes' : '',
  };
}

async function showDetails(
  deps: Deps,
  req: Request,
  res: Response,
  bundle: Bundle,
  status: number,
  values: Values,
  errors: FormErrors,
  differences: readonly Difference[],
): Promise<void> {
  renderPage(
    req,
    res,
    'bundles/details',
    { title: bundle.title, tab: 'bundles', status },
    {
      bundle: bundleView(bundle),
      values,
      errors,
      differences,
      ...(await detailChoices(deps, bundle.matterId)),
    },
  );
}

async function saveDetails(deps: Deps, req: Request, res: Response): Promise<void> {
  const bundle = await bundleIn(deps, req, res);
  const form = parseForm(detailsForm, req.body);
  if (!form.ok) return showDetails(deps, req, res, bundle, 422, valuesOf(req.body), form.errors, []);
  const { version, ...details } = form.value;
  const problems = await problemsOf(deps, bundle.matterId, bundle.purpose, details);
  if (problems !== null) return showDetails(deps, req, res, bundle, 422, valuesOf(req.body), problems, []);
  const conflict = await conflictOf(() => editBundle(deps, { ...bundle, version }, details, actorIn(res)));
  if (conflict !== null) {
    const now = await bundleIn(deps, req, res);
    const differences = differencesOf(detailValues(now), valuesOf(req.body), DETAIL_WORDS);
    return showDetails(
      deps,
      req,
      res,
      now,
      409,
      { ...valuesOf(req.body), version: now.version },
      NO_ERRORS,
      differences,
    );
  }
  flash(req, 'done', 'The details are saved.');
  goTo(res, bundlePath(bundle));
}
