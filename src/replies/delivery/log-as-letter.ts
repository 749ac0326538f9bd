import type { Actor } from '../../audit/event.js';
import { receiveKeptDocument } from '../../letters/receive-letter.js';
import type { Letter } from '../../letters/letter.js';
import type { MatterInHand } from '../../matters/matter.js';
import type { Deps } from '../../platform/deps.js';
import { ConflictError } from '../../platform/errors.js';
import { mayBeLetter } from './aside-rows.js';
import { getSetAside } from './delivery-store.js';
import { notOursIn } from './letter-from-them.js';

/**
 * A mail of the other side that was dropped as one of ours, logged as a letter of its matter; its document is the one that
 * is kept already. Throws `NotFoundError` for what was not set aside here, `ConflictError` for a mail of ours and for
 * one that is a letter of the matter already.
 */
export async function logAsLetter(
  deps: Deps,
  matter: MatterInHand,
  documentId: string,
  by: Actor,
): Promise<Letter> {
  const kept = await getSetAside(deps.db, matter.id, documentId);
  if (!mayBeLetter(kept, await notOursIn(deps.db, matter.id)))
    throw new ConflictError('This is no mail that somebody wrote to us, so it is not logged as a letter.');
  const { letter } = await receiveKeptDocument(deps, { id: documentId, sha256: kept.sha256 }, matter, by);
  return letter;
}
