import type { OffDay } from './calendar.js';
import type { Day } from './day.js';
import type { Plan } from './plan.js';
import { cite, offNow, sourceOf, write, type Log } from './step-log.js';

/** Runs on from an off day to the first that is not; the day the period would have ended is marked as rolled. */
export function roll(plan: Plan, log: Log, from: Day): Day {
  if (plan.roll === 'none') return from;
  let off = offNow(plan, from);
  if (!off) return from;
  const direction = plan.roll === 'onward' ? plan.step : plan.roll === 'next' ? 1 : -1;
  const rollCite = direction === 1 ? 'roll' : 'rollBack';
  const citeFor = (day: OffDay) => (day === plan.closures.get(from) ? 'closure' : rollCite);
  const ended = log?.pop();
  if (log && ended)
    log.push({
      ...ended,
      kind: 'rolled',
      why: `${ended.why}, but ${off.why}: the period runs on`,
      source: sourceOf(plan, off, citeFor(off)),
    });
  let day = from;
  while (off) {
    day += direction;
    off = offNow(plan, day);
    if (off) write(log, day, 'rolled', null, off.why, sourceOf(plan, off, citeFor(off)));
    else if (log)
      write(
        log,
        day,
        'counted',
        null,
        direction === 1 ? 'next open day' : 'open day before',
        cite(plan, rollCite),
      );
  }
  return day;
}
