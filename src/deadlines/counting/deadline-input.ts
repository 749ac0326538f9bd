/** What is asked of the counter. Plain values, so that it can be stored beside its result and counted again. */
export interface DeadlineInput {
  /** A rule's id or cite: `DEMAND_CALENDAR_EXCLUSIVE`, `FRCP 6(a)(1)(C)`. */
  readonly rule: string;
  /** `2014-06-05`, or `2014-06-05T09:00` in `zone` where an hour matters. */
  readonly trigger: string;
  readonly count: number;
  readonly unit: string;
  readonly direction?: string;
  readonly roll?: string;
  readonly service?: string;
  /** The date of service, when the count runs from that and not from the trigger. */
  readonly servedOn?: string;
  readonly holidays?: string;
  /** The table that says which days are working days, where the count itself leaves none out: `GB-EAW`. */
  readonly workingDays?: string;
  /** Holidays of the state where the court sits, where they are named apart: `US-CA`, `2025-03-31`. */
  readonly stateHolidays?: string;
  readonly zone?: string;
  /** `US-FEDERAL (C.D. Cal.)`: the district says whose state holidays count. */
  readonly jurisdiction?: string;
  readonly act?: 'court_office' | 'party';
  /** `17:00`: the hour the last day ends, in `zone`. */
  readonly cutOff?: string;
  readonly closures?: readonly Closure[];
  readonly tolling?: readonly Tolling[];
  /** Days added instead of those the rule gives for the method of service. */
  readonly extension?: { readonly count: number; readonly unit: string };
  /** A later date agreed or ordered. */
  readonly extendedTo?: string;
  readonly custom?: CustomRule;
  /** Of an order or agreement under English law: CPR 2.8 may read its words in another way too. */
  readonly law?: 'england-wales';
  readonly variant?: Variant;
}

type Absent<T> = { readonly [K in keyof T]: T[K] | null | undefined };

/** An input from parts of which some may be missing: absent and null parts are left out. */
export function withoutNulls(
  parts: Absent<DeadlineInput> & Pick<DeadlineInput, 'rule' | 'trigger' | 'count' | 'unit'>,
): DeadlineInput {
  const { rule, trigger, count, unit, ...rest } = parts;
  const given = Object.fromEntries(
    Object.entries(rest).filter(([, value]) => value !== null && value !== undefined),
  );
  return { rule, trigger, count, unit, ...given };
}

export interface Closure {
  readonly on: string;
  readonly why?: string;
  readonly source?: string;
}

/** Days, both included, on which the clock does not run. */
export interface Tolling {
  readonly from: string;
  readonly to: string;
  readonly why?: string;
}

/** A rule of one matter: an order's or an agreement's own way of counting, quoted. */
export interface CustomRule {
  readonly name: string;
  readonly authority: string;
  readonly first: 'excluded' | 'included';
  readonly roll: 'none' | 'onward' | 'next' | 'previous';
  readonly calendar: string | null;
  /** Business days leave out the closed days entered for the matter too; where absent they count them. */
  readonly closedDays?: 'left-out';
}

/** Another plausible way to apply the same rule. */
export type Variant =
  | 'without-observed'
  | 'with-contested'
  | 'roll-add-roll'
  | 'any-end-day'
  | 'not-rolled'
  | 'none-added'
  | 'short-period'
  | 'closed-back'
  | 'office-next';

/** One day of the working, in the order it was reached. */
export interface Step {
  readonly date: string;
  /** A count ends on its `last` day or, where so many days must first pass, on the first day `allowed`. */
  readonly kind: 'trigger' | 'counted' | 'skipped' | 'rolled' | 'added' | 'last' | 'allowed';
  /** The number of the day within the period, or within the days added; null where the day was not counted. */
  readonly count: number | null;
  readonly why: string;
  readonly source: string;
}

/** An hour that matters: the instant, and how it reads in its zone. */
export interface DueAt {
  readonly instant: string;
  readonly zone: string;
  readonly local: string;
}

/** One way the words of a time limit can be counted. */
export interface Reading {
  readonly due: string;
  readonly dueAt: DueAt | null;
  readonly ruleId: string;
  readonly ruleName: string;
  readonly why: string;
  readonly source: string;
  readonly verified: boolean;
  /** True where the day had gone by before the letter came. */
  readonly expiredBeforeReceipt: boolean;
  /** What to count again to see the working day by day. */
  readonly input: DeadlineInput;
}

/** Never a bare date: the day with its working, its other readings, its rule and how far it is checked. */
export interface DeadlineResult {
  readonly due: string;
  readonly dueAt: DueAt | null;
  readonly readings: readonly Reading[];
  readonly earliest: string;
  readonly steps: readonly Step[];
  readonly ruleId: string;
  readonly ruleName: string;
  readonly source: string;
  readonly version: string;
  readonly calendar: { readonly id: string; readonly name: string; readonly version: string } | null;
  /** False where a year is outside the holiday table, no table was chosen, or the rule is younger than the trigger. */
  readonly verified: boolean;
  readonly notes: readonly string[];
  /** The version of the readings by which a letter's words were counted; absent of an older one, and where no words were. */
  readonly reader?: number;
}
