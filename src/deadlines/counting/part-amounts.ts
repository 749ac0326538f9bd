import { numberOf, NUMBER_WORDS } from './number-words.js';
import type { LimitUnit } from './limit-facts.js';

const NUMBER = String.raw`(?:\d{1,3}|${NUMBER_WORDS})`;
const KIND = String.raw`(?:(?<kind>calendar|business|working)\s+)?`;
const UNIT = String.raw`(?:hours?|hrs?|days?|weeks?|wks?|fortnights?|months?|years?)\b`;
const HALF = String.raw`(?:[.,]5|\s*½|\s+1\/2|\s+and\s+(?:a|one)[\s-]half)`;

/** “1.5 weeks”, “a week and a half”, “one month and a day”: amounts that are no whole number of their unit. */
export const PART_AMOUNT = String.raw`(?:(?<halved>${NUMBER})${HALF}[\s-]*${KIND}(?<unitOfHalved>${UNIT})|(?<whole>${NUMBER})\s+(?<unitOfWhole>${UNIT})(?:\s+and\s+(?:a|one)[\s-]half\b|(?<!(?:hour|hr|day)s?),?\s+(?:and|plus)\s+(?<more>${NUMBER})(?:\s*\(\d{1,3}\))?\s+(?<unitOfMore>${UNIT})(?!\s+(?:for|if|where|when|to\s+allow|on\s+account)\b)))`;
const PARTS = new RegExp(String.raw`\b${PART_AMOUNT}`, 'iu');

/** Such an amount as it is counted: a whole number, with the next one where a half may be either, and days on top. */
export interface PartAmount {
  readonly count: number;
  readonly unit: LimitUnit;
  /** The other whole number that the half may come to; null where there is no half left. */
  readonly also: number | null;
  /** Days that run after the count: the day of “one month and a day”. */
  readonly added: number;
  /** `a week and a half` */
  readonly words: string;
}

/** The amount that is no whole number, wherever it stands in the text; null where there is none, or none that can be counted. */
export function partAmountIn(text: string): PartAmount | null {
  const match = PARTS.exec(text);
  if (!match) return null;
  const { halved, kind, unitOfHalved, whole, unitOfWhole, more, unitOfMore } = match.groups ?? {};
  const amount = numberOf(halved ?? whole ?? '');
  if (amount === null) return null;
  const words = match[0];
  const unit = unitOfHalved ?? unitOfWhole ?? '';
  if (unitOfMore === undefined) return withHalf(amount, unit, kind ?? '', words);
  const second = numberOf(more ?? '');
  return second === null ? null : summed([amount, unit], [second, unitOfMore], words);
}

/** Half a month has no number of days: it is left to a person. */
function withHalf(whole: number, unit: string, kind: string, words: string): PartAmount | null {
  const half = { added: 0, words };
  if (/^y/iu.test(unit)) return { count: whole * 12 + 6, unit: 'month', also: null, ...half };
  if (/^fortnight/iu.test(unit)) return { count: whole * 2 + 1, unit: 'week', also: null, ...half };
  if (/^m/iu.test(unit)) return null;
  const days = /^w/iu.test(unit) ? Math.floor(whole * 7 + 3.5) : whole;
  const ofDays = kind === '' || /^calendar/iu.test(kind) ? 'calendar-day' : 'business-day';
  return { count: days, unit: /^h/iu.test(unit) ? 'hour' : ofDays, also: days + 1, ...half };
}

function summed(
  [first, unit]: readonly [number, string],
  [second, other]: readonly [number, string],
  words: string,
): PartAmount | null {
  const sum = { also: null, words };
  const isDays = /^d/iu.test(other);
  const weeks = weeksOf(unit);
  if (weeks > 0 && isDays)
    return { count: first * weeks * 7 + second, unit: 'calendar-day', added: 0, ...sum };
  if (!/^[my]/iu.test(unit)) return null;
  const months = /^y/iu.test(unit) ? first * 12 : first;
  if (isDays) return { count: months, unit: 'month', added: second, ...sum };
  if (/^m/iu.test(other)) return { count: months + second, unit: 'month', added: 0, ...sum };
  const more = weeksOf(other);
  return more === 0 ? null : { count: months, unit: 'month', added: second * more * 7, ...sum };
}

function weeksOf(unit: string): number {
  return /^fortnight/iu.test(unit) ? 2 : /^w/iu.test(unit) ? 1 : 0;
}
