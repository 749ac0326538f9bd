import { buffer } from 'node:stream/consumers';
import { getDocument } from '../documents/document-store.js';
import { getLetter } from '../letters/letter-store.js';
import type { Deps } from '../platform/deps.js';
import { openAccounts, openSampleMatter } from './open-cast.js';
import { playEvidence } from './play-evidence.js';
import { dropLetter, leaveMailUnreviewed, playLetter } from './play-letter.js';
import { playBundle, playReply } from './play-reply.js';
import { playStatement } from './play-statement.js';
import { at } from './sample-clock.js';

export { SAMPLE_INSTANT, SAMPLE_ZONE } from './sample-clock.js';

/**
 * Plays the sample matter into an empty data folder, through the same forms and actions that the pages call: the
 * letter of 5 June 2014, its three demands and their dates, the evidence, the statement at issue, two responses, and a
 * draft bundle. The
 * demand for the list stays open and one mail unreviewed.
 */
export async function makeSample(deps: Deps): Promise<void> {
  const people = await openAccounts(at(deps, '2014-06-05T15:00:00.000Z'));
  const letterId = await dropLetter(deps, people.dana);
  const cast = await openSampleMatter(at(deps, '2014-06-05T21:30:00.000Z'), people);
  const letter = await playLetter(deps, cast, letterId);
  const exhibits = await playEvidence(deps, cast, letter, await letterBytes(deps, letterId));
  await leaveMailUnreviewed(deps, cast);
  await playStatement(deps, cast, letter, exhibits);
  const replyId = await playReply(deps, cast, letter, exhibits);
  await playBundle(deps, cast, replyId, exhibits);
}

/** The letter's own bytes, for the mail that brought it. */
async function letterBytes(deps: Deps, letterId: string): Promise<Uint8Array> {
  const { documentId } = await getLetter(deps.db, letterId);
  if (documentId === null) throw new Error('The letter of the sample has no document.');
  const { sha256 } = await getDocument(deps.db, documentId);
  return buffer(await deps.files.read(sha256));
}
