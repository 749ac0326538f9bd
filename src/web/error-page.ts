import { randomBytes } from 'node:crypto';
import type { ErrorRequestHandler, RequestHandler } from 'express';
import { BadRequestError } from './guards.js';
import type { Log } from '../platform/log.js';
import { ConflictError } from '../platform/errors.js';
import { pageLocals } from './locals.js';
import { renderPage } from './page.js';
import { sentForm } from './sent-fields.js';

const NOT_FOUND =
  'There is nothing here, or it is not yours to see. Check the address, or go back to the Desk.';

/** What exists and what is not yours read exactly alike. */
export const notFound: RequestHandler = (req, res) => {
  renderPage(req, res, 'web/not-found', { title: 'Not found', status: 404 }, { message: NOT_FOUND });
};

/** One handler for every error: a sentence for the person, the insides only for the log. */
export function errorPage(log: Log): ErrorRequestHandler {
  return (error: unknown, req, res, next) => {
    // Whoever leaves a page while its pictures load breaks off the sending; that is nobody's error.
    if (res.destroyed && isBrokenOff(error)) return;
    if (res.headersSent) return next(error);
    const status = statusOf(error);
    if (status === 404) return notFound(req, res, next);
    const incident = status >= 500 ? randomBytes(4).toString('hex') : null;
    if (incident) log.error({ err: error, incident }, 'a request failed');
    const message =
      incident && status === 500
        ? `Something went wrong on our side; nothing was saved. Quote ${incident} to your administrator.`
        : messageOf(error);
    if (req.accepts(['html', 'json']) === 'json') return void res.status(status).json({ error: message });
    // Only what our own rules refused, behind every guard: a form that others made a browser send is not handed back.
    const sent = error instanceof ConflictError ? sentForm(req) : null;
    const action = pageLocals(res).base + pageLocals(res).address;
    renderPage(
      req,
      res,
      'web/error',
      { title: titleOf(status), status },
      { message, incident, status, sent, action, hadFiles: Boolean(req.is('multipart/form-data')) },
    );
  };
}

function isBrokenOff(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
}

function statusOf(error: unknown): number {
  if (error instanceof URIError) return 400;
  if (typeof error !== 'object' || error === null || !('status' in error)) return 500;
  return typeof error.status === 'number' && error.status >= 400 && error.status < 600 ? error.status : 500;
}

function messageOf(error: unknown): string {
  if (error instanceof URIError) return 'The address is not valid.';
  if (error instanceof BadRequestError) return error.message;
  if (typeof error === 'object' && error !== null && 'type' in error) {
    if (error.type === 'entity.too.large')
      return 'The form is larger than 100 kB; nothing was saved. Shorten the text or attach it as a file.';
    if (error.type === 'parameters.too.many') return 'The form has too many fields; nothing was saved.';
    if (String(error.type).startsWith('e')) return 'The form could not be read; nothing was saved.';
  }
  return error instanceof Error ? error.message : 'That did not work; nothing was saved.';
}

function titleOf(status: number): string {
  const titles: Record<number, string> = {
    400: 'That could not be read',
    403: 'Not allowed',
    405: 'Not answered here',
    409: 'Not possible as it stands now',
    413: 'Too large',
    415: 'Not a form of ours',
    422: 'Please look again',
    429: 'Too many attempts',
    507: 'Storage is full',
  };
  return titles[status] ?? 'Something went wrong';
}
