import { Router, type Request, type Response } from 'express';
import { namesOfAccounts } from '../auth/account-store.js';
import { actorIn } from '../auth/signed-in.js';
import type { Deps } from '../platform/deps.js';
import { dayText, instantText, todayIn } from '../platform/plain-date.js';
import { formError, NO_ERRORS, parseForm, typed, type FormErrors } from '../web/form.js';
import { flash, goTo } from '../web/locals.js';
import { renderPage } from '../web/page.js';
import { AID } from './counting/computation.js';
import { countWhatIf, replacementForm, whatIfForm } from './deadline-form.js';
import { inHand, requireCounted } from './deadline-in-hand.js';
import { factsOf, rowOf, workingOf } from './deadline-view.js';
import type { Counted, Deadline } from './deadline.js';
import { replaceDeadline } from './replace-deadline.js';

/** The working of a date on paper, what moves if a fact changes, and putting that in its place. */
export function whatIfRoutes(deps: Deps): Router {
  const routes = Router({ mergeParams: true });
  routes.get('/:deadlineId/sheet', (req, res) => showSheet(deps, req, res));
  routes.get('/:deadlineId/what-if', (req, res) => showWhatIf(deps, req, res));
  routes.post('/:deadlineId/replacement', (req, res) => createReplacement(deps, req, res));
  return routes;
}

async function showSheet(deps: Deps, req: Request, res: Response): Promise<void> {
  const { matter, deadline } = await inHand(deps, req, res);
  const names = await namesOfAccounts(deps.db);
  const counted = requireCounted(deadline);
  renderPage(
    req,
    res,
    'deadlines/sheet',
    { title: `Computation sheet: ${deadline.title}`, tab: 'deadlines' },
    {
      row: rowOf(deadline, todayIn(deps.clock, deadline.zone), names),
      working: workingOf(counted, deadline.workingOn),
      facts: factsOf(deadline, names, matter.id),
      printed: instantText(deps.clock.now(), matter.zone),
      aid: AID,
    },
  );
}

async function showWhatIf(deps: Deps, req: Request, res: Response): Promise<void> {
  const { deadline } = await inHand(deps, req, res);
  const before = requireCounted(deadline);
  const values = typed(req.query);
  const form = parseForm(whatIfForm, req.query);
  if (!form.ok)
    return renderWhatIf(deps, req, res, {
      status: 422,
      deadline,
      before,
      after: null,
      values,
      errors: form.errors,
    });
  if (Object.values(form.value).every((value) => value === null || value === ''))
    return renderWhatIf(deps, req, res, {
      status: 200,
      deadline,
      before,
      after: null,
      values,
      errors: NO_ERRORS,
    });
  const after = countWhatIf(before.input, form.value);
  if (!after.ok)
    return renderWhatIf(deps, req, res, {
      status: 422,
      deadline,
      before,
      after: null,
      values,
      errors: after.errors,
    });
  return renderWhatIf(deps, req, res, {
    status: 200,
    deadline,
    before,
    after: after.value,
    values,
    errors: NO_ERRORS,
  });
}

async function createReplacement(deps: Deps, req: Request, res: Response): Promise<void> {
  const { matter, deadline } = await inHand(deps, req, res);
  const values = typed(req.body);
  const before = requireCounted(deadline);
  const form = parseForm(replacementForm, req.body);
  if (!form.ok)
    return renderWhatIf(deps, req, res, {
      status: 422,
      deadline,
      before,
      after: null,
      values,
      errors: form.errors,
    });
  const { version, reason, ...change } = form.value;
  const after = countWhatIf(before.input, change);
  if (!after.ok)
    return renderWhatIf(deps, req, res, {
      status: 422,
      deadline,
      before,
      after: null,
      values,
      errors: after.errors,
    });
  if (version !== deadline.version) {
    const errors = formError(
      'Someone else changed this date meanwhile. It is shown as it is now; nothing was saved.',
    );
    return renderWhatIf(deps, req, res, {
      status: 409,
      deadline,
      before,
      after: after.value,
      values,
      errors,
    });
  }
  const id = await replaceDeadline(
    deps,
    matter.id,
    { id: deadline.id, version, reason, counted: after.value },
    actorIn(res),
  );
  flash(req, 'done', 'The new date stands in the place of the old one. Adopt its working date next.');
  goTo(res, `/matters/${matter.id}/deadlines/${id}`);
}

interface WhatIfPage {
  readonly status: number;
  readonly deadline: Deadline;
  readonly before: Counted;
  readonly after: Counted | null;
  readonly values: Readonly<Record<string, string>>;
  readonly errors: FormErrors;
}

async function renderWhatIf(deps: Deps, req: Request, res: Response, page: WhatIfPage): Promise<void> {
  const { deadline, before, after } = page;
  const names = await namesOfAccounts(deps.db);
  const was = workingOf(before, deadline.workingOn);
  const becomes = after === null ? null : workingOf(after, null);
  const moved =
    after === null
      ? []
      : [
          { what: 'Usual reading', was: was.due, becomes: becomes?.due ?? '' },
          { what: 'Earliest reading', was: was.earliest, becomes: becomes?.earliest ?? '' },
          {
            what: 'Working date',
            was: deadline.workingOn === null ? 'none adopted' : dayText(deadline.workingOn),
            becomes: 'to be adopted again',
          },
        ];
  renderPage(
    req,
    res,
    'deadlines/what-if',
    { title: `What if: ${deadline.title}`, tab: 'deadlines', status: page.status },
    {
      row: rowOf(deadline, todayIn(deps.clock, deadline.zone), names),
      version: deadline.version,
      trigger: before.input.trigger.slice(0, 10),
      was,
      becomes,
      moved,
      canReplace: deadline.state === 'open' && becomes !== null && becomes.isVerified,
      values: page.values,
      errors: page.errors,
      aid: AID,
    },
  );
}
