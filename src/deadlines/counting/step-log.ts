import { offDay, type OffDay } from './calendar.js';
import { isoOf, type Day } from './day.js';
import type { Step } from './deadline-input.js';
import { CLOCK_STOPPED } from './plan-days.js';
import { daysOffOf, type Plan } from './plan.js';

/** The working being written, or null where only the end is wanted. */
export type Log = Step[] | null;

export function write(
  log: Log,
  day: Day,
  kind: Step['kind'],
  count: number | null,
  why: string,
  source: string,
): void {
  if (log) log.push({ date: isoOf(day), kind, count, why, source });
}

/** Why a day inside the period does not count, or null. */
export function leftOut(plan: Plan, day: Day): OffDay | null {
  const tolled = plan.tolled.get(day);
  if (tolled) return tolled;
  if (!plan.leavesOutOffDays) return null;
  return plan.leavesOutClosed ? offNow(plan, day) : offDay(daysOffOf(plan), day);
}

/** Why a period cannot end on a day, or null: the calendar's reason, a closure of the office, a clock that stands still. */
export function offNow(plan: Plan, day: Day): OffDay | null {
  return offDay(daysOffOf(plan), day) ?? plan.closures.get(day) ?? plan.tolled.get(day) ?? null;
}

/** The passage of the rule for one part of the working, or the rule's source. */
export function cite(plan: Plan, key: string): string {
  return plan.rule.cites[key] ?? plan.rule.source;
}

/** Where it is written that this day is off, and the passage that gives that its effect. */
export function sourceOf(plan: Plan, off: OffDay, key: string): string {
  const words = plan.rule.cites[key];
  // A stop is agreed or ordered: what a rule says of days that are no court days is no authority for it.
  if (off.why === CLOCK_STOPPED) return off.source;
  if (off.source === 'weekend') return words ?? plan.rule.source;
  return words === undefined ? off.source : `${words}; ${off.source}`;
}
