import { z } from 'zod';
import { optionalText, plainDate, text, versionField } from '../web/form.js';

const fields = {
  datedOn: plainDate('Enter the date on the letter, like 2014-06-09'),
  letterhead: optionalText(500),
  addressee: text('Enter whom the letter is addressed to', 1_000),
  ourReference: optionalText(100),
  theirReference: optionalText(100),
  subject: text('Enter the subject of the letter', 300),
  salutation: text('Enter a salutation, like “Dear Mr. Milch:”', 200),
  opening: optionalText(20_000),
  closing: optionalText(20_000),
  signatory: optionalText(500),
  copies: optionalText(1_000),
  legend: optionalText(200),
};

/** A reply begins from a letter; everything else is proposed from it. */
export const newReplyForm = z.strictObject({ letterId: text('Choose the letter to reply to', 60) });

export const replyForm = z.strictObject({ ...fields, version: versionField });

/** What the preview shows while somebody types: nothing is refused for being unfinished. */
export const previewForm = z.strictObject({
  ...fields,
  datedOn: fields.datedOn.catch('1900-01-01'),
  addressee: optionalText(1_000),
  subject: optionalText(300),
  salutation: optionalText(200),
  version: versionField,
});

export const voidReplyForm = z.strictObject({
  reason: text('Say why the reply is voided', 1_000),
});
