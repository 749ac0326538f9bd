import type { WriteLetter } from '../../bundles/build-stored-bundle.js';
import { paperDate } from '../../bundles/building/paper-date.js';
import { getMatter } from '../../matters/matter-store.js';
import { typesetBlocks } from '../../pdf/questions.js';
import { inTransaction } from '../../platform/database.js';
import { ConflictError } from '../../platform/errors.js';
import { hashOf } from '../../platform/file-store.js';
import { toldIn } from '../further/answer-standing.js';
import { keepVersionWith } from '../versions/keep-version.js';
import { letterInHand } from '../letter-in-hand.js';
import { getReplyIn } from '../reply-store.js';

const LONGEST_MS = 60_000;

/**
 * Sets the reply that goes first in a bundle, its citations in the bundle's own marks. A draft may have gaps;
 * for the final file every demand is responded to or closed and every citation reaches its page, or this throws
 * `ConflictError` naming what is missing; what the final file says is kept as a version.
 */
export const setLetter: WriteLetter = async (deps, bundle, marks, out, isDraft) => {
  if (bundle.replyId === null) return null;
  const matter = await getMatter(deps.db, bundle.matterId);
  const reply = await getReplyIn(deps.db, bundle.matterId, bundle.replyId);
  const { letter, answers, hindrances } = await letterInHand(deps.db, matter, reply, reply, {
    bundle,
    marks,
  });
  if (hindrances.length > 0 && !isDraft)
    throw new ConflictError(`The letter is not ready to go out. ${hindrances.join(' ')}`);
  const title = `Letter of ${paperDate(reply.datedOn, bundle.paper)}`;
  const { letterhead, blocks } = letter;
  const set = await deps.asker.ask(
    typesetBlocks,
    { blocks, paper: bundle.paper, out, date: reply.datedOn, title, style: 'letter', letterhead },
    { timeoutMs: LONGEST_MS },
  );
  if (!isDraft) {
    const kept = {
      by: null,
      at: deps.clock.now(),
      why: 'set for the final file',
      letterSha256: await hashOf(out),
    };
    await inTransaction(deps, (tx) => keepVersionWith(tx, reply, letter, kept));
  }
  return {
    title,
    date: reply.datedOn,
    respondsTo: toldIn(reply.kind, answers)
      .filter(({ response }) => response !== null)
      .map(({ demandId }) => demandId),
    notes: set.notes,
    citations: set.citations.map(({ citation, page, rect }) => ({
      citation,
      page,
      rect: outwards(rect),
    })),
  };
};

/** Whole points around the words, as a SPEC holds them. */
function outwards([left, bottom, right, top]: readonly [number, number, number, number]): [
  number,
  number,
  number,
  number,
] {
  return [Math.floor(left), Math.floor(bottom), Math.ceil(right), Math.ceil(top)];
}
