import { Router, type Request, type Response } from 'express';
import { accountOf, actorIn } from '../../auth/signed-in.js';
import { canWrite, matterOf } from '../../matters/matter-in-hand.js';
import type { Deps } from '../../platform/deps.js';
import { ConflictError } from '../../platform/errors.js';
import { fieldError, formError, NO_ERRORS, parseForm, typed, type FormErrors } from '../../web/form.js';
import { flash, goTo } from '../../web/locals.js';
import { renderPage } from '../../web/page.js';
import { adoptionProblem, momentAdopted } from '../adoption.js';
import { AID } from '../counting/computation.js';
import { requireOpen } from '../deadline-in-hand.js';
import { adoptable, EARLIEST_READING, ONLY_READING } from '../deadline-view.js';
import { DECISIONS, isFirstDayAllowed, WHOSE, type Deadline, type Decision } from '../deadline.js';
import { settleDates, type Settling } from './settle-dates.js';
import { settlingForm, type Choice } from './settling-form.js';
import { listToSettle } from './waiting-dates.js';

const MEANWHILE =
  'Someone changed one of these dates meanwhile. The list is shown as it is now, with what you chose; nothing was saved.';

/** Why something is done at once, as long as nobody says more. */
const AS_ASKED = 'As the letter asks.';

/** Every date of a matter that waits for counsel, on one page: a reading of each, or a decision. */
export function settlingRoutes(deps: Deps): Router {
  const routes = Router({ mergeParams: true });
  routes.get('/settling', (req, res) =>
    showSettling(deps, req, res, { status: 200, values: {}, errors: NO_ERRORS }),
  );
  routes.post('/settling', (req, res) => createSettling(deps, req, res));
  return routes;
}

async function createSettling(deps: Deps, req: Request, res: Response): Promise<void> {
  const matter = requireOpen(matterOf(res));
  const again = (status: number, errors: FormErrors) =>
    showSettling(deps, req, res, { status, values: typed(req.body), errors });
  const form = parseForm(settlingForm, req.body);
  if (!form.ok) return again(422, form.errors);
  const settling = settlingOf(
    (await listToSettle(deps.db, matter.id)).together,
    form.value.choices,
    form.value.why,
  );
  if ('errors' in settling) return again(settling.status, settling.errors);
  try {
    await settleDates(deps, matter.id, settling, actorIn(res));
  } catch (error) {
    if (error instanceof ConflictError) return again(409, formError(MEANWHILE));
    throw error;
  }
  flash(req, 'done', doneText(settling));
  goTo(res, `/matters/${matter.id}/demands`);
}

/** What was chosen as it will be kept, or what stands in the way of it. */
function settlingOf(
  dates: readonly Deadline[],
  choices: readonly Choice[],
  why: string,
): Settling | { readonly status: number; readonly errors: FormErrors } {
  const adoptions: Settling['adoptions'][number][] = [];
  const decisions: Settling['decisions'][number][] = [];
  for (const { id, version, value } of choices) {
    const deadline = dates.find((one) => one.id === id && one.version === version);
    if (deadline === undefined || value === null) return { status: 409, errors: formError(MEANWHILE) };
    const reason = reasonOf(deadline, value, why);
    if (reason === '') return { status: 422, errors: fieldError('why', whyMissing(deadline)) };
    if (deadline.state === 'decision') {
      if (!isDecision(value)) return unknownChoice(id);
      decisions.push({ id, version, decision: value, why: reason });
      continue;
    }
    const moment = momentAdopted(deadline, { on: value, otherOn: null, time: null });
    if (moment === null || adoptionProblem(deadline, moment) !== null) return unknownChoice(id);
    adoptions.push({ id, version, ...moment, why: reason });
  }
  return { adoptions, decisions };
}

/** Why this is chosen: what was said, where a reason is asked for, or what the choice says by itself; '' where nothing does. */
function reasonOf(deadline: Deadline, value: string, why: string): string {
  if (why === '' && deadline.state === 'decision' && value === 'do-at-once') return AS_ASKED;
  const [earliest, ...others] = deadline.state === 'open' ? adoptable(deadline) : [];
  // What is said of days chosen among several was not said of a day that is the only one.
  if (earliest !== undefined && others.length === 0) return ONLY_READING;
  if (why !== '' || earliest === undefined || isFirstDayAllowed(deadline)) return why;
  return value === earliest.value ? EARLIEST_READING : '';
}

function whyMissing({ state, title }: Deadline): string {
  return state === 'decision'
    ? `Say why: a decision is chosen for “${title}”`
    : `Say why: for “${title}” a day is chosen that is not the earliest its words can mean`;
}

function unknownChoice(id: string): { readonly status: number; readonly errors: FormErrors } {
  return { status: 422, errors: fieldError(`choice-${id}`, 'Choose one of these, or later') };
}

function isDecision(value: string): value is Decision {
  return Object.hasOwn(DECISIONS, value);
}

function doneText({ adoptions, decisions }: Settling): string {
  const days =
    adoptions.length === 1
      ? 'One working date is adopted.'
      : `${adoptions.length} working dates are adopted.`;
  const decided =
    decisions.length === 1
      ? 'One decision is on the record.'
      : `${decisions.length} decisions are on the record.`;
  return [adoptions.length > 0 ? days : '', decisions.length > 0 ? decided : ''].filter(Boolean).join(' ');
}

interface SettlingPage {
  readonly status: number;
  readonly values: Readonly<Record<string, string>>;
  readonly errors: FormErrors;
}

async function showSettling(deps: Deps, req: Request, res: Response, page: SettlingPage): Promise<void> {
  const { together: dates, apart } = await listToSettle(deps.db, matterOf(res).id);
  renderPage(
    req,
    res,
    'deadlines/settling',
    { title: 'Dates that wait for counsel', tab: 'deadlines', status: page.status },
    {
      dates: dates.map(choicesOf),
      apart: apart.map(({ id, title }) => ({ id, title })),
      start: Object.fromEntries(dates.map((one) => [`choice-${one.id}`, startOf(one)])),
      isAllowed: canWrite(res) && accountOf(res).role === 'counsel',
      values: page.values,
      errors: page.errors,
      aid: AID,
    },
  );
}

/** One reading is proposed as the day of its date; of several, and of a decision, a person chooses. */
function startOf(deadline: Deadline): string {
  const [only, ...others] = adoptable(deadline);
  return deadline.state === 'open' && only && others.length === 0 ? only.value : 'later';
}

function choicesOf(deadline: Deadline) {
  const { id, version, title, words, whose, state } = deadline;
  const options =
    state === 'decision'
      ? Object.entries(DECISIONS).map(([value, text]) => ({ value, text }))
      : adoptable(deadline).map(({ value, text, hint }) => ({ value, text, hint }));
  return {
    id,
    version,
    title,
    words,
    whose: WHOSE[whose],
    options: [...options, { value: 'later', text: 'Later' }],
  };
}
