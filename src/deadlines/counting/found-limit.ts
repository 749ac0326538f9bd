import { clockIn, type FoundClock } from './clock-words.js';
import { numbersOf } from './amount-words.js';
import type { LimitStart, LimitUnit } from './limit-facts.js';

/** Time words of a letter, with the exact text and where it stands (a character offset, from 0). */
export interface FoundLimit {
  readonly quote: string;
  readonly offset: number;
  readonly count: number | null;
  /** `unread`: the words limit a time, and what they say could not be read. */
  readonly unit: LimitUnit | 'unread';
  readonly from: LimitStart | null;
  /** `before`: the count runs back from an event, as in “five days before the hearing”. */
  readonly direction: 'after' | 'before';
  /**
   * The dates that “by …” may name, or for a count the dates of the event it runs from or back from: more than one where day
   * and month could be either way round.
   */
  readonly dates: readonly string[];
  readonly time: string | null;
  /** The zone the words name beside the hour (`America/New_York` for “5 p.m. Eastern”), or null. */
  readonly zone: string | null;
  readonly isYearInferred: boolean;
}

export const UNIT = String.raw`(?<kind>calendar|consecutive|business|working|banking|court|clear)?[\s-]*(?<unit>hours?|hrs?\b|h\b|days?|weeks?|wks?\b|fortnights?|months?|years?)\b`;
const PAPER = String.raw`(?:letter|notice|e-?mail|demand|correspondence)`;
const RECEIVED = String.raw`(?:on\s+(?:which|that)\s+)?(?:(?:you|it)\s+(?:have\s+)?receiv(?:e|ed)\b|(?:it|this\s+${PAPER})\s+(?:is|was)\s+(?:given|delivered|handed|served)(?:\s+(?:to|(?:up)?on)\s+you)?\b)`;
export const FROM = String.raw`(?:of|from|after|following|upon|since|(?:beginning|commencing|starting|counting)\s+(?:with|on|from))`;
const DEEMED = String.raw`(?:(?:deemed|actual|effective|valid|personal|good|proper)\s+)?`;
const DATE_OF = String.raw`(?:date|day)(?:\s+(?:hereof|${RECEIVED}|(?:of|on\s+which)\s+(?:your\s+|its\s+)?${DEEMED}(?:receipt|service|delivery)|(?:of\s+|on\s+)?(?:(?:this|the|our)\s+)?${PAPER}|of\b|on\b))?`;
export const START_WORDS = String.raw`(?:the\s+day\s+after\s+)?(?:the\s+|your\s+|our\s+|its\s+)?(?:${DATE_OF}|${DEEMED}(?:receipt|service|delivery)|receiving|received|being\s+served|this\s+(?:${PAPER}|date)|${PAPER}|today|${RECEIVED}|you\s+receive|hereof)(?:\s+hereof|\s+(?:of\s+)?(?:this|the|our)\s+${PAPER})?`;
export const START = String.raw`(?:['’]?(?:\s+notice)?,?\s+${FROM}\s+(?<start>${START_WORDS})|\s+(?<hereof>hereof))`;

/** A find, its quotation without the blanks and commas at its end. */
export function foundLimit(
  quote: string,
  offset: number,
  what: Pick<FoundLimit, 'count' | 'unit' | 'from'> & Partial<FoundLimit>,
): FoundLimit {
  const trimmed = quote.replace(/[\s,]+$/u, '');
  return {
    ...{ direction: 'after', dates: [], time: null, zone: null, isYearInferred: false },
    ...what,
    quote: trimmed,
    offset,
  };
}

/**
 * What a number with its unit says: `five (5) business days`; null where the number is none. Of “5 to 7 days” the number
 * that gives the earlier day counts: the smaller, and counted back the larger.
 */
export function amountOf(
  groups: Readonly<Record<string, string | undefined>>,
  direction: FoundLimit['direction'] = 'after',
): { readonly count: number; readonly unit: LimitUnit } | null {
  const word = (groups['unit'] ?? '').toLowerCase();
  const { numbers, isRange } = numbersOf(groups['amount'] ?? '');
  const amount = isRange
    ? Math[direction === 'before' ? 'max' : 'min'](...numbers)
    : (numbers.at(-1) ?? null);
  if (amount === null) return null;
  const times = word.startsWith('fortnight') ? 2 : 1;
  return { count: amount * times, unit: unitOf(word, (groups['kind'] ?? '').toLowerCase()) };
}

export function unitOf(word: string, kind: string): Exclude<LimitUnit, 'date' | 'immediate'> {
  if (word.startsWith('h')) return 'hour';
  if (word.startsWith('w') || word.startsWith('fortnight')) return 'week';
  if (word.startsWith('month')) return 'month';
  if (word.startsWith('year')) return 'year';
  if (['business', 'working', 'banking'].includes(kind)) return 'business-day';
  if (kind === 'court') return 'court-day';
  if (kind === 'clear') return 'clear-day';
  return kind === '' ? 'day' : 'calendar-day';
}

export function startOf(words: string | null): LimitStart | null {
  if (words === null) return null;
  if (/receipt|receiv|deliver|\b(?:given|handed)\b/iu.test(words)) return 'receipt';
  if (/serv/iu.test(words)) return 'service';
  return 'letter-date';
}

/** An hour that follows the day: “, at 5 p.m.”, “ by noon EST”; `lead` is the word before it. */
export function trailingClock(rest: string): {
  readonly length: number;
  readonly clock: FoundClock | null;
  readonly lead: string;
} {
  const match = /^\s*,?\s*(?:(?<word>at|by|before|(?:no|not)\s+later\s+than)\s+)?/iu.exec(rest);
  const lead = match?.[0].length ?? 0;
  const clock = lead === 0 ? null : clockIn(rest.slice(lead));
  const word = (match?.groups?.['word'] ?? '').toLowerCase();
  return clock ? { length: lead + clock.length, clock, lead: word } : { length: 0, clock: null, lead: word };
}

const CLOCK_LEAD = /\b(?:by|before|until|at|(?:no|not)\s+later\s+than)\s+/giu;
const BETWEEN =
  /^\s*,?\s*(?:on\s+|of\s+)?(?:or\s+before\s+)?(?:the\s+(?:day|date)\s+(?:falling|that\s+is|which\s+(?:is|falls))\s+)?(?:the\s+)?(?:at\s+least\s+|not\s+less\s+than\s+|within\s+)?$/iu;
const LONGEST_LEAD = 70;

/** The hour named right before a count, with where its words start: “by 4 p.m. three business days before …”. */
export function leadingClock(
  text: string,
  offset: number,
): { readonly start: number; readonly clock: FoundClock } | null {
  const from = Math.max(0, offset - LONGEST_LEAD);
  const before = text.slice(from, offset);
  for (const match of before.matchAll(CLOCK_LEAD)) {
    const at = match.index + match[0].length;
    const clock = clockIn(before.slice(at));
    if (clock && BETWEEN.test(before.slice(at + clock.length))) return { start: from + match.index, clock };
  }
  return null;
}
