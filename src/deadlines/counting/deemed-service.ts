import { offDay } from './calendar.js';
import type { Day } from './day.js';
import { daysOffOf, type Plan } from './plan.js';
import { write, type Log } from './step-log.js';

/** The day a paper counts as served. */
export function served(plan: Plan, log: Log): { due: Day; notes: string[] } {
  const start = plan.trigger;
  const calendar = daysOffOf(plan);
  const source = plan.deemed?.source ?? plan.rule.source;
  const isOff = (day: Day) => offDay(calendar, day);
  const toBusinessDay = (from: Day, first = ''): Day => {
    let day = from;
    for (let off = isOff(day); off; off = isOff(day)) {
      write(
        log,
        day,
        'rolled',
        null,
        day === from ? `${first}${off.why}` : off.why,
        off.source === 'weekend' ? source : off.source,
      );
      day += 1;
    }
    return day;
  };

  if (plan.deemed?.arrives === 'same-day') {
    const cutOff = plan.cutOff ?? plan.rule.serviceCutOff ?? '16:30';
    const off = isOff(start);
    const isInTime = plan.time === null || plan.time < cutOff;
    const notes =
      plan.time === null
        ? [
            `No hour was given: taken as before ${cutOff}. Sent later, it counts as served on the next business day.`,
          ]
        : [];
    if (!off && isInTime) {
      write(log, start, 'trigger', null, `a business day, before ${cutOff}: served the same day`, source);
      return { due: start, notes };
    }
    write(
      log,
      start,
      'trigger',
      null,
      off ? `not a business day: ${off.why}` : `${plan.time}, not before ${cutOff}`,
      source,
    );
    const due = toBusinessDay(start + 1);
    write(log, due, 'last', null, 'next business day', source);
    return { due, notes };
  }

  write(log, start, 'trigger', null, 'sent, not counted', source);
  let day = start;
  for (let counted = 0; counted < 2;) {
    day += 1;
    const off = plan.deemed?.arrives === 'second-business-day' ? isOff(day) : null;
    if (off) {
      write(log, day, 'skipped', null, off.why, off.source === 'weekend' ? source : off.source);
      continue;
    }
    counted += 1;
    if (counted === 1 || !isOff(day))
      write(log, day, 'counted', counted, counted === 2 ? 'second day' : 'day 1', source);
  }
  const due = toBusinessDay(day, 'second day, but ');
  if (due !== day) write(log, due, 'last', null, 'next business day after the second day', source);
  return { due, notes: [] };
}
