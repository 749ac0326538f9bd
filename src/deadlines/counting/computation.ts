import { doubtsOf, offAtEnd, warningsOf } from './bear-in-mind.js';
import type { OffDay } from './calendar.js';
import { countPlan } from './count.js';
import { dayOf, dayWords, isoOf, type Day } from './day.js';
import { DeadlineInputError } from './deadline-input-error.js';
import type { DeadlineInput, DeadlineResult, DueAt, Reading, Step, Variant } from './deadline-input.js';
import { planOf } from './make-plan.js';
import type { Counted, Plan } from './plan.js';
import { loadReference, type Reference } from './reference.js';
import { isPlainDays } from './rule.js';
import { cite } from './step-log.js';
import { endOf } from './zone-time.js';

/** Goes with every date shown. */
export const AID = 'Counting aid, not legal advice; check the rule, order or agreement.';

const FIRST_DAY = dayOf('1900-01-01', 'date');
const LAST_DAY = dayOf('2199-12-31', 'date');

/** The end of a count without its working: for sorting and for many at once. Throws DeadlineInputError. */
export function countDeadline(input: DeadlineInput, reference: Reference = loadReference()): string {
  const plan = planOf(input, reference);
  return isoOf(extended(plan, countPlan(plan, null).due, null));
}

/**
 * Counts a time limit day by day. Local dates are plain dates; an instant appears only where an hour and a zone matter.
 * Throws DeadlineInputError, one sentence, for an input that cannot be counted.
 */
export function computeDeadline(
  input: DeadlineInput,
  reference: Reference = loadReference(),
): DeadlineResult {
  const plan = planOf(input, reference);
  const steps: Step[] = [];
  const counted = countPlan(plan, steps);
  const due = extended(plan, counted.due, steps);
  const reading = readingOf(
    input,
    plan,
    { ...counted, due, at: due === counted.due ? counted.at : null },
    null,
  );
  const readings = [reading, ...otherReadings(input, plan, reading, reference)];
  const { calendar } = plan;
  return {
    due: reading.due,
    dueAt: reading.dueAt,
    readings,
    earliest: readings.map((one) => one.due).reduce((least, one) => (one < least ? one : least), reading.due),
    steps: withLast(steps, plan.direction === 'at-least' ? 'allowed' : 'last', offAtEnd(plan, due)),
    ruleId: reading.ruleId,
    ruleName: reading.ruleName,
    source: reading.source,
    version: calendar
      ? `${plan.rule.ruleset} ${plan.rule.version}, ${calendar.id} ${calendar.version}`
      : `${plan.rule.ruleset} ${plan.rule.version}`,
    calendar: calendar ? { id: calendar.id, name: calendar.name, version: calendar.version } : null,
    verified: reading.verified,
    notes: [
      ...doubtsOf(plan, counted, due),
      ...plan.notes,
      ...counted.notes,
      ...warningsOf(plan, due),
      ...laterReadings(plan, readings),
      ...plan.rule.notes,
    ],
  };
}

/** Where nothing may be done before a day, the cautious reading is the latest, not the earliest. */
function laterReadings(plan: Plan, readings: readonly Reading[]): string[] {
  if (plan.direction !== 'at-least') return [];
  const days = readings.map((one) => one.due).sort();
  const [first, latest] = [days[0], days.at(-1)];
  if (latest === undefined || latest === first) return [];
  return [
    `The readings differ: to act on or after ${dayWords(dayOf(latest, 'date'))}, the latest of them, is early under none.`,
  ];
}

/** One reading as counted, without its working. Throws DeadlineInputError. */
export function readOnce(
  input: DeadlineInput,
  why: string | null,
  reference: Reference = loadReference(),
): Reading {
  const plan = planOf(input, reference);
  const counted = countPlan(plan, null);
  const due = extended(plan, counted.due, null);
  return readingOf(input, plan, { ...counted, due, at: due === counted.due ? counted.at : null }, why);
}

function readingOf(input: DeadlineInput, plan: Plan, counted: Counted, why: string | null): Reading {
  return {
    due: isoOf(counted.due),
    dueAt: dueAtOf(plan, counted),
    ruleId: plan.rule.id,
    ruleName: plan.rule.name,
    why: why ?? plan.rule.name,
    source: plan.rule.source,
    verified: doubtsOf(plan, counted, counted.due).length === 0,
    expiredBeforeReceipt: false,
    input,
  };
}

function dueAtOf(plan: Plan, counted: Counted): DueAt | null {
  if (counted.at) return counted.at;
  if (plan.zone === null || plan.unit === 'deemed_service') return null;
  const isServiceHour = plan.unit === 'clear_days_after_deemed_service';
  return endOf(counted.due, plan.zone, isServiceHour ? null : plan.cutOff);
}

function extended(plan: Plan, due: Day, log: Step[] | null): Day {
  if (due < FIRST_DAY || due > LAST_DAY)
    throw new DeadlineInputError(
      'count',
      `This count ends on ${dayWords(due)}; dates here are from 1900 to 2199.`,
    );
  if (plan.extendedTo === null) return due;
  if (plan.extendedTo < due)
    throw new DeadlineInputError(
      'extendedTo',
      `An extension to ${dayWords(plan.extendedTo)} would be earlier than the date it extends, ${dayWords(due)}.`,
    );
  for (let day = due + 1; log && day <= plan.extendedTo; day += 1)
    log.push({
      date: isoOf(day),
      kind: 'added',
      count: day - due,
      why: 'extension',
      source: 'extension agreed or ordered',
    });
  return plan.extendedTo;
}

function withLast(steps: readonly Step[], end: Step['kind'], off: OffDay | null): readonly Step[] {
  const last = steps.at(-1);
  return last
    ? [
        ...steps.slice(0, -1),
        {
          ...last,
          kind: last.kind === 'trigger' && steps.length > 1 ? 'trigger' : end,
          // A last day that is off and stands says so where the days are listed, not in a note alone.
          ...(off === null ? {} : standsOff(last, off)),
        },
      ]
    : [];
}

function standsOff({ why, source }: Step, off: OffDay): Pick<Step, 'why' | 'source'> {
  const where = off.source === 'weekend' ? '' : `; ${off.source}`;
  return { why: `${why}; ${off.why}, and it is not moved`, source: `${source}${where}` };
}

/** The same words under the other plausible rules, or the same rule where its own application is argued. */
function otherReadings(input: DeadlineInput, plan: Plan, first: Reading, reference: Reference): Reading[] {
  if (input.variant !== undefined) return [];
  const readings: Reading[] = [];
  const isDays = plan.unit === 'calendar_days' || plan.unit === 'business_days';
  for (const id of plan.rule.alsoReadAs) {
    const rule = reference.findRule(id);
    const unit = isDays ? rule.daysMean : plan.unit;
    if (!rule.units.includes(unit)) continue;
    // Counted back, the event's own day as the first gives a later day: no reading to be cautious by.
    if (plan.direction === 'backward' && rule.first === 'included' && plan.rule.first === 'excluded')
      continue;
    // Words that say “calendar days” or “business days” leave no other kind of day open; plain “days” may.
    if (unit !== plan.unit && !isPlainDays(input.unit)) continue;
    // Read as business days, the same words leave out the holidays of the matter too.
    const holidays = unit === 'business_days' ? (input.holidays ?? input.workingDays) : input.holidays;
    const also = holidays === undefined ? {} : { holidays };
    const asSaid = unit === plan.unit ? input.unit : unit;
    readings.push(readOnce({ ...input, ...also, rule: id, unit: asSaid }, null, reference));
  }
  for (const [variant, why] of variantsOf(plan)) {
    const reading = readOnce({ ...input, variant }, why, reference);
    if (reading.due !== first.due) readings.push(reading);
  }
  return readings;
}

function variantsOf(plan: Plan): [Variant, string][] {
  const variants: [Variant, string][] = [];
  if (plan.calendar && plan.roll !== 'none') {
    variants.push([
      'without-observed',
      'as if a day of observance for a holiday on a weekend were an ordinary day',
    ]);
    if (plan.calendar.contested.size > 0)
      variants.push(['with-contested', 'as if a day that is contested were a legal holiday']);
  }
  if (plan.extension && plan.rule.extensionOrder === 'add-roll')
    variants.push([
      'roll-add-roll',
      `rolled before the days for service are added and again after; ${cite(plan, 'add')} does not settle the order`,
    ]);
  if (plan.unit === 'hours' && plan.extension && !plan.extension.isSaid && plan.extension.count > 0)
    variants.push([
      'none-added',
      `with no days added for service: ${cite(plan, 'add')} speaks of a period, and not of hours by name`,
    ]);
  if (plan.rule.isRollBackArgued && plan.direction === 'backward' && plan.roll !== 'none')
    variants.push([
      'not-rolled',
      'as if the day counted back to stood though it is not a court day; Code Civ. Proc. 12a and 12c do not say that it moves',
    ]);
  if (plan.rule.closedOffice === 'next' && plan.step === -1 && plan.closures.size > 0)
    variants.push([
      'closed-back',
      `as if a closed office led back to the open day before, as a weekend does: whether ${cite(plan, 'closure')} gives more time before an event is for the court`,
    ]);
  if (plan.rule.rollForCourtOffice === 'onward' && plan.roll === 'onward' && plan.step === -1)
    variants.push([
      'office-next',
      `as if ${cite(plan, 'roll')} gave the next day on which the court office is open, also to a time that runs back`,
    ]);
  if (plan.mayBeShort && !plan.leavesOutOffDays)
    variants.push([
      'short-period',
      'as CPR 2.8(4) counts a period of five days or less: Saturdays, Sundays, bank holidays, Christmas Day and Good Friday are left out',
    ]);
  if (plan.isClear && plan.leavesOutOffDays && plan.direction !== 'forward')
    variants.push(['any-end-day', 'the act may fall on any day outside the clear days, a weekend too']);
  return variants;
}
