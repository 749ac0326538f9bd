import { recordEvent } from '../../audit/audit-store.js';
import { inTransaction } from '../../platform/database.js';
import { ConflictError } from '../../platform/errors.js';
import { finishJob } from '../../platform/job-store.js';
import type { JobHandler } from '../../platform/run-jobs.js';
import { cacheKeyOf, sourceNumber } from '../measurement-source.js';
import type { SourceProfile } from '../measurement-source.js';
import { expectAsOnRecord, readSourceFile } from '../ready-source.js';
import { getMeasurementSource, updateMeasurementSource } from '../source-store.js';

/** Reads a source's file whole: a job with input `{matterId, sourceId}`. A source that is ready has its table made again. */
export const readSourceJob: JobHandler = async (deps, job, held, progress) => {
  const { matterId, sourceId } = JSON.parse(job.input) as { matterId: string; sourceId: string }; // as it was queued
  const source = await getMeasurementSource(deps.db, matterId, sourceId);
  progress(0, 100, 'reading');
  const read = await readSourceFile(deps, source, progress);
  const at = deps.clock.now();
  const { table, profile: readings, networks, repeats } = read;
  const profile: SourceProfile = { table, readings, networks, repeats };
  if (source.state === 'ready') {
    expectAsOnRecord(source, read);
    return inTransaction(deps, async (tx) => {
      await finishJob(tx, held, { used: read.used }); // throws when fenced off
      const now = await getMeasurementSource(tx, matterId, sourceId);
      const facts = JSON.stringify(read.source.facts);
      const found = { facts, profile: JSON.stringify(profile), cacheKey: cacheKeyOf(source) };
      await updateMeasurementSource(tx, sourceId, now.version, found);
    });
  }
  await inTransaction(deps, async (tx) => {
    const now = await getMeasurementSource(tx, matterId, sourceId);
    if (now.state !== 'reading')
      throw new ConflictError(`${sourceNumber(now.number)} was withdrawn while it was read.`);
    await updateMeasurementSource(tx, sourceId, now.version, {
      state: 'ready',
      readAt: at,
      facts: JSON.stringify(read.source.facts),
      profile: JSON.stringify(profile),
      records: read.records,
      used: read.used,
      rejected: read.records - read.used,
      reasons: JSON.stringify(read.reasons),
    });
    await recordEvent(tx, {
      ...{ by: null, at, matterId, action: 'measurementSource.read', subject: sourceId },
      detail: { number: sourceNumber(now.number), used: read.used, rejected: read.records - read.used },
    });
    await finishJob(tx, held, { used: read.used });
  });
};
