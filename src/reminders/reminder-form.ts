import { z } from 'zod';
import { zone } from '../auth/account-form.js';
import { checkbox, optionalText, text, versionField, wholeNumber } from '../web/form.js';

export const settingsForm = z.strictObject({
  version: versionField,
  zone,
  digest: checkbox(),
  digestHour: wholeNumber('Enter the hour, from 0 to 23', { min: 0, max: 23 }),
  words: checkbox(),
});

export const feedForm = z.strictObject({
  /** '' for all matters of the account. */
  matterId: optionalText(40),
  words: checkbox(),
});

export const resendForm = z.strictObject({
  reason: text('Say why it is sent again', 500),
});

export const arrivalForm = z.strictObject({
  reason: text('Say how you know that it arrived', 500),
});

/** A button and nothing else. */
export const emptyForm = z.strictObject({});
