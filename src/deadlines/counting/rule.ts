import { DeadlineInputError } from './deadline-input-error.js';

export const UNITS = [
  'calendar_days',
  'business_days',
  'court_days',
  'clear_days',
  'weeks',
  'months',
  'years',
  'hours',
  'fixed_date',
  'end_of_day',
  'deemed_service',
  'clear_days_after_deemed_service',
] as const;
export type Unit = (typeof UNITS)[number];

/** `at-least`: not before so many days have passed (the earliest permissible day). */
export type Direction = 'forward' | 'backward' | 'at-least';

/** Where a period that ends on an off day goes: on in the direction of the count, or as said. */
export type Roll = 'none' | 'onward' | 'next' | 'previous';

export type Regime = 'private' | 'us-federal' | 'us-california' | 'england-wales';

/** Days added for the way a paper was served. */
export interface ServiceExtension {
  readonly method: string;
  readonly aliases: readonly string[];
  readonly count: number;
  readonly unit: 'calendar_days' | 'court_days';
  readonly source: string;
  readonly validFrom: string | null;
  readonly validUntil: string | null;
}

/** When a paper sent in some way counts as served. */
export interface DeemedArrival {
  readonly method: string;
  readonly aliases: readonly string[];
  readonly arrives: 'second-day' | 'same-day' | 'second-business-day';
  readonly source: string;
}

/** One way to count, as data: `data/reference/rules-*.json`. */
export interface Rule {
  readonly id: string;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly ruleset: string;
  readonly regime: Regime;
  readonly version: string;
  readonly validFrom: string;
  readonly source: string;
  readonly daysMean: Unit;
  readonly units: readonly Unit[];
  readonly first: 'excluded' | 'included';
  readonly direction: Direction;
  readonly roll: Roll;
  /** True where nothing settles whether a day counted back to that is off stands or moves to the open day before. */
  readonly isRollBackArgued: boolean;
  readonly rollForCourtOffice: Roll | null;
  /** Where a closed office on the last day of a count back leads: as other off days do, or to the next open day. */
  readonly closedOffice: 'onward' | 'next';
  readonly clear: boolean;
  /** Periods of so many days or fewer leave out the days of the calendar (CPR 2.8(4)). */
  readonly shortPeriod: number | null;
  readonly calendar: string | null;
  readonly stateCalendars: Readonly<Record<string, string>>;
  readonly extensionOrder: 'roll-add-roll' | 'add-roll';
  readonly services: readonly ServiceExtension[];
  readonly deemed: readonly DeemedArrival[];
  readonly serviceCutOff: string | null;
  readonly alsoReadAs: readonly string[];
  readonly notes: readonly string[];
  readonly cites: Readonly<Record<string, string>>;
}

const UNIT_WORDS: Readonly<Record<string, Unit>> = {
  calendar_day: 'calendar_days',
  business_day: 'business_days',
  working_day: 'business_days',
  working_days: 'business_days',
  court_day: 'court_days',
  clear_day: 'clear_days',
  week: 'weeks',
  month: 'months',
  calendar_months: 'months',
  year: 'years',
  hour: 'hours',
  date: 'fixed_date',
  fixed: 'fixed_date',
  by_date: 'fixed_date',
  end_of_day_utc: 'end_of_day',
  end_of_day_local: 'end_of_day',
  deemed_service_claim_form: 'deemed_service',
  clear_days_after_deemed: 'clear_days_after_deemed_service',
  days_after_deemed_service: 'clear_days_after_deemed_service',
};

const DIRECTION_WORDS: Readonly<Record<string, Direction>> = {
  forward: 'forward',
  within: 'forward',
  after: 'forward',
  backward: 'backward',
  backwards: 'backward',
  back: 'backward',
  before: 'backward',
  at_least: 'at-least',
  at_least_after: 'at-least',
  forward_at_least: 'at-least',
};

const DIRECTION_TEXT: Readonly<Record<Direction, string>> = {
  forward: 'forward from a day',
  backward: 'back from a day',
  'at-least': 'to a first day allowed',
};

const ROLL_WORDS: Readonly<Record<string, Roll>> = {
  none: 'none',
  onward: 'onward',
  same_direction: 'onward',
  next: 'next',
  next_business_day: 'next',
  next_court_day: 'next',
  following: 'next',
  forward: 'next',
  previous: 'previous',
  previous_business_day: 'previous',
  previous_court_day: 'previous',
  preceding: 'previous',
  backward: 'previous',
};

const keys = new Map<string, string>();
const serviceRows = new WeakMap<Rule, Map<string, readonly ServiceExtension[]>>();

/** The unit meant under this rule: plain “days” are what the rule says days are. Throws DeadlineInputError. */
export function unitOf(rule: Rule, words: string): Unit {
  const key = keyOf(words);
  const unit =
    key === 'days' || key === 'day'
      ? rule.daysMean
      : (UNITS.find((one) => one === key) ?? ownWord(UNIT_WORDS, key));
  if (!unit)
    throw new DeadlineInputError(
      'unit',
      `“${words}” is not a unit of time here; use days, business_days, court_days, clear_days, weeks, months, years, hours, fixed_date, end_of_day, deemed_service or clear_days_after_deemed_service.`,
    );
  if (rule.units.includes(unit)) return unit;
  if (unit === 'calendar_days' && rule.units.includes('clear_days')) return 'clear_days';
  throw new DeadlineInputError(
    'unit',
    `${rule.id} does not count ${wordsOf(unit)}; it counts ${rule.units.map(wordsOf).join(', ')}.`,
  );
}

/** Bare “days”: the rule says which it means, the words leave it open. */
export function isPlainDays(words: string): boolean {
  return /^\s*days?\s*$/i.test(words);
}

/** True for a rule that says its own direction, as one that counts back from a hearing. Any other rule counts either way. */
export function hasOwnDirection(rule: Rule): boolean {
  return rule.direction !== 'forward';
}

/** Nothing, or “n/a”, means the rule's own direction; a rule that has one keeps it. Throws DeadlineInputError. */
export function directionOf(rule: Rule, words: string | undefined): Direction {
  if (words === undefined || keyOf(words) === 'n/a') return rule.direction;
  const direction = ownWord(DIRECTION_WORDS, keyOf(words));
  if (!direction)
    throw new DeadlineInputError(
      'direction',
      `“${words}” is not a direction; use forward, backward or at_least_after.`,
    );
  if (hasOwnDirection(rule) && direction !== rule.direction)
    throw new DeadlineInputError(
      'direction',
      `${rule.id} counts ${DIRECTION_TEXT[rule.direction]}, never ${DIRECTION_TEXT[direction]}: leave the direction as the rule has it, or choose another rule.`,
    );
  return direction;
}

/** Throws DeadlineInputError. */
export function rollOf(words: string): Roll {
  const roll = ownWord(ROLL_WORDS, keyOf(words));
  if (!roll)
    throw new DeadlineInputError(
      'roll',
      `“${words}” is not a way to roll; use none, onward, next or previous.`,
    );
  return roll;
}

/** The row for a method of service on a day (`2014-06-05`), or null where the rule has no row. */
export function findService(rule: Rule, words: string, on: string): ServiceExtension | null {
  return (
    rowsFor(rule, words).find((row) => (row.validFrom ?? '') <= on && on <= (row.validUntil ?? '9999')) ??
    null
  );
}

/** True where the rule has the method of service, on whatever dates. */
export function isKnownService(rule: Rule, words: string): boolean {
  return rowsFor(rule, words).length > 0;
}

export function findDeemed(rule: Rule, words: string): DeemedArrival | null {
  return rule.deemed.find((row) => isMethod(row, words)) ?? null;
}

/** `court_days` as a person writes it. */
export function wordsOf(unit: Unit): string {
  return unit.replaceAll('_', ' ');
}

/** The rows of a method; looked up once, as many counts ask for the same few methods. */
function rowsFor(rule: Rule, words: string): readonly ServiceExtension[] {
  const ofRule = serviceRows.get(rule) ?? new Map<string, readonly ServiceExtension[]>();
  serviceRows.set(rule, ofRule);
  const known = ofRule.get(words);
  if (known) return known;
  const rows = rule.services.filter((row) => isMethod(row, words));
  if (ofRule.size < 1000) ofRule.set(words, rows);
  return rows;
}

function isMethod(row: { method: string; aliases: readonly string[] }, words: string): boolean {
  const bare = keyOf(words.replace(/\(.*$/, ''));
  const cited = keyOf(/\((.*)\)\s*$/.exec(words)?.[1] ?? '');
  return [row.method, ...row.aliases].some(
    (name) => keyOf(name) === bare || (cited !== '' && keyOf(name) === cited),
  );
}

/** What a table of words has for a key; not what every object has, like `constructor`. */
function ownWord<T>(words: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(words, key) ? words[key] : undefined;
}

function keyOf(words: string): string {
  const known = keys.get(words);
  if (known !== undefined) return known;
  const key = words
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_');
  if (keys.size < 1000) keys.set(words, key);
  return key;
}
