import { Router, type Request, type Response } from 'express';
import type { Db } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { ConflictError, NotFoundError } from '../platform/errors.js';
import { dayIn, dayText } from '../platform/plain-date.js';
import { fieldError, formError, NO_ERRORS, parseForm, typed, type FormErrors } from '../web/form.js';
import { flash, goTo, pageLocals, param } from '../web/locals.js';
import { renderPage } from '../web/page.js';
import { isAdministrator, type Account } from './account.js';
import { accountForm, emptyForm, passwordForm, sampleForm } from './account-form.js';
import { getAccount, listAccounts } from './account-store.js';
import { becomeCounsel, disableAccount, enableAccount, setPassword } from './change-account.js';
import { createAccount } from './create-account.js';
import type { SampleHolder } from './sample-holder.js';
import { findSetting } from './setting-store.js';
import { accountOf, actorIn, startSession } from './signed-in.js';
import { switchSample } from './switch-sample.js';

/** How many open matters only this account leads; asked of a folder that comes after this one. */
export type CountLedAlone = (db: Db, accountId: string) => Promise<number>;

/** The administrator's pages: who may sign in. To everyone else they do not exist. */
export function accountRoutes(
  deps: Deps,
  { sample, sendsMail }: { readonly sample: SampleHolder; readonly sendsMail: boolean },
  countLedAlone: CountLedAlone,
): Router {
  const routes = Router();
  const show = listPage(deps, sample, sendsMail);
  const showOne = accountPage(deps, countLedAlone);
  routes.use((_req, res, next) => {
    if (!isAdministrator(accountOf(res))) throw new NotFoundError('page');
    next();
  });
  routes.get('/', (req, res) => show(req, res, 200, { zone: accountOf(res).zone }, NO_ERRORS));
  routes.post('/', async (req, res) => {
    const form = parseForm(accountForm, req.body);
    if (!form.ok) return show(req, res, 422, typed(req.body), form.errors);
    try {
      await createAccount(deps, form.value, actorIn(res));
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
      return show(req, res, 409, typed(req.body), fieldError('email', error.message));
    }
    flash(req, 'done', 'The account is made. Give the person access to a matter on that matter’s page.');
    goTo(res, '/accounts');
  });
  routes.post('/sample', async (req, res) => {
    const form = parseForm(sampleForm, req.body);
    if (!form.ok) return show(req, res, 422, {}, form.errors);
    await switchSample(deps, form.value.state, actorIn(res));
    flash(req, 'done', `The sample is switched ${form.value.state}.`);
    goTo(res, '/accounts');
  });
  routes.post('/counsel', async (req, res) => {
    const form = parseForm(emptyForm, req.body);
    if (!form.ok) return show(req, res, 422, {}, form.errors);
    await becomeCounsel(deps, actorIn(res));
    await startSession(req, accountOf(res).id);
    flash(req, 'done', 'You are counsel as well: you adopt dates and approve what goes out.');
    goTo(res, '/accounts');
  });
  routes.get('/:accountId', async (req, res) => showOne(req, res, 200, NO_ERRORS));
  routes.post('/:accountId/password', async (req, res) => {
    const account = await getAccount(deps.db, param(req, 'accountId'));
    const form = parseForm(passwordForm, req.body);
    if (!form.ok) return showOne(req, res, 422, form.errors);
    await setPassword(deps, account.id, form.value.password, actorIn(res));
    if (account.id === accountOf(res).id) await startSession(req, account.id);
    flash(
      req,
      'done',
      `${account.name} has the new password. Where they were signed in, they no longer are.`,
    );
    goTo(res, `/accounts/${account.id}`);
  });
  routes.post('/:accountId/disabling', async (req, res) => {
    const account = await getAccount(deps.db, param(req, 'accountId'));
    const form = parseForm(emptyForm, req.body);
    if (!form.ok) return showOne(req, res, 422, form.errors);
    try {
      await disableAccount(deps, account.id, actorIn(res));
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
      return showOne(req, res, 409, formError(error.message));
    }
    flash(req, 'done', `The account of ${account.name} is off, and signed out everywhere.`);
    goTo(res, `/accounts/${account.id}`);
  });
  routes.post('/:accountId/enabling', async (req, res) => {
    const account = await getAccount(deps.db, param(req, 'accountId'));
    const form = parseForm(emptyForm, req.body);
    if (!form.ok) return showOne(req, res, 422, form.errors);
    await enableAccount(deps, account.id, actorIn(res));
    flash(req, 'done', `The account of ${account.name} is on again, with the password it had.`);
    goTo(res, `/accounts/${account.id}`);
  });
  return routes;
}

const listPage =
  (deps: Deps, sample: SampleHolder, sendsMail: boolean) =>
  async (
    req: Request,
    res: Response,
    status: number,
    values: Readonly<Record<string, string>>,
    errors: FormErrors,
  ): Promise<void> => {
    const accounts = await listAccounts(deps.db);
    renderPage(
      req,
      res,
      'auth/accounts',
      { title: 'Accounts', section: 'admin', status },
      {
        accounts: accounts.map(rowOf),
        isOnlyAdmin: accountOf(res).role === 'admin',
        isSampleOn: (await findSetting(deps.db, 'sample')) === 'on',
        sampleStands: sample.stands(),
        sendsMail,
        values,
        errors,
      },
    );
  };

const accountPage =
  (deps: Deps, countLedAlone: CountLedAlone) =>
  async (req: Request, res: Response, status: number, errors: FormErrors): Promise<void> => {
    const account = await getAccount(deps.db, param(req, 'accountId'));
    const zone = pageLocals(res).zone;
    renderPage(
      req,
      res,
      'auth/account',
      { title: account.name, section: 'admin', status },
      {
        account: {
          ...rowOf(account),
          made: dayText(dayIn(account.createdAt, zone)),
          off: account.disabledAt === null ? null : dayText(dayIn(account.disabledAt, zone)),
        },
        isOwn: account.id === accountOf(res).id,
        ledAlone: await countLedAlone(deps.db, account.id),
        values: {},
        errors,
      },
    );
  };

/** What a page may know of an account: never its password's hash. */
function rowOf(account: Account) {
  return {
    id: account.id,
    name: account.name,
    email: account.email,
    zone: account.zone,
    isOff: account.disabledAt !== null,
    roleText:
      isAdministrator(account) && account.role !== 'admin' ? `${account.role}, administers` : account.role,
  };
}
