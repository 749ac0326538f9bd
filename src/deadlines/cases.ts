import { z } from 'zod';
import { computeDeadline } from './counting/computation.js';
import { DeadlineInputError } from './counting/deadline-input-error.js';
import { withoutNulls, type DeadlineInput, type DeadlineResult } from './counting/deadline-input.js';
import { loadReference, type Reference } from './counting/reference.js';
import { unitOf } from './counting/rule.js';

/** One case as checked: what was expected, what was counted (a date, a local hour or an instant), and whether they agree. */
export interface CheckedCase {
  readonly id: string;
  readonly expected: string;
  readonly got: string;
  readonly ok: boolean;
}

const words = z.string();
const optional = words.nullish();
const listOf = z.union([words, z.array(words)]).nullish();
const caseForm = z.object({
  id: words,
  rule: words,
  trigger: words,
  count: z.number().nullish(),
  unit: words,
  expected: words,
  direction: optional,
  roll: optional,
  service: optional,
  holidays: listOf,
  state_holidays: listOf,
  extra_holidays: listOf,
  closed: listOf,
  closures: listOf,
  tz: optional,
  jurisdiction: optional,
  act: z.enum(['court_office', 'party']).nullish(),
  cutoff: optional,
  extension: optional,
});
const named = z.object({ id: words });
type Case = z.infer<typeof caseForm>;

/** Counts every case of a list in the shape of a cases file. Throws a ZodError where it is not a list. */
export function checkCases(json: unknown, reference: Reference = loadReference()): CheckedCase[] {
  return z
    .array(z.unknown())
    .parse(json)
    .map((one, index) => {
      const parsed = caseForm.safeParse(one);
      if (parsed.success) return checkCase(parsed.data, reference);
      const got = `not a case: ${wantedOf(one, parsed.error)}`;
      return { id: named.safeParse(one).data?.id ?? `case ${index + 1}`, expected: '', got, ok: false };
    });
}

const SHAPES: Readonly<Record<string, string>> = {
  count: 'a whole number, like 21',
  holidays: 'the id of a table, like "US-FEDERAL", or a list of them',
  closed: 'a day, like "2014-06-09", or a list of them',
  act: '"court_office" or "party"',
};

/** What the first wrong field of a case should be: `“id” is missing: it should be text, like "A"`. */
function wantedOf(one: unknown, { issues }: z.ZodError): string {
  if (typeof one !== 'object' || one === null || Array.isArray(one))
    return 'it should be an object with id, rule, trigger, unit and expected';
  const field = String(issues[0]?.path[0] ?? '');
  const value: unknown = Object.hasOwn(one, field)
    ? Object.entries(one).find(([name]) => name === field)?.[1]
    : undefined;
  const key = /holidays$/.test(field) ? 'holidays' : /^clos/.test(field) ? 'closed' : field;
  const example = { id: 'A', rule: 'FRCP 6(a)', trigger: '2026-06-04', unit: 'days', expected: '2026-06-25' }[
    field
  ];
  const wanted = SHAPES[key] ?? `text${example === undefined ? '' : `, like "${example}"`}`;
  return value === undefined
    ? `“${field}” is missing; it should be ${wanted}`
    : `“${field}” is ${JSON.stringify(value)}; it should be ${wanted}`;
}

function checkCase(one: Case, reference: Reference): CheckedCase {
  let got: string;
  try {
    const input = inputOf(one);
    got = answerOf(input, computeDeadline(input, reference), reference);
  } catch (error) {
    if (!(error instanceof DeadlineInputError)) throw error;
    got = error.message;
  }
  return { id: one.id, expected: one.expected, got, ok: got === one.expected };
}

function inputOf(one: Case): DeadlineInput {
  const holidays = [one.holidays, one.extra_holidays].flatMap((list) => list ?? []);
  const state = [one.state_holidays].flatMap((list) => list ?? []);
  const closed = [one.closed, one.closures].flatMap((list) => list ?? []);
  return withoutNulls({
    rule: one.rule,
    trigger: one.trigger,
    count: one.count ?? 0,
    unit: one.unit,
    direction: one.direction,
    roll: one.roll,
    service: one.service,
    holidays: holidays.length === 0 ? null : holidays.join('+'),
    stateHolidays: state.length === 0 ? null : state.join('+'),
    closures: closed.length === 0 ? null : closed.map((on) => ({ on })),
    zone: one.tz,
    jurisdiction: one.jurisdiction,
    act: one.act,
    cutOff: one.cutoff,
    extension: one.extension ? extensionOf(one.extension) : null,
  });
}

/** `5 calendar_days`. */
function extensionOf(text: string): { count: number; unit: string } {
  const parts = /^(\d+)\s+(\w[\w\s-]*)$/.exec(text.trim());
  if (!parts)
    throw new DeadlineInputError(
      'extension',
      `“${text}” is not an extension; write it like 5 calendar_days.`,
    );
  return { count: Number(parts[1]), unit: parts[2] ?? '' };
}

/** Hours are answered to the minute where they are, the end of a day as an instant, everything else as a date. */
function answerOf(input: DeadlineInput, result: DeadlineResult, reference: Reference): string {
  const unit = unitOf(reference.findRule(input.rule), input.unit);
  if (unit === 'hours') return result.dueAt?.local ?? result.due;
  return unit === 'end_of_day' ? (result.dueAt?.instant ?? result.due) : result.due;
}
