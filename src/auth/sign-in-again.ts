import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import type { Deps } from '../platform/deps.js';
import { withoutActing } from '../platform/not-acting.js';
import { formError, NO_ERRORS, parseForm, type FormErrors } from '../web/form.js';
import { BadRequestError, ExpiredFormError, filledInBy } from '../web/guards.js';
import { flash, goTo, pageLocals } from '../web/locals.js';
import { renderPage } from '../web/page.js';
import { signInAgainForm } from './account-form.js';
import { attemptSignIn, type Throttle } from './sign-in.js';
import { loadSignedIn, startSession } from './signed-in.js';

const AGAIN =
  'You were signed out when you sent this, so nothing was saved. You are signed in again: look at it and send it once more.';
const ANOTHER =
  'This form was filled in by another account than the one that is signed in now, so nothing was saved.';
const SIGN_IN_FIELDS = ['_signInEmail', '_signInPassword'];

/** Where work is typed. Forms elsewhere change accounts or the sample: they are filled in anew. */
const KEPT_BELOW = /^\/(matters|desk)(\/|$)/;

/**
 * A form whose session had ended is not lost. Whoever filled it in gets it back to look at, with nothing done: at once
 * where they are signed in again already, and else behind a sign-in that carries what was typed. Nobody else does.
 */
export function takeUpExpiredForms(deps: Deps): ErrorRequestHandler {
  return (error: unknown, req, res, next) => {
    if (!(error instanceof ExpiredFormError) || deps.isSample || !isFromPage(req)) return next(error);
    const { account } = pageLocals(res);
    const by = filledInBy(req);
    takeSignIn(req.body);
    if (account === null && (by !== null || hasFiles(req)))
      return showSignedOut(req, res, 403, NO_ERRORS, '');
    if (account === null || by === null) return next(error);
    if (by !== account.id) return next(new BadRequestError(ANOTHER, 403));
    return isKept(req) ? withoutActing(AGAIN, () => next()) : next(error);
  };
}

/** The sign-in on the page that says so: afterwards the form is there again, as it was typed, and nothing is done. */
export function signInAgain(deps: Deps, throttle: Throttle): RequestHandler {
  return async (req, res, next) => {
    const asked = req.method === 'POST' ? takeSignIn(req.body) : null;
    if (asked === null || pageLocals(res).account !== null || deps.isSample) return next();
    const email = asked['_signInEmail'] ?? '';
    const form = parseForm(signInAgainForm, asked);
    if (!form.ok) return showSignedOut(req, res, 422, form.errors, email);
    const { _signInEmail, _signInPassword } = form.value;
    const attempt = await attemptSignIn(deps, throttle, _signInEmail, _signInPassword, req.ip ?? 'unknown');
    if (attempt.kind === 'refused') {
      if (attempt.wait > 0) res.set('Retry-After', String(attempt.wait));
      return showSignedOut(req, res, attempt.status, formError(attempt.words), email);
    }
    await startSession(req, attempt.account.id);
    await loadSignedIn(deps, req, res);
    if (filledInBy(req) === attempt.account.id && isKept(req)) return withoutActing(AGAIN, () => next());
    flash(req, 'warn', ANOTHER);
    goTo(res, '/desk');
  };
}

/** The page with the sign-in in place. The fields wait in it; passwords and our own marks do not. */
function showSignedOut(req: Request, res: Response, status: number, errors: FormErrors, email: string): void {
  const { base, address } = pageLocals(res);
  const by = filledInBy(req);
  const isCarried = by !== null && isKept(req);
  // Without the form, signing in leads to the page it stands on.
  if (!isCarried) req.session.wanted = address;
  renderPage(
    req,
    res,
    'auth/signed-out',
    { title: 'You are signed out', status, isPlain: true },
    {
      errors,
      values: { _signInEmail: email, email },
      hadFiles: hasFiles(req),
      isCarried,
      action: isCarried ? base + address : `${base}/sign-in`,
      fields: isCarried ? [{ name: '_by', value: by }, ...fieldsOf(req.body)] : [],
    },
  );
}

function fieldsOf(body: unknown): { name: string; value: string }[] {
  if (typeof body !== 'object' || body === null) return [];
  return Object.entries(body as Readonly<Record<string, unknown>>)
    .filter(([name]) => name !== '_csrf' && name !== '_once' && !/password/i.test(name))
    .flatMap(([name, value]) =>
      (Array.isArray(value) ? (value as unknown[]) : [value]).map((one) => ({ name, value: String(one) })),
    );
}

/** Takes the answers to the sign-in out of a form, so that what is left is the form as it was typed; null without them. */
function takeSignIn(body: unknown): Record<string, string> | null {
  if (typeof body !== 'object' || body === null) return null;
  const held = body as Record<string, unknown>;
  const taken: Record<string, string> = {};
  for (const name of SIGN_IN_FIELDS) {
    const value = held[name];
    delete held[name];
    if (typeof value === 'string') taken[name] = value;
  }
  return Object.keys(taken).length === 0 ? null : taken;
}

function isKept(req: Request): boolean {
  return KEPT_BELOW.test(req.path);
}

function hasFiles(req: Request): boolean {
  return Boolean(req.is('multipart/form-data'));
}

/** A page is answered with a page; a script that asks for a part of one hears the plain refusal. */
function isFromPage(req: Request): boolean {
  return req.get('hx-request') === undefined && req.accepts(['html', 'json']) === 'html';
}
