import { offDay, type OffDay } from './calendar.js';
import type { Day } from './day.js';
import { daysOffOf, type Plan } from './plan.js';
import { cite, offNow, sourceOf, write, type Log } from './step-log.js';

type Off = (plan: Plan, day: Day) => OffDay | null;

/** Runs on from an off day to the first that is not; the day the period would have ended is marked as rolled. */
export function roll(plan: Plan, log: Log, from: Day): Day {
  if (plan.roll === 'none') return from;
  const direction = plan.roll === 'onward' ? plan.step : plan.roll === 'next' ? 1 : -1;
  if (direction === 1 || plan.rule.closedOffice === 'onward')
    return rollPast(offNow, plan, log, from, direction);

  // Counting back, weekends and holidays go back; a closed office gives more time, so it goes forward.
  const day = rollPast(offByCalendar, plan, log, from, -1);
  return plan.closures.has(day) ? rollPast(offNow, plan, log, day, 1) : day;
}

function rollPast(isOff: Off, plan: Plan, log: Log, from: Day, direction: 1 | -1): Day {
  let off = isOff(plan, from);
  if (!off) return from;
  const hoursCite = plan.unit === 'hours' && plan.rule.cites['rollHours'] !== undefined;
  const rollCite = hoursCite ? 'rollHours' : direction === 1 ? 'roll' : 'rollBack';
  const citeFor = (day: OffDay, at: Day) => (day === plan.closures.get(at) ? 'closure' : rollCite);
  const lastCite = citeFor(off, from);
  const ended = log?.pop();
  if (log && ended)
    log.push({
      ...ended,
      kind: 'rolled',
      why: `${ended.why}, but ${off.why}: the period ${direction === 1 ? 'runs on' : 'goes back'}`,
      source: sourceOf(plan, off, lastCite),
    });
  let day = from;
  while (off) {
    day += direction;
    off = isOff(plan, day);
    if (off) write(log, day, 'rolled', null, off.why, sourceOf(plan, off, citeFor(off, day)));
    else if (log)
      write(
        log,
        day,
        'counted',
        null,
        direction === 1 ? 'next open day' : 'open day before',
        cite(plan, lastCite),
      );
  }
  return day;
}

function offByCalendar(plan: Plan, day: Day): OffDay | null {
  return offDay(daysOffOf(plan), day) ?? plan.tolled.get(day) ?? null;
}
