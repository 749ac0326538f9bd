import { Router } from 'express';
import { matterOf } from '../matters/matter-in-hand.js';
import type { Deps } from '../platform/deps.js';
import { queryText } from '../web/locals.js';
import { itemsOffered } from './item-choice.js';
import { kindNamed } from './item.js';

/** What is offered while an item is typed; the field itself works without it. */
export function itemChoiceRoutes(deps: Deps): Router {
  const routes = Router({ mergeParams: true });
  routes.get('/choices', async (req, res) => {
    const kind = kindNamed(queryText(req, 'kind') ?? '');
    const typed = queryText(req, queryText(req, 'field') ?? '') ?? '';
    const offered = await itemsOffered(deps.db, matterOf(res).id, kind, typed.slice(0, 400));
    res.render('evidence/_choices', { offered });
  });
  return routes;
}
