import { Router, type Request, type Response } from 'express';
import { namesOfAccounts } from '../auth/account-store.js';
import { accountOf, actorIn } from '../auth/signed-in.js';
import { matterOf } from '../matters/matter-in-hand.js';
import { listTeam } from '../matters/matter-store.js';
import type { MatterInHand } from '../matters/matter.js';
import type { Deps } from '../platform/deps.js';
import { NotFoundError } from '../platform/errors.js';
import { dayText, todayIn } from '../platform/plain-date.js';
import { fieldError, NO_ERRORS, parseForm, typed, type FormErrors } from '../web/form.js';
import { flash, goTo } from '../web/locals.js';
import { renderPage } from '../web/page.js';
import { adoptWorkingDate } from './adopt-working-date.js';
import { AID } from './counting/computation.js';
import { CALENDARS, formChoices, REGIME_OF } from './deadline-choices.js';
import {
  adoptionForm,
  countRequest,
  decisionForm,
  newDeadlineForm,
  overrideForm,
  voidForm,
} from './deadline-form.js';
import { inHand, requireOpen } from './deadline-in-hand.js';
import { findReplaced, listDeadlines } from './deadline-store.js';
import { adoptable, factsOf, rowOf, workingOf } from './deadline-view.js';
import { countedOf, DECISIONS, heldTo, isRunning, type Counted, type Deadline } from './deadline.js';
import { decideImmediate } from './decide-immediate.js';
import { meetByOverride } from './meet-deadlines.js';
import { setDeadline } from './set-deadline.js';
import { voidDeadline } from './void-deadline.js';

type Values = Readonly<Record<string, string>>;

/** The dates of the matter in hand: how each was counted, whose it is, and what became of it. */
export function deadlineRoutes(deps: Deps): Router {
  const routes = Router({ mergeParams: true });
  routes.get('/', (req, res) => showList(deps, req, res));
  routes.get('/new', (req, res) =>
    showNew(deps, req, res, { status: 200, values: startValues(res), errors: NO_ERRORS, counted: null }),
  );
  routes.post('/', (req, res) => createDeadline(deps, req, res));
  routes.get('/:deadlineId', (req, res) => showDeadline(deps, req, res, 200, {}, NO_ERRORS));
  routes.post('/:deadlineId/adoption', (req, res) => createAdoption(deps, req, res));
  routes.post('/:deadlineId/decision', (req, res) => createDecision(deps, req, res));
  routes.post('/:deadlineId/override', (req, res) => createOverride(deps, req, res));
  routes.post('/:deadlineId/voiding', (req, res) => createVoiding(deps, req, res));
  return routes;
}

async function showList(deps: Deps, req: Request, res: Response): Promise<void> {
  const matter = matterOf(res);
  const names = await namesOfAccounts(deps.db);
  const deadlines = [...(await listDeadlines(deps.db, matter.id))].sort(byDay);
  const rows = deadlines.map((one) => rowOf(one, todayIn(deps.clock, one.zone), names));
  renderPage(
    req,
    res,
    'deadlines/list',
    { title: 'Dates', tab: 'deadlines' },
    { running: rows.filter((row) => row.isRunning), ended: rows.filter((row) => !row.isRunning), aid: AID },
  );
}

async function createDeadline(deps: Deps, req: Request, res: Response): Promise<void> {
  const matter = requireOpen(matterOf(res));
  const values = typed(req.body);
  const form = parseForm(newDeadlineForm, req.body);
  if (!form.ok) return showNew(deps, req, res, { status: 422, values, errors: form.errors, counted: null });
  const counted = countRequest(form.value, CALENDARS[matter.regime]);
  if (!counted.ok)
    return showNew(deps, req, res, { status: 422, values, errors: counted.errors, counted: null });
  if (form.value.intent === 'count')
    return showNew(deps, req, res, { status: 200, values, errors: NO_ERRORS, counted: counted.value });
  if (!counted.value.result.verified) {
    const errors = fieldError('trigger', counted.value.result.notes[0] ?? 'This date is not verified.');
    return showNew(deps, req, res, { status: 422, values, errors, counted: counted.value });
  }
  const { title, whose, words, zone, responsible, second } = form.value;
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
    },
    actorIn(res),
  );
  flash(req, 'done', 'The date is set. Adopt the working date next.');
  goTo(res, `/matters/${matter.id}/deadlines/${id}`);
}

async function createAdoption(deps: Deps, req: Request, res: Response): Promise<void> {
  const { matter, deadline } = await inHand(deps, req, res);
  const form = parseForm(adoptionForm, req.body);
  if (!form.ok) return showDeadline(deps, req, res, 422, typed(req.body), form.errors);
  const { version, otherOn, time, why } = form.value;
  const on = form.value.on === 'other' ? otherOn : form.value.on;
  const days = adoptable(deadline).map((day) => day.value);
  if (on === null || (form.value.on !== 'other' && !days.includes(on)))
    return showDeadline(
      deps,
      req,
      res,
      422,
      typed(req.body),
      fieldError('on', 'Choose one of the readings, or another day'),
    );
  const latest = days.at(-1);
  if (latest !== undefined && on > latest)
    return showDeadline(
      deps,
      req,
      res,
      422,
      typed(req.body),
      fieldError(
        'otherOn',
        `This is later than every reading; the latest is ${dayText(latest)}. Record an extension instead.`,
      ),
    );
  if (version !== deadline.version) return showConflict(deps, req, res);
  await adoptWorkingDate(deps, matter.id, { id: deadline.id, version, on, time, why }, actorIn(res));
  flash(req, 'done', `${dayText(on)} is the working date.`);
  goTo(res, pathOf(matter, deadline));
}

async function createDecision(deps: Deps, req: Request, res: Response): Promise<void> {
  const { matter, deadline } = await inHand(deps, req, res);
  const form = parseForm(decisionForm, req.body);
  if (!form.ok) return showDeadline(deps, req, res, 422, typed(req.body), form.errors);
  if (form.value.version !== deadline.version) return showConflict(deps, req, res);
  await decideImmediate(deps, matter.id, { id: deadline.id, ...form.value }, actorIn(res));
  flash(req, 'done', 'The decision is on the record.');
  goTo(res, pathOf(matter, deadline));
}

async function createOverride(deps: Deps, req: Request, res: Response): Promise<void> {
  const { matter, deadline } = await inHand(deps, req, res);
  const form = parseForm(overrideForm, req.body);
  if (!form.ok) return showDeadline(deps, req, res, 422, typed(req.body), form.errors);
  if (form.value.metOn > todayIn(deps.clock, deadline.zone))
    return showDeadline(
      deps,
      req,
      res,
      422,
      typed(req.body),
      fieldError('metOn', 'This day has not come yet'),
    );
  if (form.value.version !== deadline.version) return showConflict(deps, req, res);
  await meetByOverride(deps, matter.id, { id: deadline.id, ...form.value }, actorIn(res));
  flash(req, 'done', 'The date is recorded as met, with your reason.');
  goTo(res, pathOf(matter, deadline));
}

async function createVoiding(deps: Deps, req: Request, res: Response): Promise<void> {
  const { matter, deadline } = await inHand(deps, req, res);
  const form = parseForm(voidForm, req.body);
  if (!form.ok) return showDeadline(deps, req, res, 422, typed(req.body), form.errors);
  if (form.value.version !== deadline.version) return showConflict(deps, req, res);
  await voidDeadline(deps, matter.id, { id: deadline.id, ...form.value }, actorIn(res));
  flash(req, 'done', 'The date is voided; it stays on the record with your reason.');
  goTo(res, `/matters/${matter.id}/deadlines`);
}

async function showConflict(deps: Deps, req: Request, res: Response): Promise<void> {
  const errors = {
    _form: [
      'Someone else changed this date meanwhile. It is shown as it is now, with what you typed below; nothing was saved.',
    ],
  };
  return showDeadline(deps, req, res, 409, typed(req.body), errors);
}

async function showDeadline(
  deps: Deps,
  req: Request,
  res: Response,
  status: number,
  values: Values,
  errors: FormErrors,
): Promise<void> {
  const { matter, deadline } = await inHand(deps, req, res);
  const names = await namesOfAccounts(deps.db);
  const counted = countedOf(deadline);
  const replaced = await findReplaced(deps.db, deadline.id);
  const isOpen = matter.state === 'open';
  renderPage(
    req,
    res,
    'deadlines/show',
    { title: deadline.title, tab: 'deadlines', status },
    {
      row: rowOf(deadline, todayIn(deps.clock, deadline.zone), names),
      version: deadline.version,
      zone: deadline.zone,
      working: counted === null ? null : workingOf(counted, deadline.workingOn),
      facts: factsOf(deadline, names, matter.id),
      replaced: replaced && {
        id: replaced.id,
        day: heldTo(replaced) === null ? 'no date' : dayText(heldTo(replaced) ?? ''),
      },
      supersededBy: deadline.supersededBy,
      adoptable: adoptable(deadline),
      decisions: Object.entries(DECISIONS).map(([value, text]) => ({ value, text })),
      mayAdopt: isOpen && deadline.state === 'open',
      mayDecide: isOpen && deadline.state === 'decision',
      mayVoid: isOpen && (isRunning(deadline) || deadline.state === 'decided'),
      isCounsel: accountOf(res).role === 'counsel',
      values: { on: deadline.workingOn ?? '', time: deadline.workingTime ?? '', ...values },
      errors,
      aid: AID,
    },
  );
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
      ...formChoices(REGIME_OF[matter.regime]),
      team: team.map((member) => ({ value: member.accountId, text: `${member.name}, ${member.role}` })),
      working: page.counted === null ? null : workingOf(page.counted, null),
      values: page.values,
      errors: page.errors,
      aid: AID,
    },
  );
}

function startValues(res: Response): Values {
  return { zone: matterOf(res).zone, whose: '', direction: 'forward', unit: 'days' };
}

async function requireTeam(deps: Deps, matterId: string, people: readonly string[]): Promise<void> {
  const team = await listTeam(deps.db, matterId);
  for (const person of people)
    if (person !== '' && !team.some((member) => member.accountId === person))
      throw new NotFoundError('account');
}

function pathOf(matter: MatterInHand, deadline: Deadline): string {
  return `/matters/${matter.id}/deadlines/${deadline.id}`;
}

/** Decisions first, then by the day held to. */
function byDay(a: Deadline, b: Deadline): number {
  return (
    (heldTo(a) ?? '').localeCompare(heldTo(b) ?? '') ||
    a.setAt.localeCompare(b.setAt) ||
    a.id.localeCompare(b.id)
  );
}
