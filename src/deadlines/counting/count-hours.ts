import { dayWords, type Day } from './day.js';
import type { Counted, Plan } from './plan.js';
import { roll } from './roll.js';
import { cite, write, type Log } from './step-log.js';
import { atSameHour, dayIn, doubledHour, dueAtOf, startOf, zonedAt } from './zone-time.js';

/** Elapsed hours, whatever the clocks do; then on to a day that is not off, at the same hour. Throws DeadlineInputError in a skipped hour. */
export function countHours(plan: Plan, log: Log): Counted {
  const zone = plan.zone ?? 'UTC';
  const { at: start, isDoubled: isStartDoubled } = zonedAt(plan.trigger, plan.time ?? '00:00', zone);
  const end = start.add({ hours: plan.step * plan.count });
  const raw = dayIn(end);
  writeHours(plan, log, start.epochMilliseconds, raw);
  const due = roll(plan, log, raw);
  const at = dueAtOf(due === raw ? end : atSameHour(end, due));
  const notes = isStartDoubled
    ? [`${plan.time} comes twice on ${dayWords(plan.trigger)} in ${zone}; the first is taken.`]
    : [];
  const doubled = due === raw ? doubledHour(end) : null;
  if (doubled !== null)
    notes.push(
      `${at.local.slice(11, 16)} comes twice on ${dayWords(raw)} in ${zone}; the hours end at the ${doubled} of the two.`,
    );
  if (start.offsetNanoseconds !== end.offsetNanoseconds)
    notes.push(
      `The clocks change in ${zone} within these hours: elapsed hours are counted, so the hour of the day moves.`,
    );
  return { due, at, lookedFrom: plan.roll === 'none' ? null : raw, notes };
}

function writeHours(plan: Plan, log: Log, startMs: number, raw: Day): void {
  if (!log) return;
  const hourCite = plan.rule.cites['hours'] === undefined ? 'count' : 'hours';
  write(
    log,
    plan.trigger,
    'trigger',
    null,
    `runs from ${plan.time}`,
    cite(plan, hourCite === 'hours' ? 'hours' : 'trigger'),
  );
  for (let day = plan.trigger + plan.step; (raw - day) * plan.step > 0; day += plan.step) {
    const edge = startOf(plan.step === 1 ? day + 1 : day, plan.zone ?? 'UTC');
    const hours = Math.floor(Math.abs(edge.epochMilliseconds - startMs) / 3_600_000);
    write(log, day, 'counted', hours, `${hours} hours by the end of the day`, cite(plan, hourCite));
  }
  if (raw !== plan.trigger)
    write(log, raw, 'counted', plan.count, `hour ${plan.count}`, cite(plan, hourCite));
}
