import { daysLeftText, dayText, instantText, shortDayText, zoneText } from '../platform/plain-date.js';
import {
  countedOf,
  dayShown,
  heldWithoutPending,
  isRunning,
  standingText,
  stateOf,
  WHOSE,
  type Counted,
  type Deadline,
  type Standing,
} from './deadline.js';
import type { DueAt, Reading, Step } from './counting/deadline-input.js';
import { stripOf, type Mark, type StripDay } from './strip.js';

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

interface ShownReading {
  readonly due: string;
  readonly day: string;
  readonly hour: string;
  readonly ruleName: string;
  readonly why: string;
  readonly source: string;
  readonly isEarliest: boolean;
  readonly isVerified: boolean;
  readonly isExpired: boolean;
}

export interface ShownWorking {
  readonly strip: readonly { weekday: string; day: string; note: string; kind: string }[];
  readonly steps: readonly { day: string; iso: string; what: string; why: string; source: string }[];
  readonly readings: readonly ShownReading[];
  readonly due: string;
  readonly hour: string;
  readonly earliest: string;
  readonly rule: string;
  readonly source: string;
  readonly version: string;
  readonly isVerified: boolean;
  readonly notes: readonly string[];
}

const KINDS: Readonly<Record<Standing, ChipKind>> = {
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

const STRIP_KINDS: Readonly<Record<StripDay['kind'], string>> = {
  trigger: 'trigger',
  counted: '',
  skipped: 'skipped',
  rolled: 'rolled',
  added: '',
  last: 'last',
  adopted: 'adopted',
  reading: '',
  earliest: 'earliest',
  after: '',
  fold: 'skipped',
};

const STEP_WORDS = {
  trigger: 'trigger',
  counted: 'counted',
  skipped: 'skipped',
  rolled: 'rolls on',
  added: 'added',
  last: 'last day',
} as const;

/** One date as a list shows it. `today` is the day in the date's own zone, `zone` the matter's, for hours of acts. */
export function rowOf(
  deadline: Deadline,
  today: string,
  names: ReadonlyMap<string, string>,
  zone: string,
): ShownRow {
  const standing = stateOf(deadline, today);
  return {
    id: deadline.id,
    title: deadline.title,
    words: deadline.words,
    date: dateOf(deadline, today, standing),
    whose: WHOSE[deadline.whose],
    standing: { text: standingText(deadline, today), kind: KINDS[standing] },
    earliest: deadline.earliestOn === null ? '' : shortDayText(deadline.earliestOn),
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

/** What came out of a count, ready to print: the strip, every step, every reading. */
export function workingOf(counted: Counted, workingOn: string | null): ShownWorking {
  const { result, input } = counted;
  const marks: Mark[] =
    workingOn === null ? [] : [{ date: workingOn, label: 'working date', kind: 'adopted' }];
  return {
    strip: stripOf(result, marks).map((day) => ({
      weekday: day.month === null ? day.weekday : `${day.weekday}, ${day.month.slice(0, 3)}`,
      day: day.day,
      note: day.label,
      kind: STRIP_KINDS[day.kind],
    })),
    steps: result.steps.map((step) => ({
      day: dayText(step.date),
      iso: step.date,
      what: stepWords(step.kind),
      why: step.why,
      source: step.source,
    })),
    readings: result.readings.map((one) => readingOf(one, result.earliest)),
    due: dayText(result.due),
    hour: hourOf(result.dueAt),
    earliest: dayText(result.earliest),
    rule: /^(DEMAND_|CUSTOM)/.test(result.ruleId) ? result.ruleName : `${input.rule}: ${result.ruleName}`,
    source: result.source,
    version: result.version,
    isVerified: result.verified,
    notes: result.notes,
  };
}

/** What happened to a day of the count, in a word or two. */
export function stepWords(kind: Step['kind']): string {
  return STEP_WORDS[kind];
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
            day: dayText(deadline.metOn),
            how:
              deadline.metReason === null
                ? 'by a delivery with its proof'
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

/** The days counsel can adopt: each day of a reading once, the earliest first. */
export function adoptable(deadline: Deadline): { value: string; text: string; hint: string }[] {
  const readings = countedOf(deadline)?.result.readings ?? [];
  const days = [...new Set(readings.map((one) => one.due))].sort();
  return days.map((day) => ({
    value: day,
    text: `${dayText(day)}${day === deadline.earliestOn ? ', the earliest reading' : ''}`,
    hint: readings
      .filter((one) => one.due === day)
      .map((one) => one.why)
      .join('; or '),
  }));
}

/** A day that our response to a demand promised, and that nobody has adopted anew since. */
function isOurPromise(deadline: Deadline): boolean {
  return deadline.whose === 'promised' && deadline.demandId !== null && deadline.adoptedAt === deadline.setAt;
}

/** `17:00 PDT` or `end of the day, PDT`; '' where no hour matters. */
function hourOf(at: DueAt | null): string {
  if (at === null) return '';
  const zone = zoneText(at.instant, at.zone);
  return at.local.endsWith('T23:59:59') ? `end of the day, ${zone}` : `${at.local.slice(11, 16)} ${zone}`;
}

function nameOf(names: ReadonlyMap<string, string>, id: string | null): string {
  return (id === null ? undefined : names.get(id)) ?? 'an account';
}

function readingOf(reading: Reading, earliest: string): ShownReading {
  return {
    due: reading.due,
    day: dayText(reading.due),
    hour: hourOf(reading.dueAt),
    ruleName: reading.ruleName,
    why: reading.why,
    source: reading.source,
    isEarliest: reading.due === earliest,
    isVerified: reading.verified,
    isExpired: reading.expiredBeforeReceipt,
  };
}

function dateOf(deadline: Deadline, today: string, standing: Standing): ShownDate | null {
  const { state } = deadline;
  if (standing === 'tolled' && deadline.tolledUntil === null)
    return { text: 'clock stopped', note: `it was ${was(deadline)}`, iso: '', kind: '' };
  const on = dayShown(deadline, today);
  if (on === null) return null;
  const isLate = standing === 'overdue' || standing === 'very-overdue';
  const left = on === today ? 'due today' : daysLeftText(today, on);
  const isWorking = on === deadline.workingOn && deadline.workingTime !== null;
  const hour = isWorking ? ` · ${deadline.workingTime ?? ''}` : '';
  const note = `${heldBy(deadline, on)} · ${isRunning(deadline) ? left : 'ended'}${hour}`;
  return {
    text: shortDayText(on),
    note: state === 'met' ? 'met' : note,
    iso: on,
    kind: isLate ? 'late' : standing === 'due-today' ? 'today' : '',
  };
}

/** What makes that day the one held to. */
function heldBy(deadline: Deadline, on: string): string {
  if (on === deadline.pendingOn) return 'extension, not confirmed yet';
  if (on === deadline.extendedOn) return 'extended';
  return deadline.workingOn === null ? 'earliest reading' : 'working date';
}

function was(deadline: Deadline): string {
  const on = heldWithoutPending(deadline);
  return on === null ? 'not counted' : shortDayText(on);
}
