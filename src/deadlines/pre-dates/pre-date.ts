import { z } from 'zod';
import { countedFromInput } from '../counted.js';
import type { Counted } from '../deadline.js';

/** A date of our own before another: so many days before it. */
export interface PreDateStep {
  readonly name: string;
  readonly count: number;
  readonly unit: 'business_days' | 'calendar_days';
}

/** What a matter begins with: draft three working days before, review one. */
export const FIRST_PLAN: readonly PreDateStep[] = [
  { name: 'Draft', count: 3, unit: 'business_days' },
  { name: 'Review', count: 1, unit: 'business_days' },
];

export const preDateSteps = z.array(
  z.strictObject({
    name: z.string(),
    count: z.number().int(),
    unit: z.enum(['business_days', 'calendar_days']),
  }),
);

/** `3 business days before`. */
export function stepText({ count, unit }: PreDateStep): string {
  const noun = unit === 'business_days' ? 'business day' : 'day';
  return `${count} ${noun}${count === 1 ? '' : 's'} before`;
}

/** The day a step falls on, counted back from the day the date is held to. Throws DeadlineInputError. */
export function countPreDate(step: PreDateStep, on: string, calendar: string, zone: string): Counted {
  return countedFromInput({
    rule: 'CUSTOM',
    trigger: on,
    count: step.count,
    unit: step.unit,
    direction: 'backward',
    zone,
    custom: {
      name: 'Pre-date',
      authority: 'template of pre-dates of this matter',
      first: 'excluded',
      roll: 'none',
      calendar,
    },
  });
}
