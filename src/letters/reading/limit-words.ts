import { LIMIT_STARTS, LIMIT_UNITS, UNREAD_LIMIT } from '../../demands/demand.js';
import { dayText } from '../../platform/plain-date.js';
import type { Limit } from './proposal.js';

/** A limit in our words: `5 days from the date on the letter`, `by Fri 18 Nov 2011, 12:00`. */
export function limitWords(limit: Limit): string {
  if ('isUnread' in limit) return UNREAD_LIMIT;
  if ('date' in limit) return `by ${dayText(limit.date)}${limit.time === null ? '' : `, ${limit.time}`}`;
  if (limit.count === 0) return 'at once';
  const unit = limit.count === 1 ? LIMIT_UNITS[limit.unit].replace(/s$/, '') : LIMIT_UNITS[limit.unit];
  const event = limit.eventOn === null ? LIMIT_STARTS.event : dayText(limit.eventOn);
  if (limit.direction === 'before') return `${limit.count} ${unit} before ${event}`;
  const start = limit.from === 'event' ? event : LIMIT_STARTS[limit.from];
  return `${limit.count} ${unit}${limit.fromStated ? ` from ${start}` : ', start not said'}`;
}
