import { LIMIT_STARTS, LIMIT_UNITS, UNREAD_LIMIT } from '../../demands/demand.js';
import { daysAdded } from '../../deadlines/counting/amounts-said.js';
import { saidInAnotherUnit, saidTwice } from '../../deadlines/counting/said-twice.js';
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
  const days = daysAdded(limit.text, limit.count, limit.unit).input.extension?.count ?? 0;
  const more = days === 0 ? '' : ` and ${days} ${days === 1 ? 'day' : 'days'}`;
  const again = saidInAnotherUnit(limit.text, limit.count);
  const or = again === null ? '' : ` or ${again.count} ${LIMIT_UNITS[again.unit]}`;
  const amount = `${[limit.count, ...(other?.counts ?? [])].join(' or ')} ${unit}${more}${or}`;
  if (limit.direction === 'before') return `${amount} before ${event}`;
  const start = limit.from === 'event' ? event : LIMIT_STARTS[limit.from];
  return `${amount}${limit.fromStated ? ` from ${start}` : ', start not said'}`;
}
