import { z } from 'zod';
import { checkbox, oneOf, optionalPlainDate, optionalText, plainDate, text } from '../web/form.js';

export const sendingForm = z.strictObject({
  buildId: text('Choose the file that was sent', 60),
  method: oneOf(['email', 'courier', 'post', 'hand', 'fax', 'portal'], 'Choose how it was sent'),
  recipient: text('Enter to whom it was sent', 300),
  address: text('Enter the address it was sent to', 1_000),
  sentOn: plainDate('Enter the day it was sent, like 2014-06-09'),
  sentTime: z
    .string()
    .trim()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Enter a time like 16:30')
    .optional()
    .transform((time) => time ?? null),
  tracking: optionalText(200),
  again: checkbox(),
});

export const proofForm = z.strictObject({ deliveredOn: optionalPlainDate() });

export const overrideForm = z.strictObject({
  deliveredOn: plainDate('Enter the day it was delivered, like 2014-06-09'),
  reason: text('Say why it counts as delivered without proof', 1_000),
});

export const deliveryVoidForm = z.strictObject({
  reason: text('Say why this delivery is voided', 1_000),
});
