import { wordsOfResponse } from '../demands/demand.js';
import { itemsNamed, pinpointsOf } from '../demands/pinpoint.js';
import { getLetterIn } from '../letters/letter-store.js';
import { paperOf, type Matter } from '../matters/matter.js';
import { paperDate } from '../matters/paper-date.js';
import type { Db } from '../platform/database.js';
import { NotFoundError } from '../platform/errors.js';
import type { Answer } from './answer-store.js';
import { toldIn } from './further/answer-standing.js';
import { letterInHand } from './letter-in-hand.js';
import { answersDemands, LETTER_KINDS } from './letter-kind.js';
import { getReplyIn } from './reply-store.js';
import { repeatedIn, type Reply } from './reply.js';

/**
 * Title and date that a bundle begins with where it carries a letter of ours, the demands that this letter responds to
 * and the items it cites; null where there is no such letter.
 */
export async function letterCarried(
  db: Db,
  matter: Pick<Matter, 'id' | 'regime' | 'zone'>,
  replyId: string,
): Promise<{
  title: string;
  datedOn: string;
  demandIds: readonly string[];
  itemIds: readonly string[];
} | null> {
  const reply = await findReply(db, matter.id, replyId);
  if (reply === null) return null;
  const { kind, inReplyTo, datedOn } = reply;
  const theirs = await getLetterIn(db, matter.id, inReplyTo);
  const dated = theirs.datedOn === null ? '' : ` of ${paperDate(theirs.datedOn, paperOf(matter))}`;
  const noun = repeatedIn(reply) === null ? 'Reply' : 'Further reply';
  const title = answersDemands(kind) ? `${noun} to the letter${dated}` : LETTER_KINDS[kind];
  const { answers } = await letterInHand(db, matter, reply);
  const told = toldIn(kind, answers);
  return {
    title,
    datedOn,
    demandIds: told.map(({ demandId }) => demandId),
    itemIds: itemsCited(reply, told, answers[0]?.itemNumbers ?? new Map()),
  };
}

/** The items that the letter's own words and the responses in it name or point at. */
function itemsCited(
  { opening, closing }: Pick<Reply, 'opening' | 'closing'>,
  told: readonly Answer[],
  itemNumbers: Answer['itemNumbers'],
): string[] {
  const responses = told.flatMap(({ response }) => response ?? []);
  const named = new Set([opening, closing, ...responses.map(wordsOfResponse)].flatMap(itemsNamed));
  const pointed = responses.flatMap(({ exhibits }) => pinpointsOf(exhibits) ?? []);
  return [
    ...pointed.map(({ itemId }) => itemId),
    ...[...itemNumbers].filter(([, number]) => named.has(number)).map(([itemId]) => itemId),
  ];
}

/** Only the letter itself may be missing: what it is made of is there, or that is an error. */
async function findReply(db: Db, matterId: string, replyId: string): Promise<Reply | null> {
  try {
    return await getReplyIn(db, matterId, replyId);
  } catch (error) {
    if (error instanceof NotFoundError) return null;
    throw error;
  }
}
