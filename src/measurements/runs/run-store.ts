import type { Insertable, Selectable } from 'kysely';
import type { MeasurementRunTable } from '../../migrations/schema.js';
import type { Db, Tx } from '../../platform/database.js';
import { ConflictError, NotFoundError } from '../../platform/errors.js';
import type { MeasurementSource } from '../measurement-source.js';
import { listMeasurementSources } from '../source-store.js';
import type { RunFigures } from './run-figures.js';

/** One run: a version of the method over sources; `resultHash` is null until it is made. */
export type MeasurementRun = Selectable<MeasurementRunTable>;

/** The runs of a matter, the latest first. */
export async function listRuns(db: Db, matterId: string): Promise<MeasurementRun[]> {
  return db
    .selectFrom('measurementRun')
    .where('matterId', '=', matterId)
    .orderBy('number', 'desc')
    .selectAll()
    .execute();
}

export async function getRun(db: Db, matterId: string, id: string): Promise<MeasurementRun> {
  const run = await db
    .selectFrom('measurementRun')
    .where('matterId', '=', matterId)
    .where('id', '=', id)
    .selectAll()
    .executeTakeFirst();
  if (!run) throw new NotFoundError('run', id);
  return run;
}

/** The sources of a run in the order of their numbers, which is the order its figures were made in. */
export async function listRunSources(
  db: Db,
  run: Pick<MeasurementRun, 'id' | 'matterId'>,
): Promise<MeasurementSource[]> {
  const rows = await db
    .selectFrom('measurementRunSource')
    .where('runId', '=', run.id)
    .select('sourceId')
    .execute();
  const ids = new Set(rows.map(({ sourceId }) => sourceId));
  return (await listMeasurementSources(db, run.matterId)).filter(({ id }) => ids.has(id));
}

/** The figures of a run, or null until it is made. */
export async function findRunFigures(db: Db, runId: string): Promise<RunFigures | null> {
  const row = await db
    .selectFrom('measurementRunFigures')
    .where('runId', '=', runId)
    .select('content')
    .executeTakeFirst();
  return row ? (JSON.parse(row.content) as RunFigures) : null; // our own words, written by do-run.ts
}

/** Adds a run over these sources under the next number of its matter. */
export async function insertRun(
  tx: Tx,
  run: Omit<Insertable<MeasurementRunTable>, 'number'>,
  sourceIds: readonly string[],
): Promise<number> {
  const last = await tx
    .selectFrom('measurementRun')
    .where('matterId', '=', run.matterId)
    .select((eb) => eb.fn.max('number').as('number'))
    .executeTakeFirst();
  const number = Number(last?.number ?? 0) + 1;
  await tx
    .insertInto('measurementRun')
    .values({ ...run, number })
    .execute();
  for (const sourceId of sourceIds)
    await tx.insertInto('measurementRunSource').values({ runId: run.id, sourceId }).execute();
  return number;
}

/** Puts the figures of a run on record, once. */
export async function recordFigures(
  tx: Tx,
  runId: string,
  figures: RunFigures,
  finishedAt: string,
): Promise<void> {
  const updated = await tx
    .updateTable('measurementRun')
    .set({ records: figures.records, used: figures.used, resultHash: figures.resultHash, finishedAt })
    .where('id', '=', runId)
    .where('resultHash', 'is', null)
    .executeTakeFirst();
  if (updated.numUpdatedRows !== 1n)
    throw new ConflictError('The figures of this run are on record already.');
  await tx
    .insertInto('measurementRunFigures')
    .values({ runId, content: JSON.stringify(figures) })
    .execute();
}
