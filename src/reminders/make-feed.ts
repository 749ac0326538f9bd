import { recordEvent } from '../audit/audit-store.js';
import type { Actor } from '../audit/event.js';
import { getMatterFor } from '../matters/matter-store.js';
import { inTransaction, type Tx } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { newSecret } from '../platform/ids.js';
import { getOwnFeed, hashOfToken, insertFeed, updateRevoked, type Feed } from './feed-store.js';

/** Makes a calendar and returns its token, which is not stored: this is the one time it is known. Throws `NotFoundError` for a foreign matter. */
export async function makeFeed(
  deps: Deps,
  request: { readonly matterId: string | null; readonly words: boolean },
  by: Actor,
): Promise<string> {
  return inTransaction(deps, async (tx) => makeFeedWith(tx, request, by, deps.clock.now()));
}

/** The old address opens nothing any more and a new one, for the same calendar, is returned. */
export async function replaceFeed(deps: Deps, id: string, by: Actor): Promise<string> {
  const at = deps.clock.now();
  return inTransaction(deps, async (tx) => {
    const feed = await getOwnFeed(tx, by.accountId, id);
    await revokeWith(tx, feed, by, at);
    return makeFeedWith(tx, { matterId: feed.matterId, words: feed.words === 1 }, by, at);
  });
}

/** Throws `NotFoundError` for somebody else's calendar and for one that is revoked already. */
export async function revokeFeed(deps: Deps, id: string, by: Actor): Promise<void> {
  const at = deps.clock.now();
  await inTransaction(deps, async (tx) => revokeWith(tx, await getOwnFeed(tx, by.accountId, id), by, at));
}

async function makeFeedWith(
  tx: Tx,
  { matterId, words }: { readonly matterId: string | null; readonly words: boolean },
  by: Actor,
  at: string,
): Promise<string> {
  if (matterId !== null) await getMatterFor(tx, by, matterId);
  const token = newSecret();
  const id = await insertFeed(tx, {
    accountId: by.accountId,
    matterId,
    tokenHash: hashOfToken(token),
    words: words ? 1 : 0,
    madeAt: at,
  });
  await recordEvent(tx, { by, at, action: 'feed.made', subject: id, matterId, detail: ofWhat(matterId) });
  return token;
}

async function revokeWith(tx: Tx, feed: Feed, by: Actor, at: string): Promise<void> {
  await updateRevoked(tx, feed.id, at);
  await recordEvent(tx, {
    by,
    at,
    action: 'feed.revoked',
    subject: feed.id,
    matterId: feed.matterId,
    detail: ofWhat(feed.matterId),
  });
}

function ofWhat(matterId: string | null) {
  return { of: matterId === null ? 'all their matters' : 'this matter' };
}
