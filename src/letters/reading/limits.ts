import { daysIn } from '../../deadlines/counting/day-list.js';
import { hasTwoOrders } from '../../deadlines/counting/find-date.js';
import { clockIn } from '../../deadlines/counting/clock-words.js';
import { eventIn } from '../../deadlines/counting/event-words.js';
import { findTimeLimits, type FoundLimit } from '../../deadlines/counting/find-time-limit.js';
import { bareDays } from './bare-days.js';
import { goneLimit } from './gone-days.js';
import { joinLimits } from './joined-limits.js';
import type { LimitAt, LimitContext } from './limit-at.js';
import { unreadLimits } from './unread-limits.js';
import type { CountedLimit, DatedLimit } from './proposal.js';

const FORWARD = { direction: 'after', eventOn: null } as const;
/** Words that say nothing to a count and stand in its way; they are read over. */
const READ_OVER =
  /(?<=\b(?:by|before|than)\s?):(?=\s)|(?<=\b(?:business|working))\s*(?:\/|or)\s*(?:working|business|banking)\b|\(\d{1,3}\)\s+(?=(?:two|three|four|five|six|seven|eight|nine|ten|fourteen|fifteen|twenty|twenty-one|twenty-eight|thirty)\b)|\bclear\s+(?=(?:business|working)\b)|(?<=th\s)\(\d{1,3}(?:st|nd|rd|th)\)\s(?=(?:business|working|calendar)?\s*day)|(?<=\bwithin\s)(?:next|the\s+coming|a\s+(?:time\s+)?period\s+not\s+exceeding|a\s+maximum\s+of|at\s+most|the)\s+(?=\w+(?:\s*\(\d+\))?[\s-]+(?:hour|day|calendar|business|working|week))|\b(?:full|complete|short)\s+(?=(?:business\s+|working\s+|calendar\s+)?(?:days|weeks))|(?<=\bby\s)(?:not\s+later\s+than|no\s+later\s+than|or\s+before)\s/giu;
const NUMBER =
  '(?:\\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fourteen|fifteen|twenty(?:-(?:one|four|eight))?|thirty|forty-eight|sixty|seventy-two|ninety)(?:\\s*\\(\\s*\\w+\\s*\\))?';
const GIVEN = new RegExp(
  `(?<=\\b(?:have|gives?|giving|given|allow(?:s|ed)?|grant(?:s|ed)?|afford(?:s|ed)?|period\\s+of|deadline\\s+of|limit\\s+of|notice\\s+of|in|over)\\s(?:you\\s|your\\s+\\w+\\s|\\w+\\s+client\\s)?(?:a\\s+further\\s|only\\s|up\\s+to\\s|the\\s+next\\s|a\\s+period\\s+of\\s)?)${NUMBER}[\\s-]*(?:calendar\\s+|business\\s+|working\\s+)?(?:hours?|hrs?|h|days?|weeks?|months?)\\b`,
  'giu',
);
const ON_RECEIPT =
  /\b(?:right|straight)\s+away\b|\b(?:immediately\s+)?(?:up)?on\s+(?:your\s+)?(?:receipt|receiving)\s+(?:of\s+)?(?:this|the\s+present|our)\s+(?:letter|notice|e-?mail|correspondence|communication|demand)\b/giu;
const DUE_ON =
  /\b(?:due|payable|expir(?:es|ing|e)|end(?:s|ing)|deadline|return\s+date|by\s+close\s+of\s+business,?|response\s+date)\s*(?:date)?\s*(?:is|of|on|at|:)?\s+(?=\S)/giu;
const DAY_WORDS =
  /\b(?:(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?,?\s+)?(?:\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d{1,2}\b)/giu;
const NO_LIMIT_AT_ONCE =
  /^\s*(?:,\s*)?(?:\p{L}+ly\s+)?(?:legal|litigation|proceedings?|injuncti\w+|court|harm|threat|damage|danger|risk|irreparable|loss|injury|(?:and\s+)?(?:irreparable|ongoing|serious|continuing|substantial|further|significant)|family|vicinity|above|below|prior|before|preced\w+|follow\w+|adjacent|next|after\b|apparent|obvious|commenc\w+|initiat\w+|su(?:e|ing)|institut\w+|issue\s+(?:proceedings|a\s+claim)|pursu\w+|seek\s|take\s+(?:all|legal|such|any\s+legal)|refer\s+(?:this|the)|consequences?|concern|impact|cause|relief|attention|superior|supervisor|predecessor|availab\w+)/iu;
const STARTS_AT_RECEIPT =
  /\b(?:after|upon|on|once)\s+(?:you\s+(?:have\s+)?receiv(?:e|ed)|(?:your\s+)?receipt\s+of|receiving)\s*(?:this|the|our)?\s*(?:letter|notice|e-?mail)?/iu;
const EVENT_START =
  /^['’]?\s*(?:of|from|after|following)\s+(?!this\b|today|now\b)(?:the\s+|your\s+|our\s+|its\s+|such\s+|any\s+)?(?<event>\p{L}[\p{L}\s'-]{2,40})/iu;

const TIME_WORDS =
  /\d|immediat|forthwith|away|at\s+once|delay|\b(?:day|hour|hr|week|month|year|fortnight)s?\b|today|tomorrow|receipt|receiv|by\s+return|\b(?:end|close)\s+of\b|[\s-]end\b|\bcourse\s+of\b|\b(?:q[1-4]|term|spring|summer|autumn|winter|quarter)\b|\bmid[\s-]|\b(?:noon|midday|midnight|tonight|christmas|easter)\b|\b(?:before|prior\s+to|ahead\s+of|in\s+advance\s+of|later\s+than|within\s+the|by\s+(?:the|your|our|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*))\b|(?:mon|tues|wednes|thurs|fri|satur|sun)day/i;

/** The time limits in folded words, in the order they stand. */
export function limitsIn(words: string, context: LimitContext): LimitAt[] {
  if (!TIME_WORDS.test(words)) return [];
  const legible = words.replace(READ_OVER, (over) => ' '.repeat(over.length));
  const found = findTimeLimits(legible, context.letterDate).flatMap((one) => asLimit(one, words, context));
  const more = [
    ...given(legible, words, context),
    ...onReceipt(words),
    ...dueOn(words, context),
    ...calledDeadline(words, context),
    ...bareDays(words, context),
  ];
  const all = [
    ...found,
    ...more.filter(
      (one) => !found.some((other) => !other.isAtOnce && other.start < one.end && one.start < other.end),
    ),
  ];
  const kept = [...all, ...unreadLimits(words, all, context)]
    .filter(
      (one, index) =>
        !all.some(
          (other, at) =>
            at !== index &&
            !other.isAtOnce &&
            one.isAtOnce &&
            other.start <= one.start &&
            one.end <= other.end,
        ),
    )
    .sort((a, b) => a.start - b.start);
  return joinLimits(kept, words);
}

function asLimit(one: FoundLimit, words: string, context: LimitContext): LimitAt[] {
  const [start, end] = [one.offset, one.offset + one.quote.length];
  const text = words.slice(start, end);
  const at = { start, end };
  if (one.unit === 'immediate') {
    if (NO_LIMIT_AT_ONCE.test(words.slice(end))) return [];
    const limit = {
      text,
      count: 0,
      unit: 'day',
      from: 'receipt',
      fromStated: /receive/i.test(text),
      ...FORWARD,
      time: null,
    } as const;
    return [{ ...at, limit, isAtOnce: true }];
  }
  if (one.unit === 'unread') return [{ ...at, limit: { text, isUnread: true }, isAtOnce: false }];
  if (one.unit === 'date') {
    const limit = dated(text, one.dates, one.time, one.isYearInferred, context);
    if (limit) return [{ ...at, limit, isAtOnce: false }];
    const gone = goneLimit({ ...at, dates: one.dates, time: one.time }, words, context);
    return gone ? [gone] : [];
  }
  if (one.count === null || /^\s*(?:notice\s+)?(?:prior\s+to|before)\b/i.test(words.slice(end))) return [];
  if (one.from === 'event') return eventLimit(one, one.count, text, at, context);
  const event =
    one.from === null || /\bdate\s+(?:of|on)$/i.test(text)
      ? EVENT_START.exec(words.slice(end))?.groups?.['event']
      : undefined;
  const isReceipt = one.from === null && event === undefined && STARTS_AT_RECEIPT.test(words);
  const from = isReceipt
    ? 'receipt'
    : event === undefined
      ? one.from
      : /receipt|receiv/i.test(event)
        ? 'receipt'
        : /\b(?:letter|notice|date)\b/i.test(event)
          ? 'letter-date'
          : 'event';
  const isYear = one.unit === 'year';
  const limit = {
    text: event === undefined ? text : withEvent(words, start, end, context),
    count: isYear ? one.count * 12 : one.count,
    unit: unitOf(one.unit),
    from: from ?? 'letter-date',
    fromStated: from !== null,
    ...FORWARD,
    time: one.time,
  } as const;
  return [{ ...at, limit, isAtOnce: false }];
}

/** The words of a count with those of the event it runs from. */
function withEvent(words: string, start: number, end: number, { letterDate }: LimitContext): string {
  const lead = /^['’]?\s*(?:of|from|after|following)\s+/iu.exec(words.slice(end))?.[0].length ?? 0;
  const event = eventIn(words.slice(end + lead), letterDate);
  return words.slice(start, event === null ? end : end + lead + event.length);
}

/** A count from an event, or back from it: “at least five days before the hearing on 4 January”. */
function eventLimit(
  one: FoundLimit,
  count: number,
  text: string,
  at: { readonly start: number; readonly end: number },
  context: LimitContext,
): LimitAt[] {
  const day = dated(text, one.dates, null, false, { ...context, letterDate: null });
  const limit = {
    ...({ text, count: one.unit === 'year' ? count * 12 : count, unit: unitOf(one.unit) } as const),
    ...({ from: 'event', fromStated: true, direction: one.direction } as const),
    ...{ eventOn: day?.date ?? null, time: one.time },
  };
  return [{ ...at, limit, isAtOnce: false }];
}

function unitOf(unit: FoundLimit['unit']): CountedLimit['unit'] {
  if (unit === 'year') return 'month';
  return unit === 'date' || unit === 'immediate' || unit === 'unread' ? 'day' : unit;
}

/** Of several days the words may name, the one that fits the letter's way of writing and lies ahead. */
function dated(
  text: string,
  dates: readonly string[],
  time: string | null,
  yearInferred: boolean,
  { letterDate, isDayFirst }: LimitContext,
): DatedLimit | null {
  const [monthFirst, dayFirst, ...others] = dates;
  const isTurned = isDayFirst && hasTwoOrders(text) && monthFirst !== undefined && dayFirst !== undefined;
  const ordered = isTurned ? [dayFirst, monthFirst, ...others] : dates;
  const [date, ...alternatives] = ordered.filter((one) => letterDate === null || one >= letterDate);
  return date === undefined ? null : { text, date, alternatives, time, yearInferred };
}

/** “You have ten days”, “we give you 48 hours”. */
function given(legible: string, words: string, context: LimitContext): LimitAt[] {
  return [...legible.matchAll(GIVEN)].flatMap((match) => {
    const lead = 'within ';
    const tail = legible.slice(match.index, match.index + match[0].length + 60);
    const [one] = findTimeLimits(lead + tail, context.letterDate);
    if (!one || one.offset !== 0 || one.count === null) return [];
    const length = one.quote.length - lead.length;
    const shifted = { ...one, offset: match.index, quote: words.slice(match.index, match.index + length) };
    return /^\s*(?:ago|old|earlier|later|before)\b/i.test(words.slice(match.index + length))
      ? []
      : asLimit(shifted, words, context);
  });
}

function onReceipt(words: string): LimitAt[] {
  return [...words.matchAll(ON_RECEIPT)]
    .filter(
      (match) =>
        !/\b(?:hours?|days?|weeks?|within)\b.{0,12}$/i.test(
          words.slice(Math.max(0, match.index - 24), match.index),
        ),
    )
    .map((match) => ({
      start: match.index,
      end: match.index + match[0].length,
      limit: {
        text: match[0],
        count: 0,
        unit: 'day',
        from: 'receipt',
        fromStated: /receiv|receipt/i.test(match[0]),
        ...FORWARD,
        time: null,
      },
      isAtOnce: true,
    }));
}

/** “is due on 3 June 2019”, “Deadline: 5pm, 3 June”. */
function dueOn(words: string, context: LimitContext): LimitAt[] {
  return [...words.matchAll(DUE_ON)].flatMap((match) => {
    const from = match.index + match[0].length;
    const clock = clockIn(words.slice(from, from + 40));
    const gap = clock ? (/^,?\s*(?:on\s+)?/i.exec(words.slice(from + clock.length))?.[0].length ?? 0) : 0;
    const day = from + (clock?.length ?? 0) + gap;
    const found = daysIn(words.slice(day, day + 60), context.letterDate, true);
    const limit =
      found &&
      dated(
        words.slice(match.index, day + found.length),
        found.dates,
        clock?.time ?? null,
        found.isYearInferred,
        context,
      );
    return limit ? [{ start: match.index, end: day + found.length, limit, isAtOnce: false }] : [];
  });
}

/** “We have noted 5 March 2024 as the deadline”: a day in a sentence that speaks of a deadline. */
function calledDeadline(words: string, context: LimitContext): LimitAt[] {
  if (!/\b(?:deadline|time\s+limit|cut-?off|expiry)\b/i.test(words)) return [];
  return [...words.matchAll(DAY_WORDS)].flatMap((match) => {
    const found = daysIn(words.slice(match.index, match.index + 60), context.letterDate);
    const end = match.index + (found?.length ?? 0);
    const clock = clockIn(words.slice(end).replace(/^,?\s*(?:at\s+|by\s+)?/i, ''));
    const limit =
      found &&
      dated(words.slice(match.index, end), found.dates, clock?.time ?? null, found.isYearInferred, context);
    return limit ? [{ start: match.index, end, limit, isAtOnce: false }] : [];
  });
}
