import { z } from 'zod';
import { optionalText } from '../../web/form.js';

/** What is chosen of one date as it was shown: a reading by its value, a decision, or null for later. */
export interface Choice {
  readonly id: string;
  readonly version: number;
  readonly value: string | null;
}

const FIELD = /^(version|choice)-([a-z0-9]{20})$/;
const LATER = 'later';
const OUT_OF_DATE = 'The page is out of date; reload it';

/** `version-ID` and `choice-ID` of each date, and why; a date without a choice stays as it is. */
export const settlingForm = z
  .object({ why: optionalText(2_000) })
  .catchall(z.string(OUT_OF_DATE).max(40, OUT_OF_DATE))
  .transform(({ why, ...fields }, context) => {
    for (const name of Object.keys(fields))
      if (!FIELD.test(name))
        context.addIssue({ code: 'custom', path: ['_form'], message: `${OUT_OF_DATE}. Nothing was saved.` });
    const choices = Object.entries(fields).flatMap(([name, value]): Choice[] => {
      const [, kind, id = ''] = FIELD.exec(name) ?? [];
      if (kind !== 'choice' || value === LATER) return [];
      const version = fields[`version-${id}`] ?? '';
      if (!/^\d{1,9}$/.test(version))
        context.addIssue({ code: 'custom', path: [name], message: `${OUT_OF_DATE}. Nothing was saved.` });
      return [{ id, version: Number(version), value }];
    });
    if (choices.length === 0)
      context.addIssue({
        code: 'custom',
        path: ['_form'],
        message: 'No day and no decision is chosen; choose at least one. Nothing was saved.',
      });
    return { why, choices };
  });
