import { Router, type Request, type Response } from 'express';
import { namesOfAccounts } from '../../auth/account-store.js';
import { actorIn } from '../../auth/signed-in.js';
import { matterOf } from '../../matters/matter-in-hand.js';
import type { Deps } from '../../platform/deps.js';
import { ConflictError } from '../../platform/errors.js';
import { instantText, todayIn } from '../../platform/plain-date.js';
import { formError, NO_ERRORS, parseForm, typed, type FormErrors } from '../../web/form.js';
import { flash, goTo, param } from '../../web/locals.js';
import { renderPage } from '../../web/page.js';
import { AID } from '../counting/computation.js';
import { everyCalendar, calendarOf, formChoices, REGIME_OF } from '../deadline-choices.js';
import {
  contentOf,
  matterRuleForm,
  matterRuleVersionForm,
  ruleEndForm,
  ruleProblem,
} from './matter-rule-form.js';
import { getMatterRuleIn, listMatterRules } from './matter-rule-store.js';
import { inForce, ruleText, type MatterRule } from './matter-rule.js';
import { rewriteMatterRule, withdrawMatterRule, writeMatterRule } from './write-matter-rule.js';

type Values = Readonly<Record<string, string>>;

/** The ways of counting that an order or agreement of this matter sets: written, rewritten as a version, withdrawn. */
export function matterRuleRoutes(deps: Deps): Router {
  const routes = Router({ mergeParams: true });
  routes.get('/rules', (req, res) => showRules(deps, req, res));
  routes.post('/rules', (req, res) => createRule(deps, req, res));
  routes.get('/rules/:ruleId', async (req, res) => {
    const rule = await getMatterRuleIn(deps.db, matterOf(res).id, param(req, 'ruleId'));
    return showRule(deps, req, res, {
      rule,
      status: 200,
      form: '',
      values: valuesOf(rule),
      errors: NO_ERRORS,
    });
  });
  routes.post('/rules/:ruleId/versions', (req, res) => createVersion(deps, req, res));
  routes.post('/rules/:ruleId/withdrawal', (req, res) => createWithdrawal(deps, req, res));
  return routes;
}

async function createRule(deps: Deps, req: Request, res: Response): Promise<void> {
  const matter = matterOf(res);
  const values = typed(req.body);
  const form = parseForm(matterRuleForm, req.body);
  if (!form.ok) return showRules(deps, req, res, { status: 422, values, errors: form.errors });
  const content = contentOf(form.value);
  const problem = ruleProblem(content, todayIn(deps.clock, matter.zone), matter.zone);
  if (problem) return showRules(deps, req, res, { status: 422, values, errors: problem });
  await writeMatterRule(deps, matter.id, content, actorIn(res));
  flash(req, 'done', 'The rule is written; the form for a date offers it.');
  goTo(res, `/matters/${matter.id}/deadlines/rules`);
}

async function createVersion(deps: Deps, req: Request, res: Response): Promise<void> {
  const matter = matterOf(res);
  const rule = await getMatterRuleIn(deps.db, matter.id, param(req, 'ruleId'));
  const values = typed(req.body);
  const form = parseForm(matterRuleVersionForm, req.body);
  const again = (status: number, errors: FormErrors) =>
    showRule(deps, req, res, { rule, status, form: 'version', values, errors });
  if (!form.ok) return again(422, form.errors);
  const content = contentOf(form.value);
  const problem = ruleProblem(content, todayIn(deps.clock, matter.zone), matter.zone);
  if (problem) return again(422, problem);
  const { reason } = form.value;
  try {
    const asked = await rewriteMatterRule(deps, matter.id, { id: rule.id, content, reason }, actorIn(res));
    const told =
      asked === 0
        ? ''
        : ` ${asked} ${asked === 1 ? 'date counts' : 'dates count'} differently: counsel decides on the page of each.`;
    flash(req, asked === 0 ? 'done' : 'warn', `The rule has a new version. No date has moved.${told}`);
    goTo(res, `/matters/${matter.id}/deadlines/rules`);
  } catch (error) {
    if (error instanceof ConflictError) return again(409, formError(error.message));
    throw error;
  }
}

async function createWithdrawal(deps: Deps, req: Request, res: Response): Promise<void> {
  const matter = matterOf(res);
  const rule = await getMatterRuleIn(deps.db, matter.id, param(req, 'ruleId'));
  const form = parseForm(ruleEndForm, req.body);
  const again = (status: number, errors: FormErrors) =>
    showRule(deps, req, res, {
      ...{ rule, status, form: 'withdrawal', errors },
      values: { ...valuesOf(rule), ...typed(req.body) },
    });
  if (!form.ok) return again(422, form.errors);
  try {
    await withdrawMatterRule(deps, matter.id, { id: rule.id, ...form.value }, actorIn(res));
  } catch (error) {
    if (error instanceof ConflictError) return again(409, formError(error.message));
    throw error;
  }
  flash(req, 'done', 'The rule is no longer offered. Dates counted under it stand.');
  goTo(res, `/matters/${matter.id}/deadlines/rules`);
}

async function showRules(
  deps: Deps,
  req: Request,
  res: Response,
  again?: { readonly status: number; readonly values: Values; readonly errors: FormErrors },
): Promise<void> {
  const matter = matterOf(res);
  const rules = await listMatterRules(deps.db, matter.id);
  const names = await namesOfAccounts(deps.db);
  const live = inForce(rules);
  renderPage(
    req,
    res,
    'deadlines/rules',
    { title: 'Rules of this matter', tab: 'deadlines', status: again?.status ?? 200 },
    {
      ...choicesFor(matter.regime),
      live: live.map((rule) => shown(rule, names, matter.zone)),
      ended: rules.filter((rule) => !live.includes(rule)).map((rule) => shown(rule, names, matter.zone)),
      values: again?.values ?? { ...START, calendar: calendarOf(matter) },
      errors: again?.errors ?? NO_ERRORS,
      aid: AID,
    },
  );
}

interface RulePage {
  readonly rule: MatterRule;
  readonly status: number;
  readonly form: string;
  readonly values: Values;
  readonly errors: FormErrors;
}

async function showRule(deps: Deps, req: Request, res: Response, page: RulePage): Promise<void> {
  const matter = matterOf(res);
  const rules = await listMatterRules(deps.db, matter.id);
  const names = await namesOfAccounts(deps.db);
  const family = rules.filter((one) => one.familyId === page.rule.familyId).reverse();
  renderPage(
    req,
    res,
    'deadlines/rule',
    { title: page.rule.name, tab: 'deadlines', status: page.status },
    {
      ...choicesFor(matter.regime),
      rule: shown(page.rule, names, matter.zone),
      isInForce: inForce(rules).some((one) => one.id === page.rule.id),
      versions: family.map((one) => shown(one, names, matter.zone)),
      form: page.form,
      values: page.values,
      errors: page.errors,
      aid: AID,
    },
  );
}

const START: Values = { direction: 'forward', firstDay: 'excluded', roll: 'none', closedDays: 'counted' };

function choicesFor(regime: keyof typeof REGIME_OF) {
  const { units } = formChoices(REGIME_OF[regime]);
  return {
    units: units.filter(({ value }) => !/^days$|deemed/.test(value)),
    calendars: everyCalendar(),
  };
}

function valuesOf(rule: MatterRule): Values {
  const { name, authority, count, unit, direction, firstDay, roll, calendar, cutOff, closedDays } = rule;
  return {
    ...{ name, authority, count: String(count), unit, direction, firstDay, roll },
    calendar: calendar ?? '',
    cutOff: cutOff ?? '',
    closedDays: closedDays ?? 'counted',
  };
}

function shown(rule: MatterRule, names: ReadonlyMap<string, string>, zone: string) {
  const nameOf = (id: string | null) => (id === null ? '' : (names.get(id) ?? 'an account'));
  return {
    id: rule.id,
    name: rule.name,
    number: rule.number,
    text: ruleText(rule),
    authority: rule.authority,
    who: `${nameOf(rule.setBy)}, ${instantText(rule.setAt, zone)}`,
    ended:
      rule.endedAt === null
        ? ''
        : `${nameOf(rule.endedBy)}, ${instantText(rule.endedAt, zone)}: ${rule.endedReason ?? ''}`,
  };
}
