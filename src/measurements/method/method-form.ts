import { z } from 'zod';
import { isZone } from '../../platform/plain-date.js';
import { oneOf, optionalText, text, versionField, wholeNumber } from '../../web/form.js';
import { LARGEST, MEASURES } from '../measurement.js';

const LEVEL = 'Enter the level as a number, like 3.0';

export const methodForm = z
  .strictObject({
    measure: oneOf(['download', 'upload', 'roundTrip', 'loss'], 'Choose what is measured'),
    level: text(LEVEL, 20)
      .refine((words) => /^\d{1,8}(\.\d{1,6})?$/.test(words), LEVEL)
      .transform(Number),
    windowMinutes: wholeNumber('Enter the window in minutes, like 30', { min: 1, max: 10_080 }),
    peakFrom: wholeNumber('Enter the hour at which peak begins, like 19', { min: 0, max: 23 }),
    peakTo: wholeNumber('Enter the hour at which peak ends, like 23', { min: 1, max: 24 }),
    peakDays: oneOf(['all', 'weekdays'], 'Choose the days on which there is a peak'),
    zone: text('Enter the zone of hours and days, like America/New_York', 60).refine(
      isZone,
      'This is no time zone; write one like America/New_York',
    ),
    note: optionalText(4_000),
    reason: text('Say why this method', 2_000),
    /** The version that was in force when the page was made; 0 where there was none. */
    version: versionField,
  })
  .superRefine((form, context) => {
    if (form.peakFrom === form.peakTo || (form.peakFrom === 0 && form.peakTo === 24))
      context.addIssue({
        code: 'custom',
        path: ['peakTo'],
        message: 'Peak must leave hours that are off peak; choose another end',
      });
    if (form.level > LARGEST[form.measure])
      context.addIssue({
        code: 'custom',
        path: ['level'],
        message: `The level is in ${MEASURES[form.measure]}; nothing measured is above ${LARGEST[form.measure].toLocaleString('en-US')}`,
      });
  });

export type MethodRequest = z.infer<typeof methodForm>;
