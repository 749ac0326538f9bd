import { withContested, withoutObserved, type Calendar, type OffDay } from './calendar.js';
import { dayOf, dayWords, type Day } from './day.js';
import { DeadlineInputError } from './deadline-input-error.js';
import type { Closure, DeadlineInput, Tolling } from './deadline-input.js';
import type { HolidayTable, Reference } from './reference.js';
import { wordsOf, type Direction, type Rule, type Unit } from './rule.js';

/** Why a day of a stop of the clock does not count. */
export const CLOCK_STOPPED = 'the clock does not run';

/** CPR 2.8(4) names weekends, bank holidays, Christmas Day and Good Friday. */
export const BANK_HOLIDAYS = 'GB-EAW';

const LONGEST_STOP = 9_999;
const NO_STATE_HOLIDAYS =
  'State holidays are left out: Rule 6(a)(6)(C) counts them only for a period after an event.';
const NO_STATE_NAMED =
  'No state was named: a day that the state of the court declares a holiday, which Rule 6(a)(6)(C) counts after an event, is not left out. Name the district or state of the court, in the settings of the matter or by --jurisdiction: its table of holidays counts where one is held here; else look its holidays up and keep to the earlier day until then.';
const NO_DAYS: ReadonlyMap<Day, OffDay> = new Map();

/** The calendar of a count: the one named or the rule's own, with the state's holidays where they count; null for none. */
export function calendarOf(
  input: DeadlineInput,
  rule: Rule,
  direction: Direction,
  reference: Reference,
  notes: string[],
): Calendar | null {
  let name = input.variant === 'short-period' ? BANK_HOLIDAYS : (input.holidays ?? rule.calendar);
  if (name === null) return input.stateHolidays ? reference.findCalendar(input.stateHolidays) : null;
  const district = districtOf(input.jurisdiction);
  const state = input.stateHolidays ?? stateCalendarOf(district, rule, reference);
  if (rule.regime === 'us-federal' && state === null && district !== null)
    notes.push(
      `There is no table of state holidays for “${district}” here: a day its state declares a holiday, which Rule 6(a)(6)(C) counts after an event, is not left out.`,
    );
  const isForward = rule.regime === 'us-federal' && direction === 'forward';
  if (
    isForward &&
    state === null &&
    district === null &&
    statesIn(reference, reference.findCalendar(name), rule).length === 0
  )
    notes.push(NO_STATE_NAMED);
  const isState = rule.regime === 'us-federal' && direction === 'backward';
  if (state !== null && isState && input.stateHolidays !== undefined) notes.push(NO_STATE_HOLIDAYS);
  if (state !== null && !isState) name = `${name}+${state}`;
  let calendar = reference.findCalendar(name);
  const states = statesIn(reference, calendar, rule);
  if (rule.regime === 'us-california' && states.length > 0 && rule.calendar !== null)
    calendar = reference.findCalendar(rule.calendar);
  // A state's holidays count beside the federal ones (Rule 6(a)(6)(A) and (C)), also where its table alone is named.
  const lacksOwn = rule.calendar !== null && !calendar.id.split('+').includes(rule.calendar);
  if (rule.regime === 'us-federal' && states.length > 0 && lacksOwn && direction !== 'backward')
    calendar = reference.findCalendar(`${rule.calendar}+${calendar.id}`);
  if (rule.regime === 'us-federal' && states.length > 0 && direction === 'backward') {
    const left = calendar.id.split('+').filter((id) => !states.some((table) => table.calendar.id === id));
    calendar = reference.findCalendar(left.join('+') || 'US-FEDERAL');
    notes.push(NO_STATE_HOLIDAYS);
  }
  if (input.variant === 'without-observed') return withoutObserved(calendar);
  return input.variant === 'with-contested' ? withContested(calendar) : calendar;
}

/** Days on which an office is closed, entered by hand. */
export function closuresOf(closures: readonly Closure[] | undefined): ReadonlyMap<Day, OffDay> {
  if (!closures || closures.length === 0) return NO_DAYS;
  return new Map(
    closures.map((one) => [
      dayOf(one.on, 'closures'),
      { why: one.why ?? 'office closed', source: one.source ?? 'closure entered by hand' },
    ]),
  );
}

/**
 * Every day on which the clock does not run. Throws DeadlineInputError for a stop that ends before it begins, and for
 * one of a time that a stop cannot lengthen.
 */
export function tolledOf(
  tolling: readonly Tolling[] | undefined,
  unit: Unit,
  direction: Direction,
): ReadonlyMap<Day, OffDay> {
  if (!tolling || tolling.length === 0) return NO_DAYS;
  if (unit === 'end_of_day' || unit === 'deemed_service')
    throw new DeadlineInputError(
      'tolling',
      `The clock of a ${wordsOf(unit)} cannot be stopped for whole days here; count on what was left from the day it runs again.`,
    );
  if (unit === 'hours' && direction === 'backward')
    throw new DeadlineInputError(
      'tolling',
      'Hours counted back from an event get no time from a stop of the clock; leave the stop out.',
    );
  const days = new Map<Day, OffDay>();
  for (const period of tolling) {
    const [from, to] = [dayOf(period.from, 'tolling'), dayOf(period.to, 'tolling')];
    if (to < from)
      throw new DeadlineInputError(
        'tolling',
        `The clock cannot stop from ${dayWords(from)} until ${dayWords(to)}.`,
      );
    if (to - from > LONGEST_STOP)
      throw new DeadlineInputError(
        'tolling',
        `A stop of ${to - from} days is too long; the most is ${LONGEST_STOP}.`,
      );
    const off = { why: CLOCK_STOPPED, source: period.why ?? 'tolling entered by hand' };
    for (let day = from; day <= to; day += 1) days.set(day, off);
  }
  return days;
}

/** The district or state that a court is named by: `C.D. Cal.` of `US-FEDERAL (C.D. Cal.)`; null where none is. */
function districtOf(jurisdiction: string | undefined): string | null {
  const district = (/\((.+)\)\s*$/.exec(jurisdiction ?? '')?.[1] ?? jurisdiction ?? '').trim();
  return district === '' || /^us(-federal)?$/i.test(district) ? null : district;
}

/** The state's table for a district, as “N.D. Cal.”, or for the state as it is named there or in the table: `US-CA`. */
function stateCalendarOf(district: string | null, rule: Rule, reference: Reference): string | null {
  const said = district?.toUpperCase() ?? '';
  const words: readonly string[] = said.split(/[^A-Z]+/);
  const found = Object.entries(rule.stateCalendars).find(([place, id]) => {
    const table = reference.tables.find((one) => one.calendar.id === id);
    // “N.D. Cal”, “n.d. cal.”: the place is a word of it, with its point or without.
    return (
      [id, ...(table?.aliases ?? [])].includes(said) || words.includes(place.toUpperCase().replace('.', ''))
    );
  });
  return found ? found[1] : null;
}

/** The tables of a calendar that are a state's: in a federal court the state's own court holidays are too. */
function statesIn(reference: Reference, calendar: Calendar, rule: Rule): readonly HolidayTable[] {
  if (!calendar.id.includes('US-CA')) return [];
  const ids = calendar.id.split('+');
  const isForeign = (table: HolidayTable) =>
    table.kind === 'state' || (rule.regime === 'us-federal' && table.calendar.id === 'US-CA-JUDICIAL');
  return reference.tables.filter((table) => isForeign(table) && ids.includes(table.calendar.id));
}
