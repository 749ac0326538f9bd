import { z } from 'zod';
import { fieldError, oneOf, optionalText, text, type FormErrors } from '../../web/form.js';
import { countedFromInput } from '../counted.js';
import { DeadlineInputError } from '../counting/deadline-input-error.js';
import { withoutNulls } from '../counting/deadline-input.js';
import { customOf, looksAtDaysOff } from './matter-rule.js';
import type { RuleContent } from './write-matter-rule.js';

const content = {
  name: text('Name the rule, like “Order of 5 June, para 4”', 120),
  authority: text('Quote the order or agreement that sets this way of counting', 4_000),
  count: z
    .string({ error: 'Enter the number to count' })
    .trim()
    .regex(/^-?\d{1,9}$/, 'Enter a whole number')
    .transform(Number),
  unit: oneOf(
    ['calendar_days', 'business_days', 'court_days', 'clear_days', 'weeks', 'months', 'years', 'hours'],
    'Choose what is counted',
  ),
  direction: oneOf(['forward', 'backward', 'at_least_after'], 'Choose a direction'),
  firstDay: oneOf(['excluded', 'included'], 'Choose whether the first day counts'),
  roll: oneOf(['none', 'onward', 'next', 'previous'], 'Choose what happens on a day off'),
  calendar: optionalText(100),
  closedDays: oneOf(['counted', 'left-out'], 'Choose what becomes of closed days')
    .optional()
    .transform((value) => (value === 'left-out' ? value : null)),
  cutOff: z
    .string()
    .trim()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Enter an hour like 17:00')
    .optional()
    .transform((value) => value ?? null),
} as const;

export const matterRuleForm = z.strictObject(content);

export const matterRuleVersionForm = z.strictObject({
  ...content,
  reason: text('Say why the rule reads differently now', 2_000),
});

export const ruleEndForm = z.strictObject({ reason: text('Say why', 2_000) });

/** What the store takes from the form; the calendar is left out where the rule needs none. */
export function contentOf(form: z.infer<typeof matterRuleForm>): RuleContent {
  const { name, authority, count, unit, direction, firstDay, roll, calendar, closedDays, cutOff } = form;
  return {
    name,
    authority,
    count,
    unit,
    direction,
    firstDay,
    roll,
    calendar: calendar || null,
    closedDays,
    cutOff,
  };
}

/** Tries the rule on a day before it is kept: what cannot be counted is said beside its field. */
export function ruleProblem(rule: RuleContent, today: string, zone: string): FormErrors | null {
  if (looksAtDaysOff(rule) && rule.calendar === null)
    return fieldError('calendar', 'Choose the holiday table that says which days are off');
  if (rule.closedDays !== null && rule.unit !== 'business_days')
    return fieldError(
      'closedDays',
      'This is a choice for business days only: court days leave closed days out, others count every day',
    );
  try {
    countedFromInput({
      ...withoutNulls({
        rule: 'CUSTOM',
        trigger: rule.unit === 'hours' ? `${today}T12:00` : today,
        count: rule.count,
        unit: rule.unit,
        direction: rule.direction,
        zone,
        cutOff: rule.cutOff,
      }),
      custom: customOf({ ...rule, number: 1 }),
    });
    return null;
  } catch (error) {
    if (!(error instanceof DeadlineInputError)) throw error;
    return fieldError(error.field === 'holidays' ? 'calendar' : error.field, error.message);
  }
}
