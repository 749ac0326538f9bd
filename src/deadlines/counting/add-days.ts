import type { Day } from './day.js';
import type { Plan } from './plan.js';
import { offNow, sourceOf, write, type Log } from './step-log.js';

/** The days added for the way of service, or said by hand, after the day a period ends. */
export function addDays(plan: Plan, log: Log, from: Day): Day {
  if (!plan.extension) return from;
  const { count, unit, source, isSaid = false } = plan.extension;
  let day = from;
  let added = 0;
  while (added < count) {
    day += plan.step;
    const out = plan.tolled.get(day) ?? (unit === 'court_days' ? offNow(plan, day) : null);
    if (out) {
      write(log, day, 'skipped', null, out.why, sourceOf(plan, out, 'skip'));
      continue;
    }
    added += 1;
    if (log)
      write(
        log,
        day,
        'added',
        added,
        `added${isSaid ? '' : ' for service'}, day ${added} of ${count}`,
        source,
      );
  }
  return day;
}
