import { MONTHS } from '../../platform/plain-date.js';
import { datesIn, type FoundDate, WEEKDAY_GAP } from './find-date.js';

const MONTH = `(?:${MONTHS.map((name) => `${name}|${name.slice(0, 3)}\\.?`).join('|')}|sept\\.?)`;
const WEEKDAY = String.raw`(?:\b(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)${WEEKDAY_GAP})?`;
const DAY = String.raw`\d{1,2}(?:st|nd|rd|th)?(?![\d:.]*\d|\s*[ap]\.?\s?m\b)`;
const OR = String.raw`(?:and\s*/\s*or|or|to|until|through)\b`;
const WORDED = String.raw`(?:\s*,?\s*\(?\s*${OR}|\s*,?\s*\((?=\s*(?:by\s+)?\w))(?:\s*,?\s*(?:(?:at\s+(?:the\s+)?(?:very\s+)?|the\s+)?latest|(?:no|not)\s+later\s+than|preferably|if\s+not|alternatively|by|on)\b\s*,?)*\s*(?:the\s+)?`;
const MARK = String.raw`\s*[-‐‑–—/]\s*(?:the\s+)?`;
/** Between whole dates; days alone may be joined by “and” or “&” too: “10 and 12 June”. */
const JOIN_DATES = new RegExp(String.raw`^(?:${WORDED}|\s*[-‐‑–—]\s*)`, 'iu');
const JOIN_DAYS = String.raw`(?:${WORDED}|${MARK}|\s+and\s+(?:the\s+)?|\s*&\s*)`;
/** “10 or 12 June 2026”, “7-9 June”, “Wednesday 10 or Friday 12 June”. */
const DAYS_FIRST = new RegExp(
  String.raw`^(?<days>${WEEKDAY}${DAY}(?:${JOIN_DAYS}${WEEKDAY}${DAY}){1,3})(?:\s+(?:day\s+)?(?:of\s+)?)(?<month>${MONTH})(?:,?\s*(?<year>\d{4}))?\b`,
  'iu',
);
/** “June 10 or 12, 2026”; “by June 10 to 12 Quay Street” names one day and a house. */
const MONTH_FIRST = new RegExp(
  String.raw`^${WEEKDAY}(?<month>${MONTH})\s+(?:the\s+)?(?<days>${DAY}(?:${JOIN_DAYS}${WEEKDAY}${DAY}){1,3})(?:\s*,?\s+(?<year>\d{4})\b|(?=\s*(?:[.,;:)]|$|at\b|by\b)))`,
  'iu',
);
const YEAR_BEHIND = new RegExp(
  String.raw`^(?<short>\d{1,2}\/\d{1,2})(?:${WORDED}|\s*[-‐‑–—]\s*)\d{1,2}\/\d{1,2}\/(?<year>\d{4}|\d{2})\b`,
  'iu',
);
const ONE_DAY = new RegExp(`(?<weekday>${WEEKDAY})(?<day>${DAY})`, 'giu');
const MOST = 4;

/**
 * The date with which the text starts, or the several dates it names as one; earliest first. Null where it names none.
 * `isDay` is that of `datesIn`.
 */
export function daysIn(text: string, after: string | null, isDay = false): FoundDate | null {
  return dayList(text, after, isDay) ?? datesIn(text, after, isDay);
}

/** Several dates named as one at the start of the text: “10 or 12 June”, “9 June (or 7 June)”; null where it names one or none. */
export function dayList(text: string, after: string | null, isDay = false): FoundDate | null {
  const bare = DAYS_FIRST.exec(text) ?? MONTH_FIRST.exec(text);
  return bare ? bareDays(bare, after) : wholeDates(text, after, isDay);
}

/** Days that share their month: each is read with it. */
function bareDays(match: RegExpExecArray, after: string | null): FoundDate | null {
  const { days = '', month = '', year = '' } = match.groups ?? {};
  const each = [...days.matchAll(ONE_DAY)].map(({ groups }) =>
    datesIn(`${groups?.['weekday'] ?? ''}${groups?.['day'] ?? ''} ${month} ${year}`.trim(), after),
  );
  const read = each.flatMap((one) => one ?? []);
  const [only] = read;
  // Of “30 or 31 June” the day that is one.
  return only && read.length === 1 ? { ...only, length: match[0].length } : joined(match[0].length, read);
}

/** Whole dates joined by “or”, “to” or a dash; a year that only a later one names is the year of those before it. */
function wholeDates(text: string, after: string | null, isDay: boolean): FoundDate | null {
  const places: { readonly words: string; readonly found: FoundDate }[] = [];
  let end = 0;
  while (places.length < MOST) {
    const gap = places.length === 0 ? 0 : (JOIN_DATES.exec(text.slice(end))?.[0].length ?? -1);
    const rest = text.slice(end + gap);
    const found = gap < 0 ? null : (yearBehind(rest, after) ?? datesIn(rest, after, isDay));
    if (!found) break;
    places.push({ words: text.slice(end + gap, end + gap + found.length), found });
    end += gap + found.length;
    end += /\([^()]*$/u.test(text.slice(0, end)) ? (/^\s*\)/u.exec(text.slice(end))?.[0].length ?? 0) : 0;
  }
  if (places.length < 2) return null;
  const year = /\b\d{4}$/u.exec(places.at(-1)?.words ?? '')?.[0];
  return joined(
    end,
    places.map(({ words, found }) =>
      found.isYearInferred && year !== undefined ? (datesIn(`${words} ${year}`, after) ?? found) : found,
    ),
  );
}

/** “1/7 or 2/7/2026”: a day and month in numbers that are a date by the year of the one behind them. */
function yearBehind(text: string, after: string | null): FoundDate | null {
  const { short = '', year = '' } = YEAR_BEHIND.exec(text)?.groups ?? {};
  const found = year === '' ? null : datesIn(`${short}/${year}`, after);
  return found && { ...found, length: short.length };
}

function joined(length: number, read: readonly FoundDate[]): FoundDate | null {
  const dates = [...new Set(read.flatMap((one) => one.dates))].sort();
  return dates.length < 2 ? null : { length, dates, isYearInferred: read.some((one) => one.isYearInferred) };
}
