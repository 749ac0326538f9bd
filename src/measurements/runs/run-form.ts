import { z } from 'zod';

/** The sources a run is over; at least one. */
export const runForm = z.strictObject({
  source: z
    .union([z.string().max(40), z.array(z.string().max(40)).max(200)], {
      error: 'Choose at least one source',
    })
    .transform((value) => (typeof value === 'string' ? [value] : [...new Set(value)])),
});
