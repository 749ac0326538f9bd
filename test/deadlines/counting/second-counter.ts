import { readFileSync } from 'node:fs';
import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';

// Written from the rules alone, without looking at src/deadlines: one day at a time, on Temporal.PlainDate.

type PlainDate = Temporal.PlainDate;

export interface Question {
  readonly rule:
    | 'private'
    | 'private-first-day-counts'
    | 'business'
    | 'business-first-day-counts'
    | 'months'
    | 'hours'
    | 'frcp'
    | 'cpr'
    | 'cpr-office'
    | 'post'
    | 'claim-form'
    | 'ccp'
    | 'ccp-hearing';
  readonly trigger: string;
  readonly count: number;
  readonly way: 'forward' | 'backward' | 'at-least';
  readonly service?: 'mail' | 'electronic';
  /** A day on which the clerk's office is shut, for `frcp`. */
  readonly closed?: string;
}

/**
 * Not before a period has passed: the last day belongs to the period (Fed. R. Civ. P. 6(a)(1)(C), Cal. Code Civ. Proc. 12),
 * so the first day allowed is the next one, whatever day of the week that is (Fed. R. Civ. P. 11(c)(2) is such a wait).
 */
const onceOver = (last: PlainDate, way: Question['way']) => (way === 'at-least' ? move(last, 1) : last);

const tableForm = z.object({ days: z.array(z.object({ date: z.string() })) });
const daysOf = (file: string): Set<string> => {
  const table = tableForm.parse(
    JSON.parse(readFileSync(new URL(`../../../data/reference/${file}`, import.meta.url), 'utf8')),
  );
  return new Set(table.days.map((day) => day.date));
};
const federal = daysOf('holidays-us-federal.json');
const californian = daysOf('holidays-us-california-judicial.json');
const english = daysOf('holidays-england-wales.json');

const isFree = (day: PlainDate, holidays: Set<string>) => day.dayOfWeek >= 6 || holidays.has(day.toString());
const move = (day: PlainDate, by: number) => day.add({ days: by });

function workingDaysOn(day: PlainDate, count: number, by: 1 | -1, holidays: Set<string>): PlainDate {
  let left = count;
  let at = day;
  while (left > 0) {
    at = move(at, by);
    if (!isFree(at, holidays)) left -= 1;
  }
  return at;
}

function untilOpen(day: PlainDate, by: 1 | -1, holidays: Set<string>): PlainDate {
  let at = day;
  while (isFree(at, holidays)) at = move(at, by);
  return at;
}

export function countAgain({ rule, trigger, count, way, service, closed }: Question): string {
  const start = Temporal.PlainDate.from(trigger);
  const by = way === 'backward' ? -1 : 1;
  switch (rule) {
    case 'private':
      return onceOver(move(start, by * count), way).toString();
    case 'private-first-day-counts':
      return onceOver(move(start, by * (count - 1)), way).toString();
    case 'business':
      return onceOver(workingDaysOn(start, count, by, federal), way).toString();
    case 'business-first-day-counts':
      return onceOver(workingDaysOn(move(start, -by), count, by, federal), way).toString();
    case 'hours': {
      const noon = start.toZonedDateTime({ timeZone: 'America/New_York', plainTime: '12:30' });
      const end = noon.epochMilliseconds + by * count * 3_600_000;
      return Temporal.Instant.fromEpochMilliseconds(end)
        .toZonedDateTimeISO('America/New_York')
        .toPlainDate()
        .toString();
    }
    case 'cpr-office': {
      const clear = way === 'forward' ? count : count + 1;
      const end = count <= 5 ? workingDaysOn(start, clear, by, english) : move(start, by * clear);
      return untilOpen(end, by, english).toString();
    }
    case 'post':
      return untilOpen(move(start, 2), 1, english).toString();
    case 'claim-form':
      return workingDaysOn(start, 2, 1, english).toString();
    case 'months':
      return onceOver(start.add({ months: by * count }, { overflow: 'constrain' }), way).toString();
    case 'frcp': {
      let first = untilOpen(move(start, by * count), by, federal);
      // Rule 6(a)(3): a shut office gives more time, whichever way the days were counted.
      if (closed === first.toString()) first = untilOpen(move(first, 1), 1, federal);
      if (service !== 'mail' || way === 'backward') return onceOver(first, way).toString();
      return onceOver(untilOpen(move(first, 3), 1, federal), way).toString();
    }
    case 'cpr': {
      const clear = way === 'forward' ? count : count + 1;
      return (count <= 5 ? workingDaysOn(start, clear, by, english) : move(start, by * clear)).toString();
    }
    case 'ccp': {
      let end = move(start, count);
      if (service === 'mail') end = move(end, 5);
      if (service === 'electronic') end = workingDaysOn(end, 2, 1, californian);
      return onceOver(untilOpen(end, 1, californian), way).toString();
    }
    case 'ccp-hearing': {
      let end = workingDaysOn(start, count, -1, californian);
      if (service === 'mail') end = move(end, -5);
      if (service === 'electronic') end = workingDaysOn(end, 2, -1, californian);
      return untilOpen(end, -1, californian).toString();
    }
  }
}
