import type { Actor } from '../audit/event.js';
import type { DemandColumns } from '../demands/demand-columns.js';
import type { Demand } from '../demands/demand.js';
import { enterDemand } from '../demands/enter-demand.js';
import type { MatterInHand } from '../matters/matter.js';
import { inTransaction } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { settleProposals } from './decide-proposals.js';
import { asDemanding } from './demanding-letter.js';
import type { LetterInFull } from './letter-in-full.js';
import { decideProposal, listProposals } from './proposal-store.js';

/**
 * Enters a demand and links what was proposed of it. `proposalId` is the proposal a person started from, whose words
 * they may have changed beyond recognition. Throws `ConflictError` when the list of demands is closed.
 */
export async function enterFromLetter(
  deps: Deps,
  matter: MatterInHand,
  { letter, words }: LetterInFull,
  { columns, proposalId }: { readonly columns: DemandColumns; readonly proposalId: string | null },
  by: Actor,
): Promise<Demand> {
  const demand = await enterDemand(deps, matter, asDemanding(letter, words, matter), columns, by);
  const at = deps.clock.now();
  await inTransaction(deps, async (tx) => {
    await settleProposals(tx, letter, 'leave', by, at);
    const left = (await listProposals(tx, letter.id)).find(
      (one) => one.id === proposalId && one.state === 'open',
    );
    const decided = { decidedAt: at, decidedBy: by.accountId, demandId: demand.id };
    if (left) await decideProposal(tx, left.id, { state: 'edited', ...decided });
  });
  return demand;
}
