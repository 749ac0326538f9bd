import { recordEvent } from '../audit/audit-store.js';
import type { Actor } from '../audit/event.js';
import { listDemandsOf } from '../demands/demand-store.js';
import { inTransaction } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { ConflictError } from '../platform/errors.js';
import { listChanges } from './again/letter-change-store.js';
import type { DismissedWords } from './dismiss-sentences.js';
import { settleProposals } from './decide-proposals.js';
import { endProvisionalDate } from './letter-dates.js';
import { insertDismissal, updateLetter } from './letter-store.js';
import type { Letter } from './letter.js';

const UNSEEN =
  'Its file was read again by a newer reader, and nobody has compared what is new. Look at “Read again” on this page and say “I have compared it”; then confirm the list. What you ticked stays ticked below.';

/**
 * A named person confirms that the demands entered are all of them, having dismissed every sentence left over and
 * every proposal not entered: those are kept as rejected by that person.
 * The provisional date gives way to the dates of the demands. Throws `ConflictError` on an old version, and while nobody has
 * compared what a newer reader reads in it.
 */
export async function completeDemands(
  deps: Deps,
  letter: Letter,
  { version, dismissed }: { readonly version: number; readonly dismissed: readonly DismissedWords[] },
  by: Actor,
): Promise<void> {
  if (letter.state !== 'reviewed' || letter.matterId === null)
    throw new ConflictError('Confirm the letter’s sender and dates first.');
  if (letter.demandsCompleteAt !== null)
    throw new ConflictError('The list was confirmed as complete already.');
  const at = deps.clock.now();
  const { matterId } = letter;
  await inTransaction(deps, async (tx) => {
    if ((await listChanges(tx, letter.id)).some(({ seenAt }) => seenAt === null))
      throw new ConflictError(UNSEEN);
    await updateLetter(tx, letter.id, version, { demandsCompleteAt: at, demandsCompleteBy: by.accountId });
    for (const { page, start, text } of dismissed)
      await insertDismissal(tx, {
        letterId: letter.id,
        page,
        start,
        quote: text,
        dismissedAt: at,
        dismissedBy: by.accountId,
      });
    await settleProposals(tx, letter, 'reject', by, at);
    const demands = (await listDemandsOf(tx, letter.id)).filter((demand) => demand.state !== 'voided').length;
    await recordEvent(tx, {
      by,
      at,
      action: 'letter.demandsComplete',
      subject: letter.id,
      matterId,
      detail: { number: letter.number, demands, dismissed: dismissed.length },
    });
    await endProvisionalDate(tx, letter.id, 'the list of demands was confirmed as complete', by, at);
  });
}

/** Opens the list again, for a demand that was missed. Throws `ConflictError` when it is open already. */
export async function reopenDemands(deps: Deps, letter: Letter, version: number, by: Actor): Promise<void> {
  if (letter.demandsCompleteAt === null) throw new ConflictError('The list of demands is open already.');
  const at = deps.clock.now();
  await inTransaction(deps, async (tx) => {
    await updateLetter(tx, letter.id, version, { demandsCompleteAt: null, demandsCompleteBy: null });
    await recordEvent(tx, {
      by,
      at,
      action: 'letter.demandsReopened',
      subject: letter.id,
      matterId: letter.matterId,
      detail: { number: letter.number },
    });
  });
}
