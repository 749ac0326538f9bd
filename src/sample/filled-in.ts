import type { z } from 'zod';
import { parseForm } from '../web/form.js';

/** A form as a browser would send it, read by the same rules as the page's own. Throws where the page would complain. */
export function filledIn<S extends z.ZodType>(form: S, body: Readonly<Record<string, string>>): z.infer<S> {
  const parsed = parseForm(form, body);
  if (!parsed.ok) throw new Error(`The sample fills in a form wrongly: ${JSON.stringify(parsed.errors)}`);
  return parsed.value;
}
