import { recordEvent } from '../audit/audit-store.js';
import type { Tx } from '../platform/database.js';
import { dayIn, dayText } from '../platform/plain-date.js';
import { countedFromInput } from './counted.js';
import { listRunningPreDates, listVoidedPreDates, updateDeadline } from './deadline-store.js';
import { countedOf, heldTo, heldWithoutPending, type Counted, type Deadline } from './deadline.js';
import { succeedDeadlineWith, type Setter } from './set-deadline.js';

/** By these words a pre-date is known that ended with its date, and runs again with it. */
const WITH_PARENT = 'with the date it prepares: ';

/**
 * Moves the pre-dates of a date after the day it is held to moved. Each old one stays beside the new, with the reason;
 * while the parent's clock is stopped so is theirs. `oldParentId` is the date they were set for, maybe superseded now.
 */
export async function movePreDates(
  tx: Tx,
  oldParentId: string,
  parent: Deadline,
  reason: string,
  who: Setter,
): Promise<void> {
  const on = dayPrepared(parent, dayIn(who.at, parent.zone));
  for (const child of await listRunningPreDates(tx, oldParentId)) {
    const counted = countedOf(child);
    if (counted === null) continue;
    const { tolledFrom, tolledLeft } = parent;
    if (on === null || (tolledFrom !== null && parent.tolledUntil === null)) {
      await updateDeadline(tx, child, { parentId: parent.id, tolledFrom, tolledLeft });
      continue;
    }
    const now = countedBefore(counted, on);
    const isSame = now.result.due === child.computedOn && child.tolledFrom === null;
    const isSameBasis = now.input.trigger === counted.input.trigger;
    if (isSame && isSameBasis && parent.id === child.parentId) continue;
    if (isSame && (isSameBasis || now.result.verified)) {
      await updateDeadline(tx, child, {
        parentId: parent.id,
        // Its day stands, and what it is counted back from is another day.
        ...(isSameBasis ? {} : { ...storedOf(now), adoptedWhy: preparesText(on) }),
      });
      continue;
    }
    if (!now.result.verified) {
      await endDeadlineWith(tx, child, `${reason}; ${now.result.notes[0] ?? 'not verified'}`, who);
      continue;
    }
    const { matterId, letterId, demandId, title, whose, words, zone } = child;
    await succeedDeadlineWith(
      tx,
      child,
      {
        ...{ matterId, letterId, demandId, title, whose, words, zone, counted: now, parentId: parent.id },
        working: { on: now.result.due, time: child.workingTime, why: preparesText(on) },
      },
      reason,
      who,
    );
  }
}

function preparesText(on: string): string {
  return `it prepares ${dayText(on)}`;
}

function storedOf({ input, result }: Counted): Pick<Deadline, 'input' | 'result'> {
  return { input: JSON.stringify(input), result: JSON.stringify(result) };
}

/**
 * The day that pre-dates prepare. An extension may still lapse before it is confirmed: until then they prepare the day that
 * would return, unless that has passed.
 */
export function dayPrepared(parent: Deadline, today: string): string | null {
  const on = heldTo(parent, today);
  const returning = heldWithoutPending(parent);
  const isWaiting = on !== null && on === parent.pendingOn && returning !== null && returning >= today;
  return isWaiting ? returning : on;
}

/** The count of a pre-date once the date it prepares is held to another day. Throws DeadlineInputError. */
export function countedBefore({ input }: Counted, on: string): Counted {
  return countedFromInput({ ...input, trigger: on });
}

/** Ends the pre-dates of a date that ended. `reason` says how: `it was met`. */
export async function endPreDates(tx: Tx, parentId: string, reason: string, who: Setter): Promise<void> {
  for (const child of await listRunningPreDates(tx, parentId))
    await endDeadlineWith(tx, child, `${WITH_PARENT}${reason}`, who);
}

/** A date runs again, so what ended with it does too. One that somebody voided for itself stays voided. */
export async function revivePreDates(tx: Tx, parentId: string, { by, at }: Setter): Promise<void> {
  const ended = (await listVoidedPreDates(tx, parentId)).filter((one) =>
    one.endedReason?.startsWith(WITH_PARENT),
  );
  for (const child of ended) {
    await updateDeadline(tx, child, { state: 'open', endedReason: null, endedBy: null, endedAt: null });
    await recordEvent(tx, {
      by,
      at,
      action: 'deadline.reopened',
      subject: child.id,
      matterId: child.matterId,
      detail: { due: child.workingOn ?? child.earliestOn ?? '' },
    });
  }
}

/** Voids one date and nothing that hangs on it. */
export async function endDeadlineWith(
  tx: Tx,
  deadline: Deadline,
  reason: string,
  who: Setter,
): Promise<void> {
  await updateDeadline(tx, deadline, {
    state: 'voided',
    endedReason: reason,
    endedBy: who.setBy,
    endedAt: who.at,
  });
  await recordEvent(tx, {
    by: who.by,
    at: who.at,
    action: 'deadline.voided',
    subject: deadline.id,
    matterId: deadline.matterId,
    detail: { due: deadline.workingOn ?? deadline.earliestOn ?? 'a decision' },
  });
}
