import { listDemandsOf } from '../demands/demand-store.js';
import type { Tx } from '../platform/database.js';
import type { LetterWords } from './letter-pages.js';
import { insertProposal, listProposals, supersedeOpen } from './proposal-store.js';
import { isTakenBy, rowOf } from './proposed-demand.js';
import type { LetterReading } from './reading/proposal.js';

/**
 * Stores what the words propose. Open proposals of an earlier reading give way; what a person has decided, and what
 * an entered demand covers, is not proposed again. Returns how many are open.
 */
export async function proposeDemandsWith(
  tx: Tx,
  letterId: string,
  {
    words,
    reading,
    at,
  }: { readonly words: LetterWords; readonly reading: LetterReading; readonly at: string },
): Promise<number> {
  await supersedeOpen(tx, letterId);
  const decided = (await listProposals(tx, letterId)).filter((one) => one.state !== 'superseded');
  const entered = (await listDemandsOf(tx, letterId)).filter((one) => one.state !== 'voided');
  const pageOf = (page: number): number => words.pages[page - 1]?.page ?? page;
  let open = 0;
  for (const [position, proposal] of reading.demands.entries()) {
    const row = rowOf(proposal, { letterId, position, at, pageOf });
    const isKnown = [...decided, ...entered].some((one) => isTakenBy({ ...row, ...UNDECIDED }, one));
    if (isKnown) continue;
    await insertProposal(tx, row);
    open += 1;
  }
  return open;
}

const UNDECIDED = { id: '', state: 'open', demandId: null, decidedAt: null, decidedBy: null } as const;
