import type { Insertable, Updateable } from 'kysely';
import type { MeasurementSource } from '../../measurements/measurement-source.js';
import { getMeasurementSource } from '../../measurements/source-store.js';
import type { NoticeRunTable } from '../../migrations/schema.js';
import type { Db, Tx } from '../../platform/database.js';
import { ConflictError, NotFoundError } from '../../platform/errors.js';
import type { NoticeRun } from './notice-run.js';

/** Every run of a matter, the latest first. */
export async function listNoticeRuns(db: Db, matterId: string): Promise<NoticeRun[]> {
  return db
    .selectFrom('noticeRun')
    .where('matterId', '=', matterId)
    .orderBy('number', 'desc')
    .selectAll()
    .execute();
}

/** A run of this matter. Throws `NotFoundError` for any other. */
export async function getNoticeRun(db: Db, matterId: string, id: string): Promise<NoticeRun> {
  const run = await db
    .selectFrom('noticeRun')
    .where('matterId', '=', matterId)
    .where('id', '=', id)
    .selectAll()
    .executeTakeFirst();
  if (!run) throw new NotFoundError('reconciliation', id);
  return run;
}

/** The sources of measurements a run rests on, by number. */
export async function listSourcesOfRun(
  db: Db,
  run: Pick<NoticeRun, 'id' | 'matterId'>,
): Promise<MeasurementSource[]> {
  const rows = await db
    .selectFrom('noticeRunSource')
    .innerJoin('measurementSource', 'measurementSource.id', 'noticeRunSource.sourceId')
    .where('noticeRunSource.runId', '=', run.id)
    .orderBy('measurementSource.number')
    .select('noticeRunSource.sourceId')
    .execute();
  const sources: MeasurementSource[] = [];
  for (const { sourceId } of rows) sources.push(await getMeasurementSource(db, run.matterId, sourceId));
  return sources;
}

/** The runs of a matter over a source of measurements that was withdrawn. */
export async function listRunsOverWithdrawn(db: Db, matterId: string): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('noticeRunSource')
    .innerJoin('measurementSource', 'measurementSource.id', 'noticeRunSource.sourceId')
    .where('measurementSource.matterId', '=', matterId)
    .where('measurementSource.state', '=', 'withdrawn')
    .select('noticeRunSource.runId')
    .execute();
  return new Set(rows.map(({ runId }) => runId));
}

/** Adds a run under the next number of its matter. */
export async function insertNoticeRun(
  tx: Tx,
  run: Omit<Insertable<NoticeRunTable>, 'number' | 'version'>,
  sourceIds: readonly string[],
): Promise<number> {
  const last = await tx
    .selectFrom('noticeRun')
    .where('matterId', '=', run.matterId)
    .select((eb) => eb.fn.max('number').as('number'))
    .executeTakeFirst();
  const number = Number(last?.number ?? 0) + 1;
  await tx
    .insertInto('noticeRun')
    .values({ ...run, number })
    .execute();
  for (const sourceId of sourceIds)
    await tx.insertInto('noticeRunSource').values({ runId: run.id, sourceId }).execute();
  return number;
}

/** Throws `ConflictError` when someone else changed the run since `version`. */
export async function updateNoticeRun(
  tx: Tx,
  id: string,
  version: number,
  changes: Pick<
    Updateable<NoticeRunTable>,
    'result' | 'resultHash' | 'finishedAt' | 'lateCause' | 'lateCauseAt' | 'lateCauseBy'
  >,
): Promise<void> {
  const updated = await tx
    .updateTable('noticeRun')
    .set((eb) => ({ ...changes, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  if (updated.numUpdatedRows !== 1n)
    throw new ConflictError('Someone else changed this reconciliation meanwhile.');
}
