import { recordEvent } from '../../audit/audit-store.js';
import type { Actor } from '../../audit/event.js';
import { getMatter } from '../../matters/matter-store.js';
import { inTransaction, type Tx } from '../../platform/database.js';
import type { Deps } from '../../platform/deps.js';
import { ConflictError } from '../../platform/errors.js';
import { letterInHand } from '../letter-in-hand.js';
import { getReplyIn } from '../reply-store.js';
import { storedContent, type LetterContent } from './reply-version.js';
import type { Reply } from '../reply.js';
import { findLastVersion, insertVersion, updateVersionLetter } from './version-store.js';

/** Keeps the letter as it stands now, responses and exhibit marks included. Throws `ConflictError` when nothing changed. */
export async function keepVersion(
  deps: Deps,
  reply: Pick<Reply, 'id' | 'matterId'>,
  why: string,
  by: Actor,
): Promise<number> {
  const at = deps.clock.now();
  return inTransaction(deps, async (tx) => {
    const now = await getReplyIn(tx, reply.matterId, reply.id);
    const kept = await keepVersionWith(tx, now, await letterNow(tx, now), { by, at, why });
    if (kept === null) throw new ConflictError('The letter has not changed since its last version.');
    return kept;
  });
}

/** The letter of a reply as it stands, without a build. */
export async function letterNow(tx: Tx, reply: Reply): Promise<LetterContent> {
  return (await letterInHand(tx, await getMatter(tx, reply.matterId), reply)).letter;
}

/** The part inside a transaction: a version, unless the last one says the same. `letterSha256` is that of the set letter. */
export async function keepVersionWith(
  tx: Tx,
  reply: Pick<Reply, 'id' | 'matterId' | 'number'>,
  letter: LetterContent,
  {
    by,
    at,
    why,
    letterSha256 = null,
  }: {
    readonly by: Actor | null;
    readonly at: string;
    readonly why: string;
    readonly letterSha256?: string | null;
  },
): Promise<number | null> {
  const { content, sha256 } = storedContent(letter);
  const last = await findLastVersion(tx, reply.id);
  if (last?.sha256 === sha256 && (letterSha256 === null || last.letterSha256 === letterSha256)) return null;
  if (last?.sha256 === sha256 && last.letterSha256 === null && letterSha256 !== null) {
    await updateVersionLetter(tx, last.id, letterSha256);
    return null;
  }
  const version = await insertVersion(tx, {
    ...{ replyId: reply.id, matterId: reply.matterId, content, sha256, letterSha256, why },
    savedAt: at,
    savedBy: by?.accountId ?? null,
  });
  const detail = { number: String(reply.number), version };
  const { id: subject, matterId } = reply;
  await recordEvent(tx, { by, at, action: 'reply.versionKept', subject, matterId, detail });
  return version;
}
