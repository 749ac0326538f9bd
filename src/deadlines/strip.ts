import { MONTHS } from '../platform/plain-date.js';
import { dayOf, isoOf, weekdayName } from './counting/day.js';
import { CLOCK_STOPPED } from './counting/plan-days.js';
import type { DeadlineResult, Reading, Step } from './counting/deadline-input.js';

/** A day to mark on the strip beside the count: the working date, today, another reading. */
export interface Mark {
  readonly date: string;
  readonly label: string;
  readonly kind?: 'adopted' | 'earliest' | 'reading' | 'today';
}

/** One box of the strip. A `fold` stands for the days left out of a long count. */
export interface StripDay {
  readonly date: string;
  /** `Thu` */
  readonly weekday: string;
  /** `5` */
  readonly day: string;
  /** `June 2014` on the first box and wherever the month changes, else null. */
  readonly month: string | null;
  readonly kind: Step['kind'] | 'adopted' | 'earliest' | 'reading' | 'after' | 'fold';
  /** `trigger`, `day 1`, `Saturday`, `day 5, last`: short words for the box. */
  readonly label: string;
  /** The whole reason and where it is written, for reading aloud and for the table below. */
  readonly why: string;
  readonly source: string;
}

/** How many boxes a strip has before its middle is folded, and how many then stand before and after the fold. */
export interface StripSize {
  readonly most: number;
  readonly atStart: number;
  readonly atEnd: number;
}

export const ON_SCREEN: StripSize = { most: 42, atStart: 10, atEnd: 24 };
/** Two rows of a printed page. */
export const ON_PAPER: StripSize = { most: 26, atStart: 6, atEnd: 19 };

/** The days from the trigger to the last reading, each with what happened to it; long counts fold in the middle. */
export function stripOf(
  result: DeadlineResult,
  alsoMark: readonly Mark[] = [],
  size: StripSize = ON_SCREEN,
): readonly StripDay[] {
  const steps = new Map<string, Step>();
  for (const step of result.steps)
    if (!steps.has(step.date) || step.kind !== 'trigger') steps.set(step.date, step);
  const others = result.readings.filter((one) => one.due !== result.due);
  const marks: Mark[] = [
    ...alsoMark,
    ...(result.earliest === result.due
      ? []
      : [{ date: result.earliest, label: 'earliest', kind: 'earliest' as const }]),
    ...others.map((one) => ({ date: one.due, label: shortReading(one), kind: 'reading' as const })),
  ];
  const dates = [...steps.keys(), ...marks.map((mark) => mark.date)].sort();
  const [first = result.due, last = result.due] = [dates[0], dates.at(-1)];
  const boxes: StripDay[] = [];
  for (let day = dayOf(first, 'strip'); day <= dayOf(last, 'strip'); day += 1) {
    const date = isoOf(day);
    boxes.push(
      boxOf(
        date,
        steps.get(date),
        marks.filter((mark) => mark.date === date),
        date < result.due,
        boxes.length === 0,
        result.earliest !== result.due,
      ),
    );
  }
  return folded(boxes, size);
}

function boxOf(
  date: string,
  step: Step | undefined,
  marks: readonly Mark[],
  isInside: boolean,
  isFirst: boolean,
  isEarlierReading: boolean,
): StripDay {
  const day = dayOf(date, 'strip');
  const adopted = marks.find((mark) => mark.kind === 'adopted');
  const shown = adopted ? marks.filter((mark) => mark.kind !== 'reading') : marks;
  const hasEarlier = (step?.kind === 'last' || step?.kind === 'allowed') && isEarlierReading;
  const words = [
    step ? shortWords(step) : '',
    hasEarlier ? 'usual reading' : '',
    ...shown.map((mark) => mark.label),
  ];
  const isEarliest = marks.some((mark) => mark.kind === 'earliest');
  const kind = adopted
    ? 'adopted'
    : isEarliest
      ? 'earliest'
      : (step?.kind ??
        (marks.some((mark) => mark.kind !== 'today') ? 'reading' : isInside ? 'counted' : 'after'));
  return {
    date,
    weekday: weekdayName(day).slice(0, 3),
    day: String(Number(date.slice(8))),
    month:
      isFirst || date.endsWith('-01') ? `${MONTHS[Number(date.slice(5, 7)) - 1]} ${date.slice(0, 4)}` : null,
    kind,
    label: words.filter((one, index) => one !== '' && words.indexOf(one) === index).join(', '),
    why: step?.why ?? '',
    source: step?.source ?? '',
  };
}

function shortWords(step: Step): string {
  if (step.kind === 'trigger') return step.count === 1 ? 'trigger, day 1' : 'trigger';
  const isAdded = step.kind === 'added' || step.why.startsWith('added');
  if (step.kind === 'allowed') return 'first day allowed';
  if (step.kind === 'last' && step.count === null) return 'last';
  const number = `${isHours(step) ? 'hour' : 'day'} ${step.count}`;
  if (step.kind === 'last') return isAdded ? `added ${step.count}, last` : `${number}, last`;
  if (step.kind === 'added') return step.count === null ? 'added' : `added ${step.count}`;
  if (step.kind === 'skipped') return step.why;
  if (step.kind === 'rolled')
    return step.count === null
      ? step.why
      : `${number}, ${/goes back$/.test(step.why) ? 'goes back' : 'rolls on'}`;
  return step.count === null ? step.why : number;
}

/** In a count of hours the number beside a day is how many hours had run by its end. */
function isHours(step: Step): boolean {
  return /^(\d+ hours by|hour \d)/.test(step.why);
}

function shortReading(reading: Reading): string {
  if (reading.input.variant !== undefined) return 'other reading';
  if (reading.ruleId.endsWith('_INCLUSIVE')) return 'if the first day counts';
  if (reading.input.unit === 'fixed_date') return 'another day named';
  if (reading.input.unit === 'deemed_service') return 'deemed service';
  const unit = reading.input.unit.replaceAll('_', ' ').replace('calendar ', '');
  return reading.input.count === 1 ? `1 ${unit.replace(/s$/, '')}` : `${reading.input.count} ${unit}`;
}

function folded(boxes: readonly StripDay[], size: StripSize): readonly StripDay[] {
  if (boxes.length <= size.most) return boxes;
  const middle = boxes.slice(size.atStart, -size.atEnd);
  return [...boxes.slice(0, size.atStart), ...runsOf(middle).flatMap(foldOf), ...boxes.slice(-size.atEnd)];
}

/** Neighbouring days of one sort: those on which the clock does not run stand apart from the rest. */
function runsOf(boxes: readonly StripDay[]): StripDay[][] {
  const runs: StripDay[][] = [];
  for (const box of boxes) {
    const run = runs.at(-1);
    if (run?.[0] && isStopped(run[0]) === isStopped(box)) run.push(box);
    else runs.push([box]);
  }
  return runs;
}

function isStopped({ label }: StripDay): boolean {
  return label.includes(CLOCK_STOPPED);
}

/** One box for a run of days; a stop of the clock is said in it. A run of one or two is shown as it is. */
function foldOf(run: readonly StripDay[]): readonly StripDay[] {
  const [first, last] = [run[0], run.at(-1)];
  if (!first || !last || run.length < 3) return run;
  const to = `to ${last.day} ${MONTHS[Number(last.date.slice(5, 7)) - 1]?.slice(0, 3)}`;
  const fold: StripDay = {
    ...first,
    kind: 'fold',
    month: null,
    weekday: '…',
    day: `${run.length} days`,
    label: isStopped(first) ? `${CLOCK_STOPPED}, ${to}` : to,
    why: `${run.length} days, listed one by one in the computation sheet`,
    source: '',
  };
  return [fold];
}
