import type { Temporal } from 'temporal-polyfill';
import { addDays } from './add-days.js';
import { dayWords, type Day } from './day.js';
import type { Counted, Plan } from './plan.js';
import { roll } from './roll.js';
import { cite, write, type Log } from './step-log.js';
import { atSameHour, dayIn, doubledHour, dueAtOf, startOf, zonedAt } from './zone-time.js';

type ZonedDateTime = Temporal.ZonedDateTime;

/** Elapsed hours, whatever the clocks do, those of stopped days left out; then on to a day that is not off, at the same hour. Throws DeadlineInputError in a skipped hour. */
export function countHours(plan: Plan, log: Log): Counted {
  const zone = plan.zone ?? 'UTC';
  const { at: start, isDoubled: isStartDoubled } = zonedAt(plan.trigger, plan.time ?? '00:00', zone);
  const end = afterStops(plan, start, start.add({ hours: plan.step * plan.count }));
  const raw = dayIn(end);
  writeHours(plan, log, start, raw);
  // An hour at which a stop only begins is none that it takes.
  const tolled = new Map([...plan.tolled].filter(([day]) => day > raw));
  const rest = { ...plan, tolled };
  let due = roll(rest, log, raw);
  // Fed. R. Civ. P. 6(d): days are added after a period would expire under 6(a), which counts hours too.
  if (plan.extension !== null && plan.extension.count > 0) due = roll(rest, log, addDays(rest, log, due));
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

/** Each stopped day gives back the hours of it that would have run, whatever the clocks do on it. */
function afterStops(plan: Plan, start: ZonedDateTime, unstopped: ZonedDateTime): ZonedDateTime {
  let end = unstopped;
  for (const day of [...plan.tolled.keys()].sort((one, other) => one - other)) {
    if (day < plan.trigger) continue;
    if (startOf(day, end.timeZoneId).epochMilliseconds >= end.epochMilliseconds) break;
    end = end.add({ milliseconds: stoppedOn(day, start) });
  }
  return end;
}

/** How long the clock stood on a stopped day, from the start of the hours at the earliest. */
function stoppedOn(day: Day, start: ZonedDateTime): number {
  const [from, to] = [startOf(day, start.timeZoneId), startOf(day + 1, start.timeZoneId)];
  return to.epochMilliseconds - Math.max(from.epochMilliseconds, start.epochMilliseconds);
}

function writeHours(plan: Plan, log: Log, start: ZonedDateTime, raw: Day): void {
  if (!log) return;
  const onStart = plan.tolled.get(plan.trigger);
  let stopped = onStart ? stoppedOn(plan.trigger, start) : 0;
  const hourCite = plan.rule.cites['hours'] === undefined ? 'count' : 'hours';
  write(
    log,
    plan.trigger,
    'trigger',
    null,
    `runs from ${plan.time}${onStart ? `, but ${onStart.why} on this day` : ''}`,
    cite(plan, hourCite === 'hours' ? 'hours' : 'trigger'),
  );
  for (let day = plan.trigger + plan.step; (raw - day) * plan.step > 0; day += plan.step) {
    const edge = startOf(plan.step === 1 ? day + 1 : day, plan.zone ?? 'UTC');
    const off = plan.tolled.get(day);
    if (off) {
      stopped += stoppedOn(day, start);
      write(log, day, 'skipped', null, off.why, off.source);
      continue;
    }
    const run = Math.abs(edge.epochMilliseconds - start.epochMilliseconds) - stopped;
    const hours = Math.floor(run / 3_600_000);
    write(log, day, 'counted', hours, `${hours} hours by the end of the day`, cite(plan, hourCite));
  }
  if (raw !== plan.trigger)
    write(log, raw, 'counted', plan.count, `hour ${plan.count}`, cite(plan, hourCite));
}
