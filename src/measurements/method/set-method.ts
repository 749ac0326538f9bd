import { recordEvent } from '../../audit/audit-store.js';
import type { Actor } from '../../audit/event.js';
import { inTransaction } from '../../platform/database.js';
import type { Deps } from '../../platform/deps.js';
import { ConflictError } from '../../platform/errors.js';
import type { MethodRequest } from './method-form.js';
import { findMethod, insertMethod } from './method-store.js';

/**
 * Sets the method of a matter as its next version; earlier ones stay beside it with the runs they were used for. Throws
 * `ConflictError` when another version was set since the page was made.
 */
export async function setMethod(
  deps: Deps,
  matterId: string,
  { version, ...request }: MethodRequest,
  by: Actor,
): Promise<void> {
  const at = deps.clock.now();
  await inTransaction(deps, async (tx) => {
    const last = (await findMethod(tx, matterId))?.number ?? 0;
    if (last !== version)
      throw new ConflictError(
        'Someone else set the method meanwhile. Look at theirs first; yours was not saved.',
      );
    const number = last + 1;
    const id = await insertMethod(tx, { matterId, number, ...request, setAt: at, setBy: by.accountId });
    await recordEvent(tx, {
      ...{ by, at, matterId, action: 'measurementMethod.set', subject: id },
      detail: { number },
    });
  });
}
