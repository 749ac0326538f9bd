import { recordEvent } from '../audit/audit-store.js';
import type { Actor } from '../audit/event.js';
import { countedOn } from '../deadlines/counted.js';
import { listDeadlines } from '../deadlines/deadline-store.js';
import { setDeadlineWith } from '../deadlines/set-deadline.js';
import { findPromises, type PromiseFound } from '../demands/find-promises.js';
import { inTransaction, type Tx } from '../platform/database.js';
import type { Db } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { ConflictError } from '../platform/errors.js';
import type { Matter } from '../matters/matter.js';
import type { LetterInHand } from './letter-in-hand.js';
import type { Reply, ReplyFields } from './reply.js';

/** Promises in the words of a letter that are no date of ours yet. */
export async function promisesOffered(
  db: Db,
  matterId: string,
  fields: Pick<ReplyFields, 'opening' | 'closing' | 'datedOn'>,
  answers: LetterInHand['answers'],
): Promise<PromiseFound[]> {
  const words = [fields.opening, ...answers.map(({ response }) => response?.words ?? ''), fields.closing];
  const found = findPromises(words.join('\n\n'), fields.datedOn);
  const held = found.length === 0 ? [] : await listDeadlines(db, matterId);
  return found.filter(({ on }) => !held.some((date) => date.whose === 'promised' && date.workingOn === on));
}

/** A person confirms a promise: it is held as a date of our own. Throws `ConflictError` when it is held already. */
export async function holdPromise(
  deps: Deps,
  matter: Pick<Matter, 'id' | 'zone'>,
  reply: Pick<Reply, 'id' | 'number' | 'inReplyTo'>,
  { words, on }: PromiseFound,
  by: Actor,
): Promise<void> {
  const at = deps.clock.now();
  await inTransaction(deps, async (tx) => {
    await expectNotHeld(tx, matter.id, on);
    await setDeadlineWith(
      tx,
      {
        matterId: matter.id,
        letterId: reply.inReplyTo,
        title: words,
        whose: 'promised',
        words,
        zone: matter.zone,
        counted: countedOn(on, matter.zone),
        working: { on, time: null, why: `promised in our letter, reply ${reply.number}` },
      },
      { by, setBy: by.accountId, at },
    );
    const detail = { number: String(reply.number), promisedOn: on };
    const matterId = matter.id;
    await recordEvent(tx, { by, at, action: 'reply.promised', subject: reply.id, matterId, detail });
  });
}

async function expectNotHeld(tx: Tx, matterId: string, on: string): Promise<void> {
  const held = (await listDeadlines(tx, matterId)).some(
    (date) => date.whose === 'promised' && date.workingOn === on && date.state === 'open',
  );
  if (held) throw new ConflictError('This day is a date of our own already.');
}
