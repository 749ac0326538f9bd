import { z } from 'zod';
import {
  oneOf,
  optionalPlainDate,
  optionalText,
  plainDate,
  text,
  versionField,
  wholeNumber,
} from '../web/form.js';

const reason = text('Say why', 2_000);
const documentId = optionalText(60);

export const reasonForm = z.strictObject({ version: versionField, reason });

export const peopleForm = z
  .strictObject({ version: versionField, responsible: optionalText(60), second: optionalText(60) })
  .refine((form) => form.responsible === '' || form.responsible !== form.second, {
    path: ['second'],
    message: 'The second person is someone else',
  })
  .refine((form) => form.responsible !== '' || form.second === '', {
    path: ['responsible'],
    message: 'Name the first person before a second',
  });

export const extensionForm = z
  .strictObject({
    version: versionField,
    extendedTo: optionalPlainDate(),
    count: z
      .string()
      .trim()
      .regex(/^-?\d{1,9}$/, 'Enter a whole number')
      .transform(Number)
      .optional(),
    unit: oneOf(['calendar_days', 'business_days'], 'Choose days or business days').optional(),
    terms: text('Write what was agreed, in their words where you can', 4_000),
    agreedWith: text('Say who agreed to it', 300),
    agreedOn: plainDate('Enter the day it was agreed, like 2014-06-06'),
    confirmBy: plainDate('Enter the day by which the written confirmation is due, like 2014-06-09'),
    documentId,
  })
  .refine((form) => (form.extendedTo === null) !== (form.count === undefined), {
    path: ['extendedTo'],
    message: 'Enter the new date, or a number of days; one of the two',
  });

export const confirmationForm = z.strictObject({ version: versionField, documentId });

export const tollingForm = z.strictObject({
  version: versionField,
  from: plainDate('Enter the first day on which the clock does not run, like 2014-06-06'),
  until: optionalPlainDate(),
  reason: text('Say why, and under what agreement or order', 2_000),
  documentId,
});

export const resumptionForm = z.strictObject({
  version: versionField,
  until: plainDate('Enter the last day on which the clock did not run, like 2014-06-20'),
});

export const recountForm = z.strictObject({
  version: versionField,
  answer: oneOf(['take', 'keep'], 'Choose which count stands'),
  reason,
});

export const versionForm = z.strictObject({ version: versionField });

export const closureForm = z.strictObject({
  on: plainDate('Enter the day that is closed, like 2014-06-09'),
  what: text('Say what is closed, like “clerk’s office, N.D. Cal.”', 200),
  authority: text('Name the authority: an order, a notice, a statute', 1_000),
});

export const closureVoidForm = z.strictObject({ reason });

/** Five rows; a row without a name is left out. Counts are whole days, 1 to 365. */
export const planForm = z.strictObject({
  after: wholeNumber('The page is out of date; reload it', { min: 0, max: 1_000_000 }),
  ...planRow(1),
  ...planRow(2),
  ...planRow(3),
  ...planRow(4),
  ...planRow(5),
});

function planRow<const N extends number>(number: N) {
  const optionalCount = z
    .string()
    .trim()
    .regex(/^\d{1,3}$/, 'Enter a whole number from 1 to 365')
    .transform(Number)
    .refine((value) => value >= 1 && value <= 365, 'Enter a whole number from 1 to 365')
    .optional();
  return {
    [`name${number}`]: optionalText(80),
    [`count${number}`]: optionalCount,
    [`unit${number}`]: oneOf(['business_days', 'calendar_days'], 'Choose what is counted').optional(),
  };
}
