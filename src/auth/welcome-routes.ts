import { timingSafeEqual } from 'node:crypto';
import { Router, type Request, type Response } from 'express';
import type { Deps } from '../platform/deps.js';
import { fieldError, NO_ERRORS, parseForm, typed, type FormErrors } from '../web/form.js';
import { flash, goTo, pageLocals } from '../web/locals.js';
import { renderPage } from '../web/page.js';
import { firstAccountForm } from './account-form.js';
import { countAccounts } from './account-store.js';
import { createFirstAccount } from './create-account.js';
import type { SampleHolder } from './sample-holder.js';
import { openThrottle } from './sign-in.js';
import { startSession } from './signed-in.js';

/** What the way in needs from whoever started the server. */
export interface WayIn {
  /** Proves that the person at the browser can read the console. */
  readonly setupCode: string;
  readonly sample: SampleHolder;
}

/** The first visit, and the first account. */
export function welcomeRoutes(deps: Deps, wayIn: WayIn): Router {
  const routes = Router();
  const throttle = openThrottle();
  routes.get('/', showWelcome(deps, wayIn));
  if (deps.isSample) return routes;
  routes.get('/first-account', async (req, res) => {
    if ((await countAccounts(deps.db)) > 0) return goTo(res, '/sign-in');
    showForm(req, res, 200, { zone: deps.zone }, NO_ERRORS);
  });
  routes.post('/first-account', async (req, res) => {
    const form = parseForm(firstAccountForm, req.body);
    if (!form.ok) return showForm(req, res, 422, typed(req.body), form.errors);
    if ((await throttle.secondsToWait('first account', req.ip ?? 'unknown')) > 0)
      return showForm(
        req,
        res,
        429,
        typed(req.body),
        fieldError('code', 'Too many attempts. Wait a minute and try again.'),
      );
    if (!isSame(form.value.code, wayIn.setupCode))
      return showForm(
        req,
        res,
        422,
        typed(req.body),
        fieldError('code', 'This is not the code on the console. It changes at every start.'),
      );
    const { code: _used, ...request } = form.value;
    await startSession(req, await createFirstAccount(deps, request));
    flash(
      req,
      'done',
      request.isCounsel
        ? 'Your account is made. Open a matter, or drop a letter on the Desk.'
        : 'Your account is made. It administers: make accounts for counsel and the others under Accounts.',
    );
    goTo(res, '/desk');
  });
  return routes;
}

const showWelcome = (deps: Deps, wayIn: WayIn) => async (req: Request, res: Response) => {
  if (pageLocals(res).account) return goTo(res, '/desk');
  if (deps.isSample)
    return renderPage(req, res, 'auth/enter-sample', { title: 'The sample', isPlain: true }, {});
  if ((await countAccounts(deps.db)) > 0) return goTo(res, '/sign-in');
  renderPage(
    req,
    res,
    'auth/welcome',
    { title: 'Welcome', isPlain: true },
    { isSampleOffered: await wayIn.sample.isOffered() },
  );
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
    'auth/first-account',
    { title: 'Make the first account', status, isPlain: true },
    { values, errors },
  );
}

function isSame(given: string, code: string): boolean {
  const [a, b] = [Buffer.from(given.trim()), Buffer.from(code)];
  return a.length === b.length && timingSafeEqual(a, b);
}
