import { countReadByOlder, listReadByOlder, type Document } from '../../documents/document-store.js';
import { readDocumentAgain } from '../../documents/read-document-again.js';
import { READ_AGAIN_BELOW, READ_AGAIN_TYPES } from '../../documents/reader-version.js';
import { getMatter } from '../../matters/matter-store.js';
import { inTransaction } from '../../platform/database.js';
import type { Deps } from '../../platform/deps.js';
import { ConflictError } from '../../platform/errors.js';
import { finishJob, insertJob, listUnfinished } from '../../platform/job-store.js';
import type { JobHandler } from '../../platform/run-jobs.js';
import { getLetter } from '../letter-store.js';
import { readAgain } from '../read-again.js';
import { carriedLetter } from './carry-letter.js';
import { listLettersOf, listUnsettled, settleChanges } from './letter-change-store.js';

/** Reading again what an older reader has read: a job with input `{after, done, total}`. */
export const READ_AGAIN_JOB = 'documents.again';

/** After so many files other work has its turn; the rest goes on as a job of its own. */
const FILES_A_TURN = 10;

interface Input {
  /** The id of the last file that was looked at; '' at first. */
  readonly after: string;
  readonly done: number;
  readonly total: number;
}

/**
 * Has read again what an older reader has read, where there is any. Called when the worker starts: what a stop left in
 * the middle goes on then, since every file says by which reader it was read.
 */
export async function queueReadAgain(deps: Deps): Promise<void> {
  await settleLeft(deps);
  const total = await countReadByOlder(deps.db, READ_AGAIN_TYPES, READ_AGAIN_BELOW);
  const [first] = await listOlder(deps, '', 1);
  if (first === undefined) return;
  await inTransaction(deps, async (tx) => {
    if ((await listUnfinished(tx, READ_AGAIN_JOB)).length > 0) return;
    await insertJob(tx, deps.clock, {
      kind: READ_AGAIN_JOB,
      input: { after: '', done: 0, total },
      by: first.receivedBy,
      ...{ matterId: null, subject: null },
    });
  });
  deps.wakeWorker();
}

export const readAgainJob: JobHandler = async (deps, job, held, progress) => {
  const { after, done, total } = JSON.parse(job.input) as Input; // as it was queued here
  const turn = await listOlder(deps, after, FILES_A_TURN);
  for (const [index, document] of turn.entries()) {
    progress(Math.min(done + index, total), total, document.name);
    await readOneAgain(deps, document);
  }
  await settleLeft(deps);
  const read = Math.min(done + turn.length, total);
  progress(read, total, 'the files are read');
  const last = turn.at(-1);
  await inTransaction(deps, async (tx) => {
    await finishJob(tx, held, { files: turn.length });
    if (last === undefined || turn.length < FILES_A_TURN) return;
    await insertJob(tx, deps.clock, {
      kind: READ_AGAIN_JOB,
      input: { after: last.id, done: read, total },
      by: job.queuedBy,
      ...{ matterId: null, subject: null },
    });
  });
  deps.wakeWorker();
};

/** A file that cannot be read now, or whose letter is being worked on, is left for the next start. */
async function readOneAgain(deps: Deps, { id, parentId }: Document): Promise<void> {
  try {
    await readDocumentAgain(deps, id, async (reread) => {
      const letters = await listLettersOf(deps.db, parentId === null ? [id] : [id, parentId]);
      const carried: Awaited<ReturnType<typeof carriedLetter>>[] = [];
      for (const letter of letters) carried.push(await carriedLetter(deps.db, letter, reread));
      return async (tx, at) => {
        for (const carry of carried) await carry?.(tx, at);
      };
    });
  } catch (error) {
    if (error instanceof ConflictError)
      deps.log.info({ document: id }, 'a file is read again later: its letter is being worked on');
    else deps.log.error({ err: error, document: id }, 'a file cannot be read again');
  }
}

/** The dates and proposals of letters whose words changed; what a stop left without them gets them here. */
async function settleLeft(deps: Deps): Promise<void> {
  for (const letterId of new Set((await listUnsettled(deps.db)).map((change) => change.letterId)))
    await settleOne(deps, letterId);
}

/** One that fails keeps nothing else from being read: its page says that it is not settled, and the next start tries again. */
async function settleOne(deps: Deps, letterId: string): Promise<void> {
  try {
    const { matterId } = await getLetter(deps.db, letterId);
    const matter = matterId === null ? null : await getMatter(deps.db, matterId);
    if (matter?.state === 'closed') return; // nothing is counted anew there until it is opened again
    await readAgain(deps, letterId, matter?.zone ?? deps.zone, 'its file was read again by a newer reader');
    const at = deps.clock.now();
    await inTransaction(deps, (tx) => settleChanges(tx, letterId, at));
  } catch (error) {
    deps.log.error({ err: error, letter: letterId }, 'a letter that was read again cannot get its dates');
  }
}

function listOlder(deps: Deps, after: string, limit: number): Promise<Document[]> {
  return listReadByOlder(deps.db, { types: READ_AGAIN_TYPES, below: READ_AGAIN_BELOW, after, limit });
}
