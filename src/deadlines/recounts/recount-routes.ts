import { Router } from 'express';
import { param } from '../../web/locals.js';
import { answerRecount } from './answer-recount.js';
import { onDate } from '../date-forms.js';
import type { DatePageDeps } from '../deadline-page.js';
import { getDeadlineIn } from '../deadline-store.js';
import { recountForm } from '../held-forms.js';
import { momentText } from '../hour.js';
import { getRecountOf } from './recount-store.js';

/** Counsel's answer where a rule, a table or a closed day changed under a date. */
export function recountRoutes(deps: DatePageDeps): Router {
  const routes = Router({ mergeParams: true });
  routes.post(
    '/:deadlineId/recounts/:recountId/answer',
    onDate(deps, 'recount', recountForm, async ({ matter, deadline, value, by, req }) => {
      const recountId = param(req, 'recountId');
      await getRecountOf(deps.db, matter.id, deadline.id, recountId);
      const deadlineId = await answerRecount(deps, matter.id, { id: deadline.id, ...value, recountId }, by);
      const { workingOn, workingTime } = await getDeadlineIn(deps.db, matter.id, deadlineId);
      const next =
        workingOn === null
          ? 'Adopt its working date next.'
          : `What was adopted goes on: ${momentText({ on: workingOn, time: workingTime })} is the working date. Adopt another day if it does not stand.`;
      return {
        done:
          value.answer === 'take'
            ? `The new count stands in the place of the old. ${next}`
            : 'The old count stands; the new one stays beside it with your reason.',
        deadlineId,
      };
    }),
  );
  return routes;
}
