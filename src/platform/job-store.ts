import { sql } from 'kysely';
import { newId } from './ids.js';
import type { Clock } from './clock.js';
import { inTransaction, type Db, type Engine, type Tx } from './database.js';
import { ConflictError } from './errors.js';
import type { JobTable } from '../migrations/schema.js';
import type { Selectable } from 'kysely';

export type Job = Selectable<JobTable>;

/** A job that a worker holds: writes are refused once another attempt has taken it over. */
export interface HeldJob {
  readonly id: string;
  readonly fence: number;
}

export interface NewJob {
  readonly kind: string;
  readonly input: Readonly<Record<string, string | number | boolean | null>>;
  readonly by: string;
  readonly matterId: string | null;
  /** What the job is about, so that a page can find it: a bundle's or a document's id. */
  readonly subject: string | null;
}

const LEASE_MS = 60_000;
const ATTEMPTS = 2;

export async function insertJob(tx: Tx, clock: Clock, job: NewJob): Promise<string> {
  const id = newId();
  await tx
    .insertInto('job')
    .values({
      id,
      kind: job.kind,
      input: JSON.stringify(job.input),
      state: 'waiting',
      matterId: job.matterId,
      subject: job.subject,
      queuedBy: job.by,
      queuedAt: clock.now(),
      queuedMs: clock.machineNow(),
    })
    .execute();
  return id;
}

export async function findJob(db: Db, id: string): Promise<Job | null> {
  return (await db.selectFrom('job').where('id', '=', id).selectAll().executeTakeFirst()) ?? null;
}

/** The last job of a kind about this subject, or null. */
export async function findLatestJob(db: Db, kind: string, subject: string): Promise<Job | null> {
  return (
    (await db
      .selectFrom('job')
      .where('subject', '=', subject)
      .where('kind', '=', kind)
      .orderBy('queuedMs', 'desc')
      .orderBy('id', 'desc')
      .limit(1)
      .selectAll()
      .executeTakeFirst()) ?? null
  );
}

/** The jobs of an account that are not finished, oldest first. */
export async function listRunningJobs(db: Db, accountId: string): Promise<Job[]> {
  return db
    .selectFrom('job')
    .where('state', 'in', ['waiting', 'running'])
    .where('queuedBy', '=', accountId)
    .orderBy('queuedMs')
    .limit(50)
    .selectAll()
    .execute();
}

/** The jobs of a kind that wait or run. */
export async function listUnfinished(db: Db, kind: string): Promise<Job[]> {
  return db
    .selectFrom('job')
    .where('kind', '=', kind)
    .where('state', 'in', ['waiting', 'running'])
    .selectAll()
    .execute();
}

/**
 * Takes the oldest waiting job, or null. Any number of workers may ask at once; each job goes to one. Looks before it
 * writes: an idle worker never takes the writer's turn.
 */
export async function claimJob(
  database: { db: Db; engine: Engine },
  clock: Clock,
  kinds: readonly string[],
): Promise<Job | null> {
  const { db, engine } = database;
  const waiting = db
    .selectFrom('job')
    .where('state', '=', 'waiting')
    .where('kind', 'in', [...kinds])
    .select('id')
    .limit(1);
  if ((await waiting.executeTakeFirst()) === undefined) return null;
  const oldest = db
    .selectFrom('job')
    .where('state', '=', 'waiting')
    .where('kind', 'in', [...kinds])
    .orderBy('queuedMs')
    .limit(1)
    .select('id');
  const next = engine === 'postgres' ? oldest.forUpdate().skipLocked() : oldest;
  const claimed = await db
    .updateTable('job')
    .set({
      state: 'running',
      attempt: sql`attempt + 1`,
      fence: sql`fence + 1`,
      leaseUntilMs: clock.machineNow() + LEASE_MS,
      reason: null,
    })
    .where('id', '=', (eb) => eb.parens(next).$castTo<string>())
    .where('state', '=', 'waiting')
    .returningAll()
    .executeTakeFirst();
  return claimed ?? null;
}

/** Records progress and renews the lease. Returns false when the worker must stop: fenced off, or asked to. */
export async function reportProgress(
  db: Db,
  clock: Clock,
  held: HeldJob,
  progress: { done: number; total: number; note: string } | null,
): Promise<boolean> {
  const row = await db
    .updateTable('job')
    .set({
      leaseUntilMs: clock.machineNow() + LEASE_MS,
      ...(progress && { doneCount: progress.done, totalCount: progress.total, note: progress.note }),
    })
    .where('id', '=', held.id)
    .where('fence', '=', held.fence)
    .where('state', '=', 'running')
    .returning('stopAsked')
    .executeTakeFirst();
  return row !== undefined && row.stopAsked === 0;
}

/** Ends a job inside the transaction that records its result. Throws when another attempt has taken it over. */
export async function finishJob(
  tx: Tx,
  held: HeldJob,
  output: Readonly<Record<string, string | number | null>>,
): Promise<void> {
  await endJob(tx, held, { state: 'done', output: JSON.stringify(output), reason: null });
}

/** Ends a job that cannot succeed, with the sentence a person will read. */
export async function failJob(tx: Tx, held: HeldJob, reason: string): Promise<void> {
  await endJob(tx, held, { state: 'failed', output: null, reason });
}

/** Asks for a job to stop: a waiting one stops at once, a running one at its next report. */
export async function stopJob(tx: Tx, id: string): Promise<void> {
  await tx
    .updateTable('job')
    .set({ state: 'stopped', reason: 'stopped before it began' })
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .execute();
  await tx
    .updateTable('job')
    .set({ stopAsked: 1 })
    .where('id', '=', id)
    .where('state', '=', 'running')
    .execute();
}

/** Ends a job that was asked to stop, or was fenced off. */
export async function recordStopped(tx: Tx, held: HeldJob): Promise<void> {
  await endJob(tx, held, { state: 'stopped', output: null, reason: 'stopped on request' });
}

/** Gives running jobs whose worker is gone one more try, then fails them. Returns how many changed. Looks before it writes. */
export async function recoverJobs(
  database: { db: Db; engine: Engine },
  clock: Clock,
  options: { all: boolean },
): Promise<number> {
  const listLost = (db: Db) =>
    db
      .selectFrom('job')
      .where('state', '=', 'running')
      .$if(!options.all, (query) => query.where('leaseUntilMs', '<', clock.machineNow()))
      .select(['id', 'attempt'])
      .execute();
  if ((await listLost(database.db)).length === 0) return 0;
  return inTransaction(database, async (tx) => {
    const lost = await listLost(tx);
    for (const job of lost)
      await tx
        .updateTable('job')
        .set(job.attempt < ATTEMPTS ? { state: 'waiting' } : { state: 'failed', reason: 'interrupted twice' })
        .where('id', '=', job.id)
        .execute();
    return lost.length;
  });
}

async function endJob(
  tx: Tx,
  held: HeldJob,
  end: { state: 'done' | 'failed' | 'stopped'; output: string | null; reason: string | null },
): Promise<void> {
  // The last report may still be under way when the job ends, and comes too late then.
  const isDone = end.state === 'done';
  const ended = await tx
    .updateTable('job')
    .set((eb) => ({ ...end, leaseUntilMs: null, ...(isDone && { doneCount: eb.ref('totalCount') }) }))
    .where('id', '=', held.id)
    .where('fence', '=', held.fence)
    .where('state', '=', 'running')
    .executeTakeFirst();
  if (ended.numUpdatedRows !== 1n) throw new ConflictError('Another worker has taken this job over.');
}
