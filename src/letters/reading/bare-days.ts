import { nthOfMonth as nthIn } from '../../deadlines/counting/nth-of-month.js';
import { relativeDay } from '../../deadlines/counting/relative-day.js';
import type { LimitAt, LimitContext } from './limit-at.js';

const NTH_OF_MONTH =
  /\b(?:by|before|until|no\s+later\s+than|not\s+later\s+than)\s+(?:the\s+)?(?<day>\d{1,2})(?:st|nd|rd|th)(?:\s+(?:inst(?:ant)?|of\s+this\s+month))?\b(?!\s+(?:day|of\b|january|february|march|april|may|june|july|august|september|october|november|december|business|working|century|floor))/giu;
const TODAY =
  /\b(?:call|confirm|respond|reply|remove|contact|write|done|down|later\s+than|receive[d]?)\b[^.;]{0,60}\btoday\b/i;
/** “Please return the keys this Thursday.”: what is asked for, and at its end a day without “by”. */
const ASKED_FOR_A_DAY =
  /\b(?:please|kindly|must|shall|(?:are|is)\s+to|we\s+(?:require|demand|insist|ask|request))\b(?![^.;]*\b(?:was|were|had|did|have\s+been|sent|held|given|made|published|aired|shown|said|wrote)\b)[^.;]{2,120}?\b(?<day>today|tomorrow|(?:this|next|the\s+coming)\s+(?:mon|tues|wednes|thurs|fri|satur|sun)day)(?=\s*(?:[.,;]|$))/giu;

/** Days named without the words that set a time: “Call me today”, “return the keys this Thursday”, “by the 21st”. */
export function bareDays(words: string, context: LimitContext): LimitAt[] {
  return [...today(words, context), ...askedForADay(words, context), ...nthOfMonth(words, context)];
}

function today(words: string, { letterDate }: LimitContext): LimitAt[] {
  const match = letterDate === null ? null : TODAY.exec(words);
  if (!match || letterDate === null) return [];
  const start = match.index + match[0].length - 'today'.length;
  return [dayAt(words, start, start + 'today'.length, [letterDate.slice(0, 10)], false)];
}

function askedForADay(words: string, { letterDate }: LimitContext): LimitAt[] {
  return [...words.matchAll(ASKED_FOR_A_DAY)].flatMap((match) => {
    const end = match.index + match[0].length;
    const start = end - (match.groups?.['day'] ?? '').length;
    const found = relativeDay(words.slice(start), letterDate);
    return found === null ? [] : [dayAt(words, start, start + found.length, found.dates, false)];
  });
}

/** “by the 21st”: the first such day that does not fall before the letter's own. */
function nthOfMonth(words: string, { letterDate }: LimitContext): LimitAt[] {
  if (letterDate === null) return [];
  return [...words.matchAll(NTH_OF_MONTH)].flatMap((match) => {
    const dates = nthIn(Number(match.groups?.['day']), letterDate);
    return dates.length === 0 ? [] : [dayAt(words, match.index, match.index + match[0].length, dates, true)];
  });
}

function dayAt(
  words: string,
  start: number,
  end: number,
  [date = '', ...alternatives]: readonly string[],
  yearInferred: boolean,
): LimitAt {
  const limit = { text: words.slice(start, end), date, alternatives, time: null, yearInferred };
  return { start, end, limit, isAtOnce: false };
}
