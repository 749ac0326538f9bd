import { Router, type Request, type Response } from 'express';
import { countCounsel, getAccount, listAccounts } from '../auth/account-store.js';
import { accountOf, actorIn } from '../auth/signed-in.js';
import { isAdministrator, isReadOnly } from '../auth/account.js';
import { listParties } from '../people/person-store.js';
import type { Deps } from '../platform/deps.js';
import { ForbiddenError } from '../platform/errors.js';
import { fieldError, formError, NO_ERRORS, parseForm, typed, type FormErrors } from '../web/form.js';
import { flash, goTo, param } from '../web/locals.js';
import { renderPage } from '../web/page.js';
import {
  closeMatter,
  reopenMatter,
  seenAtClose,
  type AskedAtClose,
  type OnceOpenAgain,
  type SeenAtClose,
} from './close-matter.js';
import { grantAccess, withdrawAccess } from './grant-access.js';
import { accessForm, closeForm, matterForm, reopenForm } from './matter-form.js';
import { matterOf, maySet, requireLead, worksOn } from './matter-in-hand.js';
import { listMattersFor, listTeam } from './matter-store.js';
import { ACCESSES, APPROVAL_FORMS, choices, DEFAULT_LEGEND, REGIMES } from './matter.js';
import { openMatter } from './open-matter.js';

const NOT_SEEN =
  'Tick that you have seen what is listed: the dates that still run, the files that were not sent, the responses changed since, the sendings without proof; a closed matter is on no desk and in no calendar. Nothing was saved';

const NOTHING_TO_SEE: SeenAtClose = { runs: [], unsent: [], changed: [], unproved: [] };

/** Matters as a list, and opening one. */
export function matterRoutes(deps: Deps): Router {
  const routes = Router();
  routes.get('/', async (req, res) => {
    const matters = await listMattersFor(deps.db, actorIn(res));
    renderPage(
      req,
      res,
      'matters/list',
      { title: 'Matters', section: 'matters' },
      { matters, canOpen: canOpen(res) },
    );
  });
  routes.get('/new', async (req, res) => {
    requireOpener(res);
    const { zone } = accountOf(res);
    const approvalForm = (await countCounsel(deps.db)) > 1 ? 'two-people' : 'one-person';
    showForm(req, res, 200, { zone, legend: DEFAULT_LEGEND, regime: 'private', approvalForm }, NO_ERRORS);
  });
  routes.post('/', async (req, res) => {
    requireOpener(res);
    const form = parseForm(matterForm, req.body);
    if (!form.ok) return showForm(req, res, 422, typed(req.body), form.errors);
    const id = await openMatter(deps, form.value, actorIn(res));
    flash(req, 'done', 'The matter is open. Log the letter next.');
    goTo(res, `/matters/${id}`);
  });
  return routes;
}

/** Who works on the matter in hand, and closing it. */
export function teamRoutes(deps: Deps, atClose: AskedAtClose, onceOpenAgain: OnceOpenAgain): Router {
  const routes = Router({ mergeParams: true });
  routes.get('/team', (req, res) => showTeam(deps, atClose, req, res, 200, {}, NO_ERRORS));
  routes.post('/access', async (req, res) => {
    requireLead(res);
    const form = parseForm(accessForm, req.body);
    if (!form.ok) return showTeam(deps, atClose, req, res, 422, typed(req.body), form.errors);
    await grantAccess(deps, matterOf(res).id, form.value, actorIn(res));
    const { name } = await getAccount(deps.db, form.value.accountId);
    flash(req, 'done', `${name} works on this matter as ${form.value.access} from now on.`);
    goTo(res, `/matters/${matterOf(res).id}/team`);
  });
  routes.post('/access/:accountId/withdrawal', async (req, res) => {
    requireLead(res);
    const accountId = param(req, 'accountId');
    await withdrawAccess(deps, matterOf(res).id, accountId, actorIn(res));
    const isOwn = accountId === accountOf(res).id;
    const { name } = await getAccount(deps.db, accountId);
    flash(
      req,
      'done',
      `${isOwn ? 'You no longer work' : `${name} no longer works`} on ${matterOf(res).title}.`,
    );
    goTo(res, isOwn ? '/matters' : `/matters/${matterOf(res).id}/team`);
  });
  routes.post('/closure', async (req, res) => {
    requireLead(res);
    const form = parseForm(closeForm, req.body);
    if (!form.ok) return showTeam(deps, atClose, req, res, 422, typed(req.body), form.errors);
    const { reason, version, runningOn, seen } = form.value;
    const listed = runningOn?.split(' ').filter((id) => id !== '') ?? [];
    if (listed.length > 0 && !seen)
      return showTeam(deps, atClose, req, res, 422, typed(req.body), fieldError('seen', NOT_SEEN));
    await closeMatter(deps, matterOf(res), { reason, version, seen: listed }, actorIn(res), atClose);
    flash(req, 'done', 'The matter is closed.');
    goTo(res, `/matters/${matterOf(res).id}`);
  });
  routes.post('/reopening', async (req, res) => {
    requireLead(res);
    const form = parseForm(reopenForm, req.body);
    if (!form.ok)
      return showTeam(deps, atClose, req, res, 422, {}, formError('The page was out of date. Try again.'));
    const { version } = form.value;
    const asked = await reopenMatter(deps, matterOf(res), version, actorIn(res), onceOpenAgain);
    const question =
      asked === 0
        ? ''
        : ` ${asked === 1 ? 'One of its dates is' : `${asked} of its dates are`} counted differently today: nothing has moved, counsel decides on the page of each.`;
    flash(req, asked === 0 ? 'done' : 'warn', `The matter is open again.${question}`);
    goTo(res, `/matters/${matterOf(res).id}`);
  });
  return routes;
}

async function showTeam(
  deps: Deps,
  atClose: AskedAtClose,
  req: Request,
  res: Response,
  status: number,
  values: Readonly<Record<string, string>>,
  errors: FormErrors,
): Promise<void> {
  const matter = matterOf(res);
  const team = await listTeam(deps.db, matter.id);
  const others = (await listAccounts(deps.db)).filter(
    (account) => account.disabledAt === null && !team.some((member) => member.accountId === account.id),
  );
  renderPage(
    req,
    res,
    'matters/team',
    { title: 'Team', tab: 'overview', status },
    {
      team,
      others: others.map((account) => ({ value: account.id, text: `${account.name}, ${account.role}` })),
      accesses: choices(ACCESSES),
      parties: await listParties(deps.db, matter.id),
      holds: await atClose.holds(deps.db, matter.id),
      ...(matter.state === 'open' ? await seenAtClose(atClose, deps.db, matter.id) : NOTHING_TO_SEE),
      matter,
      isLead: matter.access === 'lead' && worksOn(res),
      maySet: maySet(res) && matter.state === 'open',
      approvalText: APPROVAL_FORMS[matter.approvalForm],
      administers: isAdministrator(accountOf(res)),
      values,
      errors,
    },
  );
}

function showForm(
  req: Request,
  res: Response,
  status: number,
  values: Readonly<Record<string, string>>,
  errors: FormErrors,
): void {
  renderPage(
    req,
    res,
    'matters/new',
    { title: 'Open a matter', section: 'matters', status },
    { values, errors, regimes: choices(REGIMES), approvalForms: choices(APPROVAL_FORMS) },
  );
}

function canOpen(res: Response): boolean {
  return !isReadOnly(accountOf(res).role);
}

function requireOpener(res: Response): void {
  if (!canOpen(res)) throw new ForbiddenError('An auditor reads and does not open matters.');
}
