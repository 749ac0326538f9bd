import { recordEvent } from '../../audit/audit-store.js';
import { listScannedPages } from '../../documents/scans/scan-store.js';
import { readScannedPage } from '../../documents/scans/read-scan.js';
import { inTransaction } from '../../platform/database.js';
import type { Deps } from '../../platform/deps.js';
import { finishJob, insertJob } from '../../platform/job-store.js';
import type { JobHandler } from '../../platform/run-jobs.js';
import { wordsOf } from '../letter-pages.js';
import { getLetter } from '../letter-store.js';
import { readAgain } from '../read-again.js';
import { letterPagesToRead, READ_SCAN_JOB } from './letter-scan.js';

/** After so many pages other work has its turn; the rest goes on as a job of its own. */
const PAGES_A_TURN = 10;

interface Input {
  readonly letterId: string;
  /** Where its dates are counted. */
  readonly zone: string;
  readonly done: number;
  readonly total: number;
}

export const readScanJob: JobHandler = async (deps, job, held, progress) => {
  const { letterId, zone, done, total } = JSON.parse(job.input) as Input; // as queueScan queued it
  const letter = await getLetter(deps.db, letterId);
  const left = await letterPagesToRead(deps, letter);
  const turn = left.slice(0, PAGES_A_TURN);
  for (const [index, { document, page }] of turn.entries()) {
    progress(done + index, total, `${document.name}, page ${page}`);
    await readScannedPage(deps, document, page);
  }
  progress(done + turn.length, total, 'the words are read');
  if (left.length > turn.length) {
    await inTransaction(deps, async (tx) => {
      await finishJob(tx, held, { pages: turn.length });
      await insertJob(tx, deps.clock, {
        kind: READ_SCAN_JOB,
        input: { letterId, zone, done: done + turn.length, total },
        by: job.queuedBy,
        matterId: letter.matterId,
        subject: letterId,
      });
    });
    return deps.wakeWorker();
  }
  await readAgain(deps, letterId, zone, 'the pages of the letter were read');
  const { pages, words } = await readSoFar(deps, letter.documentId);
  const at = deps.clock.now();
  await inTransaction(deps, async (tx) => {
    await finishJob(tx, held, { pages, pagesWithWords: words });
    await recordEvent(tx, {
      by: null,
      at,
      action: 'letter.scanRead',
      subject: letterId,
      matterId: letter.matterId,
      detail: { number: letter.number, pages, words },
    });
  });
};

/** Pages that were read by machine, and those on which it found words. */
async function readSoFar(
  deps: Deps,
  documentId: string | null,
): Promise<{ readonly pages: number; readonly words: number }> {
  const { document, attached } = await wordsOf(deps.db, documentId);
  let pages = 0;
  let words = 0;
  for (const one of document === null ? [] : [document, ...attached])
    for (const { confidence, isBlank } of await listScannedPages(deps.db, one.id)) {
      if (confidence === null) continue;
      pages += 1;
      if (!isBlank) words += 1;
    }
  return { pages, words };
}
