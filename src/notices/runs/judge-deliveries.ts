import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { MeasurementSource } from '../../measurements/measurement-source.js';
import type { PreparedSource } from '../../measurements/prepare-source.js';
import { readSourceFile, readySource } from '../../measurements/ready-source.js';
import type { Progress } from '../../platform/ask.js';
import type { Deps } from '../../platform/deps.js';
import { ConflictError, IntegrityError } from '../../platform/errors.js';
import { TABLE_LIMITS } from '../../tabular/command-io.js';
import { isTableWhole, keepTable, makeTablesFolder, tablePath } from '../../tabular/derived-table.js';
import { getNoticeList } from '../lists/list-store.js';
import { profileOf } from '../lists/notice-list.js';
import { readListFile, readyList } from '../lists/ready-list.js';
import { askReconcileList } from '../questions.js';
import type { Reconciliation } from '../reconciliation.js';
import { methodOf, runCacheKey, runNumber } from './notice-run.js';
import type { NoticeRun } from './notice-run.js';
import { listSourcesOfRun } from './run-store.js';

const JUDGED_FILE = 'judged.parquet';

/**
 * Sets the deliveries of a run's list against its sources, keeps the judged rows and gives the figures. A run that repeats
 * another reads every original anew: that is what makes its equal result worth something. Throws `IntegrityError` when an
 * original is not what it was.
 */
export async function judgeDeliveries(
  deps: Deps,
  run: NoticeRun,
  onProgress?: Progress,
): Promise<Reconciliation> {
  const list = await getNoticeList(deps.db, run.matterId, run.listId);
  const isRepeat = run.repeats !== null;
  await deps.files.localPath(list.sha256); // the tables speak for an original that is still what it was
  const profile = isRepeat ? await readListFile(deps, list, onProgress) : profileOf(list);
  if (profile === null) throw new IntegrityError('The list of this reconciliation was never read.');
  const sources: readonly MeasurementSource[] = await listSourcesOfRun(deps.db, run);
  const { deliveries } = await readyList(deps, list, onProgress);
  const prepared: PreparedSource[] = [];
  for (const source of sources)
    prepared.push(
      isRepeat
        ? (await readSourceFile(deps, source, onProgress)).source
        : await readySource(deps, source, onProgress),
    );
  const work = await deps.files.workFolder();
  try {
    const rowsTable = join(work, JUDGED_FILE);
    const result = await deps.asker.ask(
      askReconcileList,
      {
        list: { fileName: list.fileName, sha256: list.sha256, deliveries, keptAside: profile.keptAside },
        sources: prepared,
        method: methodOf(run),
        work,
        rowsTable,
      },
      { ...TABLE_LIMITS, ...(onProgress && { onProgress }) },
    );
    await makeTablesFolder(deps);
    await keepTable(rowsTable, judgedPath(deps, run));
    return result;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/**
 * The judged rows of a finished run; made again where they are missing or damaged. Throws `IntegrityError` when they would no longer
 * give the result that is on record.
 */
export async function readyJudged(deps: Deps, run: NoticeRun): Promise<string> {
  const path = judgedPath(deps, run);
  if (await isTableWhole(path, deps.clock.machineNow())) return path;
  const again = await judgeDeliveries(deps, run);
  if (again.resultHash !== run.resultHash)
    throw new IntegrityError(
      `The rows of ${runNumber(run.number)} were made again and no longer give the result on record. Run it again and look at what differs.`,
    );
  return path;
}

/**
 * As `readyJudged`, for what is to leave: throws `ConflictError` for a run over tables of an earlier reader, for it may
 * have taken two accounts for one.
 */
export async function readyJudgedNow(deps: Deps, run: NoticeRun): Promise<string> {
  const list = await getNoticeList(deps.db, run.matterId, run.listId);
  const sources = await listSourcesOfRun(deps.db, run);
  if (run.cacheKey !== runCacheKey(list, sources, methodOf(run)))
    throw new ConflictError(
      `${runNumber(run.number)} was made before files were read as exactly as now. Run it again and take that one.`,
    );
  return readyJudged(deps, run);
}

function judgedPath(deps: Deps, { cacheKey }: Pick<NoticeRun, 'cacheKey'>): string {
  return tablePath(deps, `${cacheKey}.${JUDGED_FILE}`);
}
