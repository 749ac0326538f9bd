import { Router, type Request, type Response } from 'express';
import { actorIn } from '../../auth/signed-in.js';
import { namesOfAccounts } from '../../auth/account-store.js';
import { matterOf } from '../../matters/matter-in-hand.js';
import { ConflictError } from '../../platform/errors.js';
import { instantText } from '../../platform/plain-date.js';
import { fieldError, formError, NO_ERRORS, parseForm, typed, type FormErrors } from '../../web/form.js';
import { flash, goTo } from '../../web/locals.js';
import { renderPage } from '../../web/page.js';
import { onDate } from '../date-forms.js';
import type { DatePageDeps } from '../deadline-page.js';
import type { Deps } from '../../platform/deps.js';
import { calendarOf } from '../deadline-choices.js';
import { planForm, versionForm } from '../held-forms.js';
import { getPreDatePlan, listPreDatePlans } from './pre-date-store.js';
import { preDateSteps, stepText, type PreDateStep } from './pre-date.js';
import { planPreDates, setPreDates } from './set-pre-dates.js';

const ROWS = [1, 2, 3, 4, 5] as const;

/** The matter's template of pre-dates, and setting them before a date. */
export function preDateRoutes(deps: DatePageDeps): Router {
  const routes = Router({ mergeParams: true });
  routes.get('/template', async (req, res) => showPlan(deps, req, res, 200, null, NO_ERRORS));
  routes.post('/template', (req, res) => createPlan(deps, req, res));
  routes.post(
    '/:deadlineId/pre-dates',
    onDate(deps, 'pre-dates', versionForm, async ({ matter, deadline, value, by }) => {
      const request = { id: deadline.id, version: value.version, calendar: calendarOf(matter) };
      const { set, leftOut } = await setPreDates(deps, matter.id, request, by);
      const past =
        leftOut.length === 0 ? '' : ` Left out, because the day has passed: ${leftOut.join(', ')}.`;
      return {
        done:
          set.length === 0 ? `No pre-date is set.${past}` : `Pre-dates are set: ${set.join(', ')}.${past}`,
      };
    }),
  );
  return routes;
}

async function createPlan(deps: Deps, req: Request, res: Response): Promise<void> {
  const matter = matterOf(res);
  const values = typed(req.body);
  const form = parseForm(planForm, req.body);
  if (!form.ok) return showPlan(deps, req, res, 422, values, form.errors);
  const { steps, errors } = stepsOf(form.value);
  if (errors) return showPlan(deps, req, res, 422, values, errors);
  try {
    await planPreDates(deps, matter.id, { after: form.value.after, steps }, actorIn(res));
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
    const words = `${error.message} The one that stands is shown below the form, with what you typed in it; nothing was saved.`;
    return showPlan(deps, req, res, 409, values, formError(words));
  }
  flash(req, 'done', 'The template is changed. Pre-dates that are set stand as they are.');
  goTo(res, `/matters/${matter.id}/deadlines/template`);
}

function stepsOf(value: Readonly<Record<string, unknown>>): {
  readonly steps: readonly PreDateStep[];
  readonly errors: FormErrors | null;
} {
  const steps: unknown[] = [];
  for (const row of ROWS) {
    const [name, count, unit] = [value[`name${row}`], value[`count${row}`], value[`unit${row}`]];
    if (name === '' && count === undefined) continue;
    if (name === '') return { steps: [], errors: fieldError(`name${row}`, 'Name the step, like “Draft”') };
    if (count === undefined)
      return { steps: [], errors: fieldError(`count${row}`, 'Enter how many days before') };
    steps.push({ name, count, unit: unit ?? 'business_days' });
  }
  return { steps: preDateSteps.parse(steps), errors: null };
}

async function showPlan(
  deps: Deps,
  req: Request,
  res: Response,
  status: number,
  typedValues: Readonly<Record<string, string>> | null,
  errors: FormErrors,
): Promise<void> {
  const matter = matterOf(res);
  const plan = await getPreDatePlan(deps.db, matter.id);
  const names = await namesOfAccounts(deps.db);
  const stored = Object.fromEntries(
    plan.steps.flatMap((step, index) => [
      [`name${index + 1}`, step.name],
      [`count${index + 1}`, String(step.count)],
      [`unit${index + 1}`, step.unit],
    ]),
  );
  const versions = await listPreDatePlans(deps.db, matter.id);
  renderPage(
    req,
    res,
    'deadlines/template',
    { title: 'Template of pre-dates', tab: 'deadlines', status },
    {
      rows: ROWS,
      number: plan.number,
      now: plan.steps.map((step) => `${step.name}: ${stepText(step)}`),
      versions: versions.map((one) => ({
        number: one.number,
        who: `${names.get(one.setBy) ?? 'an account'}, ${instantText(one.setAt, matter.zone)}`,
        steps: preDateSteps
          .parse(JSON.parse(one.steps))
          .map((step) => `${step.name} ${stepText(step)}`)
          .join(' · '),
      })),
      values: typedValues ?? stored,
      errors,
    },
  );
}
