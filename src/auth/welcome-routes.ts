import { timingSafeEqual } from 'node:crypto';
import { Router, type Request, type Response } from 'express';
import { recordEvent } from '../audit/audit-store.js';
import { inTransaction } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { fieldError, NO_ERRORS, parseForm, typed, type FormErrors } from '../web/form.js';
import { BadRequestError } from '../web/guards.js';
import { flash, goTo, pageLocals } from '../web/locals.js';
import { renderPage } from '../web/page.js';
import { actorOf } from './account.js';
import { enterForm, firstAccountForm } from './account-form.js';
import { countAccounts, listAccounts } from './account-store.js';
import { createFirstAccount } from './create-account.js';
import { openThrottle } from './sign-in.js';
import { startSession } from './signed-in.js';

/** The sample as the server holds it: the same app with a data folder and a clock of its own. */
export interface SampleHolder {
  /** Until the first real account exists, afterwards only when the admin switched it on. */
  isOffered(): Promise<boolean>;
  /** Makes the sample if need be; resolves when it answers. */
  open(): Promise<void>;
  reset(): Promise<void>;
  throwAway(): Promise<void>;
}

/** What the way in needs from whoever started the server. */
export interface WayIn {
  /** Proves that the person at the browser can read the console. */
  readonly setupCode: string;
  readonly sample: SampleHolder;
}

/** The way in: first visit, first account, and in the sample one click to enter. */
export function welcomeRoutes(deps: Deps, wayIn: WayIn): Router {
  const routes = Router();
  const throttle = openThrottle();
  routes.get('/', showWelcome(deps, wayIn));
  if (deps.isSample) {
    routes.get('/enter', showEnter);
    routes.post('/enter', enterSample(deps));
    routes.post('/reset', endSample(deps, wayIn.sample.reset, '/'));
    routes.post('/disposal', endSample(deps, wayIn.sample.throwAway, '/../'));
    return routes;
  }
  routes.post('/sample-visit', visitSample(wayIn));
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
    flash(req, 'done', 'Your account is made. Open a matter, or drop a letter on the Desk.');
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

const showEnter = (req: Request, res: Response): void =>
  renderPage(req, res, 'auth/enter-sample', { title: 'The sample', isPlain: true }, {});

const visitSample = (wayIn: WayIn) => async (_req: Request, res: Response) => {
  if (!(await wayIn.sample.isOffered())) throw new BadRequestError('The sample is not offered here.', 403);
  await wayIn.sample.open();
  goTo(res, '/sample/');
};

/** The answer goes out first: the rows that hold this very session are about to go. */
const endSample = (deps: Deps, end: () => Promise<void>, to: string) => (_req: Request, res: Response) => {
  res.on('finish', () => {
    end().catch((error: unknown) => deps.log.error({ err: error }, 'the sample could not be ended'));
  });
  goTo(res, to);
};

const enterSample = (deps: Deps) => async (req: Request, res: Response) => {
  const form = parseForm(enterForm, req.body);
  if (!form.ok) throw new BadRequestError('Choose who to enter as: paralegal, counsel or auditor.', 422);
  const account = (await listAccounts(deps.db)).find((one) => one.role === form.value.role);
  if (!account) throw new BadRequestError('The sample has no such account; reset the sample.', 409);
  await inTransaction(deps, (tx) =>
    recordEvent(tx, {
      by: actorOf(account),
      at: deps.clock.now(),
      action: 'account.signedIn',
      subject: account.id,
    }),
  );
  await startSession(req, account.id);
  goTo(res, '/desk');
};

function showForm(
  req: Request,
  res: Response,
  status: number,
  values: Readonly<Record<string, string>>,
  errors: FormErrors,
): void {
  const { password: _never, ...shown } = values;
  renderPage(
    req,
    res,
    'auth/first-account',
    { title: 'Make the first account', status, isPlain: true },
    { values: shown, errors },
  );
}

function isSame(given: string, code: string): boolean {
  const [a, b] = [Buffer.from(given.trim()), Buffer.from(code)];
  return a.length === b.length && timingSafeEqual(a, b);
}
