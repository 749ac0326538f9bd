import type { Selectable } from 'kysely';
import type { MatterRuleTable } from '../../migrations/schema.js';
import { withoutNulls, type CustomRule, type DeadlineInput } from '../counting/deadline-input.js';

/** One version of a way of counting that an order or agreement of the matter sets. Versions are added, never changed. */
export type MatterRule = Selectable<MatterRuleTable>;

/** `MATTER:` before its id is how the date form names a rule of the matter. */
export const MATTER_RULE = 'MATTER:';

/** What the counter takes: the rule's own way, with the authority as its source. */
export function customOf(
  rule: Pick<MatterRule, 'name' | 'number' | 'authority' | 'firstDay' | 'roll' | 'calendar' | 'closedDays'>,
): CustomRule {
  return {
    name: `${rule.name}, version ${rule.number}`,
    authority: rule.authority,
    first: rule.firstDay,
    roll: rule.roll,
    calendar: rule.calendar,
    ...(rule.closedDays === null ? {} : { closedDays: rule.closedDays }),
  };
}

const DIRECTIONS = { forward: 'after', backward: 'before', at_least_after: 'at least, after' } as const;
const ROLLS = {
  none: 'the last day stands as it is',
  onward: 'a last day that is off goes on in the direction of the count',
  next: 'a last day that is off goes to the next working day',
  previous: 'a last day that is off goes to the working day before',
} as const;

/** `3 court days after, the first day left out; the last day stands as it is; US-FEDERAL; until 17:00`. */
export function ruleText(rule: MatterRule): string {
  const first = rule.firstDay === 'excluded' ? 'left out' : 'counted';
  return [
    `${rule.count} ${rule.unit.replaceAll('_', ' ')} ${DIRECTIONS[rule.direction]}, the first day ${first}`,
    ROLLS[rule.roll],
    ...(rule.calendar === null || !looksAtDaysOff(rule) ? [] : [`holidays of ${rule.calendar}`]),
    ...(rule.closedDays === null ? [] : ['closed days of the matter left out']),
    ...(rule.cutOff === null ? [] : [`until ${rule.cutOff}`]),
  ].join('; ');
}

/** Whether a day off matters to a rule: as one it leaves out, or as one its end moves from. */
export function looksAtDaysOff({ unit, roll }: Pick<MatterRule, 'unit' | 'roll'>): boolean {
  return unit === 'business_days' || unit === 'court_days' || roll !== 'none';
}

/** The version in force of the family that a rule belongs to; null where it was withdrawn or there is no rule. */
export function latestOf(rules: readonly MatterRule[], id: string | null): MatterRule | null {
  const family = rules.find((rule) => rule.id === id)?.familyId;
  return inForce(rules).find((rule) => rule.familyId === family) ?? null;
}

/** The version a date was counted under, and the one that is in force in its place. */
export interface Rewritten {
  readonly was: MatterRule;
  readonly now: MatterRule;
}

/**
 * Whether a rule reads differently since a date was counted under it. Null where it does not, where it was withdrawn,
 * and for a count that no version of it made, as what was left when a clock had stopped.
 */
export function rewrittenSince(
  rules: readonly MatterRule[],
  id: string | null,
  { custom }: Pick<DeadlineInput, 'custom'>,
): Rewritten | null {
  const now = latestOf(rules, id);
  const was = rules.find((rule) => rule.familyId === now?.familyId && customOf(rule).name === custom?.name);
  return was && now && was.id !== now.id ? { was, now } : null;
}

/** A count as the version in force makes it. A number or an hour that stood in for the rule's own stays. */
export function underVersion(input: DeadlineInput, { was, now }: Rewritten): DeadlineInput {
  const hour = input.cutOff ?? null;
  // Where an hour is needed and none is known, the start of the day gives the earliest end.
  const lacksHour = now.unit === 'hours' && !input.trigger.includes('T');
  return {
    ...withoutNulls({
      ...input,
      trigger: lacksHour ? `${input.trigger}T00:00` : input.trigger,
      count: input.count === was.count ? now.count : input.count,
      unit: now.unit,
      direction: now.direction,
      cutOff: hour === was.cutOff ? now.cutOff : hour,
    }),
    custom: customOf(now),
  };
}

/** The last version of each rule, unless it was withdrawn. */
export function inForce(rules: readonly MatterRule[]): MatterRule[] {
  return rules.filter(
    (rule) =>
      rule.endedAt === null &&
      !rules.some((other) => other.familyId === rule.familyId && other.number > rule.number),
  );
}
