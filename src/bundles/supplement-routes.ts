import { Router } from 'express';
import { actorIn } from '../auth/signed-in.js';
import { conflictOf } from '../web/edit-conflict.js';
import { formError } from '../web/form.js';
import { flash, goTo, pageLocals } from '../web/locals.js';
import { bundlePath } from './bundle.js';
import { bundleIn, showBundle } from './bundle-routes.js';
import { continueProduction } from './create-bundle.js';
import type { BundleDeps } from './letter-problem.js';

/** Productions that go on from an earlier one of the matter in hand. */
export function supplementRoutes(deps: BundleDeps): Router {
  const routes = Router({ mergeParams: true });
  routes.post('/:bundleId/supplement', async (req, res) => {
    const earlier = await bundleIn(deps, req, res);
    let id = '';
    const conflict = await conflictOf(async () => {
      id = await continueProduction(deps, earlier, pageLocals(res).today, actorIn(res));
    });
    if (conflict !== null) return showBundle(deps, req, res, 409, formError(conflict));
    flash(req, 'done', 'The supplement is begun: its numbers go on where the earlier ones end.');
    goTo(res, bundlePath({ matterId: earlier.matterId, id }));
  });
  return routes;
}
