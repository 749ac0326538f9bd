import { z } from 'zod';
import { oneOf, versionField } from '../../web/form.js';

const points = (what: string) =>
  z
    .string(`Give ${what} in points`)
    .trim()
    .regex(/^\d{1,5}(\.\d{1,3})?$/, `Give ${what} in points, like 72`)
    .transform(Number);

/** One box on a page, in points from its upper left corner. */
export const boxForm = z.strictObject({
  version: versionField,
  left: points('the left edge'),
  top: points('the upper edge'),
  width: points('the width').refine((width) => width >= 1, 'A box is at least 1 point wide'),
  height: points('the height').refine((height) => height >= 1, 'A box is at least 1 point high'),
  reason: z
    .string('Give a reason code, like PII; it is printed on the box')
    .trim()
    .min(1, 'Give a reason code, like PII; it is printed on the box')
    .max(40, 'Keep the reason code to 40 characters'),
});

export const boxRemovalForm = z.strictObject({
  version: versionField,
  box: z
    .string()
    .regex(/^\d{1,3}$/, 'The page is out of date; reload it')
    .transform(Number),
});

export const pictureForm = z.strictObject({
  version: versionField,
  picture: oneOf(['yes', 'no'], 'Choose whether the page goes in as a picture'),
});

export const rasteriseForm = z.strictObject({ version: versionField });
