import { Router, type Request, type Response } from 'express';
import { recordEvent } from '../audit/audit-store.js';
import { inTransaction } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { formError, NO_ERRORS, parseForm, typed, type FormErrors } from '../web/form.js';
import { goTo, pageLocals } from '../web/locals.js';
import { renderPage } from '../web/page.js';
import { signInForm } from './account-form.js';
import { countAccounts } from './account-store.js';
import { attemptSignIn, type Throttle } from './sign-in.js';
import { accountOf, actorIn, endSession, startSession } from './signed-in.js';

export function signInRoutes(deps: Deps, throttle: Throttle): Router {
  const routes = Router();
  routes.get('/sign-in', showSignIn(deps));
  routes.post('/sign-in', createSession(deps, throttle));
  routes.post('/sign-out', deleteSession(deps));
  return routes;
}

const showSignIn = (deps: Deps) => async (req: Request, res: Response) => {
  if (pageLocals(res).account) return goTo(res, '/desk');
  if (deps.isSample || (await countAccounts(deps.db)) === 0) return goTo(res, '/');
  showForm(req, res, 200, {}, NO_ERRORS);
};

const createSession = (deps: Deps, throttle: Throttle) => async (req: Request, res: Response) => {
  const form = parseForm(signInForm, req.body);
  if (!form.ok) return showForm(req, res, 422, typed(req.body), form.errors);
  const { email, password } = form.value;
  const attempt = await attemptSignIn(deps, throttle, email, password, req.ip ?? 'unknown');
  if (attempt.kind === 'refused') {
    if (attempt.wait > 0) res.set('Retry-After', String(attempt.wait));
    return showForm(req, res, attempt.status, typed(req.body), formError(attempt.words));
  }
  const wanted = req.session.wanted ?? '/desk';
  await startSession(req, attempt.account.id);
  goTo(res, wanted);
};

const deleteSession = (deps: Deps) => async (req: Request, res: Response) => {
  if (pageLocals(res).account) {
    const account = accountOf(res);
    await inTransaction(deps, (tx) =>
      recordEvent(tx, {
        by: actorIn(res),
        at: deps.clock.now(),
        action: 'account.signedOut',
        subject: account.id,
      }),
    );
  }
  await endSession(req);
  res.set('Clear-Site-Data', '"cache", "cookies", "storage"');
  goTo(res, '/');
};

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
    'auth/sign-in',
    { title: 'Sign in', status, isPlain: true },
    { values, errors, isForSample: req.query['for'] === 'sample' },
  );
}
