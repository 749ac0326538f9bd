import { recordEvent } from '../../audit/audit-store.js';
import type { Actor } from '../../audit/event.js';
import { inTransaction } from '../../platform/database.js';
import type { Deps } from '../../platform/deps.js';
import { ConflictError, ForbiddenError } from '../../platform/errors.js';
import { getDeadlineIn, updateDeadline } from '../deadline-store.js';
import { countedOf } from '../deadline.js';
import { getRecountOf, updateAnswered } from './recount-store.js';
import { recountDeadlineWith } from '../replace-deadline.js';

/** Counsel keeps the old count or takes the new, with a reason. Returns the id of the date that stands now. */
export async function answerRecount(
  deps: Deps,
  matterId: string,
  request: {
    readonly id: string;
    readonly version: number;
    readonly recountId: string;
    readonly answer: 'take' | 'keep';
    readonly reason: string;
  },
  by: Actor,
): Promise<string> {
  if (by.role !== 'counsel')
    throw new ForbiddenError('Only counsel decides between two counts; nothing was saved.');
  const at = deps.clock.now();
  return inTransaction(deps, async (tx) => {
    const deadline = await getDeadlineIn(tx, matterId, request.id);
    const recount = await getRecountOf(tx, matterId, deadline.id, request.recountId);
    const counted = countedOf(recount);
    if (counted === null || deadline.state !== 'open')
      throw new ConflictError('Only an open date can be counted anew.');
    const isTaken = request.answer === 'take';
    await updateAnswered(tx, recount.id, {
      state: isTaken ? 'taken' : 'kept',
      answeredAt: at,
      answeredBy: by.accountId,
      answerReason: request.reason,
    });
    await recordEvent(tx, {
      by,
      at,
      action: 'deadline.recountAnswered',
      subject: deadline.id,
      matterId,
      detail: { answer: isTaken ? 'took' : 'did not take', due: recount.computedOn, basis: recount.basis },
    });
    const held = { ...deadline, version: request.version };
    if (isTaken)
      return recountDeadlineWith(
        tx,
        held,
        counted,
        request.reason,
        { by, setBy: by.accountId, at },
        { keepsReading: true },
      );
    await updateDeadline(tx, held, {});
    return deadline.id;
  });
}
