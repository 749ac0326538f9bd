import { dayOf, isoOf, weekdayName } from './day.js';
import { eventIn, EVENTS } from './event-words.js';
import { AMOUNT } from './amount-words.js';
import {
  amountOf,
  foundLimit,
  leadingClock,
  trailingClock,
  UNIT,
  unitOf,
  type FoundLimit,
} from './found-limit.js';
import { NUMBER_WORDS, numberOf, ordinalOf, ORDINAL_WORDS } from './number-words.js';
import type { LimitUnit } from './limit-facts.js';

const BACK = String.raw`(?:before|prior\s+to|in\s+advance\s+of|ahead\s+of|preceding|previous\s+to)`;
const LEAD = String.raw`(?:(?:by\s+|on\s+)?(?:(?:no|not)\s+(?:later|less|fewer)\s+than|at\s+(?:the\s+)?(?:least|latest,?)|a\s+minimum\s+of|on\s+or\s+before|by|on)\s+)?`;
/** “at least sixteen (16) court days before”, “not less than 14 clear days' notice before”. */
const COUNTED = new RegExp(
  String.raw`\b${LEAD}(?:(?:a\s+)?(?:full|clear|complete|period\s+of)\s+)?${AMOUNT}[\s-]*(?:(?:full|complete)\s+|clear\s+(?=(?:calendar|business|working|court)\b))?${UNIT}(?:['’]s?|s['’])?(?:\s+(?:(?:clear|written|prior)\s+)?notice)?(?:\s+or\s+more|\s+at\s+(?:the\s+)?least)?,?\s+${BACK}\s+(?=\S)`,
  'giu',
);
/** “the fifth business day before”, “the business day immediately preceding”. */
const NTH = new RegExp(
  String.raw`\b${LEAD}(?:the\s+)?(?:(?<nth>${ORDINAL_WORDS}|last|final)\s+)?(?:clear\s+)?(?<kind>calendar|business|working|court)?\s*(?:day)\s+(?:immediately\s+|next\s+|falling\s+)?${BACK}\s+(?=\S)`,
  'giu',
);
const WEEKDAY_BEFORE = new RegExp(
  String.raw`\b${LEAD}the\s+(?:last\s+)?(?<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)day)\s+(?:immediately\s+)?${BACK}\s+(?=\S)`,
  'giu',
);
/** Time words before “before” that give no number: “a few days before”, “in good time before”, “trading days before”. */
const UNREAD = new RegExp(
  String.raw`\b(?:(?:(?:no|not)\s+(?:later|less|fewer|more)\s+than|at\s+(?:the\s+)?least|within|by|in)\s+)?(?:(?:an?|the|some|few|couple|of|several|many|number|good|reasonable|sufficient|adequate|ample|enough|plenty)\s+){0,5}(?:(?:\d{1,4}|${NUMBER_WORDS})\s+(?:\(\w+\)\s+)?(?:\p{L}+\s+)?)?(?:(?:\p{L}+\s+)?(?:hours?|days?|weeks?|fortnights?|months?|years?)|time|notice|while|period|well|shortly|soon|long|sufficiently|reasonably|immediately)['’]?\s+(?:\p{L}+\s+)?${BACK}\s+(?=\S)`,
  'giu',
);
/** A count that bounds a window, or says how early at most: its words set no last day by themselves. */
const WINDOW =
  /(?:\bwithin(?:\s+the)?(?:\s+(?:last|final))?|\b(?:no|not)\s+(?:more|earlier|sooner)\s+than|\bup\s+to|(?<!\b(?:no|not)\s)\b(?:less|fewer|more)\s+than|\bnot\s+before|\bbefore|\bbetween|\babout|\bapproximately|\baround)\s+(?:the\s+)?$/iu;
/** What happened, and no time to act by: “two days before you wrote”. */
const TELLS = /^(?:you|we|i|they|he|she|it)\b/iu;

const TIME_BEFORE = new RegExp(
  String.raw`\b(?:hours?|hrs?|days?|weeks?|wks?|fortnights?|months?|years?)['’]?(?:\s+(?:clear\s+|written\s+|prior\s+)?notice)?(?:\s+or\s+more)?,?\s+${BACK}\b`,
  'iu',
);

/** True where the words of a limit count back from what they name: “five days before the hearing”. */
export function countsBack(words: string): boolean {
  return TIME_BEFORE.test(words);
}

/** The limits that are counted back from an event, each with its words whole; one that cannot be read is `unread`. */
export function backLimits(text: string, letterDate: string | null): FoundLimit[] {
  const read = [
    ...[...text.matchAll(COUNTED)].flatMap((match) => {
      const groups = match.groups ?? {};
      const amount = amountOf(groups, 'before');
      return amount === null ? [] : counted(match, text, letterDate, amount);
    }),
    ...[...text.matchAll(NTH)].flatMap((match) => {
      const { nth = 'first', kind = '' } = match.groups ?? {};
      const count = /^(?:last|final)$/iu.test(nth) ? 1 : (ordinalOf(nth) ?? numberOf(nth));
      return count === null
        ? []
        : counted(match, text, letterDate, { count, unit: unitOf('day', kind.toLowerCase()) });
    }),
    ...[...text.matchAll(WEEKDAY_BEFORE)].flatMap((match) => weekdayBefore(match, text, letterDate)),
  ];
  const unread = [...text.matchAll(UNREAD)].flatMap((match) => {
    const end = match.index + match[0].length;
    const event = eventIn(text.slice(end), letterDate);
    if (!event || TELLS.test(text.slice(end))) return [];
    if (event.dates.length > 0 && isPast(event.dates, letterDate)) return [];
    return [unreadLimit(text, match.index, end + event.length, event.dates)];
  });
  return [
    ...read,
    ...unread.filter(
      (one) =>
        !read.some(
          (other) =>
            other.offset < one.offset + one.quote.length && one.offset < other.offset + other.quote.length,
        ),
    ),
  ];
}

function counted(
  match: RegExpExecArray,
  text: string,
  letterDate: string | null,
  { count, unit }: { readonly count: number; readonly unit: LimitUnit },
): FoundLimit[] {
  const after = match.index + match[0].length;
  const event = eventIn(text.slice(after), letterDate);
  const isLed = /^(?:by|on|no|not|at|a\s+minimum)\b/iu.test(match[0]);
  if (!event && (TELLS.test(text.slice(after)) || !isLed)) return [];
  const eventEnd = after + (event?.length ?? 0);
  if (!event) return [unreadLimit(text, match.index, eventEnd, [])];
  if (event.dates.length > 0 && isPast(event.dates, letterDate)) return [];
  const eventWords = text.slice(after, eventEnd);
  if (event.dates.length === 0 && !EVENTS.test(eventWords))
    // “two years before complaining” tells; “at least five days before you file” limits, and by an event without a name.
    return isLed && !/\bnotice\b/iu.test(match[0]) ? [unreadLimit(text, match.index, eventEnd, [])] : [];
  const window = WINDOW.exec(text.slice(Math.max(0, match.index - 40), match.index));
  if (window) return [unreadLimit(text, match.index - window[0].length, eventEnd, event.dates)];

  const front = leadingClock(text, match.index);
  const back = front === null ? trailingClock(text.slice(eventEnd)) : null;
  const toActBy = back?.clock && back.lead !== 'at' ? back : null;
  const clock = front?.clock ?? toActBy?.clock ?? null;
  const start = front?.start ?? match.index;
  return [
    foundLimit(text.slice(start, eventEnd + (toActBy?.length ?? 0)), start, {
      ...{ count, unit, from: 'event', direction: 'before', dates: event.dates },
      // Hours run back from the hour of the event; of days, the hour is that of the day they end on.
      time: unit === 'hour' ? event.time : (clock?.time ?? null),
      zone: clock?.zone ?? null,
      isYearInferred: event.isYearInferred,
    }),
  ];
}

/** “the Friday before the hearing on …”: the last such day before it. */
function weekdayBefore(match: RegExpExecArray, text: string, letterDate: string | null): FoundLimit[] {
  const after = match.index + match[0].length;
  const event = eventIn(text.slice(after), letterDate);
  if (!event) return [];
  if (event.dates.length === 0) return [unreadLimit(text, match.index, after + event.length, [])];
  if (isPast(event.dates, letterDate)) return [];
  const name = (match.groups?.['weekday'] ?? '').toLowerCase();
  const dates = event.dates.map((date) => {
    let day = dayOf(date, 'date') - 1;
    while (weekdayName(day).toLowerCase() !== name) day -= 1;
    return isoOf(day);
  });
  const front = leadingClock(text, match.index);
  const start = front?.start ?? match.index;
  return [
    foundLimit(text.slice(start, after + event.length), start, {
      ...{ count: null, unit: 'date', from: null, dates, isYearInferred: event.isYearInferred },
      ...{ time: front?.clock.time ?? null, zone: front?.clock.zone ?? null },
    }),
  ];
}

function unreadLimit(text: string, from: number, to: number, dates: readonly string[]): FoundLimit {
  return foundLimit(text.slice(from, to), from, { count: null, unit: 'unread', from: null, dates });
}

/** An event that lay behind the letter when it was written sets no time in it. */
function isPast(dates: readonly string[], letterDate: string | null): boolean {
  return letterDate !== null && dates.every((date) => date < letterDate.slice(0, 10));
}
