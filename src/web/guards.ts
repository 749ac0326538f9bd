import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { csrfSync } from 'csrf-sync';

/** What a browser sent cannot be taken, for a reason the person can mend. */
export class BadRequestError extends Error {
  override name = 'BadRequestError';
  readonly status: number;
  constructor(message: string, status = 400) {
    super(message);
    this.status = status;
  }
}

/** A form of a session that has ended: its token proves nothing any more, whoever is signed in now. */
export class ExpiredFormError extends BadRequestError {
  override name = 'ExpiredFormError';
  constructor() {
    super(
      'This page had expired, so nothing was saved. Go back, copy what you typed, load the page again and send it from there.',
      403,
    );
  }
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

const { csrfSynchronisedProtection, generateToken } = csrfSync({
  getTokenFromRequest: (req) => tokenIn(req.body) ?? tokenIn(req.query) ?? req.get('x-csrf-token') ?? null,
});

/** The token bound to this session, made when first needed. */
export function csrfToken(req: Request): string {
  return generateToken(req);
}

const filledIn = new WeakMap<object, string>();

/** The account whose page a form was sent from, as the form names it; null where the browser does not vouch for the page. */
export function filledInBy(req: object): string | null {
  return filledIn.get(req) ?? null;
}

/**
 * A change is taken only from our own pages: Fetch Metadata first, the Origin where a browser sends none,
 * and always the token of this session.
 */
export const sameOrigin: RequestHandler = (req, res, next) => {
  if (SAFE.has(req.method)) return next();
  const site = req.get('sec-fetch-site');
  const origin = req.get('origin');
  const isForeign =
    site === undefined
      ? origin !== undefined && originHost(origin) !== req.get('host')
      : site !== 'same-origin' && site !== 'none';
  if (isForeign) return next(new BadRequestError('This came from another site, so nothing was saved.', 403));
  const by = takeBy(req.body);
  if (by !== null && (site === 'same-origin' || (site === undefined && origin !== undefined)))
    filledIn.set(req, by);
  csrfSynchronisedProtection(req, res, (error?: unknown) => next(error ? new ExpiredFormError() : undefined));
};

/** Only methods we answer, only addresses and queries that mean one thing. */
export function plainRequests(req: Request, _res: Response, next: NextFunction): void {
  if (!['GET', 'HEAD', 'POST'].includes(req.method))
    return next(new BadRequestError(`${req.method} is not answered here.`, 405));
  if (req.originalUrl.includes('\0') || /%00/i.test(req.originalUrl))
    return next(new BadRequestError('The address is not valid.'));
  for (const [name, value] of Object.entries(req.query)) {
    if (typeof value !== 'string')
      return next(new BadRequestError(`“${name}” is given twice in the address.`));
    if (/[[\]]|__proto__/.test(name))
      return next(new BadRequestError('The address has a name that is not known.'));
  }
  next();
}

const odd = new WeakSet<object>();

/** Remembers a form with a name that means something to the language itself: the parser would drop it in silence. */
export function noticeOddNames(req: object, _res: unknown, body: Buffer): void {
  if (/(^|&)(__proto__|constructor|prototype)(=|%5b|\[)/i.test(body.toString('latin1'))) odd.add(req);
}

/** Puts such a name back as a field nobody knows, so that the form refuses it in words and keeps what was typed. */
export function keepOddNames(req: Request, _res: Response, next: NextFunction): void {
  if (odd.has(req)) req.body = { ...(req.body as object), '(__proto__)': 'refused' };
  next();
}

function takeBy(body: unknown): string | null {
  if (typeof body !== 'object' || body === null || !('_by' in body)) return null;
  const by = body._by;
  delete body._by;
  return typeof by === 'string' && by !== '' ? by : null;
}

function tokenIn(holder: unknown): string | null {
  if (typeof holder !== 'object' || holder === null || !('_csrf' in holder)) return null;
  return typeof holder._csrf === 'string' ? holder._csrf : null;
}

function originHost(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}
