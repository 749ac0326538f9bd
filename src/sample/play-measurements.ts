import { getDocument } from '../documents/document-store.js';
import { getItem } from '../evidence/item-store.js';
import { linkItem } from '../evidence/link-item.js';
import { getMatterFor } from '../matters/matter-store.js';
import { methodForm } from '../measurements/method/method-form.js';
import { setMethod } from '../measurements/method/set-method.js';
import { addCertificationToEvidence } from '../measurements/papers/add-certification.js';
import { addSummaryToEvidence } from '../measurements/papers/add-summary.js';
import { queueRun } from '../measurements/runs/queue-run.js';
import { getRun } from '../measurements/runs/run-store.js';
import { proposedByNames } from '../measurements/said-mapping.js';
import { queueSource } from '../measurements/sources/queue-source.js';
import { getMeasurementSource } from '../measurements/source-store.js';
import type { Deps } from '../platform/deps.js';
import { describeItem, SYNTHETIC_LEGEND } from './describe-item.js';
import { filledIn } from './filled-in.js';
import type { Cast } from './open-cast.js';
import type { PlayedLetter } from './play-letter.js';
import { at } from './sample-clock.js';
import { READING_COLUMNS, SAMPLE_LEVEL_MBPS, SAMPLE_WINDOW_MINUTES } from './synthetic.js';

/** Where the evenings of the sample are: the hours and days of every figure. */
export const EASTERN = 'America/New_York';

/** The items of the summary. */
export interface PlayedSummary {
  readonly paper: string;
  readonly table: string;
}

/** Omar sets how the readings are judged, before anyone has counted one. */
export async function playMethod(deps: Deps, { omar, matterId }: Cast): Promise<void> {
  const method = filledIn(methodForm, {
    measure: 'download',
    level: SAMPLE_LEVEL_MBPS.toFixed(1),
    windowMinutes: String(SAMPLE_WINDOW_MINUTES),
    peakFrom: '19',
    peakTo: '23',
    peakDays: 'all',
    zone: EASTERN,
    note: 'The readings are synthetic: invented networks and accounts, nothing was measured. Hours are US Eastern for every network; West and Vale lie in the Pacific zone, so their evenings begin at 22:00 here.',
    reason:
      'The level below which the sample’s notice was shown, and the longest time a reading speaks for a notice; the letter asks about evenings.',
    version: '0',
  });
  await setMethod(at(deps, '2014-06-06T16:21:00.000Z'), matterId, method, omar);
}

/** Dana has the session log read as measurements. Returns the source and the job that reads it. */
export async function enterSessions(
  deps: Deps,
  { dana, matterId }: Cast,
  itemId: string,
): Promise<{ sourceId: string; jobId: string }> {
  const { documentId } = await getItem(deps.db, matterId, itemId);
  const { sha256, name } = await getDocument(deps.db, documentId);
  const said = proposedByNames(READING_COLUMNS);
  const sourceId = await queueSource(
    deps,
    matterId,
    {
      item: { id: itemId },
      file: { sha256, name },
      columns: READING_COLUMNS,
      how: { given: {}, said, zone: null },
      replaces: null,
    },
    dana,
  );
  return { sourceId, jobId: (await getMeasurementSource(deps.db, matterId, sourceId)).jobId };
}

/** Omar asks for the run. Returns it and its job. */
export async function askForRun(
  deps: Deps,
  { omar, matterId }: Cast,
  sourceId: string,
): Promise<{ runId: string; jobId: string }> {
  const runId = await queueRun(deps, matterId, [sourceId], omar);
  return { runId, jobId: (await getRun(deps.db, matterId, runId)).jobId };
}

/** Omar puts the summary of the run into the evidence, and has the certification drafted. */
export async function playSummary(
  deps: Deps,
  cast: Cast,
  { demands }: PlayedLetter,
  runId: string,
): Promise<PlayedSummary> {
  const { omar, matterId } = cast;
  const then = at(deps, '2014-06-06T16:26:00.000Z');
  const matter = await getMatterFor(deps.db, omar, matterId);
  const run = await getRun(deps.db, matterId, runId);
  const examination =
    'Sample: the synthetic session log is in the file of this matter and can be copied on request, on any business day from 9:00 to 17:00 Pacific time.';
  const { paper, table } = await addSummaryToEvidence(then, matter, run, { examination }, omar);
  for (const itemId of [paper, table]) {
    await describeItem(
      then,
      matterId,
      itemId,
      ({ title }) => ({ title: `${title} (synthetic)`, legend: SYNTHETIC_LEGEND }),
      omar,
    );
    await linkItem(then, matterId, itemId, [demands.evidence.id], omar);
  }
  await addCertificationToEvidence(at(deps, '2014-06-06T16:27:00.000Z'), matter, run, omar);
  return { paper, table };
}
