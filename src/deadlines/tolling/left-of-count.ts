import { Temporal } from 'temporal-polyfill';
import { dayText } from '../../platform/plain-date.js';
import { dayOf } from '../counting/day.js';
import { CLOCK_STOPPED } from '../counting/plan-days.js';
import { startOf, zonedAt } from '../counting/zone-time.js';
import { countedOf, type Counted, type Deadline } from '../deadline.js';
import { countedOfReading } from '../reading-followed.js';

/** What a stop of the clock takes nothing from: `wasDue` was the day held to. */
export interface LeftBy {
  readonly fromOn: string;
  readonly wasDue: string;
  readonly daysLeft: number;
}

/** What was left of a date when its clock stopped, in the unit of its count: `3 business days`, `31 hours`, `5 calendar days`. */
export function leftText(deadline: Pick<Deadline, 'input' | 'result'>, stop: LeftBy): string {
  return leftInUnit(deadline, stop)?.text ?? numbered(stop.daysLeft, 'calendar days');
}

/**
 * What is left of a count that leaves days out, or of hours, from the first stopped day to the day held to, in its own
 * unit and day by day: `3 business days of the count: Mon 9 Jun 2014, …`. '' where every day is left alike.
 */
export function leftOfCount(
  deadline: Pick<Deadline, 'input' | 'result'>,
  stop: Omit<LeftBy, 'daysLeft'>,
): string {
  const left = leftInUnit(deadline, stop);
  if (left === null) return '';
  const days = left.days.length === 0 ? '' : `: ${left.days.map(dayText).join(', ')}`;
  return `${left.text} of the count${days}`;
}

interface Left {
  readonly text: string;
  /** Each day that is left to be counted; none of hours. */
  readonly days: readonly string[];
}

function leftInUnit(
  deadline: Pick<Deadline, 'input' | 'result'>,
  stop: Omit<LeftBy, 'daysLeft'>,
): Left | null {
  const stored = countedOf(deadline);
  if (stored === null) return null;
  const counted = countedOfReading(stored, stop.wasDue);
  if (counted.result.due !== stop.wasDue) return null;
  if (counted.input.unit === 'hours') return hoursLeft(counted, stop.fromOn);
  if (!leavesDaysOut(counted)) return null;
  const days = counted.result.steps.filter(
    ({ date, count, kind }) => date >= stop.fromOn && count !== null && kind !== 'trigger',
  );
  return {
    text: numbered(days.length, counted.input.unit.replaceAll('_', ' ')),
    days: days.map(({ date }) => date),
  };
}

function leavesDaysOut({ input, result }: Counted): boolean {
  if (/^(business|court)_days$/.test(input.unit)) return true;
  // CPR 2.8(4) leaves weekends and bank holidays out of a few clear days.
  return (
    input.unit === 'clear_days' &&
    result.steps.some(({ kind, why }) => kind === 'skipped' && why !== CLOCK_STOPPED)
  );
}

/** From the start of the stopped day, or of the hours if that is later, to their end; null where their end ran on from a day off. */
function hoursLeft({ input, result }: Counted, fromOn: string): Left | null {
  const { dueAt, steps } = result;
  const [day = '', time = ''] = input.trigger.split('T');
  if (dueAt === null || input.direction === 'backward' || steps.some(({ kind }) => kind === 'rolled'))
    return null;
  const began = zonedAt(dayOf(day, 'trigger'), time.slice(0, 5), dueAt.zone).at.epochMilliseconds;
  const stopped = startOf(dayOf(fromOn, 'from'), dueAt.zone).epochMilliseconds;
  const ends = Temporal.Instant.from(dueAt.instant).epochMilliseconds;
  const minutes = Math.round((ends - Math.max(began, stopped)) / 60_000);
  if (minutes < 0) return null;
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return {
    text: `${numbered(hours, 'hours')}${rest === 0 ? '' : ` and ${numbered(rest, 'minutes')}`}`,
    days: [],
  };
}

/** `1 hour`, `3 business days`. */
function numbered(count: number, units: string): string {
  return `${count} ${count === 1 ? units.replace(/s$/, '') : units}`;
}
