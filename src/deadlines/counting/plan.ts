import { WEEKENDS, type Calendar, type OffDay } from './calendar.js';
import type { Day } from './day.js';
import type { DueAt } from './deadline-input.js';
import type { DeemedArrival, Direction, Roll, Rule, Unit } from './rule.js';

/** A count with everything looked up and checked; counting it cannot fail but for an hour that does not exist. */
export interface Plan {
  readonly rule: Rule;
  readonly unit: Unit;
  readonly count: number;
  readonly direction: Direction;
  readonly step: 1 | -1;
  readonly trigger: Day;
  readonly time: string | null;
  readonly zone: string | null;
  /** Null where no table was chosen and the rule has none: weekends only. */
  readonly calendar: Calendar | null;
  /** Says which days are working days where `calendar` is null; null where nobody said. */
  readonly workingDays: Calendar | null;
  readonly roll: Roll;
  readonly leavesOutOffDays: boolean;
  /** Whether days that are left out include the closed days entered by hand. */
  readonly leavesOutClosed: boolean;
  /** An order's own clear days under English law, few enough for CPR 2.8(4) to leave weekends and bank holidays out. */
  readonly mayBeShort: boolean;
  readonly isClear: boolean;
  readonly endsOnAnyDay: boolean;
  readonly closures: ReadonlyMap<Day, OffDay>;
  readonly tolled: ReadonlyMap<Day, OffDay>;
  readonly extension: {
    readonly count: number;
    readonly unit: 'calendar_days' | 'court_days';
    readonly source: string;
    /** True for days said by hand, which are not those a rule adds for service. */
    readonly isSaid?: boolean;
  } | null;
  readonly extensionOrder: 'roll-add-roll' | 'add-roll';
  readonly deemed: DeemedArrival | null;
  readonly cutOff: string | null;
  readonly extendedTo: Day | null;
  readonly notes: readonly string[];
}

/** Where a count ended. `lookedFrom`: the first day for which the holiday table was needed, null if none was. */
export interface Counted {
  readonly due: Day;
  readonly at: DueAt | null;
  readonly lookedFrom: Day | null;
  readonly notes: readonly string[];
}

/** The calendar in force, or weekends alone. */
export function daysOffOf(plan: Plan): Calendar {
  return plan.calendar ?? WEEKENDS;
}
