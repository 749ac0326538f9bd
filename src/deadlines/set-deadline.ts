import { recordEvent } from '../audit/audit-store.js';
import type { Actor } from '../audit/event.js';
import { inTransaction, type Tx } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { ConflictError } from '../platform/errors.js';
import { insertAssignment } from './assignment-store.js';
import { cautiousOf, heldWithoutPending, type Counted, type Deadline, type Whose } from './deadline.js';
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
  /** The date that this one prepares. */
  readonly parentId?: string | null;
  readonly matterRuleId?: string | null;
}

/** Who sets or moves a date: `by` is null where the machine does it, `setBy` stands on the row. */
export interface Setter {
  readonly by: Actor | null;
  readonly setBy: string;
  readonly at: string;
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
  { by, setBy, at }: Setter,
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
    earliestOn: counted === null ? null : cautiousOf(counted),
    workingOn: working?.on ?? null,
    workingTime: working?.time ?? null,
    zone: deadline.zone,
    adoptedAt: working ? at : null,
    adoptedBy: working ? setBy : null,
    adoptedWhy: working?.why ?? null,
    responsible: deadline.responsible ?? null,
    second: deadline.second ?? null,
    parentId: deadline.parentId ?? null,
    matterRuleId: deadline.matterRuleId ?? null,
    setAt: at,
    setBy,
  });
  if (deadline.responsible || deadline.second)
    await insertAssignment(tx, {
      deadlineId: id,
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

/** Puts a new date after an old one, which is superseded with the reason. Its pre-dates stay where they are. */
export async function succeedDeadlineWith(
  tx: Tx,
  old: Deadline,
  deadline: NewDeadline,
  reason: string,
  who: Setter,
): Promise<string> {
  const { responsible, second, parentId, matterRuleId } = old;
  const id = await setDeadlineWith(tx, { responsible, second, parentId, matterRuleId, ...deadline }, who);
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
    detail: { due: heldWithoutPending(old) ?? 'a decision', by: id },
  });
  return id;
}
