import { marksByItem } from '../../bundles/bundle.js';
import type { LetterProblem } from '../../bundles/letter-problem.js';
import { getMatter } from '../../matters/matter-store.js';
import { letterInHand } from '../letter-in-hand.js';
import { getReplyIn } from '../reply-store.js';
import { storedContent } from './reply-version.js';
import { findVersionSet } from './version-store.js';

/**
 * Whether a finished file still carries the letter as it stands: the reply, a response or an exhibit may have been
 * changed since. Compares what the letters are made from, so that no letter has to be set to know.
 */
export const letterProblem: LetterProblem = async (db, bundle, entries, letterSha256) => {
  if (bundle.replyId === null) return null;
  const reply = await getReplyIn(db, bundle.matterId, bundle.replyId);
  const path = `/matters/${bundle.matterId}/replies/${reply.id}`;
  const marks = marksByItem(bundle, entries);
  const matter = await getMatter(db, bundle.matterId);
  const { letter, hindrances } = await letterInHand(db, matter, reply, reply, { bundle, marks, entries });
  const set = await findVersionSet(db, reply.id, letterSha256);
  if (set !== null && set.sha256 !== storedContent(letter).sha256)
    return {
      text: 'The letter was changed since this file was built; build it again.',
      path: `${path}/versions?from=${set.number}&to=now`,
      isChange: true,
    };
  return hindrances.length === 0
    ? null
    : { text: `The letter is not ready to go out. ${hindrances.join(' ')}`, path, isChange: false };
};
