import { addDays } from '../platform/plain-date.js';
import type { DeadlineInput } from './counting/deadline-input.js';
import { loadReference } from './counting/reference.js';
import { countedOf, type Deadline } from './deadline.js';

/** A period that runs from one day on to another, and not a day that is named or one counted back to. */
interface Period {
  readonly due: string;
  readonly trigger: string;
  /** The first day that belongs to it: the trigger where that counts, else the day after. */
  readonly firstDay: string;
}

/** The first day from which any reading of a date counts on, the trigger itself; null for a day named or counted back to. */
export function startsOn(deadline: Pick<Deadline, 'input' | 'result'>): string | null {
  return (
    periodsOf(deadline)
      .map((one) => one.trigger)
      .sort()[0] ?? null
  );
}

/** The first day of the period that ends on `due`, or of the usual one where none does; null where none runs on to a day. */
export function firstDayTo(deadline: Pick<Deadline, 'input' | 'result'>, due: string): string | null {
  const periods = periodsOf(deadline);
  return (periods.find((one) => one.due === due) ?? periods[0])?.firstDay ?? null;
}

function periodsOf(deadline: Pick<Deadline, 'input' | 'result'>): Period[] {
  const readings = countedOf(deadline)?.result.readings ?? [];
  return readings.flatMap(({ due, input }): Period[] => {
    const trigger = input.trigger.slice(0, 10);
    // What was left after a stop of the clock runs from the stop, and says nothing of when the time began.
    if (input.unit === 'fixed_date' || input.rule === 'what was left' || trigger > due) return [];
    return [{ due, trigger, firstDay: isFirstCounted(input) ? trigger : addDays(trigger, 1) }];
  });
}

function isFirstCounted(input: DeadlineInput): boolean {
  const { first } = input.custom ?? loadReference().findRule(input.rule);
  return first === 'included';
}
