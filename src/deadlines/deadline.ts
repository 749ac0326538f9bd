import type { Selectable } from 'kysely';
import { z } from 'zod';
import type { DeadlineTable } from '../migrations/schema.js';
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
  | 'no-response'
  | 'tolled'
  | 'expired-before-receipt'
  | 'upcoming'
  | 'due-soon'
  | 'due-today'
  | 'overdue'
  | 'very-overdue'
  | 'has-passed'
  | 'earliest-passed'
  | 'met'
  | 'met-late'
  | 'not-yet-allowed'
  | 'allowed'
  | 'met-early'
  | 'voided'
  | 'superseded';

export const STANDINGS = {
  provisional: 'provisional',
  decision: 'a decision is asked for',
  decided: 'decided',
  'no-response': 'no response by decision',
  tolled: 'tolled',
  'expired-before-receipt': 'expired before receipt',
  upcoming: 'upcoming',
  'due-soon': 'due soon',
  'due-today': 'due today',
  overdue: 'overdue',
  'very-overdue': 'very overdue',
  'has-passed': 'has passed',
  'earliest-passed': 'earliest reading has passed: adopt a working date',
  met: 'met',
  'met-late': 'met late',
  'not-yet-allowed': 'not allowed yet',
  allowed: 'allowed now',
  'met-early': 'done before the first day allowed',
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

/** What is stored of a count: what was asked, and what came out, readings and working included. */
export interface Counted {
  readonly input: DeadlineInput;
  readonly result: DeadlineResult;
}

/** What decides the day a date is held to. */
export type HeldParts = Pick<
  Deadline,
  'workingOn' | 'earliestOn' | 'extendedOn' | 'pendingOn' | 'pendingUntil' | 'tolledFrom' | 'tolledUntil'
>;

/**
 * The day a date is held to on a day: an extension while it stands, else the working date, before one is adopted the
 * earliest reading. An extension that nobody confirmed in time stands no longer, whoever has noticed. Null where there
 * is no day: a decision is asked for, or the clock is stopped.
 */
export function heldTo(deadline: HeldParts, today: string): string | null {
  if (deadline.tolledUntil === null && isTolled(deadline, today)) return null;
  const { pendingOn, pendingUntil } = deadline;
  if (pendingOn !== null && pendingUntil !== null && today <= pendingUntil) return pendingOn;
  return heldWithoutPending(deadline);
}

/** The day held to if the extension that waits for its confirmation did not stand. */
export function heldWithoutPending(
  deadline: Pick<HeldParts, 'extendedOn' | 'workingOn' | 'earliestOn'>,
): string | null {
  return deadline.extendedOn ?? deadline.workingOn ?? deadline.earliestOn;
}

/**
 * True for a day before which something is not allowed (“not before so many days have passed”): it is nobody's last day,
 * so it is never overdue and does not escalate, and its cautious reading is the latest.
 */
export function isFirstDayAllowed({ result }: Pick<Deadline, 'result'>): boolean {
  return result.includes('"kind":"allowed"');
}

/** The same of a count that no date is held to yet. */
export function endsInFirstDay({ result }: Counted): boolean {
  return result.steps.some(({ kind }) => kind === 'allowed');
}

/** The reading held to before counsel adopts one: the earliest last day, or the latest of first days allowed. */
export function cautiousOf(counted: Counted): string {
  const { result } = counted;
  if (!endsInFirstDay(counted)) return result.earliest;
  return result.readings
    .map(({ due }) => due)
    .reduce((latest, due) => (due > latest ? due : latest), result.due);
}

/** The day it was met, the day it is held to, or, once it has ended, the day it stood at: a stopped clock keeps that too. */
export function dayShown(deadline: Deadline, today: string): string | null {
  if (deadline.state === 'met' && deadline.metOn !== null) return deadline.metOn;
  return heldTo(deadline, today) ?? (isRunning(deadline) ? null : heldWithoutPending(deadline));
}

/** True on the days on which the clock of a date does not run, the first and the last included. */
export function isTolled(
  { tolledFrom, tolledUntil }: Pick<Deadline, 'tolledFrom' | 'tolledUntil'>,
  today: string,
): boolean {
  return tolledFrom !== null && tolledFrom <= today && (tolledUntil === null || today <= tolledUntil);
}

/** True while a stop of the clock is on record that has not ended; it may begin on a later day. */
export function hasOpenStop({
  tolledFrom,
  tolledUntil,
}: Pick<Deadline, 'tolledFrom' | 'tolledUntil'>): boolean {
  return tolledFrom !== null && tolledUntil === null;
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

// We wrote these ourselves; a row that does not hold them is a fault to be heard of, not to be guessed around.
const storedInput = z.custom<DeadlineInput>(
  (value) => typeof value === 'object' && value !== null && 'rule' in value && 'trigger' in value,
);
const storedResult = z.custom<DeadlineResult>(
  (value) =>
    typeof value === 'object' && value !== null && 'due' in value && 'readings' in value && 'steps' in value,
);
