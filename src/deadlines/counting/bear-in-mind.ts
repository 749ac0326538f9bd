import { covers, offDay, WEEKENDS, type Calendar, type OffDay } from './calendar.js';
import { dayOf, dayWords, isoOf, weekdayOf, type Day } from './day.js';
import { isServed } from './plan-service.js';
import type { Counted, Plan } from './plan.js';
import { zonedAt } from './zone-time.js';

/** Begins each sentence that says why a date is not checked. */
export const NOT_VERIFIED = 'Not verified: ';

/** Why a date is not checked as far as the tables go: each a sentence. */
export function doubtsOf(plan: Plan, counted: Counted, due: Day): string[] {
  const doubts: string[] = [];
  if (counted.lookedFrom !== null) {
    const days = [counted.lookedFrom, counted.due];
    const { calendar } = plan;
    if (!calendar)
      doubts.push(`${NOT_VERIFIED}no holiday table was chosen, so only Saturdays and Sundays were left out.`);
    else if (!days.every((day) => covers(calendar, day)))
      doubts.push(
        `${NOT_VERIFIED}the table “${calendar.name}” covers ${calendar.fromYear} to ${calendar.toYear}, and this count needs ${dayWords(days.find((day) => !covers(calendar, day)) ?? due)}.`,
      );
  }
  if (plan.trigger < dayOf(plan.rule.validFrom, 'rule'))
    doubts.push(
      `${NOT_VERIFIED}${plan.rule.id} is held here as in force from ${dayWords(dayOf(plan.rule.validFrom, 'rule'))}; check the text in force before that.`,
    );
  return doubts;
}

/** What to bear in mind about a day once it is counted: each a sentence. */
export function warningsOf(plan: Plan, due: Day): string[] {
  const warnings = [...offDayWarnings(plan, due)];
  const closing = plan.calendar?.contested.get(due);
  if (closing)
    warnings.push(
      `${dayWords(due)}: ${closing.why} (${closing.source}); whether that is a holiday is for the court.`,
    );
  warnings.push(...newYorkWarnings(plan, due));
  if (plan.direction === 'at-least') warnings.push('This is the earliest day allowed, not the last.');
  const { cutOff, zone } = plan;
  if (cutOff !== null && zone !== null && !isServed(plan.unit) && zonedAt(due, cutOff, zone).isDoubled)
    warnings.push(
      `${cutOff} comes twice on ${dayWords(due)} in ${zone}, as the clocks go back; the first is taken.`,
    );
  return warnings;
}

/** Of private letters in New York’s zone: what the state’s law may add, which no table and no rule here holds. */
function newYorkWarnings(plan: Plan, due: Day): string[] {
  if (plan.zone !== 'America/New_York' || plan.rule.regime !== 'private' || plan.rule.id === 'CUSTOM')
    return [];
  if (plan.direction !== 'forward' || plan.extendedTo !== null) return [];
  const isOff = offOn(plan, plan.calendar ?? plan.workingDays, due) !== null;
  const own = newYorkDays(plan.trigger, due);
  if (plan.unit === 'business_days' && own.length > 0)
    return [
      `Not covered: where New York’s law governs, ${own.join(' and ')} may be no business day (General Construction Law 24); it is counted as one here, which gives the earlier day.`,
    ];
  if (!isOff || plan.roll !== 'none') return [];
  return [
    'Not covered: where New York’s law governs, a last day that is a Saturday, Sunday or public holiday may run on to the next business day (General Construction Law 25, 25-a); the earlier day is kept.',
  ];
}

/** Weekdays that New York keeps as public holidays and the federal table does not: Lincoln’s Birthday and Election Day. */
function newYorkDays(from: Day, to: Day): string[] {
  const named: string[] = [];
  for (let day = from; day <= to; day += 1) {
    const on = isoOf(day).slice(5);
    const isElection = on >= '11-02' && on <= '11-08' && weekdayOf(day) === 2;
    if (on === '02-12' && weekdayOf(day) < 6) named.push(`${dayWords(day)} (Lincoln’s Birthday)`);
    else if (isElection) named.push(`${dayWords(day)} (Election Day)`);
  }
  return named;
}

/** Why the last day is no working day though the count ends on it; null where it is one, moves, or is a first day allowed. */
export function offAtEnd(plan: Plan, due: Day): OffDay | null {
  const isMoved = plan.roll !== 'none' && due !== plan.extendedTo;
  if (isMoved || plan.unit === 'deemed_service' || plan.direction === 'at-least') return null;
  return offOn(plan, plan.calendar ?? plan.workingDays, due);
}

function offDayWarnings(plan: Plan, due: Day): string[] {
  const calendar = plan.calendar ?? plan.workingDays;
  const off = offOn(plan, calendar, due);
  const isMoved = plan.roll !== 'none' && due !== plan.extendedTo;
  if (!off || plan.unit === 'deemed_service') return [];
  const holiday = weekdayOf(due) < 6 || off.source !== 'weekend' ? ` (${off.why})` : '';
  if (plan.direction === 'at-least')
    return [
      `${dayWords(due)}${holiday} is not a working day; ${workingDayFrom(plan, calendar, due, 1, 'the first after it')}.`,
    ];
  if (isMoved) return [];
  return [
    `Ends on ${dayWords(due)}${holiday}, not a working day, and is not moved; ${workingDayFrom(plan, calendar, due, -1, 'before')}.`,
  ];
}

/** “the working day before is Thu 24 Dec 2026”; without a table for that year only the weekday is known, and that is said. */
function workingDayFrom(
  plan: Plan,
  calendar: Calendar | null,
  from: Day,
  step: 1 | -1,
  place: 'before' | 'the first after it',
): string {
  let day = from + step;
  while (offOn(plan, calendar, day)) day += step;
  const isKnown = calendar !== null && covers(calendar, from) && covers(calendar, day);
  const kind = isKnown ? 'working day' : 'weekday';
  const words = place === 'before' ? `the ${kind} before is` : `the first ${kind} after it is`;
  return `${words} ${dayWords(day)}${isKnown ? '' : ', holidays not looked at: no table for them was chosen'}`;
}

function offOn(plan: Plan, calendar: Calendar | null, day: Day): OffDay | null {
  return offDay(calendar ?? WEEKENDS, day) ?? plan.closures.get(day) ?? null;
}
