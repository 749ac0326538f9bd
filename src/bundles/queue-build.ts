import { recordEvent } from '../audit/audit-store.js';
import type { Actor } from '../audit/event.js';
import { inTransaction } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { ConflictError } from '../platform/errors.js';
import { newId } from '../platform/ids.js';
import { insertJob } from '../platform/job-store.js';
import { bundleNumber } from './bundle.js';
import { insertBuild, isBuilding } from './build-store.js';
import { getBundle, listEntries } from './bundle-store.js';

export const BUILD_JOB = 'bundle.build';

/**
 * Asks for a build; the worker makes it. A draft says so on every page and has no Bates numbers; the final
 * file is the one that can be approved. Throws `ConflictError` when there is nothing to build or one is under way.
 */
export async function queueBuild(
  deps: Deps,
  matterId: string,
  bundleId: string,
  isDraft: boolean,
  by: Actor,
): Promise<string> {
  const at = deps.clock.now();
  const id = newId();
  await inTransaction(deps, async (tx) => {
    const bundle = await getBundle(tx, matterId, bundleId);
    const entries = await listEntries(tx, bundleId);
    if (bundle.state !== 'open')
      throw new ConflictError('The bundle is no longer in preparation; begin a new one.');
    if (entries.length === 0 && bundle.replyId === null)
      throw new ConflictError('The bundle is empty: add at least one item first.');
    const undecided = entries.filter(({ treatment }) => treatment === 'undecided');
    if (!isDraft && undecided.length > 0)
      throw new ConflictError(
        `Decide first what becomes of “${undecided[0]?.title ?? ''}”, which cannot be read.`,
      );
    if (await isBuilding(tx, bundleId))
      throw new ConflictError('A build of this bundle is under way already.');
    const jobId = await insertJob(tx, deps.clock, {
      kind: BUILD_JOB,
      input: { buildId: id },
      by: by.accountId,
      matterId,
      subject: bundleId,
    });
    await insertBuild(tx, {
      id,
      bundleId,
      matterId,
      jobId,
      bundleVersion: bundle.version,
      isDraft: isDraft ? 1 : 0,
      builtBy: by.accountId,
    });
    const detail = { number: bundleNumber(bundle.number), draft: isDraft };
    await recordEvent(tx, { by, at, action: 'bundle.buildQueued', subject: bundleId, matterId, detail });
  });
  deps.wakeWorker();
  return id;
}
