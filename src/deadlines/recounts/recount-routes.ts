import { Router } from 'express';
import type { Deps } from '../../platform/deps.js';
import { param } from '../../web/locals.js';
import { answerRecount } from './answer-recount.js';
import { onDate } from '../date-forms.js';
import { recountForm } from '../held-forms.js';
import { getRecountOf } from './recount-store.js';

/** Counsel's answer where a rule, a table or a closed day changed under a date. */
export function recountRoutes(deps: Deps): Router {
  const routes = Router({ mergeParams: true });
  routes.post(
    '/:deadlineId/recounts/:recountId/answer',
    onDate(deps, 'recount', recountForm, async ({ matter, deadline, value, by, req }) => {
      const recountId = param(req, 'recountId');
      await getRecountOf(deps.db, matter.id, deadline.id, recountId);
      const deadlineId = await answerRecount(deps, matter.id, { id: deadline.id, ...value, recountId }, by);
      return {
        done:
          value.answer === 'take'
            ? 'The new count stands in the place of the old. Adopt its working date next.'
            : 'The old count stands; the new one stays beside it with your reason.',
        deadlineId,
      };
    }),
  );
  return routes;
}
