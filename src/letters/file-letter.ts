import { recordEvent } from '../audit/audit-store.js';
import type { Actor } from '../audit/event.js';
import { updateMatterOfDates } from '../deadlines/deadline-store.js';
import { updateMatterOf } from '../documents/document-store.js';
import type { MatterInHand } from '../matters/matter.js';
import { inTransaction } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { ConflictError, ForbiddenError } from '../platform/errors.js';
import { moveProvisionalDates } from './letter-dates.js';
import { nextNumber, updateLetter } from './letter-store.js';
import type { Letter } from './letter.js';

/**
 * Puts an unfiled letter, its document with everything attached, and its provisional date into a matter under the
 * next number there; `known` is what whoever files it says of it already. Throws `ForbiddenError` where the account may only read, `ConflictError` on a closed matter.
 */
export async function fileLetter(
  deps: Deps,
  letter: Letter,
  matter: MatterInHand,
  version: number,
  by: Actor,
  known: Partial<Pick<Letter, 'sender' | 'senderCounsel' | 'recipient' | 'theirReference'>> = {},
): Promise<void> {
  if (matter.access === 'viewer' || by.role === 'auditor')
    throw new ForbiddenError('You can read that matter but not add to it; nothing was saved.');
  if (matter.state === 'closed')
    throw new ConflictError('That matter is closed. Open it again first, or choose another.');
  const at = deps.clock.now();
  await inTransaction(deps, async (tx) => {
    const number = await nextNumber(tx, matter.id);
    await updateLetter(tx, letter.id, version, { matterId: matter.id, number, ...known });
    if (letter.documentId !== null) await updateMatterOf(tx, letter.documentId, matter.id);
    await updateMatterOfDates(tx, letter.id, matter.id);
    await moveProvisionalDates(tx, letter.id, matter.zone);
    await recordEvent(tx, {
      by,
      at,
      action: 'letter.filed',
      subject: letter.id,
      matterId: matter.id,
      detail: { number },
    });
  });
}
