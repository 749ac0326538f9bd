import type { Actor } from '../../audit/event.js';
import { findBundleOfReply } from '../../bundles/bundle-store.js';
import type { Demand } from '../../demands/demand.js';
import type { Tx } from '../../platform/database.js';
import { findReplyInHand } from '../reply-store.js';
import { isWritable } from '../reply.js';
import { keepVersionWith, letterNow } from './keep-version.js';

/** Keeps what the draft reply to a demand's letter says before a response it carries is rewritten: its words change too. */
export async function keepBeforeResponse(
  tx: Tx,
  { letterId }: Pick<Demand, 'letterId'>,
  by: Actor,
  at: string,
): Promise<void> {
  const reply = await findReplyInHand(tx, letterId);
  if (reply === null) return;
  const bundle = await findBundleOfReply(tx, reply.matterId, reply.id);
  if (!isWritable(reply, bundle?.state ?? null)) return;
  await keepVersionWith(tx, reply, await letterNow(tx, reply), {
    ...{ by, at },
    why: 'before a response was changed',
  });
}
