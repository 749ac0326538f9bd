import { dayText } from '../../platform/plain-date.js';
import { computeDeadline, readOnce } from '../counting/computation.js';
import type { Closure, DeadlineInput, Reading } from '../counting/deadline-input.js';
import { loadReference, type Reference } from '../counting/reference.js';
import { hasOwnDirection, type Regime } from '../counting/rule.js';
import type { Counted } from '../deadline.js';
import { underVersion, type Rewritten } from '../matter-rules/matter-rule.js';

/** What a count rests on beside its own facts, as it is today. */
export interface Basis {
  readonly closures: readonly Closure[];
  /** The version of a matter's rule that it was counted under, and the one in force; null where they are the same. */
  readonly rewritten: Rewritten | null;
  /** Whose rules the matter is under, and the district or state of its federal court, where it is named. */
  readonly law: Regime;
  readonly court: string | null;
  readonly reference?: Reference;
}

/**
 * The same count with its input changed: every reading of the words is changed alike and counted again. Throws
 * DeadlineInputError. Whether a reading had expired before receipt stays as it was found.
 */
export function changedCount(
  counted: Counted,
  change: (input: DeadlineInput) => DeadlineInput,
  reference: Reference = loadReference(),
): Counted {
  const input = change(counted.input);
  const { reader } = counted.result;
  const result = { ...computeDeadline(input, reference), ...(reader === undefined ? {} : { reader }) };
  const own = result.readings.map(keyOf);
  const isFromRule = counted.result.readings.every((one) => own.includes(keyOf(changed(one, change))));
  if (isFromRule) return { input, result };
  const readings = counted.result.readings.map((one) => {
    const changedInput = change(one.input);
    return {
      ...readOnce(changedInput, whyFrom(one, changedInput.trigger), reference),
      expiredBeforeReceipt: one.expiredBeforeReceipt,
    };
  });
  const earliest = readings.map((one) => one.due).reduce((least, due) => (due < least ? due : least));
  return { input, result: { ...result, readings, earliest } };
}

/** The count as today's rules, tables and closed days make it. Throws DeadlineInputError. */
export function recounted(counted: Counted, basis: Basis): Counted {
  const change = (input: DeadlineInput) =>
    ofMatter(inOwnDirection(onBasis(input, basis), basis.reference), basis);
  if (basis.rewritten === null) return changedCount(counted, change, basis.reference);
  // Under a rule that reads differently other readings may be argued: they are that rule's, not those of the one before.
  const input = change(counted.input);
  return { input, result: computeDeadline(input, basis.reference) };
}

/** What a count rests on, in words that change exactly when that does: `FRCP 2023-12-01, US-FEDERAL 2025.1; closed Mon 9 Jun 2014`. */
export function basisOf(counted: Counted): string {
  const { input, result } = counted;
  const closed = (input.closures ?? [])
    .map((one) => one.on)
    .sort()
    .map(dayText);
  return [
    result.version,
    ...(input.custom ? [input.custom.name] : []),
    ...(result.readings.some((one) => one.input.variant === 'short-period') ? ['CPR 2.8(4)'] : []),
    ...(closed.length === 0 ? [] : [`closed ${closed.join(', ')}`]),
  ].join('; ');
}

/** True when both rest on the same facts and rules, reading for reading: what differs is nothing they were counted from. */
export function isSameInput(one: Counted, other: Counted): boolean {
  return inputsOf(one) === inputsOf(other);
}

/** True when no reading of the words has moved, by the day or by the hour. */
export function isSameDays(one: Counted, other: Counted): boolean {
  return daysOf(one) === daysOf(other);
}

function onBasis(input: DeadlineInput, { closures, rewritten }: Basis): DeadlineInput {
  const { closures: _before, ...rest } = rewritten === null ? input : underVersion(input, rewritten);
  return {
    ...rest,
    ...(closures.length === 0 ? {} : { closures }),
  };
}

/** What the matter says beside its rule: whose law an order stands under, and the state of a federal court. */
function ofMatter(input: DeadlineInput, { law, court, reference = loadReference() }: Basis): DeadlineInput {
  if (input.custom) return law === 'england-wales' ? { ...input, law } : input;
  if (court === null || reference.findRule(input.rule).regime !== 'us-federal') return input;
  return { ...input, jurisdiction: court };
}

/** A rule with a direction of its own keeps it, also where a date was once set the other way. */
function inOwnDirection(input: DeadlineInput, reference: Reference = loadReference()): DeadlineInput {
  if (input.custom || !hasOwnDirection(reference.findRule(input.rule))) return input;
  const { direction: _before, ...rest } = input;
  return rest;
}

function changed(reading: Reading, change: (input: DeadlineInput) => DeadlineInput): Reading {
  return { ...reading, input: change(reading.input) };
}

/** The reason of a reading names the day it is counted from; another day takes its place there too. */
function whyFrom({ why, input }: Reading, trigger: string): string {
  return why.replaceAll(dayText(input.trigger.slice(0, 10)), dayText(trigger.slice(0, 10)));
}

/** Key order does not matter: stored inputs were written by different hands. */
function keyOf({ input }: Pick<Reading, 'input'>): string {
  return JSON.stringify(Object.entries(input).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function daysOf({ result }: Counted): string {
  return JSON.stringify([
    result.due,
    result.earliest,
    result.dueAt?.instant ?? '',
    [...new Set(result.readings.map((one) => `${one.due} ${one.dueAt?.instant ?? ''}`))].sort(),
  ]);
}

function inputsOf({ input, result }: Counted): string {
  return JSON.stringify([keyOf({ input }), ...result.readings.map(keyOf)]);
}
