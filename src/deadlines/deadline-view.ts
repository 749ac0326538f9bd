import { dayText, instantText, shortDayText, type Now } from '../platform/plain-date.js';
import {
  earliestHour,
  hourHeld,
  hourInZone,
  hourOfReading,
  isLater,
  momentText,
  type Moment,
} from './hour.js';
import {
  countedOf,
  dayShown,
  heldWithoutPending,
  isRunning,
  WHOSE,
  type Deadline,
  type Standing,
} from './deadline.js';
import { adoptedReadingUnder } from './reading-followed.js';
import { heldBy, leftText, standingText, stateOf } from './standing.js';

type ChipKind = '' | 'ok' | 'due' | 'warn' | 'plain';

interface ShownDate {
  readonly text: string;
  readonly note: string;
  readonly iso: string;
  readonly kind: '' | 'late' | 'today';
}

export interface ShownRow {
  readonly id: string;
  readonly title: string;
  readonly words: string | null;
  readonly date: ShownDate | null;
  readonly whose: string;
  readonly standing: { readonly text: string; readonly kind: ChipKind };
  readonly earliest: string;
  readonly adopted: string;
  readonly isRunning: boolean;
  readonly isVoided: boolean;
  /** True for a date of our own that prepares another. */
  readonly isPreDate: boolean;
  readonly ended: string;
}

const KINDS: Readonly<Record<Standing, ChipKind>> = {
  'not-yet-allowed': '',
  allowed: 'ok',
  'met-early': 'warn',
  provisional: 'warn',
  decision: 'warn',
  decided: 'ok',
  'no-response': 'plain',
  tolled: 'warn',
  'expired-before-receipt': 'warn',
  upcoming: '',
  'due-soon': 'warn',
  'due-today': 'due',
  overdue: 'due',
  'very-overdue': 'due',
  'has-passed': 'plain',
  'earliest-passed': 'due',
  met: 'ok',
  'met-late': 'warn',
  voided: 'plain',
  superseded: 'plain',
};

/** One date as a list shows it. `now` is by the clock of the date's own zone, `zone` the matter's, for hours of acts. */
export function rowOf(
  deadline: Deadline,
  { today, time }: Now,
  names: ReadonlyMap<string, string>,
  zone: string,
): ShownRow {
  const standing = stateOf(deadline, today, time);
  return {
    id: deadline.id,
    title: deadline.title,
    words: deadline.words,
    date: dateOf(deadline, { today, time }, standing),
    whose: WHOSE[deadline.whose],
    standing: { text: standingText(deadline, today, time), kind: KINDS[standing] },
    earliest: earliestText(deadline, today),
    adopted:
      deadline.workingOn === null
        ? ''
        : `${isOurPromise(deadline) ? 'promised in our response' : 'adopted'} by ${nameOf(names, deadline.adoptedBy)}`,
    isRunning: isRunning(deadline),
    isVoided: deadline.state === 'voided',
    isPreDate: deadline.parentId !== null,
    ended:
      deadline.endedAt === null
        ? ''
        : `${nameOf(names, deadline.endedBy)}, ${instantText(deadline.endedAt, zone)}: ${deadline.endedReason ?? ''}`,
  };
}

/** Who decided what about a date, and what it hangs on. Paths are inside the app. */
export function factsOf(
  deadline: Deadline,
  names: ReadonlyMap<string, string>,
  matter: { readonly id: string; readonly zone: string },
) {
  const base = `/matters/${matter.id}`;
  const at = (instant: string | null) => (instant === null ? '' : instantText(instant, matter.zone));
  return {
    working:
      deadline.workingOn === null
        ? null
        : {
            day: dayText(deadline.workingOn),
            hour: deadline.workingTime,
            how: isOurPromise(deadline) ? 'Promised in our response by' : 'Adopted by',
            who: `${nameOf(names, deadline.adoptedBy)}, ${at(deadline.adoptedAt)}`,
            why: deadline.adoptedWhy ?? '',
          },
    decision:
      deadline.decision === null
        ? null
        : {
            words: deadline.decision,
            who: `${nameOf(names, deadline.endedBy ?? deadline.adoptedBy)}, ${at(deadline.endedAt ?? deadline.adoptedAt)}`,
          },
    met:
      deadline.metOn === null
        ? null
        : {
            day: momentText({ on: deadline.metOn, time: deadline.metTime }),
            note: hourUnknown(deadline),
            how:
              deadline.metReason === null
                ? 'by what was sent or delivered, with its proof'
                : `override: ${deadline.metReason}`,
          },
    zone: deadline.zone,
    letterPath: deadline.letterId === null ? null : `${base}/letters/${deadline.letterId}`,
    demandPath: deadline.demandId === null ? null : `${base}/demands/${deadline.demandId}`,
    responsible: deadline.responsible === null ? null : nameOf(names, deadline.responsible),
    second: deadline.second === null ? null : nameOf(names, deadline.second),
    set: `${nameOf(names, deadline.setBy)}, ${at(deadline.setAt)}`,
  };
}

/** The ends of its readings that counsel can adopt, each once, the earliest first; `value` is a day, or a day with an hour. */
export function adoptable(deadline: Deadline): (Moment & { value: string; text: string; hint: string })[] {
  const ends = new Map<string, Moment & { readonly whys: string[] }>();
  for (const reading of countedOf(deadline)?.result.readings ?? []) {
    const end = { on: reading.due, time: hourOfReading(reading) };
    const value = end.time === null ? end.on : `${end.on}T${end.time}`;
    const known = ends.get(value) ?? { ...end, whys: [] };
    ends.set(value, known);
    known.whys.push(reading.why);
  }
  return [...ends]
    .sort(([, one], [, other]) => (isLater(one, other) ? 1 : -1))
    .map(([value, { on, time, whys }], index) => ({
      ...{ value, on, time },
      text: `${dayText(on)}${time === null ? '' : `, ${hourInZone(on, time, deadline.zone)}`}${index === 0 ? ', the earliest reading' : ''}`,
      hint: whys.join('; or '),
    }));
}

/** The ends of its readings, and the day of a confirmed extension, which adopting any day brings to its end. */
export function adoptableDays(deadline: Deadline): ReturnType<typeof adoptable> {
  const ends = adoptable(deadline);
  const { extendedOn } = deadline;
  if (extendedOn === null || ends.some(({ value }) => value === extendedOn)) return ends;
  const extended = {
    ...{ value: extendedOn, on: extendedOn, time: null },
    text: `${dayText(extendedOn)}, the day of the extension`,
    hint: 'as agreed and confirmed in writing',
  };
  return [...ends, extended];
}

/** Why a day is adopted where its words can be read in one way: proposed, as long as nobody says more. */
export const ONLY_READING = 'The only reading of the time set.';

/** Why the earliest of several readings is adopted, as long as nobody says more: nothing is risked by it. */
export const EARLIEST_READING = 'The earliest of its readings.';

/**
 * What the form for the working date starts with: the one adopted, or the hour that all readings share. Where there is
 * one reading it is proposed with its reason; of several none is, but for the one that counsel had adopted `before` the
 * date was counted anew.
 */
export function adoptionStart(
  deadline: Deadline,
  before: Deadline | null = null,
): { on: string; time: string; why: string } {
  const ends = adoptable(deadline);
  const { workingOn, workingTime } = deadline;
  const counted = before === null ? null : countedOf(deadline);
  const again = before === null || counted === null ? null : adoptedReadingUnder(before, counted);
  if (workingOn === null && before !== null && again !== null) {
    const end = ends.find(({ on, time }) => on === again.on && time === again.time);
    const value = end?.value ?? ends.find(({ on }) => on === again.on)?.value ?? '';
    const was = momentText({ on: before.workingOn ?? '', time: before.workingTime });
    const why = `${before.adoptedWhy ?? ''} (the same reading, counted anew; it was ${was})`;
    return { on: value, time: again.time ?? '', why };
  }
  if (workingOn === null) {
    const hours = new Set(ends.map(({ time }) => time));
    const [only, ...others] = ends;
    const isOnly = only !== undefined && others.length === 0 && deadline.extendedOn === null;
    return {
      on: isOnly ? only.value : '',
      time: hours.size === 1 ? ([...hours][0] ?? '') : '',
      why: isOnly ? ONLY_READING : '',
    };
  }
  const ofDay = ends.filter(({ on }) => on === workingOn);
  const end = ofDay.find(({ time }) => time === workingTime) ?? ofDay[0];
  return { on: end?.value ?? '', time: workingTime ?? '', why: '' };
}

/** What cannot be said of a date that ends at an hour when the hour of delivery is not on record; '' otherwise. */
function hourUnknown(deadline: Deadline): string {
  const hour = hourHeld(deadline, deadline.metOn);
  return hour === null || deadline.metTime !== null
    ? ''
    : `It was to be met by ${hour}; the hour of delivery is not on record, so this says only the day.`;
}

/** A day that our response to a demand promised, and that nobody has adopted anew since. */
function isOurPromise(deadline: Deadline): boolean {
  return deadline.whose === 'promised' && deadline.demandId !== null && deadline.adoptedAt === deadline.setAt;
}

/** `17:00 PDT` or `end of the day, PDT`; '' where no hour matters. */
function dateOf(deadline: Deadline, { today, time }: Now, standing: Standing): ShownDate | null {
  const { state } = deadline;
  if (standing === 'tolled' && deadline.tolledUntil === null)
    return { text: 'clock stopped', note: `it was ${was(deadline, today)}`, iso: '', kind: '' };
  const on = dayShown(deadline, today);
  if (on === null) return null;
  const isLate = standing === 'overdue' || standing === 'very-overdue';
  const left = leftText(deadline, on, today, time);
  const held = hourHeld(deadline, on);
  const hour = held === null || on === today ? '' : ` · ${hourInZone(on, held, deadline.zone)}`;
  const note = `${heldBy(deadline, on)} · ${isRunning(deadline) ? left : 'ended'}${hour}`;
  return {
    text: shortDayText(on, today),
    note: state === 'met' ? 'met' : note,
    iso: on,
    kind: isLate ? 'late' : standing === 'due-today' ? 'today' : '',
  };
}

function earliestText(deadline: Deadline, today: string): string {
  if (deadline.earliestOn === null) return '';
  const hour = earliestHour(deadline);
  const named = hour === null ? '' : `, ${hourInZone(deadline.earliestOn, hour, deadline.zone)}`;
  return `${shortDayText(deadline.earliestOn, today)}${named}`;
}

function was(deadline: Deadline, today: string): string {
  const on = heldWithoutPending(deadline);
  return on === null ? 'not counted' : shortDayText(on, today);
}

function nameOf(names: ReadonlyMap<string, string>, id: string | null): string {
  return (id === null ? undefined : names.get(id)) ?? 'an account';
}
