import { dayText } from '../platform/plain-date.js';
import { fieldError, type FormErrors, type Parsed } from '../web/form.js';
import { countedFromInput } from './counted.js';
import { DeadlineInputError } from './counting/deadline-input-error.js';
import { withoutNulls, type Closure, type DeadlineInput } from './counting/deadline-input.js';
import { loadReference, rulesFor } from './counting/reference.js';
import type { Regime } from './counting/rule.js';
import { calendarsOf, everyCalendar } from './deadline-choices.js';
import type { NewDeadlineRequest, WhatIf } from './deadline-form.js';
import type { Counted } from './deadline.js';
import { customOf, inForce, MATTER_RULE, ruleText, type MatterRule } from './matter-rules/matter-rule.js';
import { changedCount, isSameDays } from './recounts/recount.js';

/** What a matter brings to a count: its regime's own calendar, its rules, the days on which an office is closed. */
export interface CountingMatter {
  readonly regime: Regime;
  readonly calendar: string | null;
  /** The district or state of its federal court, as it is named; null where nobody said. */
  readonly court: string | null;
  readonly rules: readonly MatterRule[];
  readonly closures: readonly Closure[];
}

const HOUR_MISSING = {
  ok: false,
  errors: fieldError('triggerTime', 'Hours are counted from an hour: enter when they start, like 09:00'),
} as const;

const SERVICE_COUNTED = {
  ok: false,
  errors: fieldError(
    'count',
    'The day of deemed service counts no number: leave this empty, or choose “clear days after deemed service”',
  ),
} as const;

/** Counts what a form asks for. A count that cannot be made is said beside its field. */
export function countRequest(request: NewDeadlineRequest, matter: CountingMatter): Parsed<Counted> {
  if (request.rule.startsWith(MATTER_RULE)) return countMatterRule(request, matter);
  const misfit = misfitOf(request.rule, matter.regime);
  if (misfit !== null) return { ok: false, errors: fieldError('rule', misfit) };
  const strays = straysOf(request);
  if (strays !== null) return { ok: false, errors: strays };
  const { calendar } = matter;
  const foreign = foreignTable(request, matter.regime);
  if (foreign !== null) return { ok: false, errors: fieldError('holidays', foreign) };
  const isNamed = request.rule === 'DEMAND_FIXED_DATE';
  const isServed = request.unit === 'deemed_service';
  if (!isNamed && !isServed && request.count === undefined)
    return { ok: false, errors: fieldError('count', 'Enter the number to count') };
  if (isServed && (request.count ?? 0) !== 0) return SERVICE_COUNTED;
  if (request.unit === 'hours' && request.triggerTime === null) return HOUR_MISSING;
  if (!isNamed && request.unit === '')
    return { ok: false, errors: fieldError('unit', 'Choose what is counted') };
  const needsCalendar =
    request.holidays !== '' ? request.holidays : request.unit === 'business_days' ? calendar : null;
  const custom = request.rule === 'CUSTOM' ? inlineRule(request, calendar) : null;
  return counted({
    ...withoutNulls({
      rule: request.rule,
      trigger: request.triggerTime === null ? request.trigger : `${request.trigger}T${request.triggerTime}`,
      count: isNamed ? 0 : (request.count ?? 0),
      unit: isNamed ? 'fixed_date' : request.unit,
      direction: request.direction,
      service: request.service || null,
      holidays: needsCalendar,
      workingDays: calendar,
      jurisdiction: isFederal(request.rule) ? matter.court : null,
      law: custom === null ? null : englishOrNull(matter),
      act: request.act,
      zone: request.zone,
      cutOff: request.cutOff,
      closures: closuresFor(matter),
    }),
    ...(custom === null ? {} : { custom }),
  });
}

/** What belongs to an order or agreement quoted for one date is refused with any other rule, not left aside unsaid. */
function straysOf({ rule, first, roll }: NewDeadlineRequest): FormErrors | null {
  if (rule === 'CUSTOM') return null;
  const words = 'This goes with the rule “An order or agreement for this date alone” only; leave it empty';
  return first === undefined && roll === undefined
    ? null
    : { ...(first ? { first: [words] } : {}), ...(roll ? { roll: [words] } : {}) };
}

/** A rule of the matter says everything but the day: what the form says otherwise is refused by name. */
function countMatterRule(request: NewDeadlineRequest, matter: CountingMatter): Parsed<Counted> {
  const id = request.rule.slice(MATTER_RULE.length);
  const rule = inForce(matter.rules).find((one) => one.id === id);
  if (!rule) return { ok: false, errors: fieldError('rule', 'This rule is not in force in this matter.') };
  if (rule.unit === 'hours' && request.triggerTime === null) return HOUR_MISSING;
  const contrary = contraryTo(rule, request);
  if (contrary !== null) return { ok: false, errors: contrary };
  return counted({
    ...withoutNulls({
      rule: 'CUSTOM',
      trigger: request.triggerTime === null ? request.trigger : `${request.trigger}T${request.triggerTime}`,
      count: rule.count,
      unit: rule.unit,
      direction: rule.direction,
      zone: request.zone,
      cutOff: rule.cutOff ?? request.cutOff,
      workingDays: matter.calendar,
      law: englishOrNull(matter),
      closures: closuresFor(matter),
    }),
    custom: customOf(rule),
  });
}

/** What a form asks for that the rule of the matter says otherwise, each beside its field; null where nothing is. */
function contraryTo(rule: MatterRule, request: NewDeadlineRequest): FormErrors | null {
  const words = `“${rule.name}” says: ${ruleText(rule)}. Leave this empty, or choose another rule`;
  const isAsRule: Readonly<Record<string, boolean>> = {
    count: request.count === undefined || request.count === rule.count,
    // “Days, as the rule means them” is what the rule counts.
    unit: ['', 'days', rule.unit].includes(request.unit),
    direction: request.direction === undefined || request.direction === rule.direction,
    service: request.service === '',
    holidays: request.holidays === '' || request.holidays === rule.calendar,
    cutOff: request.cutOff === null || rule.cutOff === null || request.cutOff === rule.cutOff,
    first: request.first === undefined || request.first === rule.firstDay,
    roll: request.roll === undefined || request.roll === rule.roll,
  };
  const contrary = Object.entries(isAsRule).filter(([, isSame]) => !isSame);
  return contrary.length === 0 ? null : Object.fromEntries(contrary.map(([field]) => [field, [words]]));
}

/** The holidays of another country are no holidays of the matter's courts; an order or agreement may name any. */
function foreignTable({ rule, holidays }: NewDeadlineRequest, regime: Regime): string | null {
  if (holidays === '' || rule === 'CUSTOM') return null;
  if (calendarsOf(regime).some(({ value }) => value === holidays)) return null;
  const known = everyCalendar().find(({ value }) => value === holidays);
  if (!known) return null; // the count names what is not known
  return `The rules of this matter do not leave out ${known.text}. Where an order or agreement says so, quote it as a rule of this matter.`;
}

/** A page counts by the rules that fit the matter; null for one of them, or one that is not known at all. */
function misfitOf(name: string, regime: Regime): string | null {
  if (name === 'CUSTOM') return null;
  const reference = loadReference();
  try {
    const rule = reference.findRule(name);
    return rulesFor(reference, regime).includes(rule)
      ? null
      : `${rule.id} does not fit this matter; its own rules are offered in the list. The command line counts by any rule.`;
  } catch (error) {
    if (error instanceof DeadlineInputError) return error.message;
    throw error;
  }
}

function englishOrNull({ regime }: CountingMatter): 'england-wales' | null {
  return regime === 'england-wales' ? regime : null;
}

function isFederal(rule: string): boolean {
  return rule !== 'CUSTOM' && loadReference().findRule(rule).regime === 'us-federal';
}

function closuresFor({ closures }: CountingMatter): readonly Closure[] | null {
  return closures.length === 0 ? null : closures;
}

/** The days that the readings of a count start from, each with what it is, as `the letter’s date, Thu 5 Jun 2014`. */
export function startsOfReadings({ result }: Counted): { readonly value: string; readonly text: string }[] {
  const starts = new Map<string, string>();
  for (const { input, why } of result.readings) {
    const day = input.trigger.slice(0, 10);
    const named = /(?:the letter’s date|receipt|the event|posting|sending), /u.exec(why)?.[0] ?? '';
    if (!starts.has(day)) starts.set(day, `${named}${dayText(day)}`);
  }
  return [...starts].map(([value, text]) => ({ value, text }));
}

/**
 * The same count with some facts changed. Another day to start from moves the readings that start from `start`, where
 * they start from several; everything else changes every reading alike. An extension is no matter of counting. The
 * closed days are the matter's as they stand today, not those known when the date was counted first.
 */
export function countWhatIf(
  before: Counted,
  change: Omit<WhatIf, 'extendedTo' | 'start'> & { readonly start?: string | null },
  standing: readonly Closure[],
): Parsed<Counted> {
  const { trigger, closedOn, service } = change;
  const starts = startsOfReadings(before).map(({ value }) => value);
  const start = starts.length > 1 ? (change.start ?? null) : null;
  if (trigger !== null && starts.length > 1 && (start === null || !starts.includes(start)))
    return { ok: false, errors: fieldError('start', 'Choose which of the days it starts from is another') };
  const isMeant = (input: DeadlineInput) => start === null || input.trigger.startsWith(start);
  const closures = closedOn === null ? standing : [...standing, { on: closedOn }];
  return attempted(() =>
    changedCount(before, ({ closures: _before, ...input }) => ({
      ...input,
      ...(trigger === null || !isMeant(input)
        ? {}
        : { trigger: `${trigger}${/T.*$/.exec(input.trigger)?.[0] ?? ''}` }),
      ...(closures.length === 0 ? {} : { closures }),
      ...(service === '' ? {} : { service }),
    })),
  );
}

/**
 * What the closed days that stand make of a count by themselves, where that is another day: counsel has not decided on them
 * for this date yet. Null where they move nothing.
 */
export function movedByClosedDays(before: Counted, standing: readonly Closure[]): Counted | null {
  const now = countWhatIf(before, { trigger: null, closedOn: null, service: '' }, standing);
  return now.ok && !isSameDays(before, now.value) ? now.value : null;
}

function inlineRule(
  request: NewDeadlineRequest,
  calendar: string | null,
): NonNullable<DeadlineInput['custom']> {
  return {
    name: 'Rule of this matter',
    authority: request.words,
    first: request.first ?? 'excluded',
    roll: request.roll ?? 'none',
    calendar: request.holidays || calendar,
  };
}

const FIELD_NAMES: Readonly<Record<string, string>> = { servedOn: 'trigger', closures: 'closedOn' };

function counted(input: DeadlineInput): Parsed<Counted> {
  return attempted(() => countedFromInput(input));
}

/** A count, or what cannot be counted as an error beside its field. */
export function attempted(count: () => Counted): Parsed<Counted> {
  try {
    return { ok: true, value: count() };
  } catch (error) {
    if (!(error instanceof DeadlineInputError)) throw error;
    return { ok: false, errors: errorOf(error) };
  }
}

function errorOf(error: DeadlineInputError): FormErrors {
  return fieldError(FIELD_NAMES[error.field] ?? error.field, error.message);
}
