import { recordEvent } from '../audit/audit-store.js';
import type { Actor } from '../audit/event.js';
import { inTransaction, type Tx } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { ConflictError, ForbiddenError } from '../platform/errors.js';
import { DECISIONS, type Decision } from './deadline.js';
import { getDeadlineIn, updateDeadline } from './deadline-store.js';

export interface DecisionMade {
  readonly id: string;
  readonly version: number;
  readonly decision: Decision;
  readonly why: string;
}

/** Counsel decides, once, what is done about “immediately”. Throws `ForbiddenError`, `ConflictError`. */
export async function decideImmediate(
  deps: Deps,
  matterId: string,
  request: DecisionMade,
  by: Actor,
): Promise<void> {
  await inTransaction(deps, (tx) => decideIn(tx, matterId, request, by, deps.clock.now()));
}

/** The same within a transaction, for one date of several. Throws `ForbiddenError`, `ConflictError`. */
export async function decideIn(
  tx: Tx,
  matterId: string,
  request: DecisionMade,
  by: Actor,
  at: string,
): Promise<void> {
  if (by.role !== 'counsel') throw new ForbiddenError('Only counsel decides on this; nothing was saved.');
  const deadline = await getDeadlineIn(tx, matterId, request.id);
  if (deadline.state !== 'decision') throw new ConflictError('No decision is asked for here any more.');
  await updateDeadline(
    tx,
    { id: deadline.id, version: request.version },
    {
      state: 'decided',
      decidedAs: request.decision,
      decision: `${DECISIONS[request.decision]}: ${request.why}`,
      adoptedAt: at,
      adoptedBy: by.accountId,
      adoptedWhy: request.why,
    },
  );
  await recordEvent(tx, {
    by,
    at,
    action: 'deadline.decided',
    subject: deadline.id,
    matterId,
    detail: { decision: DECISIONS[request.decision] },
  });
}
