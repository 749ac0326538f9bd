import type { LetterOut } from '../bundles/letter-problem.js';
import { STANCES } from '../demands/demand.js';
import { getMatter } from '../matters/matter-store.js';
import { dayText } from '../platform/plain-date.js';
import { standsAsSent, toldIn } from './further/answer-standing.js';
import { letterInHand } from './letter-in-hand.js';
import { LETTER_KINDS } from './letter-kind.js';
import { getReplyIn } from './reply-store.js';

/** What the letter in front of a bundle says to each demand, for whoever approves the file. */
export const letterOut: LetterOut = async (db, bundle) => {
  if (bundle.replyId === null) return null;
  const reply = await getReplyIn(db, bundle.matterId, bundle.replyId);
  const { answers } = await letterInHand(db, await getMatter(db, bundle.matterId), reply);
  return {
    path: `/matters/${bundle.matterId}/replies/${reply.id}`,
    text: `${LETTER_KINDS[reply.kind]}: ${reply.subject}`,
    to: reply.addressee.split('\n')[0] ?? '',
    dated: dayText(reply.datedOn),
    signatory: reply.signatory.split('\n')[0] ?? '',
    responses: toldIn(reply.kind, answers).map(({ demandId, demand, response, stance, earlier }) => ({
      number: demand.number,
      quote: demand.quote,
      stance: stance === null ? null : STANCES[stance],
      promised: response?.promisedOn == null ? null : dayText(response.promisedOn),
      replaces: earlier?.isChanged === true ? dayText(earlier.datedOn) : null,
      path: `/matters/${bundle.matterId}/demands/${demandId}#response`,
    })),
    standing: standsAsSent(reply.kind, answers).map(({ demand }) => demand.number),
  };
};
