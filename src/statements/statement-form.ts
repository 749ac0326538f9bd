import { z } from 'zod';
import { chosenItem, optionalItem } from '../evidence/item-choice.js';
import { oneOf, optionalPlainDate, optionalText, text, versionField } from '../web/form.js';

const ids = z
  .union([z.string().max(40), z.array(z.string().max(40)).max(500)])
  .optional()
  .transform((value) =>
    value === undefined ? [] : typeof value === 'string' ? [value] : [...new Set(value)],
  );

const fields = {
  madeWords: text('Enter the words that were said, exactly', 8_000),
  madeBy: text('Enter who said them', 300),
  madeTo: optionalText(300),
  madeOn: optionalPlainDate(),
  madeWhere: optionalText(300),
  shownBy: optionalItem(),
  shownAt: optionalText(100),
  putWords: text('Enter how they put it, in their words', 8_000),
  putLetter: optionalText(40),
  difference: optionalText(4_000),
  position: optionalText(8_000),
  demand: ids,
} as const;

export const statementForm = z.strictObject(fields);
export const statementEditForm = z.strictObject({ ...fields, version: versionField });

export type StatementRequest = z.infer<typeof statementForm>;

export const linkForm = z.strictObject({
  itemId: chosenItem('Choose an item'),
  bearing: oneOf(['for', 'against', 'context'], 'Choose how it bears on the statement'),
  place: optionalText(100),
  note: optionalText(2_000),
});

export const reviewForm = z
  .strictObject({
    review: oneOf(['goes', 'not-responsive', 'privileged'], 'Choose what becomes of it'),
    reason: optionalText(2_000),
    version: versionField,
  })
  .superRefine((form, context) => {
    if (form.review !== 'goes' && form.reason === '')
      context.addIssue({ code: 'custom', path: ['reason'], message: 'Say why it does not go' });
  });

export const endingForm = z.strictObject({
  reason: text('Say why', 1_000),
  version: versionField,
});
