import type { WriteLetter } from '../bundles/build-stored-bundle.js';
import { typesetBlocks } from '../pdf/questions.js';
import type { Db } from '../platform/database.js';
import { ConflictError } from '../platform/errors.js';
import { letterInHand } from './letter-in-hand.js';
import { getReplyIn } from './reply-store.js';
import { letterDate } from './reply.js';

const LONGEST_MS = 60_000;

/**
 * Sets the reply that goes first in a bundle, its citations in the bundle's own marks. A draft may have gaps;
 * for the final file every demand is responded to or closed and every citation reaches its page, or this throws
 * `ConflictError` naming what is missing.
 */
export const setLetter: WriteLetter = async (deps, bundle, marks, out) => {
  if (bundle.replyId === null) return null;
  const matter = await deps.db
    .selectFrom('matter')
    .where('id', '=', bundle.matterId)
    .select(['id', 'regime'])
    .executeTakeFirstOrThrow();
  const reply = await getReplyIn(deps.db, bundle.matterId, bundle.replyId);
  const { letter, hindrances } = await letterInHand(deps.db, matter, reply, reply, { bundle, marks });
  if (hindrances.length > 0 && !(await isDraftBuild(deps.db, bundle.id)))
    throw new ConflictError(`The letter is not ready to go out. ${hindrances.join(' ')}`);
  const title = `Letter of ${letterDate(reply.datedOn, matter.regime)}`;
  const { letterhead, blocks } = letter;
  const set = await deps.asker.ask(
    typesetBlocks,
    { blocks, paper: bundle.paper, out, date: reply.datedOn, title, style: 'letter', letterhead },
    { timeoutMs: LONGEST_MS },
  );
  return {
    title,
    date: reply.datedOn,
    citations: set.citations.map(({ citation, page, rect }) => ({
      citation,
      page,
      rect: outwards(rect),
    })),
  };
};

/** The build under way, or the last one asked for, decides. */
async function isDraftBuild(db: Db, bundleId: string): Promise<boolean> {
  const build = await db
    .selectFrom('bundleBuild')
    .where('bundleId', '=', bundleId)
    .where('state', '=', 'building')
    .orderBy('number', 'desc')
    .select('isDraft')
    .executeTakeFirst();
  return build?.isDraft === 1;
}

/** Whole points around the words, as a SPEC holds them. */
function outwards([left, bottom, right, top]: readonly [number, number, number, number]): [
  number,
  number,
  number,
  number,
] {
  return [Math.floor(left), Math.floor(bottom), Math.ceil(right), Math.ceil(top)];
}
