import { recordEvent } from '../audit/audit-store.js';
import type { Actor } from '../audit/event.js';
import { inTransaction } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { listListedByIds, updateItem } from './item-store.js';
import { FIELD_WORDS, itemNumber } from './item.js';
import { openProposals, type Proposal } from './open-proposals.js';
import { listOurDomains } from './our-domains.js';

/** The proposals of one item that a person saw and accepts, by their keys. */
export interface Acceptance {
  readonly id: string;
  readonly keys: readonly string[];
}

export interface Accepted {
  readonly cells: number;
  readonly items: number;
  /** Cells that were filled in, or of which the file says something else, since they were shown: left as they are. */
  readonly changed: number;
}

/** Takes proposals into their items, each as it was shown or not at all. An item of another matter is left out. */
export async function acceptProposals(
  deps: Deps,
  matterId: string,
  acceptances: readonly Acceptance[],
  by: Actor,
): Promise<Accepted> {
  const at = deps.clock.now();
  const ours = await listOurDomains(deps.db, matterId);
  const wanted = new Map(acceptances.map(({ id, keys }) => [id, keys]));
  const asked = acceptances.reduce((sum, { keys }) => sum + keys.length, 0);
  return inTransaction(deps, async (tx) => {
    let [cells, items] = [0, 0];
    for (const item of await listListedByIds(tx, matterId, [...wanted.keys()])) {
      const taken = openProposals(item, ours).filter(({ key }) => wanted.get(item.id)?.includes(key));
      if (taken.length === 0) continue;
      await updateItem(tx, item, Object.fromEntries(taken.map(({ field, value }) => [field, value])));
      const detail = {
        number: itemNumber(item.number),
        fields: taken.map(({ field }) => FIELD_WORDS[field]).join(', '),
        proposedBy: taken.map(fromWords).join('; '),
      };
      await recordEvent(tx, { by, at, action: 'item.edited', subject: item.id, matterId, detail });
      cells += taken.length;
      items += 1;
    }
    return { cells, items, changed: asked - cells };
  });
}

function fromWords({ field, from }: Proposal): string {
  return `${FIELD_WORDS[field]} from ${from}`;
}
