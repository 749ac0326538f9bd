import { dayOf, isoOf } from './day.js';
import { DeadlineInputError } from './deadline-input-error.js';
import { datesIn, type FoundDate } from './find-date.js';
import { numberOf, NUMBER_WORDS } from './number-words.js';
import { readingsOf, type LimitStart, type LimitUnit } from './readings.js';

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

const UNIT = String.raw`(?<kind>calendar|consecutive|business|working|court|clear)?[\s-]*(?<unit>hours?|days?|weeks?|fortnight|months?|years?)`;
const AMOUNT = String.raw`(?<amount>\d{1,4}|${NUMBER_WORDS})(?:\s*\(\s*(?<digits>\d{1,4}|${NUMBER_WORDS})\s*\))?`;
const START = String.raw`(?:['’]?(?:\s+notice)?,?\s+(?:of|from|after|following|upon|since)\s+(?<start>(?:the\s+|your\s+|our\s+|its\s+)?(?:date\s+(?:of\s+|on\s+)?(?:this|the|our)?\s*(?:letter|notice|email|e-mail|demand|correspondence|receipt)?|date\s+hereof|receipt|receiving|received|service|being\s+served|delivery|this\s+(?:letter|notice|email|e-mail|demand|date)|(?:the\s+)?(?:letter|notice)|today|you\s+receive|hereof)(?:\s+(?:of\s+)?(?:this|the|our)\s+(?:letter|notice|email|e-mail|demand))?))?`;
const WITHIN = new RegExp(
  String.raw`\b(?:within|inside|in\s+the\s+next|no\s+later\s+than|not\s+later\s+than|no\s+more\s+than|not\s+more\s+than)\s+(?:a\s+period\s+of\s+|the\s+next\s+|the\s+following\s+|not\s+more\s+than\s+)?${AMOUNT}[\s-]*${UNIT}${START}`,
  'giu',
);
/** “five days from the date of this letter”, “seven days to comply”: without “within” only where a start or a purpose follows. */
const BARE = new RegExp(
  String.raw`\b${AMOUNT}[\s-]*${UNIT}(?:${START.slice(3, -2)}|\s+(?=to\s+(?:comply|respond|reply|provide|remove|pay|confirm|cease)))`,
  'giu',
);
const CLOCK = String.raw`(?:(?<clock>\d{1,2}(?::\d{2})?\s*(?:a\.?m\.?|p\.?m\.?))|(?<clock24>\d{1,2}:\d{2}))(?:\s*\(?[a-z]+(?:\s+[a-z]+){0,2}\)?(?=,?\s+on\s))?,?\s*`;
const BY = new RegExp(
  String.raw`\b(?<lead>by|before|until|no\s+later\s+than|not\s+later\s+than|on\s+or\s+before|prior\s+to)\s+(?:the\s+)?(?:(?:close|end)\s+of\s+business\s+|cob\s+|noon\s+|${CLOCK})?(?:on\s+|of\s+)?(?:or\s+before\s+)?`,
  'giu',
);
const AT_ONCE =
  /\b(?:immediately|immediate|forthwith|at\s+once|without\s+delay|as\s+soon\s+as\s+you\s+receive\s+this\s+(?:letter|notice))\b/giu;

/** A plain search for time limits, in the order they stand. `letterDate` supplies a year where the words name none. */
export function findTimeLimits(text: string, letterDate: string | null): FoundLimit[] {
  const within = [...text.matchAll(WITHIN), ...text.matchAll(BARE)].flatMap((match) =>
    countedLimit(match, text),
  );
  const dated = [...text.matchAll(BY)].flatMap((match) => datedLimit(match, text, letterDate));
  const atOnce = [...text.matchAll(AT_ONCE)].map((match) =>
    limit(match[0], match.index, { count: 0, unit: 'immediate', from: 'receipt' }),
  );
  return withoutOverlap(
    [...within, ...dated, ...atOnce].sort((a, b) => a.offset - b.offset || b.quote.length - a.quote.length),
  );
}

/** What an unreviewed letter's words could mean at the earliest. Dates before the letter itself are not taken as limits. */
export function earliestMeaning(
  text: string,
  facts: { readonly letterDate: string | null; readonly receivedOn: string },
): EarliestMeaning {
  const limits = findTimeLimits(text, facts.letterDate ?? facts.receivedOn);
  let best: { due: string; quote: string; why: string } | null = null;
  for (const one of limits) {
    const meaning = earliestOf(one, facts);
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
  return [
    limit(match[0], match.index, {
      count: word === 'fortnight' ? amount * 2 : amount,
      unit,
      from: startOf(groups['start'] ?? null),
    }),
  ];
}

function unitOf(word: string, kind: string): LimitUnit {
  if (word.startsWith('hour')) return 'hour';
  if (word.startsWith('week') || word === 'fortnight') return 'week';
  if (word.startsWith('month')) return 'month';
  if (word.startsWith('year')) return 'year';
  if (kind === 'business' || kind === 'working') return 'business-day';
  if (kind === 'court') return 'court-day';
  if (kind === 'clear') return 'clear-day';
  return kind === '' ? 'day' : 'calendar-day';
}

function startOf(words: string | null): LimitStart | null {
  if (words === null) return null;
  if (/receipt|receiv|delivery/iu.test(words)) return 'receipt';
  if (/serv/iu.test(words)) return 'service';
  return 'letter-date';
}

function datedLimit(match: RegExpExecArray, text: string, letterDate: string | null): FoundLimit[] {
  const from = match.index + match[0].length;
  const found: FoundDate | null = datesIn(text.slice(from, from + 60), letterDate);
  if (!found) return [];
  const lead = (match.groups?.['lead'] ?? '').toLowerCase();
  const isBefore = lead === 'before' || /^prior/u.test(lead);
  const hasOn = /on\s+or\s+before|or\s+before/iu.test(match[0]);
  return [
    limit(text.slice(match.index, from + found.length), match.index, {
      count: null,
      unit: 'date',
      from: null,
      dates: isBefore && !hasOn ? found.dates.map((date) => isoOf(dayOf(date, 'date') - 1)) : found.dates,
      time: clockOf(match),
      isYearInferred: found.isYearInferred,
    }),
  ];
}

/** `17:00` from “5 p.m.”, “5:30 pm”, “17:00”, “noon”. */
function clockOf(match: RegExpExecArray): string | null {
  if (/\bnoon\b/iu.test(match[0])) return '12:00';
  const plain = match.groups?.['clock24'];
  const clock = match.groups?.['clock'] ?? plain;
  const parts = /^(\d{1,2})(?::(\d{2}))?\s*([ap])?/iu.exec(clock ?? '');
  if (!parts) return null;
  const half = parts[3]?.toLowerCase();
  const hour = half ? (Number(parts[1]) % 12) + (half === 'p' ? 12 : 0) : Number(parts[1]);
  return hour > 23 ? null : `${String(hour).padStart(2, '0')}:${parts[2] ?? '00'}`;
}

function limit(
  quote: string,
  offset: number,
  what: Pick<FoundLimit, 'count' | 'unit' | 'from'> & Partial<FoundLimit>,
): FoundLimit {
  const trimmed = quote.replace(/[\s,]+$/u, '');
  return { dates: [], time: null, isYearInferred: false, ...what, quote: trimmed, offset };
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
