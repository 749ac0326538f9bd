import { createHash, randomBytes } from 'node:crypto';
import type { RequestHandler } from 'express';

const REMEMBERED = 5_000;

/** A name for one rendering of a page; its forms carry it. */
export function newOnce(): string {
  return randomBytes(9).toString('base64url');
}

/**
 * A form that is sent twice from one page, as by a double click, counts once: the second gets the first one's answer.
 * Only where nothing in it was changed, and only where the first was taken: one that was refused may be sent again.
 * Remembered in this process alone.
 */
export function oncePerForm(): RequestHandler {
  const taken = new Map<string, Promise<string | null>>();
  return async (req, res, next) => {
    if (req.method !== 'POST' || req.get('hx-request') !== undefined) return next();
    const once = takeOnce(req.body);
    if (once === null) return next();
    const content = JSON.stringify([req.sessionID, once, req.originalUrl, req.body]);
    const key = createHash('sha256').update(content).digest('base64');
    const earlier = await taken.get(key);
    if (typeof earlier === 'string') return res.redirect(303, earlier);
    const answer = new Promise<string | null>((resolve) =>
      res.once('close', () => resolve(res.statusCode === 303 ? String(res.get('location')) : null)),
    );
    taken.set(key, answer);
    void answer.then((location) => {
      if (location === null) taken.delete(key);
    });
    for (const oldest of taken.keys()) {
      if (taken.size <= REMEMBERED) break;
      taken.delete(oldest);
    }
    next();
  };
}

function takeOnce(body: unknown): string | null {
  if (typeof body !== 'object' || body === null || !('_once' in body)) return null;
  const once = body._once;
  delete body._once;
  return typeof once === 'string' && once !== '' ? once : null;
}
