import { Router, type Request, type Response } from 'express';
import { namesOfAccounts } from '../auth/account-store.js';
import { actorIn } from '../auth/signed-in.js';
import { matterOf } from '../matters/matter-in-hand.js';
import type { Deps } from '../platform/deps.js';
import { dayText, nowIn, todayIn } from '../platform/plain-date.js';
import {
  fieldError,
  formError,
  NO_ERRORS,
  parseForm,
  typed,
  type FormErrors,
  type Parsed,
} from '../web/form.js';
import { flash, goTo } from '../web/locals.js';
import { renderPage } from '../web/page.js';
import { listClosuresToCount } from './closures/closure-store.js';
import { attempted, countWhatIf, movedByClosedDays, startsOfReadings } from './count-request.js';
import { AID } from './counting/computation.js';
import type { Closure } from './counting/deadline-input.js';
import { replacementForm, whatIfForm, type WhatIf } from './deadline-form.js';
import { inHand, requireCounted } from './deadline-in-hand.js';
import { listRunningPreDates } from './deadline-store.js';
import { rowOf } from './deadline-view.js';
import { countedOf, heldTo, type Counted, type Deadline } from './deadline.js';
import { countedBefore } from './follow-parent.js';
import { agreedOf, type Agreed } from './agreed.js';
import { heldOnceReplaced } from './goes-on.js';
import { isSameDays } from './recounts/recount.js';
import { replaceDeadline } from './replace-deadline.js';
import { showSheet } from './sheet-page.js';
import { isLeftOver } from './tolling/count-after-stop.js';
import { workingOf } from './working-view.js';

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
  /** What the closed days on which counsel has not decided make of the date by themselves; null where nothing. */
  readonly waiting: Counted | null;
  readonly extendedTo: string | null;
}

/** A date counted with a closed day that the matter does not have would be asked about again at the next tick. */
const ENTER_CLOSED =
  'A closed day counts for every date of the matter: enter it under “Closed days”, with its authority, and counsel is asked about each date that it moves. Nothing was saved.';

const UNASKED: Answer = { status: 200, errors: NO_ERRORS, after: null, waiting: null, extendedTo: null };

async function showWhatIf(deps: Deps, req: Request, res: Response): Promise<void> {
  const { matter, deadline } = await inHand(deps, req, res);
  const form = parseForm(whatIfForm, req.query);
  const closures = await listClosuresToCount(deps.db, matter.id);
  const answer = form.ok
    ? answerTo(deadline, form.value, closures, todayIn(deps.clock, deadline.zone))
    : { ...UNASKED, status: 422, errors: form.errors };
  return renderWhatIf(deps, req, res, deadline, typed(req.query), answer);
}

function answerTo(deadline: Deadline, question: WhatIf, closures: readonly Closure[], today: string): Answer {
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
  const counted = countAnew(deadline, change, closures);
  if (!counted.ok) return { ...UNASKED, status: 422, errors: counted.errors };
  return {
    ...UNASKED,
    after: counted.value,
    waiting: movedByClosedDays(requireCounted(deadline), closures),
    extendedTo,
  };
}

/** A date that goes on after a stop of its clock starts where the stop ended, and that is on record with the stop. */
function countAnew(
  deadline: Deadline,
  change: Omit<WhatIf, 'extendedTo'>,
  closures: readonly Closure[],
): Parsed<Counted> {
  const counted = requireCounted(deadline);
  if (!isLeftOver(counted)) return countWhatIf(counted, change, closures);
  const words = `This date is what was left when its clock had stopped, counted on from ${dayText(counted.input.trigger)}. If the stop ended on another day, void the date with that reason and set it anew.`;
  return { ok: false, errors: formError(words) };
}

async function createReplacement(deps: Deps, req: Request, res: Response): Promise<void> {
  const { matter, deadline } = await inHand(deps, req, res);
  const closures = await listClosuresToCount(deps.db, matter.id);
  const waiting = movedByClosedDays(requireCounted(deadline), closures);
  const again = (status: number, errors: FormErrors, after: Counted | null) =>
    renderWhatIf(deps, req, res, deadline, typed(req.body), { ...UNASKED, status, errors, after, waiting });
  const form = parseForm(replacementForm, req.body);
  if (!form.ok) return again(422, form.errors, whatWasAsked(deadline, closures, req));
  const { version, reason, ...change } = form.value;
  if (change.closedOn !== null) return again(422, fieldError('closedOn', ENTER_CLOSED), null);
  const after = countAnew(deadline, change, closures);
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

/** The count that was on the page: a form without its reason shows it again. Null where the question itself is wrong. */
function whatWasAsked(deadline: Deadline, closures: readonly Closure[], req: Request): Counted | null {
  const { trigger, closedOn, service } = typed(req.body);
  const question = parseForm(whatIfForm, { trigger, closedOn, service });
  const counted = question.ok ? countAnew(deadline, question.value, closures) : question;
  return counted.ok ? counted.value : null;
}

async function renderWhatIf(
  deps: Deps,
  req: Request,
  res: Response,
  deadline: Deadline,
  values: Readonly<Record<string, string>>,
  answer: Answer,
): Promise<void> {
  const { after, extendedTo, waiting } = answer;
  const names = await namesOfAccounts(deps.db);
  const today = todayIn(deps.clock, deadline.zone);
  const before = requireCounted(deadline);
  const was = workingOf(before, deadline.workingOn);
  const becomes = after === null ? null : workingOf(after, null);
  const held = heldTo(deadline, today);
  const movesNothing = after !== null && isSameDays(waiting ?? before, after);
  const isAsked = becomes !== null || extendedTo !== null;
  const then =
    extendedTo === null
      ? heldAfter(deadline, after, await agreedOf(deps.db, deadline.id), today)
      : { on: extendedTo, note: ', if the extension is confirmed' };
  const preDates = isAsked ? await listRunningPreDates(deps.db, deadline.id) : [];
  renderPage(
    req,
    res,
    'deadlines/what-if',
    { title: `What if: ${deadline.title}`, tab: 'deadlines', status: answer.status },
    {
      row: rowOf(deadline, nowIn(deps.clock.now(), deadline.zone), names, matterOf(res).zone),
      version: deadline.version,
      trigger: dayText(before.input.trigger.slice(0, 10)),
      starts: startsOfReadings(before),
      isLeftOver: isLeftOver(before),
      was,
      becomes,
      moved: isAsked
        ? [
            { what: 'Usual reading', was: was.due, becomes: becomes?.due ?? was.due },
            { what: 'Earliest reading', was: was.earliest, becomes: becomes?.earliest ?? was.earliest },
            { what: 'Held to', was: dayOrStopped(held), becomes: `${dayOrStopped(then.on)}${then.note}` },
            ...preDates.map((one) => ({
              what: one.title,
              was: dayOrStopped(heldTo(one, today)),
              becomes: dayOrStopped(preDateAfter(one, then.on, today)),
            })),
          ]
        : [],
      extendedTo: extendedTo !== null && deadline.state === 'open' ? extendedTo : null,
      isClosedDay: (values['closedOn'] ?? '') !== '',
      movesNothing,
      waiting: waiting === null || after === null ? null : dayText(waiting.result.due),
      canReplace:
        (values['closedOn'] ?? '') === '' &&
        deadline.state === 'open' &&
        becomes !== null &&
        becomes.isVerified &&
        !movesNothing,
      values,
      errors: answer.errors,
      aid: AID,
    },
  );
}

/** The day held to once the new count stands, and what makes it that day. */
function heldAfter(
  deadline: Deadline,
  after: Counted | null,
  agreed: Agreed,
  today: string,
): { readonly on: string | null; readonly note: string } {
  if (after === null) return { on: heldTo(deadline, today), note: '' };
  const on = heldOnceReplaced(deadline, after, agreed, today);
  if (on === null || isSameDays(requireCounted(deadline), after)) return { on, note: '' };
  const extension = agreed.extensions.find((one) => one.extendedTo === on);
  if (extension?.state === 'unconfirmed') return { on, note: ', if the extension is confirmed' };
  if (extension) return { on, note: ', by the extension' };
  return { on, note: ', until a working date is adopted' };
}

/** Where a pre-date moves with the date it prepares; while that one's clock is stopped so is its own. */
function preDateAfter(child: Deadline, on: string | null, today: string): string | null {
  const counted = countedOf(child);
  if (on === null || counted === null) return heldTo(child, today);
  const now = attempted(() => countedBefore(counted, on));
  return now.ok ? now.value.result.due : heldTo(child, today);
}

function dayOrStopped(on: string | null): string {
  return on === null ? 'the clock is stopped' : dayText(on);
}
