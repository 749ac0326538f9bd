import { z } from 'zod';
import { oneOf, optionalText, text, versionField } from '../../web/form.js';
import { LETTER_KINDS, type LetterKind } from '../letter-kind.js';
import { templateProblems } from './template.js';

const KINDS = Object.keys(LETTER_KINDS) as [LetterKind, ...LetterKind[]];

/** Words with fields; what is wrong is named with its line, and then nothing is saved. */
const filled = (max: number) =>
  optionalText(max).superRefine((words, context) => {
    for (const message of templateProblems(words)) context.addIssue({ code: 'custom', message });
  });

export const templateForm = z.strictObject({
  kind: oneOf(KINDS, 'Choose what kind of letter it is for'),
  name: text('Name the template', 120),
  subject: filled(300),
  salutation: filled(200),
  opening: filled(20_000),
  closing: filled(20_000),
  legend: filled(200),
});

export const templateEditForm = templateForm.extend({ version: versionField });

export const withdrawTemplateForm = z.strictObject({ version: versionField });
