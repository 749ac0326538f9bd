import { dayOf, isoOf } from './day.js';
import { DeadlineInputError } from './deadline-input-error.js';
import { clockIn, type FoundClock } from './clock-words.js';
import { datesIn } from './find-date.js';
import { numberOf, NUMBER_WORDS, ordinalOf, ORDINAL_WORDS } from './number-words.js';
import { readingsOf, type LimitStart, type LimitUnit } from './readings.js';
import { relativeDay } from './relative-day.js';

/** Time words of a letter, with the exact text and where it stands (a character offset, from 0). */
export interface FoundLimit {
  readonly quote: string;
  readonly offset: number;
  readonly count: number | null;
  readonly unit: LimitUnit;
  readonly from: LimitStart | null;
  /** The dates that “by …” may name: more than one where day and month could be either way round. */
  readonly dates: readonly string[];
  readonly time: string | null;
  /** The zone the words name beside the hour (`America/New_York` for “5 p.m. Eastern”), or null. */
  readonly zone: string | null;
  readonly isYearInferred: boolean;
}

/** The earliest date any of the words could mean, and whether some ask for a decision instead. */
export interface EarliestMeaning {
  readonly due: string | null;
  readonly quote: string | null;
  readonly why: string | null;
  readonly decision: boolean;
  readonly limits: readonly FoundLimit[];
}

const UNIT = String.raw`(?<kind>calendar|consecutive|business|working|court|clear)?[\s-]*(?<unit>hours?|hrs?\b|days?|weeks?|wks?\b|fortnight|months?|years?)`;
/** Of “5 to 7 days” the smaller number counts: nobody can say that is late. */
const AMOUNT = String.raw`(?<amount>\d{1,4}|${NUMBER_WORDS})(?:\s*(?:to|or|-|–)\s*(?:\d{1,4}|${NUMBER_WORDS})(?=[\s-]))?(?:\s*\(\s*(?<digits>\d{1,4}|${NUMBER_WORDS})\s*\))?`;
const PAPER = String.raw`(?:letter|notice|e-?mail|demand|correspondence)`;
const RECEIVED = String.raw`(?:on\s+(?:which|that)\s+)?(?:you|it)\s+(?:have\s+)?receiv(?:e|ed)\b`;
const FROM = String.raw`(?:of|from|after|following|upon|since|(?:beginning|commencing|starting|counting)\s+(?:with|on|from))`;
const DATE_OF = String.raw`(?:date|day)(?:\s+(?:hereof|${RECEIVED}|of\s+(?:your\s+|its\s+)?(?:receipt|service|delivery)|(?:of\s+|on\s+)?(?:(?:this|the|our)\s+)?${PAPER}|of\b|on\b))?`;
const START_WORDS = String.raw`(?:the\s+day\s+after\s+)?(?:the\s+|your\s+|our\s+|its\s+)?(?:${DATE_OF}|receipt|receiving|received|service|being\s+served|delivery|this\s+(?:${PAPER}|date)|${PAPER}|today|${RECEIVED}|you\s+receive|hereof)(?:\s+hereof|\s+(?:of\s+)?(?:this|the|our)\s+${PAPER})?`;
const START = String.raw`(?:['’]?(?:\s+notice)?,?\s+${FROM}\s+(?<start>${START_WORDS})|\s+(?<hereof>hereof))`;
const WITHIN = new RegExp(
  String.raw`\b(?:within|inside|in\s+the\s+next|no\s+later\s+than|not\s+later\s+than|no\s+more\s+than|not\s+more\s+than)\s+(?:(?:a|the)\s+(?:time\s+)?period\s+of\s+|the\s+next\s+|the\s+following\s+|not\s+more\s+than\s+)?${AMOUNT}[\s-]*${UNIT}${START}?`,
  'giu',
);
/** “five days from the date of this letter”, “seven days to comply”: without “within” only where a start, a purpose or “you have” says so. */
const BARE = new RegExp(
  String.raw`\b${AMOUNT}[\s-]*${UNIT}(?:${START}|\s+(?=to\s+(?:comply|respond|reply|provide|remove|pay|confirm|cease))|(?<=\byou\s+(?:now\s+)?have\s+[\w\s()-]{1,40})(?=\s*(?:[.,;]|$|in\s+which\b)))`,
  'giu',
);
const LEAD =
  /\b(?<lead>by|before|until|no\s+later\s+than|not\s+later\s+than|on\s+or\s+before|prior\s+to|(?:the\s+|a\s+)?deadline(?::|\s+(?:is|of|for\s+\w+(?:\s+\w+)?\s+is))|on(?=\s+the\s+\w+(?:-\w+)?\s+(?:calendar\s+|business\s+|working\s+|court\s+)?day\s+(?:after|following|from)\b))\s+(?=\S)/giu;
const NTH = new RegExp(
  String.raw`^(?:the\s+)?(?<nth>${ORDINAL_WORDS})\s+(?<kind>calendar|business|working|court)?\s*day\s+${FROM}\s+(?<start>${START_WORDS})`,
  'iu',
);
const AT_LATEST = /\b(?:on\s+)?(?=\S.{4,40}?\s+at\s+the\s+(?:very\s+)?latest\b)/giu;
const LONGEST_DATE = 120;
const AT_ONCE =
  /\b(?:immediately|immediate|forthwith|at\s+once|without\s+delay|by\s+return(?:\s+of\s+(?:post|mail)|\s+e-?mail|(?=\s*(?:[.,;]|$)))|as\s+soon\s+as\s+you\s+receive\s+this\s+(?:letter|notice))\b/giu;

/** A plain search for time limits, in the order they stand. `letterDate` supplies a year where the words name none. */
export function findTimeLimits(text: string, letterDate: string | null): FoundLimit[] {
  const within = [...text.matchAll(WITHIN), ...text.matchAll(BARE)].flatMap((match) =>
    countedLimit(match, text),
  );
  const dated = [...text.matchAll(LEAD)].flatMap((match) => datedLimit(match, text, letterDate));
  const latest = [...text.matchAll(AT_LATEST)].flatMap((match) => latestLimit(match, text, letterDate));
  const atOnce = [...text.matchAll(AT_ONCE)].map((match) =>
    limit(match[0], match.index, { count: 0, unit: 'immediate', from: 'receipt' }),
  );
  return withoutOverlap(
    [...within, ...dated, ...latest, ...atOnce].sort(
      (a, b) => a.offset - b.offset || b.quote.length - a.quote.length,
    ),
  );
}

/** What an unreviewed letter's words could mean at the earliest. Dates before the letter itself are not taken as limits. */
export function earliestMeaning(
  text: string,
  facts: { readonly letterDate: string | null; readonly receivedOn: string },
): EarliestMeaning {
  const limits = findTimeLimits(text, facts.letterDate ?? facts.receivedOn);
  let best: { due: string; quote: string; why: string } | null = null;
  // A long letter names the same time again and again: each is counted once.
  const counted = new Map<string, ReturnType<typeof earliestOf>>();
  for (const one of limits) {
    const key = JSON.stringify([one.quote, one.count, one.unit, one.from, one.dates, one.time, one.zone]);
    const meaning = counted.get(key) ?? earliestOf(one, facts);
    counted.set(key, meaning);
    if (meaning && (best === null || meaning.due < best.due)) best = { ...meaning, quote: one.quote };
  }
  return {
    due: best?.due ?? null,
    quote: best?.quote ?? null,
    why: best?.why ?? null,
    decision: limits.some((one) => one.unit === 'immediate'),
    limits,
  };
}

function earliestOf(
  one: FoundLimit,
  facts: { letterDate: string | null; receivedOn: string },
): { due: string; why: string } | null {
  if (one.unit === 'immediate') return null;
  if (one.unit === 'date') {
    const due = [...one.dates].sort()[0];
    return due === undefined || due < (facts.letterDate ?? facts.receivedOn)
      ? null
      : { due, why: 'the day named' };
  }
  try {
    const words = { text: one.quote, count: one.count, unit: one.unit, from: one.from };
    const { readings, earliest } = readingsOf(words, {
      ...facts,
      receivedOn: facts.receivedOn,
      eventOn: one.from === 'event' ? (facts.letterDate ?? facts.receivedOn) : null,
      zone: 'UTC',
      regime: 'private',
    });
    const reading = readings.find((each) => each.due === earliest);
    return reading ? { due: reading.due, why: reading.why } : null;
  } catch (error) {
    if (error instanceof DeadlineInputError) return null; // a count too long or out of the calendar is no limit to show
    throw error;
  }
}

function countedLimit(match: RegExpExecArray, text: string): FoundLimit[] {
  const groups = match.groups ?? {};
  const after = text.slice(match.index + match[0].length, match.index + match[0].length + 24);
  if (/^\s*(?:before|prior\s+to|ago|preceding|old)\b/iu.test(after)) return [];
  const word = (groups['unit'] ?? '').toLowerCase();
  const amount = numberOf(groups['digits'] ?? '') ?? numberOf(groups['amount'] ?? '');
  if (amount === null) return [];
  const unit = unitOf(word, (groups['kind'] ?? '').toLowerCase());
  const hour = trailingClock(text.slice(match.index + match[0].length));
  return [
    limit(text.slice(match.index, match.index + match[0].length + hour.length), match.index, {
      count: word === 'fortnight' ? amount * 2 : amount,
      unit,
      from: startOf(groups['start'] ?? groups['hereof'] ?? null),
      time: hour.clock?.time ?? null,
      zone: hour.clock?.zone ?? null,
    }),
  ];
}

function unitOf(word: string, kind: string): LimitUnit {
  if (word.startsWith('h')) return 'hour';
  if (word.startsWith('w') || word === 'fortnight') return 'week';
  if (word.startsWith('month')) return 'month';
  if (word.startsWith('year')) return 'year';
  if (kind === 'business' || kind === 'working') return 'business-day';
  if (kind === 'court') return 'court-day';
  if (kind === 'clear') return 'clear-day';
  return kind === '' ? 'day' : 'calendar-day';
}

function startOf(words: string | null): LimitStart | null {
  if (words === null) return null;
  if (/receipt|receiv|deliver/iu.test(words)) return 'receipt';
  if (/serv/iu.test(words)) return 'service';
  return 'letter-date';
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
  const found = datesIn(day, letterDate) ?? relativeDay(day, letterDate);
  if (!found) return [];

  const after = hour ? { length: 0, clock: hour } : trailingClock(day.slice(found.length));
  const isBefore = /^(?:before|prior)/iu.test(match.groups?.['lead'] ?? '') && after.clock === null;
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
  const found = datesIn(text.slice(from, from + LONGEST_DATE), letterDate);
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

/** An hour that follows the day: “, at 5 p.m.”, “ by noon EST”. */
function trailingClock(rest: string): { length: number; clock: FoundClock | null } {
  const lead = /^\s*,?\s*(?:(?:at|by|before)\s+)?/iu.exec(rest)?.[0].length ?? 0;
  const clock = lead === 0 ? null : clockIn(rest.slice(lead));
  return clock ? { length: lead + clock.length, clock } : { length: 0, clock: null };
}

function limit(
  quote: string,
  offset: number,
  what: Pick<FoundLimit, 'count' | 'unit' | 'from'> & Partial<FoundLimit>,
): FoundLimit {
  const trimmed = quote.replace(/[\s,]+$/u, '');
  return { dates: [], time: null, zone: null, isYearInferred: false, ...what, quote: trimmed, offset };
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
