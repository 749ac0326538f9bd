import { Router, type Request, type Response } from 'express';
import { namesOfAccounts } from '../auth/account-store.js';
import { accountOf, actorIn } from '../auth/signed-in.js';
import { canWrite, matterOf } from '../matters/matter-in-hand.js';
import { listTeam } from '../matters/matter-store.js';
import type { MatterInHand } from '../matters/matter.js';
import type { Deps } from '../platform/deps.js';
import { NotFoundError } from '../platform/errors.js';
import { dayIn, nowIn } from '../platform/plain-date.js';
import { fieldError, NO_ERRORS, parseForm, typed, type FormErrors } from '../web/form.js';
import { flash, goTo } from '../web/locals.js';
import { renderPage } from '../web/page.js';
import { adoptWorkingDate } from './adopt-working-date.js';
import { adoptedText, adoptionProblem, momentAdopted } from './adoption.js';
import { assignDeadline } from './assign-deadline.js';
import { listClosuresToCount } from './closures/closure-store.js';
import { countRequest, type CountingMatter } from './count-request.js';
import { AID } from './counting/computation.js';
import { onDate } from './date-forms.js';
import { calendarOf, formChoices, REGIME_OF } from './deadline-choices.js';
import { adoptionForm, decisionForm, newDeadlineForm, overrideForm } from './deadline-form.js';
import { requireOpen } from './deadline-in-hand.js';
import { showDeadline, type DatePageDeps } from './deadline-page.js';
import { listDeadlines } from './deadline-store.js';
import { rowOf } from './deadline-view.js';
import { doubtsIn, workingOf } from './working-view.js';
import { heldTo, heldWithoutPending, type Counted, type Deadline } from './deadline.js';
import { decideImmediate } from './decide-immediate.js';
import { decideNoResponse, reopenDeadline } from './decide-no-response.js';
import { peopleForm, reasonForm } from './held-forms.js';
import { listMatterRules } from './matter-rules/matter-rule-store.js';
import { MATTER_RULE } from './matter-rules/matter-rule.js';
import { metByWordProblem } from './met-by-word.js';
import { meetByOverride } from './meet-deadlines.js';
import type { WordsOfDates } from './run-again.js';
import { setDeadline } from './set-deadline.js';
import { listToSettle } from './settling/waiting-dates.js';
import { voidDeadline } from './void-deadline.js';

type Values = Readonly<Record<string, string>>;

/** The dates of the matter in hand: how each was counted, whose it is, and what became of it. */
export function deadlineRoutes(deps: DatePageDeps, words: WordsOfDates): Router {
  const routes = Router({ mergeParams: true });
  routes.get('/', (req, res) => showList(deps, req, res));
  routes.get('/new', (req, res) =>
    showNew(deps, req, res, { status: 200, values: startValues(res), errors: NO_ERRORS, counted: null }),
  );
  routes.post('/', (req, res) => createDeadline(deps, req, res));
  routes.get('/:deadlineId', (req, res) => showDeadline(deps, req, res));
  routes.post(
    '/:deadlineId/adoption',
    onDate(deps, 'adoption', adoptionForm, async ({ matter, deadline, value, by }) => {
      const { version, why } = value;
      const moment = momentAdopted(deadline, value);
      if (moment === null) return { errors: fieldError('on', 'Choose one of the readings, or another day') };
      const problem = adoptionProblem(deadline, moment);
      if (problem !== null) return { errors: problem };
      await adoptWorkingDate(deps, matter.id, { id: deadline.id, version, ...moment, why }, by);
      return { done: adoptedText(deadline, moment), from: value.from };
    }),
  );
  routes.post(
    '/:deadlineId/decision',
    onDate(deps, 'decision', decisionForm, async ({ matter, deadline, value, by }) => {
      const { from, ...decision } = value;
      await decideImmediate(deps, matter.id, { id: deadline.id, ...decision }, by);
      return { done: 'The decision is on the record.', from };
    }),
  );
  routes.post(
    '/:deadlineId/no-response',
    onDate(deps, 'no-response', reasonForm, async ({ matter, deadline, value, by }) => {
      await decideNoResponse(deps, matter.id, { id: deadline.id, ...value }, by);
      return { done: 'No response, by decision: it is on the record with your reason.' };
    }),
  );
  routes.post(
    '/:deadlineId/reopening',
    onDate(deps, 'reopening', reasonForm, async ({ matter, deadline, value, by }) => {
      const { id, said } = await reopenDeadline(deps, matter.id, { id: deadline.id, ...value }, by, words);
      const done = ['The date runs again; the ended one stays beside it with your reason.', ...said];
      return { deadlineId: id, done: done.join(' ') };
    }),
  );
  routes.post(
    '/:deadlineId/override',
    onDate(deps, 'override', overrideForm, async ({ matter, deadline, value, today, time, by }) => {
      const problem = await metByWordProblem(deps.db, deadline, value, { today, time });
      if (problem !== null) return { errors: problem };
      await meetByOverride(deps, matter.id, { id: deadline.id, ...value }, by);
      return { done: 'The date is recorded as met, with your reason.', from: value.from };
    }),
  );
  routes.post(
    '/:deadlineId/voiding',
    onDate(deps, 'voiding', reasonForm, async ({ matter, deadline, value, by }) => {
      await voidDeadline(deps, matter.id, { id: deadline.id, ...value }, by);
      return { done: 'The date is voided; it stays on the record with your reason.' };
    }),
  );
  routes.post(
    '/:deadlineId/people',
    onDate(deps, 'people', peopleForm, async ({ matter, deadline, value, by }) => {
      const { version, responsible, second } = value;
      await requireTeam(deps, matter.id, [responsible, second]);
      const people = { responsible: responsible || null, second: second || null };
      await assignDeadline(deps, matter.id, { id: deadline.id, version, ...people }, by);
      return { done: 'Who looks after the date is on the record.' };
    }),
  );
  return routes;
}

async function showList(deps: Deps, req: Request, res: Response): Promise<void> {
  const matter = matterOf(res);
  const names = await namesOfAccounts(deps.db);
  const at = deps.clock.now();
  const todayOf = (one: Deadline) => dayIn(at, one.zone);
  const deadlines = (await listDeadlines(deps.db, matter.id)).sort(
    (a, b) =>
      // Decisions first, then by the day held to; a stopped clock stands where its date was.
      placeOf(a, todayOf(a)).localeCompare(placeOf(b, todayOf(b))) ||
      a.setAt.localeCompare(b.setAt) ||
      a.id.localeCompare(b.id),
  );
  const rows = deadlines.map((one) => rowOf(one, nowIn(at, one.zone), names, matter.zone));
  renderPage(
    req,
    res,
    'deadlines/list',
    { title: 'Dates', tab: 'deadlines' },
    {
      running: rows.filter((row) => row.isRunning),
      ended: rows.filter((row) => !row.isRunning),
      toSettle: await settleWords(deps, res),
      aid: AID,
    },
  );
}

/** What counsel can settle on one page, in words; null for nobody else and where nothing waits. */
async function settleWords(deps: Deps, res: Response): Promise<string | null> {
  if (!canWrite(res) || accountOf(res).role !== 'counsel') return null;
  const { together, apart } = await listToSettle(deps.db, matterOf(res).id);
  const count = together.length + apart.length;
  if (count === 0) return null;
  return count === 1 ? 'Settle the date that waits' : `Settle the ${count} dates that wait`;
}

function placeOf(deadline: Deadline, today: string): string {
  return heldTo(deadline, today) ?? heldWithoutPending(deadline) ?? '';
}

async function createDeadline(deps: Deps, req: Request, res: Response): Promise<void> {
  const matter = requireOpen(matterOf(res));
  const values = typed(req.body);
  const form = parseForm(newDeadlineForm, req.body);
  const again = (status: number, errors: FormErrors, counted: Counted | null) =>
    showNew(deps, req, res, { status, values, errors, counted });
  if (!form.ok) return again(422, form.errors, null);
  const counted = countRequest(form.value, await countingMatter(deps, matter));
  if (!counted.ok) return again(422, counted.errors, null);
  if (form.value.intent === 'count') return again(200, NO_ERRORS, counted.value);
  if (!counted.value.result.verified) {
    return again(422, unverified(counted.value), counted.value);
  }
  const { title, whose, words, zone, responsible, second, rule } = form.value;
  await requireTeam(deps, matter.id, [responsible, second]);
  const id = await setDeadline(
    deps,
    {
      matterId: matter.id,
      title,
      whose,
      words: words || null,
      zone,
      counted: counted.value,
      responsible: responsible || null,
      second: second || null,
      matterRuleId: rule.startsWith(MATTER_RULE) ? rule.slice(MATTER_RULE.length) : null,
    },
    actorIn(res),
  );
  flash(req, 'done', 'The date is set. Adopt the working date next.');
  goTo(res, `/matters/${matter.id}/deadlines/${id}`);
}

/** A date nobody could check is not kept; counsel who has checked it names the day, with the authority for it. */
function unverified({ result }: Counted): FormErrors {
  const isWithoutTable = result.calendar === null;
  const way = isWithoutTable
    ? 'Choose the holiday table, or work the day out and set it with the rule “A date named”, quoting the authority in the exact words.'
    : 'Work the day out and set it with the rule “A date named”, quoting the authority in the exact words.';
  return fieldError(isWithoutTable ? 'holidays' : 'trigger', `${doubtsIn(result).join(' ')} ${way}`);
}

interface NewPage {
  readonly status: number;
  readonly values: Values;
  readonly errors: FormErrors;
  readonly counted: Counted | null;
}

async function showNew(deps: Deps, req: Request, res: Response, page: NewPage): Promise<void> {
  const matter = matterOf(res);
  const team = await listTeam(deps.db, matter.id);
  renderPage(
    req,
    res,
    'deadlines/new',
    { title: 'Set a date', tab: 'deadlines', status: page.status },
    {
      ...formChoices(REGIME_OF[matter.regime], await listMatterRules(deps.db, matter.id)),
      team: team.map((member) => ({ value: member.accountId, text: `${member.name}, ${member.role}` })),
      working: page.counted === null ? null : workingOf(page.counted, null),
      values: page.values,
      errors: page.errors,
      aid: AID,
    },
  );
}

function startValues(res: Response): Values {
  return { zone: matterOf(res).zone, whose: '', unit: 'days' };
}

async function countingMatter(deps: Deps, matter: MatterInHand): Promise<CountingMatter> {
  return {
    regime: REGIME_OF[matter.regime],
    calendar: calendarOf(matter),
    court: matter.court,
    rules: await listMatterRules(deps.db, matter.id),
    closures: await listClosuresToCount(deps.db, matter.id),
  };
}

async function requireTeam(deps: Deps, matterId: string, people: readonly string[]): Promise<void> {
  const team = await listTeam(deps.db, matterId);
  for (const person of people)
    if (person !== '' && !team.some((member) => member.accountId === person))
      throw new NotFoundError('account');
}
