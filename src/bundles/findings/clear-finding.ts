import { recordEvent } from '../../audit/audit-store.js';
import type { Actor } from '../../audit/event.js';
import { inTransaction } from '../../platform/database.js';
import type { Deps } from '../../platform/deps.js';
import { ConflictError, ForbiddenError, NotFoundError } from '../../platform/errors.js';
import { bundleNumber } from '../bundle.js';
import type { Build, Bundle } from '../bundle.js';
import { clearFindings, getFinding, listFindings } from '../build-store.js';

/** Clears one stop. Counsel decides, with a reason. Throws `ForbiddenError` for anyone else. */
export async function clearStop(
  deps: Deps,
  bundle: Bundle,
  build: Build,
  findingId: string,
  reason: string,
  by: Actor,
): Promise<void> {
  if (by.role !== 'counsel') throw new ForbiddenError('Only counsel can clear a stop; nothing was saved.');
  const at = deps.clock.now();
  await inTransaction(deps, async (tx) => {
    const finding = await getFinding(tx, build.id, findingId);
    const cleared = await clearFindings(tx, [finding.id], {
      clearedAt: at,
      clearedBy: by.accountId,
      clearReason: reason,
    });
    if (cleared === 0) throw new ConflictError('Someone cleared this already.');
    const detail = { number: bundleNumber(bundle.number), level: finding.level, finding: finding.id };
    await recordEvent(tx, {
      by,
      at,
      action: 'bundle.findingCleared',
      subject: bundle.id,
      matterId: bundle.matterId,
      detail,
    });
  });
}

/** Clears every note about these documents, null for the bundle as a whole, in one act: they were read. */
export async function clearNotes(
  deps: Deps,
  bundle: Bundle,
  build: Build,
  documents: readonly (string | null)[],
  by: Actor,
): Promise<void> {
  const at = deps.clock.now();
  await inTransaction(deps, async (tx) => {
    const notes = (await listFindings(tx, build.id)).filter(
      (f) => f.level === 'note' && documents.includes(f.document),
    );
    if (notes.length === 0) throw new NotFoundError('note');
    const clearance = { clearedAt: at, clearedBy: by.accountId, clearReason: null };
    const cleared = await clearFindings(
      tx,
      notes.map(({ id }) => id),
      clearance,
    );
    if (cleared === 0) return;
    const detail = {
      number: bundleNumber(bundle.number),
      level: cleared === 1 ? 'note' : `set of ${cleared} notes`,
      cleared,
    };
    await recordEvent(tx, {
      by,
      at,
      action: 'bundle.findingCleared',
      subject: bundle.id,
      matterId: bundle.matterId,
      detail,
    });
  });
}
