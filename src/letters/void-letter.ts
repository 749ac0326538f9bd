import { recordEvent } from '../audit/audit-store.js';
import type { Actor } from '../audit/event.js';
import { listDemandsOf } from '../demands/demand-store.js';
import { endDemandWith } from '../demands/end-demand.js';
import { inTransaction } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { ConflictError } from '../platform/errors.js';
import { endProvisionalDate } from './letter-dates.js';
import { updateLetter } from './letter-store.js';
import { isLive, type Letter } from './letter.js';

/**
 * Voids a letter logged in error, with its demands and dates. It stays on the record, with its original.
 * Throws `ConflictError` when a demand of it was responded to: that has to be undone first.
 */
export async function voidLetter(
  deps: Deps,
  letter: Letter,
  { reason, version }: { readonly reason: string; readonly version: number },
  by: Actor,
): Promise<void> {
  if (!isLive(letter)) throw new ConflictError('This letter was voided already.');
  const at = deps.clock.now();
  await inTransaction(deps, async (tx) => {
    const demands = await listDemandsOf(tx, letter.id);
    const responded = demands.find((demand) => demand.state === 'responded');
    if (responded)
      throw new ConflictError(
        `Demand ${responded.number} of this letter was responded to. End that demand first, with a reason.`,
      );
    await updateLetter(tx, letter.id, version, { state: 'voided', voidReason: reason });
    await recordEvent(tx, {
      by,
      at,
      action: 'letter.voided',
      subject: letter.id,
      matterId: letter.matterId,
      detail: { number: letter.number },
    });
    for (const demand of demands.filter((one) => one.state === 'open'))
      await endDemandWith(
        tx,
        demand,
        { ending: 'voided', reason: `Its letter was voided: ${reason}`, version: demand.version },
        by,
        at,
      );
    await endProvisionalDate(tx, letter.id, 'the letter was voided', by, at);
  });
}
