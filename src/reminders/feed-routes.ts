import { Router, type Request, type Response } from 'express';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { getMatter } from '../matters/matter-store.js';
import type { Deps } from '../platform/deps.js';
import { addDays, dayIn, todayIn } from '../platform/plain-date.js';
import { param } from '../web/locals.js';
import { findFeedByToken, listFeedDates } from './feed-store.js';
import { writeCalendar } from './write-calendar.js';

/** Ended dates stay in a calendar for a year. */
const KEPT_DAYS = 366;
const PER_MINUTE = { feed: 30, misses: 30 } as const;

/**
 * A calendar behind an address nobody can guess: the one page that a calendar program opens without signing in. Access
 * is asked at each visit; what is unknown, revoked or no longer theirs is the same plain 404.
 */
export function feedRoutes(deps: Deps, publicUrl: string): Router {
  const routes = Router();
  const perFeed = new RateLimiterMemory({ points: PER_MINUTE.feed, duration: 60 });
  const misses = new RateLimiterMemory({ points: PER_MINUTE.misses, duration: 60 });
  routes.get('/:token.ics', async (req: Request, res: Response) => {
    res.set('Cache-Control', 'private, no-store');
    const feed = await findFeedByToken(deps.db, param(req, 'token'));
    const wait = await secondsToWait(feed ? perFeed : misses, feed ? feed.id : (req.ip ?? 'unknown'));
    if (wait > 0) {
      res.set('Retry-After', String(wait)).status(429).type('text/plain');
      return void res.send(`Too often. Wait ${wait} seconds.\n`);
    }
    if (feed === null) return void res.status(404).type('text/plain').send('Not found.\n');
    const since = addDays(dayIn(deps.clock.now(), 'UTC'), -KEPT_DAYS);
    const dates = await listFeedDates(deps.db, feed, since);
    const matter = feed.matterId === null ? null : await getMatter(deps.db, feed.matterId);
    const text = writeCalendar(dates, {
      name: matter === null ? 'Rejoinder' : `Rejoinder ${matter.number}`,
      words: feed.words === 1,
      publicUrl,
      todayIn: (zone) => todayIn(deps.clock, zone),
    });
    res.type('text/calendar').send(text);
  });
  return routes;
}

async function secondsToWait(limiter: RateLimiterMemory, key: string): Promise<number> {
  try {
    await limiter.consume(key);
    return 0;
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
    throw refusal;
  }
}
