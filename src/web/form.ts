import { z } from 'zod';
import { whyNotActing } from '../platform/not-acting.js';
import { readDay } from '../platform/read-day.js';

/** By field name, in the words shown beside the field; `_form` is about the form as a whole. */
export type FormErrors = Readonly<Record<string, readonly string[]>>;

export type Parsed<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly errors: FormErrors };

export const NO_ERRORS: FormErrors = {};

const LONGEST_TEXT = 64_000;
const NEVER_SHOWN = ['_csrf', '_once', '_by', '__proto__', 'password', 'currentPassword'];

/**
 * A form gives a value or errors, never an exception. Unknown fields are refused by strict schemas. None passes while
 * a request is answered without acting on it.
 */
export function parseForm<S extends z.ZodType>(schema: S, body: unknown): Parsed<z.infer<S>> {
  const why = whyNotActing();
  if (why !== null) return { ok: false, errors: formError(why) };
  const result = schema.safeParse(cleaned(body)); // an empty box is an absent answer
  if (result.success) return { ok: true, value: result.data };
  const errors = new Map<string, string[]>();
  const add = (field: string, message: string): void =>
    void errors.set(field, [...(errors.get(field) ?? []), message]);
  for (const issue of result.error.issues) {
    if (issue.code === 'unrecognized_keys')
      add('_form', `This form has a field that is not known: ${issue.keys.join(', ')}. Nothing was saved.`);
    else add(String(issue.path[0] ?? '_form'), issue.message);
  }
  return { ok: false, errors: Object.fromEntries(errors) };
}

/** One error about one field, for a rule that needed the database. */
export function fieldError(field: string, message: string): FormErrors {
  return { [field]: [message] };
}

export function formError(message: string): FormErrors {
  return { _form: [message] };
}

/** Required text: trimmed ends, at most `max` characters, no NUL. */
export function text(missing: string, max = LONGEST_TEXT): z.ZodType<string> {
  return z
    .string({ error: missing })
    .trim()
    .min(1, missing)
    .max(max, `This is too long: at most ${max} characters`)
    .refine((value) => !value.includes('\0'), 'This has a character that cannot be stored (NUL)');
}

/** Text that may be left out; absent is ''. */
export function optionalText(max = LONGEST_TEXT): z.ZodType<string> {
  return z
    .string()
    .trim()
    .max(max, `This is too long: at most ${max} characters`)
    .refine((value) => !value.includes('\0'), 'This has a character that cannot be stored (NUL)')
    .optional()
    .transform((value) => value ?? '');
}

/** A calendar day like 2014-06-05, or written so that it is one day and no other; an ambiguous form is never guessed. */
export function plainDate(missing: string): z.ZodType<string> {
  return z
    .string({ error: missing })
    .trim()
    .refine(isOneDay, { error: ({ input }) => notADay(input) })
    .transform(asPlainDate);
}

export function optionalPlainDate(): z.ZodType<string | null> {
  return z
    .string()
    .trim()
    .refine(isOneDay, { error: ({ input }) => notADay(input) })
    .optional()
    .transform((value) => (value === undefined ? null : asPlainDate(value)));
}

function isOneDay(typed: string): boolean {
  const read = readDay(typed);
  return read !== null && 'on' in read;
}

/** As `2014-06-05`; what is no day stays as it was typed, and its form does not pass. */
function asPlainDate(typed: string): string {
  const read = readDay(typed);
  return read !== null && 'on' in read ? read.on : typed;
}

/** What is said of an answer that is no day. A day of another century is a real one; it is only none that is kept here. */
function notADay(text: unknown): string {
  const read = readDay(String(text));
  if (read !== null && 'either' in read)
    return `This can be read as two days: write ${read.either.join(' or ')}`;
  const year = /^(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.exec(String(text))?.[1];
  return year !== undefined && (year < '1900' || year > '2199')
    ? `The year ${year} is out of range; use a day from 1900 to 2199`
    : 'Enter a real day as year-month-day, like 2014-06-05';
}

export function oneOf<const T extends readonly [string, ...string[]]>(
  values: T,
  missing: string,
): z.ZodType<T[number]> {
  return z.enum(values, { error: missing });
}

/** A ticked box is true, an absent one false. */
export function checkbox(): z.ZodType<boolean> {
  return z
    .literal('on')
    .optional()
    .transform((value) => value === 'on');
}

/** A field that may come once, often or not at all. */
export function list<T extends z.ZodType>(of: T) {
  return z
    .union([of, z.array(of)])
    .optional()
    .transform((value): z.infer<T>[] => (value === undefined ? [] : Array.isArray(value) ? value : [value]));
}

/** A whole number written in ASCII digits. */
export function wholeNumber(missing: string, range: { min: number; max: number }): z.ZodType<number> {
  const words = `Enter a whole number from ${range.min} to ${range.max}`;
  return z
    .string({ error: missing })
    .trim()
    .regex(/^\d{1,9}$/, words)
    .transform(Number)
    .refine((value) => value >= range.min && value <= range.max, words);
}

/** The version a form was made from, so that two people editing one thing are told. */
export const versionField = z
  .string({ error: 'The page is out of date; reload it' })
  .regex(/^\d{1,9}$/, 'The page is out of date; reload it')
  .transform(Number);

/** What the person typed, as the form shows it again: text values only, and never a password. */
export function typed(body: unknown): Readonly<Record<string, string>> {
  if (typeof body !== 'object' || body === null) return {};
  const entries = Object.entries(body).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return Object.fromEntries(entries.filter(([name]) => !NEVER_SHOWN.includes(name)));
}

/** Drops blank answers and our own token; line ends become plain. A repeated field stays a list and is refused. */
function cleaned(body: unknown): Record<string, unknown> {
  const kept = Object.create(null) as Record<string, unknown>;
  if (typeof body !== 'object' || body === null) return kept;
  for (const [name, value] of Object.entries(body)) {
    if (name === '_csrf' || name === '_once' || name === '_by' || value === '') continue;
    if (name === '__proto__') {
      kept['(__proto__)'] = value;
      continue;
    }
    kept[name] = typeof value === 'string' ? value.replaceAll('\r\n', '\n') : value;
  }
  return kept;
}
