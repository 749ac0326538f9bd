import { NUMBER_NAMES, NUMBER_WORDS, numberOf } from './number-words.js';

const NUMBER = String.raw`(?:\d{1,4}|${NUMBER_WORDS})`;
const NEXT = String.raw`(?:\d{1,4}|${NUMBER_NAMES})`;
const DASH = String.raw`[-‐‑–—−~/]`;
const AT_MOST = String.raw`(?:at\s+(?:the\s+)?(?:very\s+)?(?:most|latest|outside)|(?:no|not)\s+(?:more|later)\s+than|up\s+to)`;
const JOIN = String.raw`(?:\s*${DASH}\s*(?:(?:to|or)\s*${DASH}\s*)?|,?\s*(?:or|but|and)?,?\s*\b${AT_MOST},?\s+|,?\s+(?:to|or)\s+|(?<=\d)to(?=\d))`;
const BRACKETS = String.raw`(?:\s*[([]\s*(?:i\.\s?e\.,?\s*|say\s+)?${NEXT}(?:${JOIN}${NEXT})?\s*[)\]])`;
const NEXT_SAID = `${NEXT}${BRACKETS}?,?`;
const SAME_UNIT = String.raw`(?:\s*(?<same>(?:(?:calendar|business|working)\s+)?(?:hour|day|week|month)s?)(?=${JOIN}${NEXT_SAID}\s*\k<same>))`;
const AND_UNIT = String.raw`(?:[\s-]+(?:(?:calendar|business|working)\s+)?(?:hours?|days?|weeks?|months?))?`;

/** “five (5) to seven (7)”, “between 7 and 14”, “5, at most 7,”: the numbers before a unit, as the group `amount`. */
export const AMOUNT = amountPattern('');
/** The same where “within” stands before it: “within 5 and 7 days” gives two numbers as well. */
export const AMOUNT_WITHIN = amountPattern(String.raw`|\s+and\s+`);
const THAT_IS = String.raw`(?:i\.\s?e\.|that\s+is(?:\s+to\s+say)?|namely|being|say|or)`;
const UNIT_BEHIND = String.raw`[\s-]+(?:(?<behindKind>calendar|business|working|court|banking)\s+)?(?<behindUnit>hours?|days?|weeks?|months?)\b`;
const IN_BRACKETS = String.raw`[([]\s*(?:${THAT_IS},?\s+)?${NEXT}(?:\s*${UNIT_BEHIND.replace(/\?<\w+>/g, '?:')})?\s*[)\]]`;
/**
 * A number said again behind its unit, as the groups `behind`, `behindKind` and `behindUnit`: “7 days (five)”, “7 days
 * (i.e. five business days)”, “7 days, that is five business days,”.
 */
export const SAID_BEHIND = String.raw`(?:(?:\s*(?=${IN_BRACKETS})[([]\s*(?:${THAT_IS},?\s+)?|,?\s+${THAT_IS},?\s+(?=${NEXT}${UNIT_BEHIND.replace(/\?<\w+>/g, '?:')}))(?<behind>${NEXT})(?:${UNIT_BEHIND})?\s*[)\]]?,?(?=[\s.,;:)]|$))?`;

const SAID_ONCE = new RegExp(String.raw`^${NUMBER}(?:\s*[([][^)\]\d]*?${NEXT}\s*[)\]])?$`, 'iu');
const NUMBERS = new RegExp(String.raw`\b${NUMBER}(?![\p{L}\d])`, 'giu');

/** The numbers of an amount as they stand, and whether it is a range: “5 to 7”, and not “five (5)”. */
export function numbersOf(amount: string): {
  readonly numbers: readonly number[];
  readonly isRange: boolean;
} {
  const numbers = [...amount.matchAll(NUMBERS)].flatMap(([words]) => numberOf(words) ?? []);
  const isRange = numbers.length > 2 || (numbers.length === 2 && !/[([]/u.test(amount));
  return { numbers, isRange: isRange && !SAID_ONCE.test(amount.trim()) };
}

function amountPattern(more: string): string {
  return String.raw`(?<amount>(?:between\s+${NUMBER}${BRACKETS}?${AND_UNIT}\s+and\s+)?${NUMBER}${BRACKETS}?(?:${SAME_UNIT}?(?:${JOIN}${more})${NEXT_SAID}){0,3})`;
}
