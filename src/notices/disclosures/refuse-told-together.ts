import { getItem } from '../../evidence/item-store.js';
import { itemNumber } from '../../evidence/item.js';
import type { Matter } from '../../matters/matter.js';
import type { Deps } from '../../platform/deps.js';
import { ConflictError } from '../../platform/errors.js';
import { TABLE_LIMITS } from '../../tabular/command-io.js';
import { getNoticeList } from '../lists/list-store.js';
import { readyList } from '../lists/ready-list.js';
import { askCompareCounts } from '../questions.js';
import { readyJudged } from '../runs/judge-deliveries.js';
import { getNoticeRun } from '../runs/run-store.js';
import { choicesOf, disclosureNumber } from './disclosure.js';
import type { Disclosure } from './disclosure.js';
import { listDisclosures } from './disclosure-store.js';
import type { CountInput } from './export-rows.js';

/**
 * Small counts are left out of each table; what two of them tell together is asked here. Throws `ConflictError` where these
 * counts beside earlier ones of the matter, of the same list or of another, would tell of fewer than five accounts.
 */
export async function refuseToldTogether(
  deps: Deps,
  matter: Matter,
  disclosure: Disclosure,
  counts: CountInput,
): Promise<void> {
  for (const earlier of await listDisclosures(deps.db, matter.id)) {
    if (earlier.id === disclosure.id || earlier.mode !== 'counts' || earlier.itemId === null) continue;
    const item = await getItem(deps.db, matter.id, earlier.itemId);
    if (item.state === 'withdrawn') continue;
    const { period, byNetwork, byFinding } = choicesOf(earlier);
    const { deliveries } = await readyList(deps, await getNoticeList(deps.db, matter.id, earlier.listId));
    const judged =
      earlier.runId === null
        ? null
        : await readyJudged(deps, await getNoticeRun(deps.db, matter.id, earlier.runId));
    const other = { ...counts, deliveries, judged, period, byNetwork, byFinding };
    if (!(await deps.asker.ask(askCompareCounts, { one: counts, other }, TABLE_LIMITS))) continue;
    const number = disclosureNumber(earlier.number);
    throw new ConflictError(
      `Beside ${number} these counts would tell of fewer than five accounts: one number less another. Divide them as ${number} is divided, or, where it has not left, withdraw its item ${itemNumber(item.number)} first.`,
    );
  }
}
