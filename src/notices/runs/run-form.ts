import { z } from 'zod';
import { optionalPlainDate, optionalText, text, versionField } from '../../web/form.js';
import { parseWithin } from '../reconciliation.js';

const LONGEST_MS = 7 * 86_400_000;

const ids = z
  .union([z.string().max(40), z.array(z.string().max(40)).max(100)], {
    error: 'Choose at least one source of measurements',
  })
  .transform((value) => [...new Set(typeof value === 'string' ? [value] : value)]);

export const runForm = z.strictObject({
  list: text('Choose a notice list', 40),
  source: ids,
  level: z
    .string({ error: 'Enter the level in Mbit/s, like 3.0' })
    .trim()
    .regex(/^\d{1,6}(\.\d{1,4})?$/, 'Enter the level in Mbit/s as a number like 3.0')
    .transform(Number)
    .refine((level) => level > 0, 'The level must be above zero'),
  within: z.string({ error: 'Enter the window, like 30m or 2h' }).transform((words, context) => {
    const ms = parseWithin(words);
    if (ms !== null && ms <= LONGEST_MS) return ms;
    const message =
      ms === null
        ? `“${words.slice(0, 40)}” is no window; write a number and s, m, h or d, like 30m`
        : 'A reading more than seven days old says nothing of a delivery; enter a shorter window';
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  }),
  cease: optionalPlainDate(),
  reason: text('Say why these deliveries are set against these readings in this way', 2_000),
});

export const repeatForm = z.strictObject({ reason: text('Say why it is run again', 2_000) });

export const lateForm = z.strictObject({ cause: optionalText(4_000), version: versionField });
