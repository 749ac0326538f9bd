import { recordEvent } from '../../audit/audit-store.js';
import type { Actor } from '../../audit/event.js';
import { inTransaction } from '../../platform/database.js';
import type { Deps } from '../../platform/deps.js';
import { addDays, dayIn } from '../../platform/plain-date.js';
import { getDeadline, listBindingDueBy } from '../deadline-store.js';
import { heldTo, isFirstDayAllowed, type Deadline } from '../deadline.js';
import {
  getEscalationFor,
  insertEscalation,
  listToTell,
  updateAcknowledged,
  type Escalation,
} from './escalation-store.js';

/** `T-1` on the day before, `T+0` on the day and while it is unmet after; null for a date that does not escalate, like a first day allowed. */
export function escalationOf(
  deadline: Deadline,
  today: string,
): { readonly kind: Escalation['kind']; readonly dueOn: string } | null {
  if (deadline.state !== 'open' || isFirstDayAllowed(deadline)) return null;
  if (deadline.whose !== 'binding' && deadline.whose !== 'promised') return null;
  const dueOn = heldTo(deadline, today);
  if (dueOn === null) return null;
  if (today >= dueOn) return { kind: 'T+0', dueOn };
  return addDays(today, 1) === dueOn ? { kind: 'T-1', dueOn } : null;
}

/**
 * Tells the lead of the matter and the admins of each binding or promised date that is unmet the day before it is due
 * and on the day, once for each day, kind and person. Returns how many rows are new. For the worker's tick.
 */
export async function escalateDates(deps: Deps): Promise<number> {
  const at = deps.clock.now();
  // Tomorrow, and one more for the zones on the other side of the world.
  const due = (await listBindingDueBy(deps.db, addDays(dayIn(at, 'UTC'), 2))).filter(
    (one) => escalationOf(one, dayIn(at, one.zone)) !== null,
  );
  let raised = 0;
  for (const { id, matterId } of due)
    raised += await inTransaction(deps, async (tx) => {
      const deadline = await getDeadline(tx, id);
      const escalation = escalationOf(deadline, dayIn(at, deadline.zone));
      if (escalation === null) return 0;
      let people = 0;
      for (const accountId of await listToTell(tx, matterId))
        if (await insertEscalation(tx, { deadlineId: id, matterId, accountId, ...escalation, raisedAt: at }))
          people += 1;
      if (people > 0)
        await recordEvent(tx, {
          by: null,
          at,
          action: 'deadline.escalated',
          subject: id,
          matterId,
          detail: { kind: escalation.kind, due: escalation.dueOn, people },
        });
      return people;
    });
  return raised;
}

/** Takes an escalation off one's own Desk; the date runs on. Throws `NotFoundError` for somebody else's. */
export async function acknowledgeEscalation(deps: Deps, id: string, by: Actor): Promise<void> {
  const at = deps.clock.now();
  await inTransaction(deps, async (tx) => {
    const escalation = await getEscalationFor(tx, by.accountId, id);
    if (escalation.acknowledgedAt !== null) return;
    await updateAcknowledged(tx, escalation, at);
    await recordEvent(tx, {
      by,
      at,
      action: 'escalation.acknowledged',
      subject: escalation.deadlineId,
      matterId: escalation.matterId,
      detail: { kind: escalation.kind, due: escalation.dueOn },
    });
  });
}
