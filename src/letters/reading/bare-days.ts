import { relativeDay } from '../../deadlines/counting/relative-day.js';
import type { LimitAt, LimitContext } from './limit-at.js';

const TODAY =
  /\b(?:call|confirm|respond|reply|remove|contact|write|done|down|later\s+than|receive[d]?)\b[^.;]{0,60}\btoday\b/i;
/** “Please return the keys this Thursday.”: what is asked for, and at its end a day without “by”. */
const ASKED_FOR_A_DAY =
  /\b(?:please|kindly|must|shall|(?:are|is)\s+to|we\s+(?:require|demand|insist|ask|request))\b(?![^.;]*\b(?:was|were|had|did|have\s+been|sent|held|given|made|published|aired|shown|said|wrote)\b)[^.;]{2,120}?\b(?<day>today|tomorrow|(?:this|next|the\s+coming|(?<=\bon\s))\s*(?:mon|tues|wednes|thurs|fri|satur|sun)day)(?=\s*(?:[.,;]|$))/giu;

/** Days named without the words that set a time: “Call me today”, “return the keys this Thursday”. */
export function bareDays(words: string, context: LimitContext): LimitAt[] {
  return [...today(words, context), ...askedForADay(words, context)];
}

function today(words: string, { letterDate }: LimitContext): LimitAt[] {
  const match = letterDate === null ? null : TODAY.exec(words);
  if (!match || letterDate === null) return [];
  const start = match.index + match[0].length - 'today'.length;
  return [dayAt(words, start, start + 'today'.length, [letterDate.slice(0, 10)])];
}

function askedForADay(words: string, { letterDate }: LimitContext): LimitAt[] {
  return [...words.matchAll(ASKED_FOR_A_DAY)].flatMap((match) => {
    const end = match.index + match[0].length;
    const start = end - (match.groups?.['day'] ?? '').length;
    const found = relativeDay(words.slice(start), letterDate);
    return found === null ? [] : [dayAt(words, start, start + found.length, found.dates)];
  });
}

function dayAt(
  words: string,
  start: number,
  end: number,
  [date = '', ...alternatives]: readonly string[],
): LimitAt {
  const limit = { text: words.slice(start, end), date, alternatives, time: null, yearInferred: false };
  return { start, end, limit, isAtOnce: false };
}
