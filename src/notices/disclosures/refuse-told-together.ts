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
import { choicesOf, disclosureNumber, tablesGiven } from './disclosure.js';
import type { Disclosure } from './disclosure.js';
import { listDisclosures } from './disclosure-store.js';
import type { CountInput } from './export-rows.js';

/**
 * Small counts are left out of each table; what several of them tell together is asked here. Throws `ConflictError` where
 * these counts beside earlier ones of the matter, of the same list or of another, would tell of fewer than five accounts:
 * beside one of them, or beside all of them together.
 */
export async function refuseToldTogether(
  deps: Deps,
  matter: Matter,
  disclosure: Disclosure,
  counts: readonly CountInput[],
): Promise<void> {
  const [first] = counts;
  if (first === undefined) return;
  const earlier: { readonly number: string; readonly item: string; readonly tables: CountInput[] }[] = [];
  for (const other of await listDisclosures(deps.db, matter.id)) {
    if (other.id === disclosure.id || other.mode !== 'counts' || other.itemId === null) continue;
    const item = await getItem(deps.db, matter.id, other.itemId);
    if (item.state === 'withdrawn') continue;
    const tables = await tablesOf(deps, matter, other, first);
    earlier.push({ number: disclosureNumber(other.number), item: itemNumber(item.number), tables });
  }
  const isTold = (tables: readonly CountInput[]): Promise<boolean> =>
    deps.asker.ask(askCompareCounts, { tables }, TABLE_LIMITS);
  if (counts.length > 1 && (await isTold(counts)))
    throw new ConflictError(
      'Networks and findings together would tell of fewer than five accounts on this paper. Ask for it without the networks.',
    );
  for (const { number, item, tables } of earlier)
    if (await isTold([...counts, ...tables]))
      throw new ConflictError(
        `Beside ${number} these counts would tell of fewer than five accounts: one number less another. Divide them as ${number} is divided, or, where it has not left, withdraw its item ${item} first.`,
      );
  if (earlier.length < 2 || !(await isTold([...counts, ...earlier.flatMap(({ tables }) => tables)]))) return;
  const numbers = inWords(earlier.map(({ number }) => number).reverse());
  throw new ConflictError(
    `Beside ${numbers} together these counts would tell of fewer than five accounts: their numbers added and subtracted. Divide them as one of those is divided, or, where one has not left, withdraw its item (${inWords(earlier.map(({ item }) => item).reverse())}) first.`,
  );
}

/** The tables that an earlier disclosure gave. */
async function tablesOf(
  deps: Deps,
  matter: Matter,
  { listId, runId, ...earlier }: Disclosure,
  { zone, spill }: CountInput,
): Promise<CountInput[]> {
  const { deliveries } = await readyList(deps, await getNoticeList(deps.db, matter.id, listId));
  const judged =
    runId === null ? null : await readyJudged(deps, await getNoticeRun(deps.db, matter.id, runId));
  return tablesGiven(choicesOf(earlier)).map((divided) => ({ deliveries, judged, zone, spill, ...divided }));
}

function inWords(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}
