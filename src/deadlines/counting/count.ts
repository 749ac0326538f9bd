import { addDays } from './add-days.js';
import { countHours } from './count-hours.js';
import { addMonths, dayWords, type Day } from './day.js';
import { served } from './deemed-service.js';
import type { Counted, Plan } from './plan.js';
import { roll } from './roll.js';
import { cite, leftOut, sourceOf, write, type Log } from './step-log.js';

/** Counts a plan. With a log, writes each day it meets; without, only ends where it ends. */
export function countPlan(plan: Plan, log: Log): Counted {
  if (plan.unit === 'hours') return countHours(plan, log);
  if (plan.unit === 'fixed_date' || (plan.unit === 'end_of_day' && plan.count === 0))
    return countNothing(plan, log);
  if (plan.unit === 'deemed_service') return { ...served(plan, log), at: null, lookedFrom: plan.trigger };
  if (plan.unit !== 'clear_days_after_deemed_service') return countPeriod(plan, log, plan.trigger);

  const service = served(plan, log);
  const last = log?.pop();
  if (log && last) {
    if (last.kind !== 'trigger')
      log.push({ ...last, kind: 'trigger', why: `${last.why}: deemed served, the period runs from here` });
    else log.push({ ...last, why: `${last.why}: deemed served` });
  }
  const counted = countPeriod(plan, log, service.due, true);
  return { ...counted, lookedFrom: plan.trigger, notes: [...service.notes, ...counted.notes] };
}

function countNothing(plan: Plan, log: Log): Counted {
  // Asked when a given day ends, not when a period does: such a day is taken as it is.
  if (plan.unit === 'end_of_day') {
    write(log, plan.trigger, 'last', null, 'the day ends', cite(plan, 'end'));
    return { due: plan.trigger, at: null, lookedFrom: null, notes: [] };
  }
  const why = plan.rule.id === 'CUSTOM' ? plan.rule.name : 'the day named';
  const due = roll(plan, log, namedAfterStops(plan, log, why));
  return { due, at: null, lookedFrom: plan.roll === 'none' ? null : plan.trigger, notes: [] };
}

/** The day named, moved on by a day for each one up to it on which the clock did not run. */
function namedAfterStops(plan: Plan, log: Log, why: string): Day {
  const stopped = [...plan.tolled]
    .filter(([day]) => day <= plan.trigger)
    .sort(([one], [other]) => one - other);
  for (const [day, out] of stopped)
    if (day < plan.trigger) write(log, day, 'skipped', null, out.why, out.source);
  const out = plan.tolled.get(plan.trigger);
  if (out) write(log, plan.trigger, 'skipped', null, `${why}, but ${out.why}`, out.source);
  else write(log, plan.trigger, stopped.length > 0 ? 'counted' : 'last', null, why, cite(plan, 'last'));
  return giveBack(plan, log, plan.trigger, stopped.length);
}

function countPeriod(plan: Plan, log: Log, start: Day, isStartWritten = false): Counted {
  if (!isStartWritten) writeStart(plan, log, start);
  const raw =
    plan.unit === 'months' || plan.unit === 'years'
      ? countMonths(plan, log, start)
      : countDays(plan, log, start);
  let due = raw;
  const added = plan.extension !== null && plan.extension.count > 0;
  if (!added || plan.extensionOrder === 'roll-add-roll') due = roll(plan, log, due);
  if (added) due = roll(plan, log, addDays(plan, log, due));
  if (plan.direction === 'at-least' && !plan.isClear) due = afterPeriod(plan, log, due);
  const looks = plan.roll !== 'none' || plan.extension?.unit === 'court_days';
  return { due, at: null, lookedFrom: plan.leavesOutOffDays ? start : looks ? raw : null, notes: [] };
}

/**
 * The first day allowed once so many days have passed: the day after the last of them, wherever that one ran on to. The
 * last day is part of the period, which Fed. R. Civ. P. 6(a)(1)(C) and Cal. Code Civ. Proc. 12 say in words (“include the
 * last day”), so what must wait, as under Fed. R. Civ. P. 11(c)(2), may be done on the day that follows.
 */
function afterPeriod(plan: Plan, log: Log, last: Day): Day {
  const day = last + 1;
  write(log, day, 'counted', null, 'the period has passed', cite(plan, 'last'));
  return day;
}

function writeStart(plan: Plan, log: Log, start: Day): void {
  if (!log) return;
  if (plan.rule.first === 'excluded') {
    write(log, start, 'trigger', null, 'trigger, not counted', cite(plan, 'trigger'));
    return;
  }
  if (plan.unit === 'months' || plan.unit === 'years') {
    // Months are found by their date: that the first day is counted shows at their end, a day earlier.
    write(log, start, 'trigger', null, 'trigger, the first day', cite(plan, 'trigger'));
    return;
  }
  const out = leftOut(plan, start);
  write(
    log,
    start,
    'trigger',
    out ? null : 1,
    out ? `trigger, not counted: ${out.why}` : 'trigger, day 1',
    cite(plan, 'trigger'),
  );
}

function countDays(plan: Plan, log: Log, start: Day): Day {
  const count = plan.unit === 'weeks' ? plan.count * 7 : plan.count;
  // Clear days before an event, or a time that must first pass: the act falls on the far side of the counted days.
  const beyond = plan.isClear && plan.direction !== 'forward' ? 1 : 0;
  const isFirstIn = plan.rule.first === 'included' && !leftOut(plan, start);
  if (!log && !plan.leavesOutOffDays && plan.tolled.size === 0)
    return start + plan.step * (count + beyond - (isFirstIn ? 1 : 0));

  let day = start;
  let counted = isFirstIn ? 1 : 0;
  while (counted < count + beyond) {
    day += plan.step;
    const isEnd = counted === count;
    const out = isEnd && plan.endsOnAnyDay ? null : leftOut(plan, day);
    if (out) {
      write(log, day, 'skipped', null, out.why, sourceOf(plan, out, 'skip'));
      continue;
    }
    counted += 1;
    if (isEnd) write(log, day, 'counted', null, `leaves ${count} clear days`, cite(plan, 'clear'));
    else if (log) write(log, day, 'counted', counted, `day ${counted}`, cite(plan, periodCite(plan)));
  }
  return day;
}

function countMonths(plan: Plan, log: Log, start: Day): Day {
  const months = plan.unit === 'years' ? plan.count * 12 : plan.count;
  const corresponding = addMonths(start, plan.step * months);
  let end = corresponding;
  if (plan.rule.first === 'included') end -= plan.step;
  if (plan.isClear && plan.direction !== 'forward') end += plan.step;
  let owed = 0;
  for (
    let day = start + plan.step;
    day !== end + plan.step && (log || plan.tolled.size > 0);
    day += plan.step
  ) {
    const number = Math.abs(day - start);
    const out = plan.tolled.get(day);
    if (out) owed += 1;
    if (!log) continue;
    if (out) write(log, day, 'skipped', null, out.why, out.source);
    else if (day === end)
      write(log, day, 'counted', number, endOfMonths(plan, corresponding, end), cite(plan, 'months'));
    else write(log, day, 'counted', number, `day ${number}`, cite(plan, periodCite(plan)));
  }
  return giveBack(plan, log, end, owed);
}

/** What the last day of months is: their corresponding date, or the day beside it where an end is counted or left out. */
function endOfMonths(plan: Plan, corresponding: Day, end: Day): string {
  const date = 'the corresponding date, or the last of its month';
  if (end === corresponding) return date;
  const side = end < corresponding ? 'before' : 'after';
  const why = plan.rule.first === 'included' ? 'the first day is counted' : 'both ends are left out';
  return `the day ${side} ${dayWords(corresponding)}, ${date}: ${why}`;
}

/** So many more days, over those on which the clock still does not run. */
function giveBack(plan: Plan, log: Log, from: Day, owed: number): Day {
  let day = from;
  let left = owed;
  while (left > 0) {
    day += plan.step;
    const out = plan.tolled.get(day);
    if (!out) left -= 1;
    if (out) write(log, day, 'skipped', null, out.why, out.source);
    else
      write(
        log,
        day,
        'added',
        null,
        'a day given back for one on which the clock did not run',
        cite(plan, 'count'),
      );
  }
  return day;
}

function periodCite(plan: Plan): string {
  return plan.rule.cites['period'] === undefined ? 'count' : 'period';
}
