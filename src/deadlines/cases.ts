import { z } from 'zod';
import { computeDeadline } from './computation.js';
import { DeadlineInputError } from './deadline-input-error.js';
import type { DeadlineInput, DeadlineResult } from './deadline-input.js';
import { loadReference, type Reference } from './reference.js';
import { unitOf } from './rule.js';

/** One case as checked: what was expected, what was counted (a date, a local hour or an instant), and whether they agree. */
export interface CheckedCase {
  readonly id: string;
  readonly expected: string;
  readonly got: string;
  readonly ok: boolean;
}

const words = z.string();
const listOf = z.union([words, z.array(words)]);
const caseForm = z.object({
  id: words,
  rule: words,
  trigger: words,
  count: z.number().default(0),
  unit: words,
  expected: words,
  direction: words.optional(),
  roll: words.optional(),
  service: words.optional(),
  holidays: listOf.optional(),
  state_holidays: listOf.optional(),
  extra_holidays: listOf.optional(),
  closed: z.array(words).optional(),
  closures: z.array(words).optional(),
  tz: words.optional(),
  jurisdiction: words.optional(),
  act: z.enum(['court_office', 'party']).optional(),
  cutoff: words.optional(),
  extension: words.optional(),
});
type Case = z.infer<typeof caseForm>;

/** Counts every case of a list in the shape of a cases file. Throws a ZodError where the file has not that shape. */
export function checkCases(json: unknown, reference: Reference = loadReference()): CheckedCase[] {
  return z
    .array(caseForm)
    .parse(json)
    .map((one) => checkCase(one, reference));
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
  const holidays = [one.holidays, one.state_holidays, one.extra_holidays].flatMap((list) => list ?? []);
  const closed = [...(one.closed ?? []), ...(one.closures ?? [])];
  return {
    rule: one.rule,
    trigger: one.trigger,
    count: one.count,
    unit: one.unit,
    ...(one.direction === undefined ? {} : { direction: one.direction }),
    ...(one.roll === undefined ? {} : { roll: one.roll }),
    ...(one.service === undefined ? {} : { service: one.service }),
    ...(holidays.length === 0 ? {} : { holidays: holidays.join('+') }),
    ...(closed.length === 0 ? {} : { closures: closed.map((on) => ({ on })) }),
    ...(one.tz === undefined ? {} : { zone: one.tz }),
    ...(one.jurisdiction === undefined ? {} : { jurisdiction: one.jurisdiction }),
    ...(one.act === undefined ? {} : { act: one.act }),
    ...(one.cutoff === undefined ? {} : { cutOff: one.cutoff }),
    ...(one.extension === undefined ? {} : { extension: extensionOf(one.extension) }),
  };
}

/** `5 calendar_days`. */
function extensionOf(text: string): { count: number; unit: string } {
  const parts = /^(\d+)\s+(\w+)$/.exec(text.trim());
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
