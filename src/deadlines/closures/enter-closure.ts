import { recordEvent } from '../../audit/audit-store.js';
import type { Actor } from '../../audit/event.js';
import { inTransaction } from '../../platform/database.js';
import type { Deps } from '../../platform/deps.js';
import { ConflictError } from '../../platform/errors.js';
import { dayText } from '../../platform/plain-date.js';
import { getClosureIn, insertClosure, listClosures, updateClosureVoided } from './closure-store.js';
import { askAboutMatter } from '../recounts/recount-dates.js';

/**
 * Enters a day on which a court or an office is closed, with the authority that says so. No date moves: those that
 * count differently with it are counted beside the old, and counsel is asked. Returns how many ask.
 */
export async function enterClosure(
  deps: Deps,
  matterId: string,
  closure: { readonly on: string; readonly what: string; readonly authority: string },
  by: Actor,
): Promise<number> {
  const at = deps.clock.now();
  return inTransaction(deps, async (tx) => {
    const known = await listClosures(tx, matterId);
    if (known.some((one) => one.closedOn === closure.on && one.voidedAt === null))
      throw new ConflictError(`${dayText(closure.on)} is entered as closed already.`);
    const id = await insertClosure(tx, {
      matterId,
      closedOn: closure.on,
      what: closure.what,
      authority: closure.authority,
      enteredAt: at,
      enteredBy: by.accountId,
    });
    await recordEvent(tx, {
      by,
      at,
      action: 'closure.entered',
      subject: id,
      matterId,
      detail: { on: closure.on },
    });
    return askAboutMatter(tx, matterId, at);
  });
}

/** Voids a closed day, with a reason. Dates that were counted with it are asked about. Returns how many ask. */
export async function voidClosure(
  deps: Deps,
  matterId: string,
  request: { readonly id: string; readonly reason: string },
  by: Actor,
): Promise<number> {
  const at = deps.clock.now();
  return inTransaction(deps, async (tx) => {
    const closure = await getClosureIn(tx, matterId, request.id);
    await updateClosureVoided(tx, closure.id, {
      voidedAt: at,
      voidedBy: by.accountId,
      voidReason: request.reason,
    });
    await recordEvent(tx, {
      by,
      at,
      action: 'closure.voided',
      subject: closure.id,
      matterId,
      detail: { on: closure.closedOn },
    });
    return askAboutMatter(tx, matterId, at);
  });
}
