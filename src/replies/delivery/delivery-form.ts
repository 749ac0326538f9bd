import { z } from 'zod';
import {
  checkbox,
  oneOf,
  optionalPlainDate,
  optionalText,
  plainDate,
  text,
  versionField,
} from '../../web/form.js';

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

const hour = z
  .string()
  .trim()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Enter a time like 16:30')
  .optional()
  .transform((time) => time ?? null);

export const proofForm = z
  .strictObject({ deliveredOn: optionalPlainDate(), deliveredTime: hour })
  .refine((form) => form.deliveredTime === null || form.deliveredOn !== null, {
    path: ['deliveredOn'],
    message: 'Enter the day of that hour',
  });

export const overrideForm = z.strictObject({
  deliveredOn: plainDate('Enter the day it was delivered, like 2014-06-09'),
  deliveredTime: hour,
  reason: text('Say why it counts as delivered without proof', 1_000),
});

/** The place of a warning among those of the delivery, and the version of the delivery that showed it. */
export const warningCheckForm = z.strictObject({
  warning: z.coerce.number('Choose a warning of this delivery').int().min(0),
  version: versionField,
  words: optionalText(4_000),
  reason: text('Say what you checked and found', 1_000),
});

export const deliveryVoidForm = z.strictObject({
  reason: text('Say why this delivery is voided', 1_000),
});

const oneLine = (missing: string, max: number) =>
  text(missing, max).refine((words) => !/[\r\n]/.test(words), 'Write it on one line');

/** A mail to one address with an approved file; a copy to somebody else is a sending of its own. */
export const mailingForm = z.strictObject({
  mailBuildId: text('Choose the file to send', 60),
  mailRecipient: oneLine('Enter to whom it goes', 200),
  mailAddress: text('Enter the email address it goes to', 254).refine(
    (address) => /^[^@\s<>",;:()[\]\\]+@[^@\s<>",;:()[\]\\]+\.[^@\s<>",;:()[\]\\.]{2,}$/.test(address),
    'Enter one email address, like r.milch@firm.example',
  ),
  mailSubject: oneLine('Enter the subject of the mail', 300),
  mailWords: text('Write the words of the mail', 10_000),
  mailAgain: checkbox(),
});

export const settlementForm = z.strictObject({
  outcome: oneOf(['arrived', 'not-arrived'], 'Say whether it arrived'),
  reason: text('Say how you know', 1_000),
});
