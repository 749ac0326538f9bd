import type { Request } from 'express';

/** A field of a form as it was sent. */
export interface SentField {
  readonly name: string;
  readonly value: string;
}

/** What a form that was refused carried: all of it to send again, and the part a person typed, to read and copy. */
export interface SentForm {
  readonly fields: readonly SentField[];
  readonly typed: readonly { readonly label: string; readonly value: string; readonly rows: number }[];
}

/** Our own marks, and what is never shown again. */
const NOT_KEPT = /^_|password|secret/i;
/** Ids, hashes, versions and what a box or a list stands for: nobody typed them. */
const NOT_TYPED = /^(?:[a-z0-9]{20}|[0-9a-f]{40,}|\d{1,6}|[a-z]+(?:-[a-z0-9]+)*|)$/;
const MOST_ROWS = 14;

/** The form behind a request; null where there is none, or it came with files, which are not kept. */
export function sentForm(req: Request): SentForm | null {
  const body: unknown = req.body;
  if (req.method !== 'POST' || typeof body !== 'object' || body === null) return null;
  const fields = Object.entries(body)
    .filter(([name]) => !NOT_KEPT.test(name))
    .flatMap(([name, value]) =>
      [value].flat().flatMap((one: unknown) => (typeof one === 'string' ? [{ name, value: one }] : [])),
    );
  if (fields.length === 0) return null;
  const typed = fields
    .filter(({ value }) => !NOT_TYPED.test(value.trim()))
    .map(({ name, value }) => ({ label: labelOf(name), value, rows: rowsOf(value) }));
  return { fields, typed };
}

/** `Dated on` for `datedOn`, `Title` for `title[…]`: the words of the page itself stand on the page. */
function labelOf(name: string): string {
  const words = name
    .replace(/\[.*$/, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function rowsOf(value: string): number {
  const lines = value.split('\n').reduce((sum, line) => sum + Math.ceil((line.length + 1) / 80), 0);
  return Math.min(MOST_ROWS, Math.max(1, lines));
}
