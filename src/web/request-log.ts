import type { RequestHandler } from 'express';
import { pinoHttp } from 'pino-http';
import type { Log } from '../platform/log.js';

/** Every request with its status, and an answer of 500 or more as an error. */
export function logRequests(log: Log): RequestHandler {
  return pinoHttp({
    logger: log,
    // Addresses only without their query: it may carry a token or someone's search.
    serializers: {
      req: (req: { method: string; url: string }) => ({ method: req.method, path: plainPath(req.url) }),
      res: (res: { statusCode: number }) => ({ status: res.statusCode }),
    },
    customLogLevel: (_req, res) => (res.statusCode >= 500 ? 'error' : 'info'),
  });
}

/** Without the query, and without the secret in a calendar's address. */
function plainPath(url: string): string {
  return (url.split('?')[0] ?? '').replace(/\/calendar\/[^/]+\.ics/, '/calendar/….ics');
}
