import { Router } from 'express';
import { dayText } from '../../platform/plain-date.js';
import { fieldError } from '../../web/form.js';
import { param } from '../../web/locals.js';
import { listClosuresToCount } from '../closures/closure-store.js';
import { onDate } from '../date-forms.js';
import type { DatePageDeps } from '../deadline-page.js';
import { calendarOf } from '../deadline-choices.js';
import { heldTo } from '../deadline.js';
import {
  confirmExtension,
  extendDeadline,
  requireUnconfirmed,
  withdrawExtension,
} from './extend-deadline.js';
import { getExtensionOf } from './extension-store.js';
import {
  dayOffReadings,
  dayOffText,
  dayOfExtension,
  extensionProblem,
  lateConfirmation,
  offDayNote,
} from './extension.js';
import { workingDateRestsOn } from './rests-on.js';
import { confirmationForm, extensionForm, reasonForm } from '../held-forms.js';

/** A later date that was agreed, its written confirmation, and taking it back. */
export function extensionRoutes(deps: DatePageDeps): Router {
  const routes = Router({ mergeParams: true });
  routes.post(
    '/:deadlineId/extensions',
    onDate(deps, 'extension', extensionForm, async ({ matter, deadline, value, today, document, by }) => {
      const { extendedTo, count, unit = 'calendar_days', documentId, ...rest } = value;
      const from = heldTo(deadline, today);
      if (deadline.state !== 'open' || from === null)
        return { errors: fieldError('extendedTo', 'Only an open date whose clock runs can be extended.') };
      const far = extendedTo === null ? { count: count ?? 0, unit } : { to: extendedTo };
      const to = dayOfExtension(far, from, calendarOf(matter));
      const problem = extensionProblem({ ...rest, to }, from, today);
      if (problem) return { errors: problem };
      const isCounted = extendedTo === null;
      const confirmation = await document(documentId);
      const closures = await listClosuresToCount(deps.db, matter.id);
      const ways = dayOffText(dayOffReadings(to, calendarOf(matter), closures));
      const offDay = `${offDayNote(to, calendarOf(matter), closures)} ${ways}`.trim();
      await extendDeadline(
        deps,
        matter.id,
        {
          ...rest,
          ...{
            id: deadline.id,
            to,
            count: isCounted ? (count ?? null) : null,
            unit: isCounted ? unit : null,
          },
          documentId: confirmation,
        },
        by,
      );
      return {
        done: `${
          confirmation === null
            ? `Extended to ${dayText(to)} for now. Attach the written confirmation by ${dayText(rest.confirmBy)}, or ${dayText(from)} returns. ${lateConfirmation(rest.confirmBy, from)}`.trimEnd()
            : `Extended to ${dayText(to)}, with its written confirmation.`
        } ${offDay}`.trimEnd(),
      };
    }),
  );
  routes.post(
    '/:deadlineId/extensions/:extensionId/confirmation',
    onDate(deps, 'confirmation', confirmationForm, async (hand) => {
      const { matter, deadline, value, today, by, req } = hand;
      const extensionId = param(req, 'extensionId');
      const extension = await getExtensionOf(deps.db, matter.id, deadline.id, extensionId);
      requireUnconfirmed(extension, today);
      const documentId = await hand.document(value.documentId);
      if (documentId === null)
        return {
          errors: fieldError('documentId', 'Choose the document that confirms it, or attach a file'),
        };
      const { version } = value;
      await confirmExtension(deps, matter.id, { id: deadline.id, version, extensionId, documentId }, by);
      return { done: `The extension to ${dayText(extension.extendedTo)} is confirmed in writing.` };
    }),
  );
  routes.post(
    '/:deadlineId/extensions/:extensionId/withdrawal',
    onDate(deps, 'withdrawal', reasonForm, async ({ matter, deadline, value, by, req }) => {
      const extensionId = param(req, 'extensionId');
      const extension = await getExtensionOf(deps.db, matter.id, deadline.id, extensionId);
      await withdrawExtension(deps, matter.id, { id: deadline.id, ...value, extensionId }, by);
      const rested = workingDateRestsOn(deadline, extension)
        ? ` The working date, ${dayText(deadline.workingOn ?? '')}, rested on it and is taken back with it: the earliest reading is held to until counsel adopts again.`
        : '';
      return { done: `The extension is withdrawn; it stays on the record with your reason.${rested}` };
    }),
  );
  return routes;
}
