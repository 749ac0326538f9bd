import { Router, type Request, type Response } from 'express';
import type { Deps } from '../platform/deps.js';
import { ConflictError, NotFoundError } from '../platform/errors.js';
import { fieldError, NO_ERRORS, parseForm, typed, type FormErrors } from '../web/form.js';
import { flash, goTo } from '../web/locals.js';
import { renderPage } from '../web/page.js';
import { isAdministrator } from './account.js';
import { ownPasswordForm, ownZoneForm } from './account-form.js';
import { changeOwnPassword, changeOwnZone } from './change-account.js';
import { openThrottle } from './sign-in.js';
import { accountOf, actorIn, startSession } from './signed-in.js';

/** What anyone may change about their own account: the password and the time zone. */
export function ownAccountRoutes(deps: Deps): Router {
  const routes = Router();
  const throttle = openThrottle();
  const show = ownPage(deps);
  routes.get('/', (req, res) => show(req, res, 200, {}, NO_ERRORS));
  routes.post('/zone', async (req, res) => {
    const form = parseForm(ownZoneForm, req.body);
    if (!form.ok) return show(req, res, 422, typed(req.body), form.errors);
    await changeOwnZone(deps, form.value.zone, actorIn(res));
    flash(req, 'done', `Your time zone is ${form.value.zone}. Dates already counted keep theirs.`);
    goTo(res, '/account');
  });
  routes.post('/password', async (req, res) => {
    // Those of the sample are entered with one click and have none.
    if (deps.isSample) throw new NotFoundError('page');
    const form = parseForm(ownPasswordForm, req.body);
    if (!form.ok) return show(req, res, 422, {}, form.errors);
    const account = accountOf(res);
    const wait = await throttle.secondsToWait(account.email, req.ip ?? 'unknown');
    if (wait > 0) {
      res.set('Retry-After', String(wait));
      return show(
        req,
        res,
        429,
        {},
        fieldError('currentPassword', `Too many attempts. Wait ${wait} seconds and try again.`),
      );
    }
    try {
      await changeOwnPassword(deps, form.value, actorIn(res));
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
      return show(req, res, 422, {}, fieldError('currentPassword', error.message));
    }
    await throttle.forgive(account.email, req.ip ?? 'unknown');
    await startSession(req, account.id);
    flash(req, 'done', 'You have a new password. Elsewhere you are signed out.');
    goTo(res, '/account');
  });
  return routes;
}

const ownPage =
  (deps: Deps) =>
  (
    req: Request,
    res: Response,
    status: number,
    values: Readonly<Record<string, string>>,
    errors: FormErrors,
  ): void => {
    const account = accountOf(res);
    const administers = isAdministrator(account) && account.role !== 'admin';
    renderPage(
      req,
      res,
      'auth/own-account',
      { title: 'Your account', status },
      {
        account: {
          name: account.name,
          email: account.email,
          roleText: administers ? `${account.role}, administers` : account.role,
        },
        hasPassword: !deps.isSample,
        values: { zone: account.zone, ...values },
        errors,
      },
    );
  };
