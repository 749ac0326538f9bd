import { Temporal } from 'temporal-polyfill';
import { addDays, MONTHS } from '../platform/plain-date.js';

/** A sentence of ours that reads like a promise, and the day it names. Offered; a person confirms. */
export interface PromiseFound {
  readonly words: string;
  readonly on: string;
}

const PROMISES =
  /\b(?:will|shall|undertakes? to|agrees? to|commits? to|promises? to|intends? to|expects? to|is to|are to)\b|[’']ll\b/i;
const OF_OTHERS = /\b(?:you|your clients?)\s+(?:will|shall|must)\b/i;
const MONTH = MONTHS.map((name) => `${name.slice(0, 3)}(?:${name.slice(3)})?`).join('|');
const DAY_FIRST = new RegExp(
  `\\b(\\d{1,2})(?:st|nd|rd|th)?\\s+(?:of\\s+)?(${MONTH})\\b\\.?(?:,?\\s+(\\d{4})\\b)?`,
  'i',
);
const MONTH_FIRST = new RegExp(
  `\\b(${MONTH})\\b\\.?\\s+(\\d{1,2})(?:st|nd|rd|th)?\\b(?!\\d)(?:,?\\s+(\\d{4})\\b)?`,
  'i',
);
const ISO = /\b(\d{4})-(\d{2})-(\d{2})\b/;
const WITHIN = /\bwithin\s+(\w+)(?:\s+\(\d+\))?\s+(calendar\s+)?(days?|weeks?)\b/i;
const COUNTS = [
  ...['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'],
  ...['thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen', 'twenty'],
];

/**
 * Sentences of a letter dated `datedOn` that say what we will do by a day. A day without its year is the next such
 * day; “within ten days” counts calendar days from the letter. Days before the letter are no promises.
 */
export function findPromises(words: string, datedOn: string): PromiseFound[] {
  return sentences(words).flatMap((sentence) => {
    if (!PROMISES.test(sentence) || OF_OTHERS.test(sentence)) return [];
    const on = dayNamed(sentence, datedOn);
    return on === null || on < datedOn ? [] : [{ words: sentence, on }];
  });
}

function sentences(words: string): string[] {
  return words
    .split(/(?<=[.!?][”"’)]?)\s+(?=[A-Z“"([])|\n\s*\n/)
    .map((sentence) => sentence.replace(/\s+/g, ' ').trim())
    .filter((sentence) => sentence !== '');
}

function dayNamed(sentence: string, datedOn: string): string | null {
  const iso = ISO.exec(sentence);
  if (iso) return realDay(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const dayFirst = DAY_FIRST.exec(sentence);
  if (dayFirst) return nextDay(dayFirst[1], dayFirst[2], dayFirst[3], datedOn);
  const monthFirst = MONTH_FIRST.exec(sentence);
  if (monthFirst) return nextDay(monthFirst[2], monthFirst[1], monthFirst[3], datedOn);
  const within = WITHIN.exec(sentence);
  const count = countOf(within?.[1] ?? '');
  return count === null ? null : addDays(datedOn, within?.[3]?.startsWith('week') ? count * 7 : count);
}

function nextDay(
  day: string | undefined,
  month: string | undefined,
  year: string | undefined,
  datedOn: string,
): string | null {
  const number =
    MONTHS.findIndex((name) => name.slice(0, 3).toLowerCase() === month?.slice(0, 3).toLowerCase()) + 1;
  if (year !== undefined) return realDay(Number(year), number, Number(day));
  const thisYear = Number(datedOn.slice(0, 4));
  const here = realDay(thisYear, number, Number(day));
  return here !== null && here >= datedOn ? here : realDay(thisYear + 1, number, Number(day));
}

function realDay(year: number, month: number, day: number): string | null {
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' }).toString();
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function countOf(word: string): number | null {
  if (/^\d{1,3}$/.test(word)) return Number(word);
  const at = COUNTS.indexOf(word.toLowerCase());
  return at < 0 ? null : at + 1;
}
