import type { Actor } from '../../audit/event.js';
import { recordEvent } from '../../audit/audit-store.js';
import type { Document } from '../../documents/document-store.js';
import { factsOf } from '../../documents/preview.js';
import { mayBeScan, pagesToRead } from '../../documents/scans/read-scan.js';
import { MOST_PAGES } from '../../documents/scans/recognise-scan.js';
import { inTransaction } from '../../platform/database.js';
import type { Deps } from '../../platform/deps.js';
import { ConflictError } from '../../platform/errors.js';
import { findLatestJob, insertJob, stopJob, type Job } from '../../platform/job-store.js';
import { wordsOf } from '../letter-pages.js';
import type { Letter } from '../letter.js';

/** Reading the pictures of a letter by machine: a job with input `{letterId, zone, done, total}`. */
export const READ_SCAN_JOB = 'letter.scan';

/** One page of a letter or of what came attached that is a picture and has not been read. */
export interface PageToRead {
  readonly document: Document;
  readonly page: number;
}

/** Every page of a letter, and of what came attached, that has no words yet. The first 300. */
export async function letterPagesToRead(
  deps: Deps,
  letter: Pick<Letter, 'documentId'>,
): Promise<PageToRead[]> {
  const { document, attached } = await wordsOf(deps.db, letter.documentId);
  if (document === null) return [];
  const inline = new Set(
    (factsOf(document).attachments ?? []).filter((one) => one.isInline).map((one) => one.sha256),
  );
  const found: PageToRead[] = [];
  for (const one of [document, ...attached]) {
    if (!mayBeScan(one) || (one.id !== document.id && inline.has(one.sha256))) continue;
    for (const page of await pagesToRead(deps, one)) found.push({ document: one, page });
  }
  return found.slice(0, MOST_PAGES);
}

/** Has the pictures of a letter read, where it has any. Returns how many pages. */
export async function queueScan(deps: Deps, letter: Letter, zone: string, by: Actor): Promise<number> {
  const { length } = await letterPagesToRead(deps, letter);
  if (length === 0) return 0;
  const at = deps.clock.now();
  await inTransaction(deps, async (tx) => {
    const job = await findLatestJob(tx, READ_SCAN_JOB, letter.id);
    if (job && isUnderWay(job)) throw new ConflictError('The pages of this letter are being read already.');
    await insertJob(tx, deps.clock, {
      kind: READ_SCAN_JOB,
      input: { letterId: letter.id, zone, done: 0, total: length },
      by: by.accountId,
      matterId: letter.matterId,
      subject: letter.id,
    });
    await recordEvent(tx, {
      by,
      at,
      action: 'letter.scanQueued',
      subject: letter.id,
      matterId: letter.matterId,
      detail: { number: letter.number, pages: length },
    });
  });
  deps.wakeWorker();
  return length;
}

/** Asks for the reading to stop; what was read stays. Throws `ConflictError` when nothing is being read. */
export async function stopScan(deps: Deps, letter: Letter, by: Actor): Promise<void> {
  const at = deps.clock.now();
  await inTransaction(deps, async (tx) => {
    const job = await findLatestJob(tx, READ_SCAN_JOB, letter.id);
    if (!job || !isUnderWay(job)) throw new ConflictError('Nothing is being read any more.');
    await stopJob(tx, job.id);
    await recordEvent(tx, {
      by,
      at,
      action: 'letter.scanStopped',
      subject: letter.id,
      matterId: letter.matterId,
      detail: { number: letter.number },
    });
  });
}

export function isUnderWay(job: Pick<Job, 'state'>): boolean {
  return job.state === 'waiting' || job.state === 'running';
}
