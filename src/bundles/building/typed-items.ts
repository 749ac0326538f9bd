import { typed } from '../../web/form.js';

/** What was typed into a form with a list of items, the ticks kept. */
export type Values = Readonly<Record<string, unknown>>;

/** What was typed, with the ticks of a list kept. */
export function valuesOf(body: unknown): Values {
  const item = typeof body === 'object' && body !== null && 'item' in body ? idsIn(body.item) : [];
  return { ...typed(body), item };
}

export function idsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
