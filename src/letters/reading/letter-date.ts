import { datesIn, hasTwoOrders } from '../../deadlines/counting/find-date.js';
import type { Layout } from './units.js';

/** The date a letter bears, and whether it writes the day before the month. */
export interface LetterDate {
  readonly date: string | null;
  readonly isDayFirst: boolean;
}

const LABEL =
  /^(?:\W*(?:date[d]?|sent|issued|issue\s+date|letter\s+date|date\s+of\s+(?:letter|issue)|posted|delivered)\s*(?:on|this|at)?\s*[:.-]?\s*)/i;
const PLACE =
  /^(?:\p{Lu}[\p{L}.'-]+(?:\s+\p{Lu}[\p{L}.'-]+){0,2}),?\s+(?:the\s+)?(?=\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))/iu;
const WEEKDAY = ['Mon', 'Tues?', 'Wed(?:nes)?', 'Thur?s?', 'Fri', 'Sat(?:ur)?', 'Sun']
  .map((name) => `${name}(?:day)?`)
  .join('|');
const ANY_DATE = new RegExp(
  String.raw`\b(?:(?:${WEEKDAY}|${WEEKDAY.toUpperCase()}|${WEEKDAY.toLowerCase()})\.?,?\s+)?(?:\d{1,2}(?:st|nd|rd|th)?\s+(?:day\s+of\s+|of\s+)?[A-Z][a-z]{2,8}\.?,?\s+\d{4}|[A-Z][A-Za-z]{2,8}\.?\s+\d{1,2}(?:st|nd|rd|th)?\s*,?\s*\d{4}|\d{4}-\d{2}-\d{2}|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}(?:\s*\((?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\))?)`,
  'g',
);
const BRITISH =
  /\b(?:solicitors?|cheque|colour|honour|favour|behaviour|licence|defence|organis\w+|recognis\w+|authoris\w+|apologis\w+|whilst|pty|pvt|plc|advocates?|barrister|rs|india|lakhs?|crores?|sir\/madam|faithfully|yours\s+sincerely)\b|[£€₹]/gi;
const HEAD_LINES = 60;

/** The date in the head of a letter; else in its last lines; null where none is shown whole. */
export function letterDateOf({ lines, salutation, closing }: Layout, plain: string): LetterDate {
  const isDayFirst = writesDayFirst(plain);
  const end = salutation?.start ?? Infinity;
  const head = lines.filter((line, index) => index < HEAD_LINES && line.start <= end);
  const after = salutation ? lines.filter((line) => line.start > end).slice(0, 6) : lines.slice(0, 25);
  const tail = closing ? lines.filter((line) => line.start >= closing.start).slice(0, 14) : lines.slice(-8);
  const groups = salutation ? [head, after, tail] : [after, tail];
  for (const group of groups)
    for (const test of [isAlone, isLabelled])
      for (const line of group) {
        const date = dateIn(line.text, isDayFirst, test);
        if (date) return { date, isDayFirst };
      }
  const first = salutation ? head : lines.slice(0, 12);
  for (const line of first) {
    if (
      /\b(?:re|subject|ref|by|before|until|received|dated?\s+of|filed|registered|invoice|born|since|between|expires?)\b/i.test(
        line.text,
      )
    )
      continue;
    const date = dateIn(line.text, isDayFirst, isNotTold);
    if (date) return { date, isDayFirst };
  }
  return { date: null, isDayFirst };
}

/** A line that is a date and hardly anything else: “London, 13 July 2015”. */
function isAlone(line: string, date: string): boolean {
  const rest = line
    .replace(date, '')
    .replace(LABEL, '')
    .replace(PLACE, '')
    .replace(/[\W\d]+/g, ' ')
    .trim();
  return rest.length <= 24 && !/\b(?:by|before|until|re|expires?|due|deadline|received|since)\b/i.test(rest);
}

/** “(5 May 2014 to be exact)”, “we wrote on 5 May 2014”: a day of which the letter tells. */
function isNotTold(line: string, date: string): boolean {
  return !/(?:\b(?:on|of|since|from|in|about|around|between|and)|\()\s*$/i.test(
    line.slice(0, line.indexOf(date)),
  );
}

function isLabelled(line: string, date: string): boolean {
  return LABEL.test(line) && line.indexOf(date) < 40;
}

function dateIn(
  line: string,
  isDayFirst: boolean,
  test: (line: string, date: string) => boolean,
): string | null {
  const tried = line.replace(/(\d)\s*(st|nd|rd|th)\b/gi, '$1$2');
  for (const match of tried.matchAll(ANY_DATE)) {
    const words = match[0].replace(/(\d)-(\d{1,2})-(\d{2,4})$/, '$1/$2/$3');
    const found = datesIn(capitalised(words), null);
    const [monthFirst, dayFirst] = found?.dates ?? [];
    const date = isDayFirst && hasTwoOrders(words) && dayFirst !== undefined ? dayFirst : monthFirst;
    if (date !== undefined && date >= '1950-01-01' && test(tried, match[0])) return date;
  }
  return null;
}

/** `JULY 17, 2009` is written like `July 17, 2009` for the date finder. */
function capitalised(words: string): string {
  return words.replace(/[A-Za-z]+/g, (word) =>
    /^(?:st|nd|rd|th|of|day)$/i.test(word)
      ? word.toLowerCase()
      : word.charAt(0).toUpperCase() + word.slice(1).toLowerCase(),
  );
}

function writesDayFirst(plain: string): boolean {
  const months = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*';
  const dayFirst =
    plain.match(new RegExp(`\\b\\d{1,2}(?:st|nd|rd|th)?\\s+(?:of\\s+)?${months}\\.?,?\\s+\\d{4}`, 'g'))
      ?.length ?? 0;
  const monthFirst =
    plain.match(new RegExp(`\\b${months}\\.?\\s+\\d{1,2}(?:st|nd|rd|th)?,?\\s+\\d{4}`, 'g'))?.length ?? 0;
  if (dayFirst !== monthFirst) return dayFirst > monthFirst;
  return (plain.match(BRITISH)?.length ?? 0) >= 2;
}
