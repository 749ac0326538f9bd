import type { Request, RequestHandler, Response } from 'express';
import type { Actor } from '../audit/event.js';
import type { Deps } from '../platform/deps.js';
import { todayIn } from '../platform/plain-date.js';
import { csrfToken } from '../web/guards.js';
import { goTo, pageLocals } from '../web/locals.js';
import { actorOf, isAdministrator, type Account } from './account.js';
import { findActiveAccount } from './account-store.js';

/** Finds who is signed in, from the session, anew for each request: rights that ended have ended. */
export function findSignedIn(deps: Deps): RequestHandler {
  return async (req, res, next) => {
    await loadSignedIn(deps, req, res);
    next();
  };
}

/** Whose session it is, for what comes after in this request. */
export async function loadSignedIn(deps: Deps, req: Request, res: Response): Promise<void> {
  const id = req.session.accountId;
  const account = id === undefined ? null : await findActiveAccount(deps.db, id);
  if (!account) return;
  res.locals['account'] = account;
  const locals = pageLocals(res);
  locals.account = {
    id: account.id,
    name: account.name,
    role: account.role,
    administers: isAdministrator(account),
  };
  locals.zone = account.zone;
  locals.today = todayIn(deps.clock, account.zone);
}

/** From here on, someone is signed in; others are sent to sign in first, and come back to the page they asked for. */
export const requireAccount: RequestHandler = (req, res, next) => {
  const { account, address } = pageLocals(res);
  if (account) return next();
  if (req.method === 'GET' && req.get('hx-request') === undefined && req.accepts('html'))
    req.session.wanted = address;
  goTo(res, '/sign-in');
};

export function accountOf(res: Response): Account {
  const account: unknown = res.locals['account'];
  if (account === undefined) throw new Error('Nobody is signed in here.');
  return account as Account;
}

export function actorIn(res: Response): Actor {
  return actorOf(accountOf(res));
}

/** Starts a fresh session for an account: an id from before the sign-in is worth nothing after it. */
export async function startSession(req: Request, accountId: string): Promise<void> {
  await new Promise<void>((resolve, reject) =>
    req.session.regenerate((error: unknown) => (error ? reject(toError(error)) : resolve())),
  );
  req.session.accountId = accountId;
  csrfToken(req); // made now, so that two pages opened at once share it
  await new Promise<void>((resolve, reject) =>
    req.session.save((error: unknown) => (error ? reject(toError(error)) : resolve())),
  );
}

export async function endSession(req: Request): Promise<void> {
  await new Promise<void>((resolve, reject) =>
    req.session.destroy((error: unknown) => (error ? reject(toError(error)) : resolve())),
  );
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
