import { addDays, dayText, isPlainDate } from '../../platform/plain-date.js';
import { fieldError, type FormErrors } from '../../web/form.js';
import { computeDeadline, readOnce } from '../counting/computation.js';
import type { Closure } from '../counting/deadline-input.js';
import { DeadlineInputError } from '../counting/deadline-input-error.js';
import { loadReference } from '../counting/reference.js';
import { heldTo, type Deadline, type HeldParts } from '../deadline.js';
import type { Extension } from './extension-store.js';

export const EXTENSION_STATES = {
  unconfirmed: 'waits for its written confirmation',
  confirmed: 'confirmed in writing',
  lapsed: 'lapsed: nobody confirmed it in time',
  withdrawn: 'withdrawn',
  superseded: 'overtaken',
} as const satisfies Record<Extension['state'], string>;

/** How much later: to a day, or by a number of days from the day held to now. */
export type HowFar =
  { readonly to: string } | { readonly count: number; readonly unit: 'calendar_days' | 'business_days' };

/**
 * Where an extension stands on a day: a confirmation that did not come in time is seen before anyone records it, and so is
 * a lapse that a clock running ahead recorded though the day for the confirmation has not passed.
 */
export function extensionState(
  extension: Pick<Extension, 'state' | 'confirmBy'>,
  today: string,
): Extension['state'] {
  const { state, confirmBy } = extension;
  if (state !== 'unconfirmed' && state !== 'lapsed') return state;
  return today > confirmBy ? 'lapsed' : 'unconfirmed';
}

/** An extension counts for a date that runs, and for one that was met in reliance on it. */
export function isExtendable({ state }: Pick<Deadline, 'state'>): boolean {
  return state === 'open' || state === 'met';
}

/**
 * The day by which the extension that an open date is held to must be confirmed in writing, or the old date returns by
 * itself; null where none waits.
 */
export function confirmationDue(deadline: HeldParts & Pick<Deadline, 'state'>, today: string): string | null {
  const { state, pendingOn, pendingUntil } = deadline;
  if (state !== 'open' || pendingOn === null || pendingUntil === null || today > pendingUntil) return null;
  return heldTo(deadline, today) === pendingOn ? pendingUntil : null;
}

/** What to say of a confirmation that may come after the day that returns without it; '' where it comes in time. */
export function lateConfirmation(confirmBy: string, from: string): string {
  return confirmBy <= from
    ? ''
    : `That is after the old date: if no confirmation comes, ${dayText(from)} will have passed when it returns.`;
}

/** The day an extension goes to. Throws DeadlineInputError for a count that cannot be counted, or not be verified. */
export function dayOfExtension(far: HowFar, from: string, calendar: string): string {
  if ('to' in far) return far.to;
  if (far.unit === 'calendar_days') {
    if (far.count < 1 || far.count > 9_999)
      throw new DeadlineInputError('count', 'An extension is by 1 to 9,999 days.');
    const day = addDays(from, far.count);
    if (!isPlainDate(day)) throw new DeadlineInputError('count', 'This is further than dates go here.');
    return day;
  }
  const counted = readOnce(
    {
      rule: 'DEMAND_BUSINESS_DAYS',
      trigger: from,
      count: far.count,
      unit: 'business_days',
      holidays: calendar,
    },
    null,
  );
  if (!counted.verified) {
    const { fromYear, toYear } = loadReference().findCalendar(calendar);
    throw new DeadlineInputError(
      'count',
      `Not verified: the holiday table covers ${fromYear} to ${toYear}; enter the new date instead.`,
    );
  }
  return counted.due;
}

/** What is to be said of an extension to a day that is no working day of the matter; '' of any other. It is not moved. */
export function offDayNote(to: string, workingDays: string, closures: readonly Closure[]): string {
  const named = {
    rule: 'DEMAND_FIXED_DATE',
    trigger: to,
    count: 0,
    unit: 'fixed_date',
    workingDays,
    closures,
  };
  return computeDeadline(named).notes.find((note) => note.startsWith('Ends on ')) ?? '';
}

/** One way to read an extension to a day off. */
export interface DayOffReading {
  readonly on: string;
  readonly why: string;
  readonly isHeld: boolean;
}

/**
 * Both ways to read an extension to a day that is no working day of the matter: that day, which is held to, and the next
 * working day, to which it may run on. None of any other day. A day that is named by agreement or order is none that a
 * rule of court counts to, so nobody should rely on the later.
 */
export function dayOffReadings(
  to: string,
  workingDays: string,
  closures: readonly Closure[],
): readonly DayOffReading[] {
  const named = { rule: 'DEMAND_FIXED_DATE', trigger: to, count: 0, unit: 'fixed_date', closures };
  const next = readOnce({ ...named, roll: 'next', holidays: workingDays }, null).due;
  if (next === to) return [];
  return [
    { on: to, why: 'the day agreed, as it stands', isHeld: true },
    {
      on: next,
      why: 'the next working day, only where what was agreed, or a rule that governs it, moves a last day; to rely on it, have it confirmed in writing',
      isHeld: false,
    },
  ];
}

/** The same in a sentence; '' of a working day. */
export function dayOffText(readings: readonly DayOffReading[]): string {
  const [held, later] = readings;
  return held && later
    ? `It can be read in two ways: ${dayText(held.on)}, ${held.why}, which is held to; or ${dayText(later.on)}, ${later.why}.`
    : '';
}

/** Why an extension cannot be recorded, beside its field; null when it can. `from` is the day held to now. */
export function extensionProblem(
  extension: { readonly to: string; readonly agreedOn: string; readonly confirmBy: string },
  from: string,
  today: string,
): FormErrors | null {
  const { to, agreedOn, confirmBy } = extension;
  if (to < from)
    return fieldError(
      'extendedTo',
      `An extension to ${dayText(to)} would be earlier than the date it extends, ${dayText(from)}.`,
    );
  if (to === from)
    return fieldError('extendedTo', `${dayText(to)} is the date as it stands; an extension is later.`);
  if (agreedOn > today) return fieldError('agreedOn', 'This day has not come yet');
  if (confirmBy < today)
    return fieldError('confirmBy', 'This day has passed; the extension would lapse at once.');
  if (confirmBy > to)
    return fieldError('confirmBy', `The confirmation must come by the new date, ${dayText(to)}.`);
  return null;
}
