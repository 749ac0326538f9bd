import { recordEvent } from '../audit/audit-store.js';
import type { Actor } from '../audit/event.js';
import { inTransaction } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { bundleNumber } from './bundle.js';
import type { Bundle } from './bundle.js';
import { updateBundleState } from './bundle-store.js';

/** Supersedes a bundle with a reason: what was built and approved stays on the record, nothing of it is sent any more. */
export async function supersedeBundle(deps: Deps, bundle: Bundle, reason: string, by: Actor): Promise<void> {
  const at = deps.clock.now();
  await inTransaction(deps, async (tx) => {
    await updateBundleState(tx, bundle.id, ['open', 'approved'], 'superseded', reason);
    const detail = { number: bundleNumber(bundle.number) };
    await recordEvent(tx, {
      by,
      at,
      action: 'bundle.superseded',
      subject: bundle.id,
      matterId: bundle.matterId,
      detail,
    });
  });
}
