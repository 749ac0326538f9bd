import { recordEvent } from '../audit/audit-store.js';
import type { Actor } from '../audit/event.js';
import { inTransaction } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import type { AskingSentence } from './asking-sentences.js';
import { decideProposal } from './proposal-store.js';
import { requireOpen } from './decide-proposals.js';
import { insertDismissal } from './letter-store.js';
import type { Letter } from './letter.js';
import type { ProposedDemand } from './proposed-demand.js';

/** Words that make no demand: where they stand, on page 0 where nobody sees them (`asDismissal`). */
export type DismissedWords = Pick<AskingSentence, 'page' | 'start' | 'text'>;

export interface Dismissed {
  readonly sentences: readonly DismissedWords[];
  readonly proposals: readonly ProposedDemand[];
}

/**
 * A named person says of sentences and proposals that they are no demand, before the list is complete. Kept with who
 * said so first; nothing of the letter's words is thrown away. Throws `ConflictError` once the list is complete.
 */
export async function dismissSentences(
  deps: Deps,
  letter: Letter,
  { sentences, proposals }: Dismissed,
  by: Actor,
): Promise<void> {
  const at = deps.clock.now();
  const decision = { state: 'rejected', decidedAt: at, decidedBy: by.accountId } as const;
  await inTransaction(deps, async (tx) => {
    await requireOpen(tx, letter);
    for (const { page, start, text: quote } of sentences)
      await insertDismissal(tx, {
        ...{ letterId: letter.id, page, start, quote },
        ...{ dismissedAt: at, dismissedBy: by.accountId },
      });
    for (const { id } of proposals) await decideProposal(tx, id, decision);
    await recordEvent(tx, {
      by,
      at,
      action: 'letter.dismissed',
      subject: letter.id,
      matterId: letter.matterId,
      detail: { number: letter.number, dismissed: sentences.length + proposals.length },
    });
  });
}
