import { z } from 'zod';
import { oneOf, optionalText, text, versionField } from '../../web/form.js';

const box = z
  .literal('yes', 'Tick the box itself')
  .optional()
  .transform((value) => value === 'yes');

export const disclosureForm = z
  .strictObject({
    list: text('Choose a notice list', 40),
    run: optionalText(40),
    demand: optionalText(40),
    mode: oneOf(['counts', 'pseudonyms', 'identified', 'held-back'], 'Choose in which form people leave'),
    title: text('Enter a title; the form is put behind it', 250),
    shape: z.enum(['table', 'paper'], { error: 'Choose how counts are written down' }).optional(),
    period: z
      .enum(['none', 'day', 'week', 'month'], { error: 'Choose how counts are divided by time' })
      .optional(),
    grain: z.enum(['day', 'hour', 'instant'], { error: 'Choose how exactly rows say when' }).optional(),
    byNetwork: box,
    networkReason: optionalText(1_000),
    byFinding: box,
    legalBasis: optionalText(2_000),
    ground: optionalText(2_000),
  })
  .superRefine((form, context) => {
    const add = (path: string, message: string): void =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (form.mode === 'identified' && form.legalBasis === '')
      add('legalBasis', 'State the legal basis on which accounts are named');
    if (form.mode === 'held-back' && form.ground === '')
      add('ground', 'State the ground on which it is held back');
    if (form.mode === 'held-back') return;
    if (form.byNetwork && form.networkReason === '')
      add('networkReason', 'Say why networks are named: their counts can themselves be sensitive');
    if (form.shape === 'paper' && form.mode !== 'counts')
      add('shape', 'A paper gives counts only; choose the table for rows');
    if (form.shape === 'paper' && form.run === '')
      add('run', 'Choose the reconciliation that the paper is drawn from');
    else if (form.byFinding && form.run === '')
      add('run', 'Choose the reconciliation whose findings are given');
  });

export type DisclosureRequest = z.infer<typeof disclosureForm>;

export const approvalForm = z.strictObject({
  password: z
    .string()
    .max(1_024)
    .optional()
    .transform((password) => password ?? ''),
  reason: optionalText(1_000),
  version: versionField,
});

export const withdrawalForm = z.strictObject({
  reason: text('Say why it is withdrawn', 1_000),
  version: versionField,
});
