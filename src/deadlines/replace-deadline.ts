import type { Actor } from '../audit/event.js';
import { inTransaction } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { ConflictError } from '../platform/errors.js';
import type { Counted } from './deadline.js';
import { getDeadlineIn } from './deadline-store.js';
import { replaceDeadlineWith } from './set-deadline.js';

/**
 * Puts a new count in the place of an open date, with a reason; old and new stay beside each other. The new one has
 * no working date: counsel adopts again. Returns the new id. Throws `ConflictError`.
 */
export async function replaceDeadline(
  deps: Deps,
  matterId: string,
  request: {
    readonly id: string;
    readonly version: number;
    readonly reason: string;
    readonly counted: Counted;
  },
  by: Actor,
): Promise<string> {
  if (!request.counted.result.verified)
    throw new ConflictError(request.counted.result.notes[0] ?? 'This date is not verified.');
  const at = deps.clock.now();
  return inTransaction(deps, async (tx) => {
    const old = await getDeadlineIn(tx, matterId, request.id);
    if (old.state !== 'open') throw new ConflictError('Only an open date can be counted anew.');
    const { letterId, demandId, title, whose, words, zone } = old;
    return replaceDeadlineWith(
      tx,
      { ...old, version: request.version },
      { matterId, letterId, demandId, title, whose, words, zone, counted: request.counted },
      request.reason,
      { by, setBy: by.accountId, at },
    );
  });
}
