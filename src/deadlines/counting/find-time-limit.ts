import { AMOUNT, AMOUNT_WITHIN, SAID_BEHIND } from './amount-words.js';
import { dayOf, isoOf } from './day.js';
import { clockIn, type FoundClock } from './clock-words.js';
import { daysIn } from './day-list.js';
import { datesIn, type FoundDate } from './find-date.js';
import { eventIn, EVENTS } from './event-words.js';
import { backLimits } from './find-back-limit.js';
import {
  amountOf,
  foundLimit as limit,
  FROM,
  leadingClock,
  START,
  START_WORDS,
  startOf,
  trailingClock,
  UNIT,
  unitOf,
  type FoundLimit,
} from './found-limit.js';
import { ordinalOf, ORDINAL_WORDS } from './number-words.js';
import { PART_AMOUNT, partAmountIn } from './part-amounts.js';
import { endOfSpan, relativeDay } from './relative-day.js';
import { isShare } from './short-day.js';

export type { FoundLimit };

const WITHIN = new RegExp(
  String.raw`\b(?:within|inside|in\s+the\s+next|no\s+later\s+than|not\s+later\s+than|no\s+more\s+than|not\s+more\s+than|not\s+(?:to\s+)?exceed(?:ing)?)\s+(?:(?:a|the)\s+(?:time\s+)?period\s+of\s+|the\s+next\s+|the\s+following\s+|not\s+more\s+than\s+)?${AMOUNT_WITHIN}[\s-]*${UNIT}${SAID_BEHIND}${START}?`,
  'giu',
);
/** “five days from the date of this letter”, “seven days to comply”: without “within” only where a start, a purpose or “you have” says so. */
const BARE = new RegExp(
  String.raw`\b${AMOUNT}[\s-]*${UNIT}${SAID_BEHIND}(?:${START}|\s+(?=to\s+(?:comply|respond|reply|provide|remove|pay|confirm|cease))|(?<=\byou\s+(?:now\s+)?have\s+[\w\s()-]{1,40})(?=\s*(?:[.,;]|$|in\s+which\b|to\s+\p{Ll})))`,
  'giu',
);
/** “within a week and a half”, “within one month and a day of receipt”. */
const IN_PARTS = new RegExp(
  String.raw`\b(?:(?:within|inside|in\s+the\s+next|(?:no|not)\s+(?:later|more)\s+than)\s+|(?<=\byou\s+(?:now\s+)?have\s+))(?:(?:a|the)\s+period\s+of\s+|the\s+next\s+)?${PART_AMOUNT}${START}?`,
  'giu',
);
const LEAD =
  /\b(?<lead>by|before|(?<!\b(?:dated|made|sent|created|issued|received|covering|period|time|of|from)\s+)between|until|no\s+later\s+than|not\s+later\s+than|not\s+after|on\s+or\s+(?:before|prior\s+to)|prior\s+to|(?<!\b(?:the|your|our|its|their)\s)(?:at\s+(?:the\s+)?(?:very\s+)?)?latest(?:\s+(?:by|on))?,?|(?<=\b(?:have|has|had|given|allowed)\s+)up\s+to(?:\s+and\s+including)?|ahead\s+of|in\s+advance\s+of|(?<=[,(]\s*)(?:i\.\s?e\.|that\s+is(?:\s+to\s+say)?|namely|viz\.?),?(?:\s+(?:by|on))?|(?:the\s+|a\s+)?deadline(?::|\s+(?:is|of|for\s+\w+(?:\s+\w+)?\s+is))|on(?=\s+the\s+\w+(?:-\w+)?\s+(?:calendar\s+|business\s+|working\s+|court\s+)?day\s+(?:after|following|from)\b))\s+(?=\S)/giu;
const NTH = new RegExp(
  String.raw`^(?:the\s+)?(?<nth>${ORDINAL_WORDS})\s+(?<kind>calendar|business|working|banking|court)?\s*day\s+${FROM}\s+(?<start>${START_WORDS})`,
  'iu',
);
const AT_LATEST = /\b(?:on\s+)?(?=\S.{2,40}?\s+at\s+the\s+(?:very\s+)?latest\b)/giu;
/** “within ten days (14 June)”. */
const IN_BRACKETS = /(?<=\b(?:hours?|days?|weeks?|months?)\s*)\((?=\w)/giu;
/** “in the course of next week”. */
const COURSE = /\b(?:(?:in|during|over)\s+the\s+course\s+of|during|sometime|some\s+time)\s+(?=next\b)/giu;
/** “days before …” that the count back did not read is no “before …”. */
const TIME_BEFORE =
  /\b(?:hours?|days?|weeks?|fortnights?|months?|years?|notice|time|while|period)['’]?,?\s+(?:\p{L}+\s+)?$/iu;
const START_AFTER =
  /^['’]?(?:\s+notice)?,?\s+(?:of|from|after|following|since|(?:beginning|commencing|starting|counting)\s+(?:with|on|from))\s+/iu;
const BEFORE = /\b(?:before|prior|advance|ahead|preceding|previous)\b/iu;
const LONGEST_DATE = 120;
/** What a count before it looks back to, or how long ago something was. */
const RUNS_BACK =
  /^['’]?\s*(?:and\s+a\s+half\s+)?(?:before|prior\s+to|in\s+advance|ahead\s+of|ago|preceding|old)\b/iu;
const AT_ONCE =
  /\b(?:immediately|immediate|forthwith|at\s+once|without\s+delay|by\s+return(?:\s+of\s+(?:post|mail)|\s+e-?mail|(?=\s*(?:[.,;]|$)))|as\s+soon\s+as\s+you\s+receive\s+this\s+(?:letter|notice))\b/giu;

/** A plain search for time limits, in the order they stand. `letterDate` supplies a year where the words name none. */
export function findTimeLimits(text: string, letterDate: string | null): FoundLimit[] {
  const within = [...text.matchAll(WITHIN), ...text.matchAll(BARE)].flatMap((match) =>
    countedLimit(match, text, letterDate),
  );
  const parts = [...text.matchAll(IN_PARTS)].flatMap((match) => partLimit(match, text, letterDate));
  const back = BEFORE.test(text) ? backLimits(text, letterDate) : [];
  const dated = [...text.matchAll(LEAD)].flatMap((match) => datedLimit(match, text, letterDate));
  const latest = [...text.matchAll(AT_LATEST)].flatMap((match) => latestLimit(match, text, letterDate));
  const bracketed = [...text.matchAll(IN_BRACKETS)].flatMap((match) =>
    [...parts, ...within].some((one) => text.slice(one.offset + one.quote.length, match.index).trim() === '')
      ? dayAt(match, text, letterDate)
      : [],
  );
  const course = [...text.matchAll(COURSE)].flatMap((match) => courseLimit(match, text, letterDate));
  const atOnce = [...text.matchAll(AT_ONCE)].map((match) =>
    limit(match[0], match.index, { count: 0, unit: 'immediate', from: 'receipt' }),
  );
  return withoutOverlap(
    [...parts, ...within, ...back, ...dated, ...latest, ...bracketed, ...course, ...atOnce].sort(
      (a, b) => a.offset - b.offset || b.quote.length - a.quote.length,
    ),
  );
}

function countedLimit(match: RegExpExecArray, text: string, letterDate: string | null): FoundLimit[] {
  const groups = match.groups ?? {};
  const end = match.index + match[0].length;
  if (RUNS_BACK.test(text.slice(end, end + 24))) return [];
  const amount = amountOf(groups);
  return amount === null ? [] : [fromItsStart(match, text, letterDate, amount)];
}

/** Half a month has no number of days: words of such a time are kept to be set by a person. */
function partLimit(match: RegExpExecArray, text: string, letterDate: string | null): FoundLimit[] {
  const end = match.index + match[0].length;
  if (RUNS_BACK.test(text.slice(end, end + 24))) return [];
  const part = partAmountIn(match[0]);
  const { count, unit } = part ?? { count: null, unit: 'unread' as const };
  return [fromItsStart(match, text, letterDate, { count, unit })];
}

/** A count with the day it runs from and its hour, as far as the words name them. */
function fromItsStart(
  match: RegExpExecArray,
  text: string,
  letterDate: string | null,
  amount: Pick<FoundLimit, 'count' | 'unit'>,
): FoundLimit {
  const groups = match.groups ?? {};
  const end = match.index + match[0].length;
  const said = groups['start'] ?? groups['hereof'] ?? null;
  const start = namedStart(said, text.slice(end), letterDate);
  const close = end + (start?.length ?? 0);
  const front = leadingClock(text, match.index);
  const hour = front === null ? trailingClock(text.slice(close)) : { length: 0, clock: front.clock };
  const offset = front?.start ?? match.index;
  return limit(text.slice(offset, close + hour.length), offset, {
    ...amount,
    from: start?.from ?? startOf(said),
    dates: start?.dates ?? [],
    isYearInferred: start?.isYearInferred ?? false,
    time: hour.clock?.time ?? null,
    zone: hour.clock?.zone ?? null,
  });
}

/** A start with words of its own: “of 31 January 2027”, “after the date of the hearing on 5 January”. */
function namedStart(
  said: string | null,
  rest: string,
  letterDate: string | null,
): (Pick<FoundLimit, 'from' | 'dates' | 'isYearInferred'> & { readonly length: number }) | null {
  const paper = otherPaper(said, rest, letterDate);
  if (paper) return paper;
  const isCut = said !== null && /\b(?:date|day)(?:\s+(?:of|on))?$/iu.test(said);
  if (said !== null && !isCut) return null;
  const lead = isCut ? /^\s+/u.exec(rest) : START_AFTER.exec(rest);
  if (!lead) return null;
  const event = eventIn(rest.slice(lead[0].length), letterDate);
  if (!event || (event.dates.length === 0 && !isCut)) return null;
  if (event.dates.length === 0 && !/\b(?:of|on)$/iu.test(said ?? '')) return null;
  const { dates, isYearInferred } = event;
  return { from: 'event', dates, isYearInferred, length: lead[0].length + event.length };
}

/** “after the notice of November 1”: a paper of a day of its own, which is not the letter. */
function otherPaper(
  said: string | null,
  rest: string,
  letterDate: string | null,
): ReturnType<typeof namedStart> {
  const lead =
    said !== null && /(?<!\bthis\s)\b(?:letter|notice|e-?mail|demand|correspondence)$/iu.test(said)
      ? /^\s+(?:of|dated|(?:sent|given|issued|served)\s+on)\s+(?:the\s+)?/iu.exec(rest)
      : null;
  const found = lead && datesIn(rest.slice(lead[0].length), letterDate);
  if (!found || found.dates.some((date) => date === letterDate?.slice(0, 10))) return null;
  const { dates, isYearInferred } = found;
  return { from: 'event', dates, isYearInferred, length: lead[0].length + found.length };
}

/** What stands after “by”, “until” or “no later than”: an hour, then a day, then perhaps the hour. */
function datedLimit(match: RegExpExecArray, text: string, letterDate: string | null): FoundLimit[] {
  const from = match.index + match[0].length;
  const rest = text.slice(from, from + LONGEST_DATE);
  const hour = clockIn(rest);
  const gap = hour
    ? /^\s*,?\s*(?:(?:on|of)\s+)?(?:or\s+before\s+)?(?:the\s+)?/iu
    : /^(?:on\s+)?(?:the\s+)?/iu;
  const skipped = gap.exec(rest.slice(hour?.length ?? 0))?.[0].length ?? 0;
  const start = (hour?.length ?? 0) + skipped;
  const day = rest.slice(start);
  const nth = NTH.exec(day);
  if (nth) return nthLimit(nth, text.slice(match.index, from + start + nth[0].length), match.index, hour);
  const isBeforeLead = /^(?:before|prior|ahead|in\s)/iu.test(match.groups?.['lead'] ?? '');
  if (isBeforeLead && TIME_BEFORE.test(text.slice(Math.max(0, match.index - 40), match.index))) return [];
  const isDay = !isShare(text, from + start);
  const found = daysIn(day, letterDate, isDay) ?? relativeDay(day, letterDate) ?? datedEvent(day, letterDate);
  const isWindow = /^between/iu.test(match.groups?.['lead'] ?? '');
  if (!found || (isWindow && found.dates.length < 2)) return [];

  const after = hour ? { length: 0, clock: hour } : trailingClock(day.slice(found.length));
  const isBefore = isBeforeLead && after.clock === null;
  return [
    limit(text.slice(match.index, from + start + found.length + after.length), match.index, {
      count: null,
      unit: 'date',
      from: null,
      dates: isBefore ? found.dates.map((date) => isoOf(dayOf(date, 'date') - 1)) : found.dates,
      time: after.clock?.time ?? null,
      zone: after.clock?.zone ?? null,
      isYearInferred: found.isYearInferred,
    }),
  ];
}

/** “before the hearing on 26 January 2027”: the day of what is named there. */
function datedEvent(text: string, letterDate: string | null): FoundDate | null {
  const event = eventIn(text, letterDate);
  return event && event.dates.length > 0 && EVENTS.test(text.slice(0, event.length)) ? event : null;
}

/** “the third business day following receipt”. */
function nthLimit(
  nth: RegExpExecArray,
  quote: string,
  offset: number,
  hour: FoundClock | null,
): FoundLimit[] {
  const { nth: word = '', kind = '', start = '' } = nth.groups ?? {};
  const count = ordinalOf(word);
  if (count === null) return [];
  return [
    limit(quote, offset, {
      count,
      unit: unitOf('day', kind.toLowerCase()),
      from: startOf(start),
      time: hour?.time ?? null,
      zone: hour?.zone ?? null,
    }),
  ];
}

/** “on 13 June 2014 at the latest”. */
function latestLimit(match: RegExpExecArray, text: string, letterDate: string | null): FoundLimit[] {
  const from = match.index + match[0].length;
  const found = daysIn(text.slice(from, from + LONGEST_DATE), letterDate, /^on\b/iu.test(match[0]));
  const end = found && /^\s*,?\s+at\s+the\s+(?:very\s+)?latest\b/iu.exec(text.slice(from + found.length));
  if (!end) return [];
  return [
    limit(text.slice(match.index, from + found.length + end[0].length), match.index, {
      count: null,
      unit: 'date',
      from: null,
      dates: found.dates,
      isYearInferred: found.isYearInferred,
    }),
  ];
}

/** A day that stands alone in brackets. */
function dayAt(match: RegExpExecArray, text: string, letterDate: string | null): FoundLimit[] {
  const from = match.index + match[0].length;
  const found = daysIn(text.slice(from, from + LONGEST_DATE), letterDate, true);
  if (!found || !/^\s*\)/u.test(text.slice(from + found.length))) return [];
  const { dates, isYearInferred } = found;
  const words = text.slice(match.index, from + found.length + 1);
  return [limit(words, match.index, { count: null, unit: 'date', from: null, dates, isYearInferred })];
}

/** “in the course of next week”: by its end. */
function courseLimit(match: RegExpExecArray, text: string, letterDate: string | null): FoundLimit[] {
  const from = match.index + match[0].length;
  const found = endOfSpan(text.slice(from, from + LONGEST_DATE), letterDate);
  if (!found) return [];
  const { dates } = found;
  const words = text.slice(match.index, from + found.length);
  return [limit(words, match.index, { count: null, unit: 'date', from: null, dates })];
}

/** Of two finds that share text the longer stays. */
function withoutOverlap(limits: readonly FoundLimit[]): FoundLimit[] {
  const kept: FoundLimit[] = [];
  for (const one of limits) {
    const before = kept.at(-1);
    if (before && one.offset < before.offset + before.quote.length) {
      if (one.quote.length > before.quote.length) kept[kept.length - 1] = one;
      continue;
    }
    kept.push(one);
  }
  return kept;
}
