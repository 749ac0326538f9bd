import { daysWritten, leavesOutYear } from './days-written.js';
import { dayOf, dayWords, isoOf } from './day.js';
import type { LimitWords } from './limit-facts.js';
import { findTimeLimits } from './find-time-limit.js';
import { otherLimits } from './other-limits.js';
import { saidInAnotherUnit, saidTwice } from './said-twice.js';

/** Words of another time are quoted here and not dated, so that any day serves to read them against. */
const ANY_DAY = '2000-01-01';

/** What the words of a limit say beside what was read of them, each thing in our words: nothing where they say one thing. */
export function saidBesides(limit: LimitWords): string[] {
  const { text, count, fixedOn } = limit;
  const twice = count === null ? null : saidTwice(text, count);
  const again = count === null ? null : saidInAnotherUnit(text, count);
  const on = fixedOn?.slice(0, 10);
  // Which letter they stand in is not known here: in one of the day before, “Friday” is the Friday that was read.
  const before = on === undefined ? ANY_DAY : isoOf(dayOf(on, 'fixedOn') - 1);
  const days = on === undefined ? [] : (daysWritten(text, on, before)?.days ?? []);
  const others = [...new Set(days.map((day) => day.on))].filter((day) => day !== on);
  const named = others.map((day) => dayWords(dayOf(day, 'fixedOn'))).join(' or ');
  const atOnce = findTimeLimits(text, ANY_DAY).filter(({ unit }) => unit === 'immediate');
  return [
    ...(on !== undefined && leavesOutYear(text, on) ? ['the words leave the year out'] : []),
    ...(twice === null ? [] : [`${twice.why}, each is counted`]),
    ...(again === null ? [] : [`${again.why}, each is counted`]),
    ...(named === '' ? [] : [`the words may mean ${named} too`]),
    ...otherLimits(limit, on ?? ANY_DAY).map(({ quote }) => `“${quote}” is named beside it and counted too`),
    ...atOnce.map(({ quote }) => `“${quote}” asks for a decision too`),
  ];
}
