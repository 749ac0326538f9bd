import { recordEvent } from '../../audit/audit-store.js';
import type { Actor } from '../../audit/event.js';
import type { Document } from '../../documents/document-store.js';
import { inTransaction } from '../../platform/database.js';
import type { Deps } from '../../platform/deps.js';
import { insertSetAside } from './delivery-store.js';
import type { MatterOfProof, ProofOutcome } from './proof-outcome.js';

/** What proves nothing stays on the page of what was sent, with the reason, beside the sending it was attached to. */
export async function setAsideWith(
  deps: Deps,
  matter: MatterOfProof,
  { document, deliveryId }: { readonly document: Document; readonly deliveryId: string | null },
  outcome: ProofOutcome,
  by: Actor,
): Promise<ProofOutcome> {
  if (outcome.isSetAside !== true) return outcome;
  const at = deps.clock.now();
  const words = outcome.text;
  const matterId = matter.id;
  await inTransaction(deps, async (tx) => {
    await insertSetAside(tx, {
      ...{ matterId, deliveryId, documentId: document.id, words, keptAt: at, keptBy: by.accountId },
    });
    const detail = { sha256: document.sha256 };
    await recordEvent(tx, { by, at, action: 'delivery.setAside', subject: document.id, matterId, detail });
  });
  return outcome;
}
