import { recordEvent } from '../audit/audit-store.js';
import type { Actor } from '../audit/event.js';
import { getLetterIn } from '../letters/letter-store.js';
import type { Matter } from '../matters/matter.js';
import { inTransaction } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { ConflictError } from '../platform/errors.js';
import { todayIn } from '../platform/plain-date.js';
import { listParties } from '../people/person-store.js';
import { findReplyInHand, insertReply } from './reply-store.js';
import { replyTo } from './reply.js';

/**
 * Begins the reply to a letter with what letter and matter already say. A letter has one reply in hand at a time;
 * after it was sent, another may follow. Throws `ConflictError` otherwise, and for a letter nobody has reviewed.
 */
export async function writeReply(
  deps: Deps,
  matter: Pick<Matter, 'id' | 'number' | 'regime' | 'zone'>,
  letterId: string,
  by: Actor,
): Promise<string> {
  const at = deps.clock.now();
  return inTransaction(deps, async (tx) => {
    const letter = await getLetterIn(tx, matter.id, letterId);
    if (letter.direction !== 'in' || letter.state !== 'reviewed')
      throw new ConflictError('Confirm the facts of the letter first; then a reply can begin from them.');
    if (await findReplyInHand(tx, letter.id))
      throw new ConflictError(
        'A reply to this letter is being written already; change that one, or void it first.',
      );
    const fields = replyTo(
      letter,
      matter,
      await listParties(tx, matter.id),
      todayIn(deps.clock, matter.zone),
    );
    const { id, number } = await insertReply(tx, {
      matterId: matter.id,
      inReplyTo: letter.id,
      state: 'draft',
      ...fields,
      writtenAt: at,
      writtenBy: by.accountId,
    });
    const detail = { number: String(number), letter: letter.number };
    await recordEvent(tx, { by, at, action: 'reply.written', subject: id, matterId: matter.id, detail });
    return id;
  });
}
