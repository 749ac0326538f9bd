import { isPlainDate } from '../../platform/plain-date.js';
import { addMonths, dayOf, isoOf } from './day.js';

/** “by the 21st”, “no later than the 3rd”; “the third day after receipt” is a count. */
const NTH = /\b(?<day>\d{1,2})(?:st|nd|rd|th)\b(?!\s+\p{L}+\s+(?:after|of\s+receipt))/u;

/** The days that words like “by the 21st” name in a letter of that day; none where they name no such day. */
export function nthNamed(text: string, letterDate: string): readonly string[] {
  const day = NTH.exec(text)?.groups?.['day'];
  return day === undefined ? [] : nthOfMonth(Number(day), letterDate);
}

/**
 * The days that “by the 21st” may mean in a letter of that day: the first such day that does not fall before the letter's
 * own, and where that is the letter's own day the next one, the usual first. Empty where no month near has such a day.
 */
export function nthOfMonth(nth: number, letterDate: string): readonly string[] {
  const day = String(nth).padStart(2, '0');
  const first = dayOf(`${letterDate.slice(0, 8)}01`, 'letterDate');
  const ahead = [0, 1]
    .map((months) => `${isoOf(addMonths(first, months)).slice(0, 8)}${day}`)
    .filter((on) => isPlainDate(on) && on >= letterDate.slice(0, 10));
  const [near, next] = ahead;
  if (near === undefined) return [];
  return near === letterDate.slice(0, 10) && next !== undefined ? [next, near] : [near];
}
