import { Router, type Request, type Response } from 'express';
import { namesOfAccounts } from '../auth/account-store.js';
import { actorIn } from '../auth/signed-in.js';
import { matterOf } from '../matters/matter-in-hand.js';
import type { Deps } from '../platform/deps.js';
import { dayText, todayIn } from '../platform/plain-date.js';
import { fieldError, formError, NO_ERRORS, parseForm, typed, type FormErrors } from '../web/form.js';
import { flash, goTo } from '../web/locals.js';
import { renderPage } from '../web/page.js';
import { countWhatIf } from './count-request.js';
import { AID } from './counting/computation.js';
import { replacementForm, whatIfForm, type WhatIf } from './deadline-form.js';
import { inHand, requireCounted } from './deadline-in-hand.js';
import { rowOf } from './deadline-view.js';
import { workingOf } from './working-view.js';
import { hasOpenStop, heldTo, type Counted, type Deadline } from './deadline.js';
import { replaceDeadline } from './replace-deadline.js';
import { showSheet } from './sheet-page.js';

/** The working of a date on paper, what moves if a fact changes, and putting that in its place. */
export function whatIfRoutes(deps: Deps): Router {
  const routes = Router({ mergeParams: true });
  routes.get('/:deadlineId/sheet', (req, res) => showSheet(deps, req, res));
  routes.get('/:deadlineId/what-if', (req, res) => showWhatIf(deps, req, res));
  routes.post('/:deadlineId/replacement', (req, res) => createReplacement(deps, req, res));
  return routes;
}

/** What a change of facts comes to: a new count, a later day held to, or what is wrong with the question. */
interface Answer {
  readonly status: number;
  readonly errors: FormErrors;
  readonly after: Counted | null;
  readonly extendedTo: string | null;
}

const UNASKED: Answer = { status: 200, errors: NO_ERRORS, after: null, extendedTo: null };

async function showWhatIf(deps: Deps, req: Request, res: Response): Promise<void> {
  const { deadline } = await inHand(deps, req, res);
  const form = parseForm(whatIfForm, req.query);
  const answer = form.ok
    ? answerTo(deadline, form.value, todayIn(deps.clock, deadline.zone))
    : { ...UNASKED, status: 422, errors: form.errors };
  return renderWhatIf(deps, req, res, deadline, typed(req.query), answer);
}

function answerTo(deadline: Deadline, question: WhatIf, today: string): Answer {
  const { extendedTo, ...change } = question;
  const on = heldTo(deadline, today);
  if (extendedTo !== null && (on === null || extendedTo <= on)) {
    const words =
      on === null
        ? 'The clock of this date is stopped.'
        : `An extension to ${dayText(extendedTo)} would be earlier than the date it extends, ${dayText(on)}, or no later.`;
    return { ...UNASKED, status: 422, errors: fieldError('extendedTo', words) };
  }
  const isAsked = change.trigger !== null || change.closedOn !== null || change.service !== '';
  if (!isAsked) return { ...UNASKED, extendedTo };
  const counted = countWhatIf(requireCounted(deadline), change);
  if (!counted.ok) return { ...UNASKED, status: 422, errors: counted.errors };
  return { ...UNASKED, after: counted.value, extendedTo };
}

async function createReplacement(deps: Deps, req: Request, res: Response): Promise<void> {
  const { matter, deadline } = await inHand(deps, req, res);
  const again = (status: number, errors: FormErrors, after: Counted | null) =>
    renderWhatIf(deps, req, res, deadline, typed(req.body), { ...UNASKED, status, errors, after });
  const form = parseForm(replacementForm, req.body);
  if (!form.ok) return again(422, form.errors, null);
  const { version, reason, ...change } = form.value;
  const after = countWhatIf(requireCounted(deadline), change);
  if (!after.ok) return again(422, after.errors, null);
  if (version !== deadline.version) {
    const words =
      'Someone else changed this date meanwhile. It is shown as it is now, with what you typed below; nothing was saved.';
    return again(409, formError(words), after.value);
  }
  const request = { id: deadline.id, version, reason, counted: after.value };
  const id = await replaceDeadline(deps, matter.id, request, actorIn(res));
  flash(req, 'done', 'The new date stands in the place of the old one. Adopt its working date next.');
  goTo(res, `/matters/${matter.id}/deadlines/${id}`);
}

async function renderWhatIf(
  deps: Deps,
  req: Request,
  res: Response,
  deadline: Deadline,
  values: Readonly<Record<string, string>>,
  answer: Answer,
): Promise<void> {
  const { after, extendedTo } = answer;
  const names = await namesOfAccounts(deps.db);
  const today = todayIn(deps.clock, deadline.zone);
  const before = requireCounted(deadline);
  const was = workingOf(before, deadline.workingOn);
  const becomes = after === null ? null : workingOf(after, null);
  const held = heldTo(deadline, today);
  const heldText = held === null ? 'the clock is stopped' : dayText(held);
  const isAsked = becomes !== null || extendedTo !== null;
  renderPage(
    req,
    res,
    'deadlines/what-if',
    { title: `What if: ${deadline.title}`, tab: 'deadlines', status: answer.status },
    {
      row: rowOf(deadline, today, names, matterOf(res).zone),
      version: deadline.version,
      trigger: dayText(before.input.trigger.slice(0, 10)),
      was,
      becomes,
      moved: isAsked
        ? [
            { what: 'Usual reading', was: was.due, becomes: becomes?.due ?? was.due },
            { what: 'Earliest reading', was: was.earliest, becomes: becomes?.earliest ?? was.earliest },
            {
              what: 'Held to',
              was: heldText,
              becomes:
                extendedTo !== null
                  ? `${dayText(extendedTo)}, if the extension is confirmed`
                  : heldAfter(deadline, after, today),
            },
          ]
        : [],
      extendedTo: extendedTo !== null && deadline.state === 'open' ? extendedTo : null,
      canReplace: deadline.state === 'open' && becomes !== null && becomes.isVerified,
      values,
      errors: answer.errors,
      aid: AID,
    },
  );
}

/** The day held to once the new count stands: an extension that is later goes on to it, and so does a stopped clock. */
function heldAfter(deadline: Deadline, after: Counted | null, today: string): string {
  const earliest = after?.result.earliest ?? '';
  const { extendedOn, pendingOn, pendingUntil } = deadline;
  if (hasOpenStop(deadline)) return 'the clock is stopped';
  if (pendingOn !== null && pendingUntil !== null && today <= pendingUntil && pendingOn > earliest)
    return `${dayText(pendingOn)}, if the extension is confirmed`;
  if (extendedOn !== null && extendedOn > earliest) return `${dayText(extendedOn)}, by the extension`;
  return `${dayText(earliest)}, until a working date is adopted`;
}
