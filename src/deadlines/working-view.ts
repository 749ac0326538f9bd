import { dayText, zoneText } from '../platform/plain-date.js';
import { NOT_VERIFIED } from './counting/bear-in-mind.js';
import { WEEKENDS } from './counting/calendar.js';
import type { DeadlineResult, DueAt, Reading, Step } from './counting/deadline-input.js';
import { BANK_HOLIDAYS, CLOCK_STOPPED } from './counting/plan-days.js';
import { calendarName } from './counting/reference.js';
import type { Counted } from './deadline.js';
import { firstHourOn, hourOfReading, momentText, type Moment } from './hour.js';
import { ON_SCREEN, stripOf, type Mark, type StripDay, type StripSize } from './strip.js';

interface ShownReading {
  readonly due: string;
  readonly day: string;
  readonly hour: string;
  readonly ruleName: string;
  readonly why: string;
  /** Which holidays were left out; '' where none matter. */
  readonly holidays: string;
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
  /** Which holidays were left out; '' where no day was passed over. */
  readonly holidays: string;
  readonly source: string;
  readonly version: string;
  readonly isVerified: boolean;
  /** Why it is not verified, each a sentence. */
  readonly doubts: readonly string[];
  readonly notes: readonly string[];
}

const STRIP_KINDS: Readonly<Record<StripDay['kind'], string>> = {
  trigger: 'trigger',
  counted: '',
  skipped: 'skipped',
  rolled: 'rolled',
  added: '',
  last: 'last',
  allowed: 'last',
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
  rolled: 'moved',
  added: 'added',
  last: 'last day',
  allowed: 'first day allowed',
} as const;

/** What came out of a count, ready to print: the strip, every step, every reading. */
export function workingOf(
  counted: Counted,
  workingOn: string | null,
  size: StripSize = ON_SCREEN,
): ShownWorking {
  const { result, input } = counted;
  const earliest = { on: result.earliest, time: firstHourOn(result.readings, result.earliest) };
  const marks: Mark[] =
    workingOn === null ? [] : [{ date: workingOn, label: 'working date', kind: 'adopted' }];
  return {
    strip: stripOf(result, marks, size).map((day) => ({
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
    readings: result.readings.map((one) => readingOf(one, earliest)),
    due: dayText(result.due),
    hour: hourOf(result.dueAt),
    earliest: momentText(earliest),
    rule: /^(DEMAND_|CUSTOM)/.test(result.ruleId) ? result.ruleName : `${input.rule}: ${result.ruleName}`,
    holidays: holidaysOf(counted),
    source: result.source,
    version: result.version,
    isVerified: result.verified,
    doubts: doubtsIn(result),
    notes: result.notes.filter((note) => !note.startsWith(NOT_VERIFIED)),
  };
}

/** Why a count is not verified, each a sentence of its own. */
export function doubtsIn({ notes }: Pick<DeadlineResult, 'notes'>): string[] {
  return notes
    .filter((note) => note.startsWith(NOT_VERIFIED))
    .map((note) => note.slice(NOT_VERIFIED.length))
    .map((words) => `${words.charAt(0).toUpperCase()}${words.slice(1)}`);
}

/** Which holidays a count left out, in words; '' where it passed over no day. */
function holidaysOf({ input, result: { calendar, steps } }: Counted): string {
  // A rule of the matter that counts every day and moves no end leaves out none of the table it names.
  const isEveryDay = input.custom?.roll === 'none' && !/^(business|court)_days$/.test(input.unit);
  if (isEveryDay) return '';
  if (calendar !== null && calendar.id !== WEEKENDS.id) return calendar.name;
  return steps.some((step) => step.kind === 'skipped' && step.why !== CLOCK_STOPPED)
    ? `none: ${WEEKENDS.name}`
    : '';
}

function holidaysNamed(calendar: string | undefined): string {
  const name = calendar === undefined ? WEEKENDS.name : calendarName(calendar);
  return name === WEEKENDS.name ? '' : name;
}

/** What happened to a day of the count, in a word or two. */
export function stepWords(kind: Step['kind']): string {
  return STEP_WORDS[kind];
}

function hourOf(at: DueAt | null): string {
  if (at === null) return '';
  const zone = zoneText(at.instant, at.zone);
  return at.local.endsWith('T23:59:59') ? `end of the day, ${zone}` : `${at.local.slice(11, 16)} ${zone}`;
}

function readingOf(reading: Reading, earliest: Moment): ShownReading {
  return {
    due: reading.due,
    day: dayText(reading.due),
    hour: hourOf(reading.dueAt),
    ruleName: reading.ruleName,
    why: reading.why,
    holidays: holidaysNamed(
      reading.input.variant === 'short-period' ? BANK_HOLIDAYS : reading.input.holidays,
    ),
    source: reading.source,
    isEarliest: reading.due === earliest.on && hourOfReading(reading) === earliest.time,
    isVerified: reading.verified,
    isExpired: reading.expiredBeforeReceipt,
  };
}
