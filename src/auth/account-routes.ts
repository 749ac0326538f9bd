import { Router, type Request, type Response } from 'express';
import type { Deps } from '../platform/deps.js';
import { ConflictError, NotFoundError } from '../platform/errors.js';
import { fieldError, NO_ERRORS, parseForm, typed, type FormErrors } from '../web/form.js';
import { flash, goTo } from '../web/locals.js';
import { renderPage } from '../web/page.js';
import { accountForm, sampleForm } from './account-form.js';
import { listAccounts } from './account-store.js';
import { createAccount } from './create-account.js';
import { findSetting } from './setting-store.js';
import { accountOf, actorIn } from './signed-in.js';
import { switchSample } from './switch-sample.js';

/** The admin's page: who may sign in. To everyone else it does not exist. */
export function accountRoutes(deps: Deps): Router {
  const routes = Router();
  routes.use((_req, res, next) => {
    if (accountOf(res).role !== 'admin') throw new NotFoundError('page');
    next();
  });
  routes.get('/', (req, res) => showAccounts(deps, req, res, 200, { zone: deps.zone }, NO_ERRORS));
  routes.post('/sample', async (req, res) => {
    const form = parseForm(sampleForm, req.body);
    if (!form.ok) return showAccounts(deps, req, res, 422, {}, form.errors);
    await switchSample(deps, form.value.state, actorIn(res));
    goTo(res, '/accounts');
  });
  routes.post('/', async (req, res) => {
    const form = parseForm(accountForm, req.body);
    if (!form.ok) return showAccounts(deps, req, res, 422, typed(req.body), form.errors);
    try {
      await createAccount(deps, form.value, actorIn(res));
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
      return showAccounts(deps, req, res, 409, typed(req.body), fieldError('email', error.message));
    }
    flash(req, 'done', 'The account is made. Give the person access to a matter on that matter’s page.');
    goTo(res, '/accounts');
  });
  return routes;
}

async function showAccounts(
  deps: Deps,
  req: Request,
  res: Response,
  status: number,
  values: Readonly<Record<string, string>>,
  errors: FormErrors,
): Promise<void> {
  const { password: _never, ...shown } = values;
  const accounts = await listAccounts(deps.db);
  const isSampleOn = (await findSetting(deps.db, 'sample')) === 'on';
  renderPage(
    req,
    res,
    'auth/accounts',
    { title: 'Accounts', section: 'admin', status },
    { accounts, isSampleOn, values: shown, errors },
  );
}
