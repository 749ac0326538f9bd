import { dayOf, dayWords, weekdayName, type Day } from './day.js';
import { datesIn, nearestWeekday, WEEKDAY_GAP } from './find-date.js';

/** A weekday written beside a date that falls on another: “Friday 4 June 2014”, which was a Wednesday. */
export interface OddWeekday {
  /** The words, and where they stand in the text, from 0. */
  readonly words: string;
  readonly offset: number;
  /** The date as it is written, and the nearest day of the weekday as it is written. */
  readonly on: string;
  readonly by: string;
}

const WEEKDAYS = new RegExp(
  String.raw`\b(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)${WEEKDAY_GAP}(?=\w)`,
  'giu',
);
const LONGEST_DATE = 40;

/** Every such pair in a text. `after` supplies a year where none is written, as for `datesIn`. */
export function oddWeekdays(text: string, after: string | null): OddWeekday[] {
  return [...text.matchAll(WEEKDAYS)].flatMap((match) => {
    const found = datesIn(text.slice(match.index, match.index + match[0].length + LONGEST_DATE), after);
    if (!found || found.dates.length < 2) return [];
    const words = text.slice(match.index, match.index + found.length).replace(/\s+/g, ' ');
    return found.dates.flatMap((on) => {
      const by = nearestWeekday(words, on);
      return by === null ? [] : [{ words, offset: match.index, on, by }];
    });
  });
}

/** “Friday 4 June 2014” is written: 4 June 2014 is a Wednesday, and the Friday nearest is Fri 6 Jun 2014. */
export function oddWeekdayText({ words, on, by }: OddWeekday): string {
  const day = (date: string): Day => dayOf(date, 'date');
  return `“${words}” does not fit: ${dayWords(day(on)).replace(/^\w+ /, '')} is a ${weekdayName(day(on))}, and the ${weekdayName(day(by))} nearest to it is ${dayWords(day(by))}.`;
}
