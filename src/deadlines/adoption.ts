import { dayText } from '../platform/plain-date.js';
import { fieldError, type FormErrors } from '../web/form.js';
import { overtakesPending } from './adopt-working-date.js';
import { dayOf } from './counting/day.js';
import { DeadlineInputError } from './counting/deadline-input-error.js';
import { zonedAt } from './counting/zone-time.js';
import { adoptable, adoptableDays } from './deadline-view.js';
import { isFirstDayAllowed, type Deadline } from './deadline.js';
import { startsOn } from './first-day.js';
import { isLater, laterOf, momentText, type Moment } from './hour.js';

/** What is adopted. An hour left empty is the hour of the reading chosen, on another day that of a reading of that day. */
export function momentAdopted(
  deadline: Deadline,
  {
    on,
    otherOn,
    time,
  }: { readonly on: string; readonly otherOn: string | null; readonly time: string | null },
): Moment | null {
  const ends = adoptableDays(deadline);
  const day = on === 'other' ? otherOn : on;
  const end = ends.find((one) => one.value === on) ?? ends.find((one) => one.on === day);
  if (end) return { on: end.on, time: time ?? end.time };
  return on === 'other' && otherOn !== null ? { on: otherOn, time } : null;
}

/** Why this cannot be the working date, beside its field; null where it can. */
export function adoptionProblem(deadline: Deadline, moment: Moment): FormErrors | null {
  return (
    tooEarly(deadline, moment) ??
    tooLate(deadline, moment) ??
    betweenReadings(deadline, moment) ??
    hourProblem(deadline, moment)
  );
}

/** A later reading may be chosen by its name; a day after the usual one that no reading gives is none of them. */
function betweenReadings(deadline: Deadline, { on }: Moment): FormErrors | null {
  const { computedOn, extendedOn } = deadline;
  if (computedOn === null || isFirstDayAllowed(deadline)) return null;
  if (on <= computedOn || (extendedOn !== null && on <= extendedOn)) return null;
  if (adoptableDays(deadline).some((end) => end.on === on)) return null;
  return fieldError(
    'otherOn',
    `This is later than the usual reading, ${dayText(computedOn)}, and no reading ends on it. Choose one of the readings, or an earlier day.`,
  );
}

/** A day before the time began is none of it. */
function tooEarly(deadline: Deadline, { on }: Moment): FormErrors | null {
  const [first] = adoptable(deadline);
  if (isFirstDayAllowed(deadline) && first !== undefined && on < first.on)
    return fieldError(
      'otherOn',
      `This is earlier than every reading; the first day allowed is ${dayText(first.on)} at the earliest.`,
    );
  const start = startsOn(deadline);
  if (start === null || on >= start) return null;
  return fieldError(
    'otherOn',
    `This is before ${dayText(start)}, from which the time runs; adopt that day or a later one.`,
  );
}

/** The latest that can be adopted is the end of the last reading, or of the day a confirmed extension goes to. */
function tooLate(deadline: Deadline, moment: Moment): FormErrors | null {
  const ends: readonly Moment[] = [
    ...adoptable(deadline),
    ...(deadline.extendedOn === null ? [] : [{ on: deadline.extendedOn, time: null }]),
  ];
  const [first, ...others] = ends;
  if (first === undefined || isFirstDayAllowed(deadline)) return null;
  const latest = others.reduce(laterOf, first);
  if (!isLater(moment, latest)) return null;
  const words = `This is later than every reading; the latest is ${momentText(latest)}.`;
  return moment.on === latest.on
    ? fieldError('time', `${words} Enter that hour or an earlier one.`)
    : fieldError('otherOn', `${words} Record an extension instead.`);
}

/** An hour that the clocks skip on that day in the date's zone never comes. */
function hourProblem({ zone }: Deadline, { on, time }: Moment): FormErrors | null {
  if (time === null) return null;
  try {
    zonedAt(dayOf(on, 'on'), time, zone);
    return null;
  } catch (error) {
    if (error instanceof DeadlineInputError) return fieldError('time', error.message);
    throw error;
  }
}

/** What the page says once a working date is adopted, with what becomes of extensions. */
export function adoptedText(deadline: Deadline, moment: Moment): string {
  return `${momentText(moment)} is the working date.${pendingWords(deadline, moment)}${overtakenWords(deadline)}${doubledWords(deadline, moment)}`;
}

function pendingWords(deadline: Deadline, moment: Moment): string {
  const { pendingOn } = deadline;
  if (pendingOn === null) return '';
  return overtakesPending(deadline, moment)
    ? ` It is held to; the extension to ${dayText(pendingOn)} counts once its written confirmation is attached.`
    : ` Until the extension to ${dayText(pendingOn)} is confirmed or lapses, that earlier day is held to.`;
}

function overtakenWords({ extendedOn }: Deadline): string {
  if (extendedOn === null) return '';
  return ` The confirmed extension to ${dayText(extendedOn)} is overtaken by it and no longer stands; it stays on the record.`;
}

/** An hour that clocks going back show twice is the first of the two, the one that comes earlier. */
function doubledWords({ zone }: Deadline, { on, time }: Moment): string {
  if (time === null || !zonedAt(dayOf(on, 'on'), time, zone).isDoubled) return '';
  return ` ${time} comes twice on that day in ${zone}, as the clocks go back; the first is meant.`;
}
