import { LIMIT_STARTS, LIMIT_UNITS, UNREAD_LIMIT } from '../../demands/demand.js';
import { saidTwice } from '../../deadlines/counting/said-twice.js';
import { dayText } from '../../platform/plain-date.js';
import { daysOfEvent } from './letter-json.js';
import type { Limit } from './proposal.js';

/** A limit in our words: `5 days from the date on the letter`, `by Fri 18 Nov 2011, 12:00`. */
export function limitWords(limit: Limit): string {
  if ('isUnread' in limit) return UNREAD_LIMIT;
  if ('date' in limit) {
    const days = [limit.date, ...limit.alternatives].map(dayText).join(' or ');
    return `by ${days}${limit.time === null ? '' : `, ${limit.time}`}`;
  }
  if (limit.count === 0) return 'at once';
  const unit = limit.count === 1 ? LIMIT_UNITS[limit.unit].replace(/s$/, '') : LIMIT_UNITS[limit.unit];
  const event =
    limit.eventOn === null
      ? LIMIT_STARTS.event
      : daysOfEvent(limit.text, limit.eventOn).map(dayText).join(' or ');
  const other = saidTwice(limit.text, limit.count);
  const amount = `${[limit.count, ...(other?.counts ?? [])].join(' or ')} ${unit}`;
  if (limit.direction === 'before') return `${amount} before ${event}`;
  const start = limit.from === 'event' ? event : LIMIT_STARTS[limit.from];
  return `${amount}${limit.fromStated ? ` from ${start}` : ', start not said'}`;
}
