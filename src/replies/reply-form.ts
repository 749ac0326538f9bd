import { z } from 'zod';
import { oneOf, optionalText, plainDate, text, versionField } from '../web/form.js';
import { hasAddressee, LETTER_KINDS, type LetterKind } from './letter-kind.js';

const KINDS = Object.keys(LETTER_KINDS) as [LetterKind, ...LetterKind[]];

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

/** One of ours begins from one of theirs; everything else is proposed from it. */
export const newReplyForm = z.strictObject({
  letterId: text('Choose the letter to reply to', 60),
  kind: oneOf(KINDS, 'Choose what kind of letter it is').optional().default('reply'),
  template: optionalText(60),
  /** From another page: begins the first reply, or leads to what there is; a second one is begun on this page alone. */
  first: z.literal('yes').optional(),
});

export const replyForm = z.strictObject({ ...fields, version: versionField });

/** A certificate has neither addressee nor salutation. */
export function replyFormOf(kind: LetterKind): typeof replyForm {
  return hasAddressee(kind)
    ? replyForm
    : replyForm.extend({ addressee: optionalText(1_000), salutation: optionalText(200) });
}

export const versionForm = z.strictObject({ why: optionalText(300) });

/** A promise read in the words of the letter, confirmed as a date of our own. */
export const replyPromiseForm = z.strictObject({
  words: text('Take the words of the promise', 1_000),
  on: plainDate('Enter the day of the promise, like 2014-06-16'),
});

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
