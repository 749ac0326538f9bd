import { recordEvent } from '../audit/audit-store.js';
import type { Actor } from '../audit/event.js';
import { inTransaction } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { updateSetting } from './setting-store.js';

/** Offers the sample to everyone who signs in, or no longer. */
export async function switchSample(deps: Deps, state: 'on' | 'off', by: Actor): Promise<void> {
  await inTransaction(deps, async (tx) => {
    await updateSetting(tx, 'sample', state);
    await recordEvent(tx, {
      by,
      at: deps.clock.now(),
      action: 'sample.offered',
      subject: 'sample',
      detail: { state },
    });
  });
}
