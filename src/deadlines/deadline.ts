import type { Selectable } from 'kysely';
import { z } from 'zod';
import type { DeadlineTable } from '../migrations/schema.js';
import { daysBetween } from '../platform/plain-date.js';
import type { DeadlineInput, DeadlineResult } from './counting/deadline-input.js';

export type Deadline = Selectable<DeadlineTable>;
export type Whose = Deadline['whose'];

export const WHOSE = {
  binding: 'binding',
  asserted: 'asserted by them',
  promised: 'promised by us',
  internal: 'internal',
} as const satisfies Record<Whose, string>;

/** Where a date stands on a day. Overdue is for binding and promised dates; an asserted one has passed. */
export type Standing =
  | 'provisional'
  | 'decision'
  | 'decided'
  | 'expired-before-receipt'
  | 'upcoming'
  | 'due-soon'
  | 'due-today'
  | 'overdue'
  | 'very-overdue'
  | 'has-passed'
  | 'met'
  | 'met-late'
  | 'voided'
  | 'superseded';

export const STANDINGS = {
  provisional: 'provisional',
  decision: 'a decision is asked for',
  decided: 'decided',
  'expired-before-receipt': 'expired before receipt',
  upcoming: 'upcoming',
  'due-soon': 'due soon',
  'due-today': 'due today',
  overdue: 'overdue',
  'very-overdue': 'very overdue',
  'has-passed': 'has passed',
  met: 'met',
  'met-late': 'met late',
  voided: 'voided',
  superseded: 'superseded',
} as const satisfies Record<Standing, string>;

/** What counsel can decide about “immediately”. The key goes into the audit log, the reason stays with the date. */
export const DECISIONS = {
  'do-at-once': 'Do it at once',
  'answer-with-the-reply': 'Answer it with the reply',
  decline: 'Decline, and say so in the reply',
  'no-response': 'No response',
} as const;

export type Decision = keyof typeof DECISIONS;

const SOON_DAYS = 3;
const VERY_OVERDUE_DAYS = 7;

/** What is stored of a count: what was asked, and what came out, readings and working included. */
export interface Counted {
  readonly input: DeadlineInput;
  readonly result: DeadlineResult;
}

/** The day a date is held to: the working date, before one is adopted the earliest reading. */
export function heldTo(deadline: Pick<Deadline, 'workingOn' | 'earliestOn'>): string | null {
  return deadline.workingOn ?? deadline.earliestOn;
}

/** `today` is the day in the date's own zone. Today is due today, never overdue. */
export function stateOf(deadline: Deadline, today: string): Standing {
  const { state } = deadline;
  if (state === 'voided' || state === 'superseded' || state === 'decided' || state === 'decision')
    return state;
  const on = heldTo(deadline);
  if (state === 'met')
    return on !== null && deadline.metOn !== null && deadline.metOn > on ? 'met-late' : 'met';
  if (state === 'provisional') return 'provisional';
  if (on === null) return 'upcoming';
  const days = daysBetween(today, on);
  if (days < 0 && deadline.workingOn === null && isExpiredBeforeReceipt(deadline))
    return 'expired-before-receipt';
  if (days === 0) return 'due-today';
  if (days > 0) return days <= SOON_DAYS ? 'due-soon' : 'upcoming';
  if (deadline.whose !== 'binding' && deadline.whose !== 'promised') return 'has-passed';
  return -days > VERY_OVERDUE_DAYS ? 'very-overdue' : 'overdue';
}

/** True while the date still runs: it can be adopted, met, voided. */
export function isRunning(deadline: Pick<Deadline, 'state'>): boolean {
  return deadline.state === 'open' || deadline.state === 'provisional' || deadline.state === 'decision';
}

/** What was counted for a date, from its row; null for a date that asks for a decision. */
export function countedOf(deadline: Pick<Deadline, 'input' | 'result'>): Counted | null {
  if (deadline.result === '') return null;
  return {
    input: storedInput.parse(JSON.parse(deadline.input)),
    result: storedResult.parse(JSON.parse(deadline.result)),
  };
}

function isExpiredBeforeReceipt(deadline: Deadline): boolean {
  return countedOf(deadline)?.result.readings.every((one) => one.expiredBeforeReceipt) ?? false;
}

// We wrote these ourselves; a row that does not hold them is a fault to be heard of, not to be guessed around.
const storedInput = z.custom<DeadlineInput>(
  (value) => typeof value === 'object' && value !== null && 'rule' in value && 'trigger' in value,
);
const storedResult = z.custom<DeadlineResult>(
  (value) =>
    typeof value === 'object' && value !== null && 'due' in value && 'readings' in value && 'steps' in value,
);
