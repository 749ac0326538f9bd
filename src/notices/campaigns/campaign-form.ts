import { z } from 'zod';
import { optionalItem } from '../../evidence/item-choice.js';
import { optionalPlainDate, optionalText, plainDate, text } from '../../web/form.js';

export const textForm = z.strictObject({
  code: optionalText(100),
  words: text('Enter the words that were shown, exactly', 8_000),
  shownBy: optionalItem(),
});

export const campaignForm = z
  .strictObject({
    title: text('Enter what the campaign is called', 300),
    textNumber: z
      .string()
      .regex(/^\d{1,6}$/, 'Choose a text')
      .optional()
      .transform((value) => (value === undefined ? null : Number(value))),
    networks: optionalText(20_000),
    fromOn: plainDate('Enter the first day, like 2014-06-05'),
    toOn: optionalPlainDate(),
    source: optionalText(1_000),
  })
  .superRefine((form, context) => {
    if (form.toOn !== null && form.toOn < form.fromOn)
      context.addIssue({
        code: 'custom',
        path: ['toOn'],
        message: `The last day lies before the first, ${form.fromOn}`,
      });
  });

export const voidForm = z.strictObject({ reason: text('Say why it was entered in error', 1_000) });
