import { READINGS_VERSION } from '../deadlines/counting/readings.js';
import { countedOf } from '../deadlines/deadline.js';
import { getDeadline, listProvisional, updateDeadline } from '../deadlines/deadline-store.js';
import { inTransaction } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { readAgain } from './read-again.js';

/**
 * Finds anew the provisional dates that an older reader found: nobody has reviewed their letters, and each shows what
 * its words come to today. Called when the worker starts; one that fails keeps no other from it and is tried again at the next start. Returns how many moved.
 */
export async function findAgain(deps: Deps): Promise<number> {
  let moved = 0;
  for (const one of await listProvisional(deps.db)) {
    const stored = countedOf(one);
    if (stored === null || stored.result.reader === READINGS_VERSION) continue;
    try {
      await readAgain(
        deps,
        one.letterId,
        one.matterZone ?? deps.zone,
        'its letter was read by a newer reader',
      );
      moved += (await noteReader(deps, one.id)) ? 0 : 1;
    } catch (error) {
      deps.log.error({ err: error, letter: one.letterId }, 'a provisional date cannot be found again');
    }
  }
  return moved;
}

/** Its day stands: it says which reader found it, so that the next start leaves it alone. False for one that gave way. */
async function noteReader(deps: Deps, id: string): Promise<boolean> {
  return inTransaction(deps, async (tx) => {
    const deadline = await getDeadline(tx, id);
    const counted = countedOf(deadline);
    if (deadline.state !== 'provisional' || counted === null) return false;
    await updateDeadline(tx, deadline, {
      result: JSON.stringify({ ...counted.result, reader: READINGS_VERSION }),
    });
    return true;
  });
}
