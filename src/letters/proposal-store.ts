import type { Insertable, Updateable } from 'kysely';
import type { ProposedDemandTable } from '../migrations/schema.js';
import type { Db, Tx } from '../platform/database.js';
import { ConflictError, NotFoundError } from '../platform/errors.js';
import { newId } from '../platform/ids.js';
import type { ProposedDemand } from './proposed-demand.js';

/** In the order of the letter; those decided and superseded too. */
export async function listProposals(db: Db, letterId: string): Promise<ProposedDemand[]> {
  return db
    .selectFrom('proposedDemand')
    .where('letterId', '=', letterId)
    .orderBy('page')
    .orderBy('quoteStart')
    .orderBy('position')
    .selectAll()
    .execute();
}

export async function getProposalOf(db: Db, letterId: string, id: string): Promise<ProposedDemand> {
  const proposal = await db
    .selectFrom('proposedDemand')
    .where('letterId', '=', letterId)
    .where('id', '=', id)
    .selectAll()
    .executeTakeFirst();
  if (!proposal) throw new NotFoundError('proposal', id);
  return proposal;
}

export async function insertProposal(
  tx: Tx,
  proposal: Omit<Insertable<ProposedDemandTable>, 'id'>,
): Promise<void> {
  await tx
    .insertInto('proposedDemand')
    .values({ id: newId(), ...proposal })
    .execute();
}

/** Decides an open proposal. Throws `ConflictError` when someone else has decided it. */
export async function decideProposal(
  tx: Tx,
  id: string,
  changes: Pick<Updateable<ProposedDemandTable>, 'state' | 'demandId' | 'decidedAt' | 'decidedBy'>,
): Promise<void> {
  const updated = await tx
    .updateTable('proposedDemand')
    .set(changes)
    .where('id', '=', id)
    .where('state', '=', 'open')
    .executeTakeFirst();
  if (updated.numUpdatedRows !== 1n) throw new ConflictError('Someone else decided this proposal meanwhile.');
}

/** Where the words of a proposal stand once the letter was read again. */
export async function moveProposal(
  tx: Tx,
  id: string,
  to: Pick<Updateable<ProposedDemandTable>, 'page' | 'quoteStart' | 'quoteEnd' | 'alsoAt'>,
): Promise<void> {
  await tx.updateTable('proposedDemand').set(to).where('id', '=', id).execute();
}

/** What the machine proposed before and nobody decided gives way. */
export async function supersedeOpen(tx: Tx, letterId: string): Promise<void> {
  await tx
    .updateTable('proposedDemand')
    .set({ state: 'superseded' })
    .where('letterId', '=', letterId)
    .where('state', '=', 'open')
    .execute();
}
