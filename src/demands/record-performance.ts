import { recordEvent } from '../audit/audit-store.js';
import type { Actor } from '../audit/event.js';
import { inTransaction } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import type { PerformanceRequest } from './demand-form.js';
import { insertPerformance } from './demand-store.js';
import type { Demand } from './demand.js';

/** Records what was done about a demand, when, and the document that proves it. Said apart from the response. */
export async function recordPerformance(
  deps: Deps,
  demand: Demand,
  done: PerformanceRequest & { readonly documentId: string | null },
  by: Actor,
): Promise<void> {
  const at = deps.clock.now();
  await inTransaction(deps, async (tx) => {
    await insertPerformance(tx, {
      demandId: demand.id,
      matterId: demand.matterId,
      doneOn: done.doneOn,
      words: done.words,
      documentId: done.documentId,
      recordedAt: at,
      recordedBy: by.accountId,
    });
    await recordEvent(tx, {
      by,
      at,
      action: 'demand.performed',
      subject: demand.id,
      matterId: demand.matterId,
      detail: { number: demand.number, doneOn: done.doneOn },
    });
  });
}
