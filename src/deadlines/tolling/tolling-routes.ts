import { Router } from 'express';
import { dayText } from '../../platform/plain-date.js';
import { fieldError } from '../../web/form.js';
import { onDate } from '../date-forms.js';
import type { DatePageDeps } from '../deadline-page.js';
import { getDeadlineIn } from '../deadline-store.js';
import { reasonForm, resumptionForm, tollingForm } from '../held-forms.js';
import { endTolling, startTolling, tollingProblem, withdrawTolling } from './toll-deadline.js';

/** Stopping the clock of a date and letting it run again. */
export function tollingRoutes(deps: DatePageDeps): Router {
  const routes = Router({ mergeParams: true });
  routes.post(
    '/:deadlineId/tolling',
    onDate(deps, 'tolling', tollingForm, async ({ matter, deadline, value, today, document, by }) => {
      if (deadline.state !== 'open')
        return { errors: fieldError('from', 'Only the clock of an open date can stop.') };
      const problem = tollingProblem(deadline, value, today);
      if (problem !== null)
        return {
          errors: fieldError(value.until !== null && value.until < value.from ? 'until' : 'from', problem),
        };
      const documentId = await document(value.documentId);
      const deadlineId = await startTolling(deps, matter.id, { ...value, id: deadline.id, documentId }, by);
      return {
        done:
          value.until === null
            ? `The clock of this date does not run from ${dayText(value.from)}. What was left is stored.`
            : `The clock does not run from ${dayText(value.from)} to ${dayText(value.until)}; the date is counted anew.`,
        deadlineId,
      };
    }),
  );
  routes.post(
    '/:deadlineId/tolling/end',
    onDate(deps, 'resumption', resumptionForm, async ({ matter, deadline, value, by }) => {
      if (deadline.tolledFrom !== null && value.until < deadline.tolledFrom)
        return {
          errors: fieldError(
            'until',
            `The clock cannot stop from ${dayText(deadline.tolledFrom)} until ${dayText(value.until)}.`,
          ),
        };
      const deadlineId = await endTolling(deps, matter.id, { id: deadline.id, ...value }, by);
      const { workingOn } = await getDeadlineIn(deps.db, matter.id, deadlineId);
      const next =
        workingOn === null
          ? 'Adopt the working date next.'
          : `Its working date goes on and is ${dayText(workingOn)} now.`;
      return { done: `The clock runs again. ${next}`, deadlineId };
    }),
  );
  routes.post(
    '/:deadlineId/tolling/withdrawal',
    onDate(deps, 'tolling-withdrawal', reasonForm, async ({ matter, deadline, value, by }) => {
      await withdrawTolling(deps, matter.id, { id: deadline.id, ...value }, by);
      return { done: 'The stop of the clock is withdrawn; the date is what it was.' };
    }),
  );
  return routes;
}
