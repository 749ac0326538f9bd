import { z } from 'zod';
import { isZone } from '../platform/plain-date.js';
import { oneOf, optionalPlainDate, optionalText, plainDate, text, versionField } from '../web/form.js';

const hour = z
  .string()
  .trim()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Enter an hour like 17:00')
  .optional()
  .transform((value) => value ?? null);

const reason = text('Say why', 2_000);

export const newDeadlineForm = z
  .strictObject({
    title: text('Say what is due, like “Answer to the complaint”', 200),
    whose: oneOf(['binding', 'asserted', 'promised', 'internal'], 'Choose whose date it is'),
    words: optionalText(2_000),
    rule: text('Choose a rule of counting', 100),
    trigger: plainDate('Enter the day the time starts from, like 2014-06-05'),
    triggerTime: hour,
    count: z
      .string()
      .trim()
      .regex(/^-?\d{1,9}$/, 'Enter a whole number')
      .transform(Number)
      .optional(),
    unit: optionalText(40),
    direction: oneOf(['forward', 'backward', 'at_least_after'], 'Choose a direction').optional(),
    service: optionalText(60),
    holidays: optionalText(100),
    act: oneOf(['court_office', 'party'], 'Choose where the act is done').optional(),
    zone: z
      .string({ error: 'Enter a time zone, like America/New_York' })
      .trim()
      .refine(isZone, 'Enter a time zone, like America/New_York'),
    cutOff: hour,
    first: oneOf(['excluded', 'included'], 'Choose whether the first day counts').optional(),
    roll: oneOf(['none', 'onward', 'next', 'previous'], 'Choose what happens on a day off').optional(),
    responsible: optionalText(60),
    second: optionalText(60),
    intent: oneOf(['count', 'keep'], 'Count or keep'),
  })
  .refine((form) => form.rule !== 'CUSTOM' || form.words !== '', {
    path: ['words'],
    message: 'Quote the order or agreement that sets this way of counting',
  })
  .refine((form) => form.responsible === '' || form.responsible !== form.second, {
    path: ['second'],
    message: 'The second person is someone else',
  });

export type NewDeadlineRequest = z.infer<typeof newDeadlineForm>;

/** The same forms stand on the page of the demand; they lead back to where they were sent from. */
const fromPage = z.literal('demand').optional();

export const adoptionForm = z
  .strictObject({
    version: versionField,
    on: oneOfDaysOrOther(),
    otherOn: optionalPlainDate(),
    time: hour,
    why: text('Say why this day is adopted', 2_000),
    from: fromPage,
  })
  .refine((form) => form.on !== 'other' || form.otherOn !== null, {
    path: ['otherOn'],
    message: 'Enter the day to adopt, like 2014-06-09',
  })
  .refine((form) => form.on === 'other' || form.otherOn === null || form.on.startsWith(form.otherOn), {
    path: ['otherOn'],
    message: 'A reading is chosen above as well. Choose “another day” to adopt this one, or leave it empty',
  });

export const decisionForm = z.strictObject({
  version: versionField,
  decision: oneOf(['do-at-once', 'answer-with-the-reply', 'decline', 'no-response'], 'Choose what is done'),
  why: text('Say why', 2_000),
  from: fromPage,
});

export const overrideForm = z.strictObject({
  version: versionField,
  metOn: plainDate('Enter the day it was met, like 2014-06-09'),
  metTime: hour,
  reason: text('Say how it was met, and why there is no delivery on record', 2_000),
  from: fromPage,
});

/** What may be changed to see what moves: absent answers leave the count as it was. */
export const whatIfForm = z.strictObject({
  trigger: optionalPlainDate(),
  /** Which of the days that its readings start from is meant, where they start from several. */
  start: optionalPlainDate(),
  extendedTo: optionalPlainDate(),
  closedOn: optionalPlainDate(),
  service: optionalText(60),
});

export const replacementForm = whatIfForm
  .omit({ extendedTo: true })
  .extend({ version: versionField, reason });

export type WhatIf = z.infer<typeof whatIfForm>;

function oneOfDaysOrOther(): z.ZodType<string> {
  return z
    .string({ error: 'Choose a reading, or another day' })
    .regex(/^(other|\d{4}-\d{2}-\d{2}(T\d{2}:\d{2})?)$/, 'Choose a reading, or another day');
}
