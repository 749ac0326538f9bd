import { recordEvent } from '../../audit/audit-store.js';
import type { Actor } from '../../audit/event.js';
import { inTransaction } from '../../platform/database.js';
import type { Deps } from '../../platform/deps.js';
import { ConflictError } from '../../platform/errors.js';
import { expectWritable } from '../edit-reply.js';
import { updateReply } from '../reply-store.js';
import { repeatedIn, type Reply } from '../reply.js';
import { keepVersionWith, letterNow } from '../versions/keep-version.js';

/**
 * Which responses a further reply repeats though they stand as they were sent. Throws `ConflictError` in a first
 * reply, when someone else saved meanwhile, and once what carries the reply is approved.
 */
export async function chooseRepeated(
  deps: Deps,
  reply: Pick<Reply, 'id' | 'matterId'>,
  { demand, version }: { readonly demand: readonly string[]; readonly version: number },
  by: Actor,
): Promise<void> {
  const at = deps.clock.now();
  await inTransaction(deps, async (tx) => {
    const current = await expectWritable(tx, reply);
    const before = repeatedIn(current);
    if (before === null)
      throw new ConflictError('This is the first reply to the letter; it responds to every demand.');
    const chosen = [...new Set(demand)].sort();
    const isChanged = chosen.join() !== [...before].sort().join();
    if (isChanged)
      await keepVersionWith(tx, current, await letterNow(tx, current), { by, at, why: 'before a change' });
    await updateReply(tx, reply.id, version, { repeatedDemands: JSON.stringify(chosen) });
    if (!isChanged) return;
    const detail = { number: String(current.number), fields: 'responses repeated' };
    const { id: subject, matterId } = reply;
    await recordEvent(tx, { by, at, action: 'reply.edited', subject, matterId, detail });
  });
}
