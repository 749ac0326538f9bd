import { findTimeLimits } from './find-time-limit.js';
import type { FoundLimit } from './found-limit.js';
import type { LimitWords } from './limit-facts.js';

/**
 * The further limits that the words of one limit name: the day of “within 7 days, that is by 9 June”, the count of “by
 * 12 June or within 7 days of receipt, whichever is the earlier”. None where the words do not name the limit itself.
 */
export function otherLimits(words: LimitWords, letterDate: string | null): FoundLimit[] {
  const limits = findTimeLimits(words.text, letterDate).filter(
    ({ unit }) => unit !== 'immediate' && unit !== 'unread',
  );
  const own = limits.findIndex((one) => isOf(one, words));
  return limits.length < 2 || own < 0 ? [] : limits.filter((_, index) => index !== own);
}

function isOf({ count, unit, dates }: FoundLimit, words: LimitWords): boolean {
  if (words.fixedOn) return unit === 'date' && dates.includes(words.fixedOn.slice(0, 10));
  const isYears = unit === 'year' && words.unit === 'month';
  return isYears ? words.count === (count ?? 0) * 12 : count === words.count && unit === words.unit;
}
