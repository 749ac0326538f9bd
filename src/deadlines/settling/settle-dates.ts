import type { Actor } from '../../audit/event.js';
import { inTransaction } from '../../platform/database.js';
import type { Deps } from '../../platform/deps.js';
import { adoptIn, type Adoption } from '../adopt-working-date.js';
import { decideIn, type DecisionMade } from '../decide-immediate.js';

/** What counsel settles in one act. */
export interface Settling {
  readonly adoptions: readonly Adoption[];
  readonly decisions: readonly DecisionMade[];
}

/**
 * Counsel adopts several working dates and decides on “immediately” in one act: all of them or none, each with its own
 * event. Throws `ForbiddenError`, `ConflictError`.
 */
export async function settleDates(
  deps: Deps,
  matterId: string,
  { adoptions, decisions }: Settling,
  by: Actor,
): Promise<void> {
  const at = deps.clock.now();
  await inTransaction(deps, async (tx) => {
    for (const adoption of adoptions) await adoptIn(tx, matterId, adoption, by, at);
    for (const decision of decisions) await decideIn(tx, matterId, decision, by, at);
  });
}
