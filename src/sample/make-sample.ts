import { buffer } from 'node:stream/consumers';
import { getDocument } from '../documents/document-store.js';
import { getLetter } from '../letters/letter-store.js';
import type { Deps } from '../platform/deps.js';
import { doJobs } from './do-jobs.js';
import { MADE, READINGS } from './exhibits.js';
import { openAccounts, openSampleMatter, type Cast } from './open-cast.js';
import { playEvidence, type PlayedEvidence, type PlayedExhibits } from './play-evidence.js';
import { dropLetter, leaveMailUnreviewed, playLetter, type PlayedLetter } from './play-letter.js';
import { askForRun, enterSessions, playMethod, playSummary } from './play-measurements.js';
import { askForReconciliation, enterDeliveries, playDisclosures } from './play-notices.js';
import { playBundle, playReply } from './play-reply.js';
import { playStatement } from './play-statement.js';
import { at } from './sample-clock.js';

export { SAMPLE_INSTANT, SAMPLE_ZONE } from './sample-clock.js';

/**
 * Plays the sample matter into an empty data folder, through the same forms and actions that the pages call: the
 * letter of 5 June 2014, its three demands and their dates, the evidence, the method with its run, the reconciliation and
 * what answers the demand for the list without naming anyone, the statement at issue, the responses, and a draft bundle.
 * The reply is not approved, and one mail stays unreviewed.
 */
export async function makeSample(deps: Deps): Promise<void> {
  const people = await openAccounts(at(deps, '2014-06-05T15:00:00.000Z'));
  const letterId = await dropLetter(deps, people.dana);
  const cast = await openSampleMatter(at(deps, '2014-06-05T21:30:00.000Z'), people);
  const letter = await playLetter(deps, cast, letterId);
  const evidence = await playEvidence(deps, cast, letter, await letterBytes(deps, letterId));
  await leaveMailUnreviewed(deps, cast);
  const exhibits = await playFigures(deps, cast, letter, evidence);
  await playStatement(deps, cast, letter, exhibits);
  const replyId = await playReply(deps, cast, letter, exhibits);
  await playBundle(deps, cast, replyId, exhibits);
}

/** The method, the run and the reconciliation; what comes of them goes out behind the other exhibits. */
async function playFigures(
  deps: Deps,
  cast: Cast,
  letter: PlayedLetter,
  { exhibits, sessions, deliveries }: PlayedEvidence,
): Promise<PlayedExhibits> {
  await playMethod(deps, cast);
  const reading = at(deps, '2014-06-06T16:22:00.000Z');
  const shownBy = exhibits.get('3')?.itemId ?? '';
  const source = await enterSessions(reading, cast, sessions);
  const list = await enterDeliveries(reading, cast, { deliveries, shownBy });
  await doJobs(reading, [source.jobId, list.jobId]);
  const counting = at(deps, '2014-06-06T16:24:00.000Z');
  const run = await askForRun(counting, cast, source.sourceId);
  const reconciled = await askForReconciliation(counting, cast, list.listId, source.sourceId);
  await doJobs(counting, [run.jobId, reconciled.jobId]);
  const { paper } = await playSummary(deps, cast, letter, run.runId);
  const reconciliation = { listId: list.listId, runId: reconciled.runId };
  const disclosed = await playDisclosures(deps, cast, letter, reconciliation);
  const made = [
    [MADE.summary, paper],
    [MADE.reconciliation, disclosed.reconciliation],
    [MADE.counts, disclosed.counts],
    [MADE.rows, disclosed.rows],
  ] as const;
  const behind = made.map(([mark, itemId]) => [mark, { itemId, section: READINGS }] as const);
  return new Map([...exhibits, ...behind]);
}

/** The letter's own bytes, for the mail that brought it. */
async function letterBytes(deps: Deps, letterId: string): Promise<Uint8Array> {
  const { documentId } = await getLetter(deps.db, letterId);
  if (documentId === null) throw new Error('The letter of the sample has no document.');
  const { sha256 } = await getDocument(deps.db, documentId);
  return buffer(await deps.files.read(sha256));
}
