import { Router } from 'express';
import { actorIn } from '../../auth/signed-in.js';
import type { Deps } from '../../platform/deps.js';
import { flash, goTo, param } from '../../web/locals.js';
import { acknowledgeEscalation } from './escalate-dates.js';

/** Taking note of a date that was not met: it leaves one's own Desk, the date runs on. */
export function escalationRoutes(deps: Deps): Router {
  const routes = Router();
  routes.post('/:escalationId/acknowledgement', async (req, res) => {
    await acknowledgeEscalation(deps, param(req, 'escalationId'), actorIn(res));
    flash(req, 'done', 'You have taken note of it. The date runs on until it is met.');
    goTo(res, '/desk');
  });
  return routes;
}
