import { recordEvent } from '../audit/audit-store.js';
import type { Actor } from '../audit/event.js';
import { inTransaction, type Tx } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { ConflictError } from '../platform/errors.js';
import type { Counted, Deadline, Whose } from './deadline.js';
import { insertDeadline, updateDeadline } from './deadline-store.js';

/** A date to be held: whose it is, what it is about, and the words it comes from. */
export interface NewDeadline {
  readonly matterId: string | null;
  readonly letterId?: string | null;
  readonly demandId?: string | null;
  readonly title: string;
  readonly whose: Whose;
  readonly words?: string | null;
  readonly zone: string;
  /** What was counted; null for “immediately”, which asks for a decision. */
  readonly counted: Counted | null;
  /** True for what a plain search found in a letter nobody has reviewed. */
  readonly isProvisional?: boolean;
  /** Set where the day is ours to name: it is the working date at once. `time` like `17:00`. */
  readonly working?: { readonly on: string; readonly time: string | null; readonly why: string };
  readonly responsible?: string | null;
  readonly second?: string | null;
}

/** Sets a date. Throws `ConflictError` for one that is not verified: nothing is held to a day nobody could check. */
export async function setDeadline(deps: Deps, deadline: NewDeadline, by: Actor): Promise<string> {
  if (deadline.counted && !deadline.counted.result.verified)
    throw new ConflictError(deadline.counted.result.notes[0] ?? 'This date is not verified.');
  const at = deps.clock.now();
  return inTransaction(deps, (tx) => setDeadlineWith(tx, deadline, { by, setBy: by.accountId, at }));
}

/** The part inside a transaction, for callers whose own change sets the date. `by` is null where the machine found it. */
export async function setDeadlineWith(
  tx: Tx,
  deadline: NewDeadline,
  { by, setBy, at }: { readonly by: Actor | null; readonly setBy: string; readonly at: string },
): Promise<string> {
  const { counted, working } = deadline;
  const id = await insertDeadline(tx, {
    matterId: deadline.matterId,
    letterId: deadline.letterId ?? null,
    demandId: deadline.demandId ?? null,
    title: deadline.title,
    whose: deadline.whose,
    state: deadline.isProvisional ? 'provisional' : counted === null ? 'decision' : 'open',
    words: deadline.words ?? null,
    rule: counted?.result.ruleId ?? 'IMMEDIATELY',
    input: counted === null ? '' : JSON.stringify(counted.input),
    result: counted === null ? '' : JSON.stringify(counted.result),
    computedOn: counted?.result.due ?? null,
    earliestOn: counted?.result.earliest ?? null,
    workingOn: working?.on ?? null,
    workingTime: working?.time ?? null,
    zone: deadline.zone,
    adoptedAt: working ? at : null,
    adoptedBy: working ? setBy : null,
    adoptedWhy: working?.why ?? null,
    responsible: deadline.responsible ?? null,
    second: deadline.second ?? null,
    setAt: at,
    setBy,
  });
  const due = working?.on ?? counted?.result.earliest ?? 'a decision';
  await recordEvent(tx, {
    by,
    at,
    action: deadline.isProvisional ? 'deadline.proposed' : 'deadline.set',
    subject: id,
    matterId: deadline.matterId,
    detail: { whose: deadline.whose, due, rule: counted?.result.ruleId ?? 'IMMEDIATELY' },
  });
  return id;
}

/** Puts a new date in the place of a running one; the old one stays beside it with the reason. Returns the new id. */
export async function replaceDeadlineWith(
  tx: Tx,
  old: Deadline,
  deadline: NewDeadline,
  reason: string,
  who: { readonly by: Actor | null; readonly setBy: string; readonly at: string },
): Promise<string> {
  const id = await setDeadlineWith(
    tx,
    { responsible: old.responsible, second: old.second, ...deadline },
    who,
  );
  await updateDeadline(tx, old, {
    state: 'superseded',
    supersededBy: id,
    endedReason: reason,
    endedBy: who.setBy,
    endedAt: who.at,
  });
  await recordEvent(tx, {
    by: who.by,
    at: who.at,
    action: 'deadline.superseded',
    subject: old.id,
    matterId: old.matterId,
    detail: { due: old.workingOn ?? old.earliestOn ?? 'a decision', by: id },
  });
  return id;
}
