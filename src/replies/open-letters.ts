import type { Letter } from '../letters/letter.js';
import type { Deps } from '../platform/deps.js';
import { answersDemands } from './letter-kind.js';
import { findReplyInHand, listReplies } from './reply-store.js';
import type { Reply } from './reply.js';

/** Where a letter of ours is, inside the app. */
export function pathOf(reply: Pick<Reply, 'id' | 'matterId'>): string {
  return `/matters/${reply.matterId}/replies/${reply.id}`;
}

/** Where the reply to a letter is: the one in hand, or the list where one went out already; null where none was begun. */
export async function firstReplyPath(deps: Deps, matterId: string, letterId: string): Promise<string | null> {
  const inHand = await findReplyInHand(deps.db, letterId);
  if (inHand?.matterId === matterId) return pathOf(inHand);
  const sent = (await listReplies(deps.db, matterId)).some(
    (reply) => reply.inReplyTo === letterId && answersDemands(reply.kind) && reply.state !== 'voided',
  );
  return sent ? `/matters/${matterId}/replies?letter=${letterId}` : null;
}

/** The only letter that nobody has replied to, or the only letter there is; '' where there are several. */
export function onlyOpen(letters: readonly Letter[], replies: readonly Reply[]): string {
  const live = replies.filter(({ kind, state }) => answersDemands(kind) && state !== 'voided');
  const open = letters.filter(({ id }) => !live.some(({ inReplyTo }) => inReplyTo === id));
  const [only, ...others] = letters.length === 1 ? letters : open;
  return only !== undefined && others.length === 0 ? only.id : '';
}
