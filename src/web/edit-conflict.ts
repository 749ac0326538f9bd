import { ConflictError } from '../platform/errors.js';

type Values = Readonly<Record<string, unknown>>;

/** A field that someone else changed meanwhile: what stands now, and what was typed. */
export interface Difference {
  readonly field: string;
  readonly stored: string;
  readonly typed: string;
}

/** Where what is stored now and what was typed say different things; `words` names the fields, in page order. */
export function differencesOf(
  stored: Values,
  values: Values,
  words: Readonly<Record<string, string>>,
): Difference[] {
  const said = (of: Values, name: string) => {
    const value = of[name];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  };
  return Object.entries(words)
    .map(([name, field]) => ({ field, stored: said(stored, name), typed: said(values, name) }))
    .filter((difference) => difference.stored !== difference.typed);
}

/** The words of a conflict, for the page that keeps what was typed; null when there was none. */
export async function conflictOf(work: () => Promise<unknown>): Promise<string | null> {
  try {
    await work();
    return null;
  } catch (error) {
    if (error instanceof ConflictError) return error.message;
    throw error;
  }
}
