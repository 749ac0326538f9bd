import { recordEvent } from '../audit/audit-store.js';
import type { Actor } from '../audit/event.js';
import { inTransaction } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { ConflictError } from '../platform/errors.js';
import { insertAssignment } from './assignment-store.js';
import { getDeadlineIn, updateDeadline } from './deadline-store.js';
import { isRunning } from './deadline.js';

/** Says who looks after a running date, and who when that person cannot. Who did before stays on the record. */
export async function assignDeadline(
  deps: Deps,
  matterId: string,
  request: {
    readonly id: string;
    readonly version: number;
    readonly responsible: string | null;
    readonly second: string | null;
  },
  by: Actor,
): Promise<void> {
  const { responsible, second } = request;
  const at = deps.clock.now();
  await inTransaction(deps, async (tx) => {
    const deadline = await getDeadlineIn(tx, matterId, request.id);
    if (!isRunning(deadline))
      throw new ConflictError(
        'This date does not run any more; whoever looked after it stays on the record.',
      );
    await updateDeadline(tx, { id: deadline.id, version: request.version }, { responsible, second });
    await insertAssignment(tx, {
      deadlineId: deadline.id,
      responsible,
      second,
      setAt: at,
      setBy: by.accountId,
    });
    await recordEvent(tx, {
      by,
      at,
      action: 'deadline.assigned',
      subject: deadline.id,
      matterId,
      detail: { responsible, second, before: deadline.responsible, secondBefore: deadline.second },
    });
  });
}
