import { getItem } from '../../evidence/item-store.js';
import { itemNumber } from '../../evidence/item.js';
import type { Matter } from '../../matters/matter.js';
import type { Db } from '../../platform/database.js';
import type { Deps } from '../../platform/deps.js';
import { TABLE_LIMITS } from '../../tabular/command-io.js';
import { getNoticeList } from '../lists/list-store.js';
import { howOf } from '../lists/notice-list.js';
import { readyList } from '../lists/ready-list.js';
import { askCompareCounts } from '../questions.js';
import { readyJudged } from '../runs/judge-deliveries.js';
import { getNoticeRun } from '../runs/run-store.js';
import type { ComparedTable } from './compare-counts.js';
import { PARTS } from './count-deliveries.js';
import { choicesOf, disclosureNumber, tablesGiven, toldOf } from './disclosure.js';
import type { Disclosure } from './disclosure.js';
import { listDisclosures } from './disclosure-store.js';

/** The items of a matter that stand in a file that was approved to leave, whatever became of it. Asked of a folder after this one. */
export type WhatLeft = (db: Db, matterId: string) => Promise<ReadonlySet<string>>;

/** Counts of a matter that were made before, as long as somebody outside may have them. */
export interface EarlierCounts {
  /** `D-2` */
  readonly number: string;
  readonly item: string;
  /** Whether it was approved to leave: then it stays told, whatever becomes of its item. */
  readonly hasLeft: boolean;
  readonly tables: readonly ComparedTable[];
}

/** The counts that another disclosure of the matter gave: those in the file, and those that were approved to leave it. */
export async function earlierCounts(
  deps: Deps,
  matter: Matter,
  disclosure: Pick<Disclosure, 'id'>,
  spill: string,
  whatLeft: WhatLeft,
): Promise<EarlierCounts[]> {
  const left = await whatLeft(deps.db, matter.id);
  const earlier: EarlierCounts[] = [];
  for (const other of await listDisclosures(deps.db, matter.id)) {
    if (other.id === disclosure.id || other.mode !== 'counts' || other.itemId === null) continue;
    const item = await getItem(deps.db, matter.id, other.itemId);
    const hasLeft = left.has(item.id);
    if (item.state === 'withdrawn' && !hasLeft) continue;
    const tables = await tablesOf(deps, matter, other, spill);
    earlier.push({
      ...{ number: disclosureNumber(other.number), item: itemNumber(item.number) },
      ...{ hasLeft, tables },
    });
  }
  return earlier;
}

/**
 * Small counts are left out of each table; what several of them tell together is asked here. Says why these counts beside
 * earlier ones of the matter, of the same list or of another, would tell of fewer than five accounts: alone, beside one of
 * them, or beside all of them together. Null where they do not.
 */
export async function whyToldTogether(
  deps: Pick<Deps, 'asker'>,
  counts: readonly ComparedTable[],
  earlier: readonly EarlierCounts[],
): Promise<string | null> {
  const isTold = (tables: readonly ComparedTable[]): Promise<boolean> =>
    deps.asker.ask(askCompareCounts, { tables }, TABLE_LIMITS);
  if (counts.length > 1 && (await isTold(counts)))
    return 'Networks and findings together would tell of fewer than five accounts on this paper. Ask for it without the networks.';
  for (const one of earlier)
    if (await isTold([...counts, ...one.tables]))
      return `Beside ${one.number} these counts would tell of fewer than five accounts: one number less another. ${wayOut([one])}`;
  if (earlier.length < 2 || !(await isTold([...counts, ...earlier.flatMap(({ tables }) => tables)])))
    return null;
  const all = [...earlier].reverse();
  const numbers = inWords(all.map(({ number }) => number));
  return `Beside ${numbers} together these counts would tell of fewer than five accounts: their numbers added and subtracted. ${wayOut(all)}`;
}

/** What may be done instead: what was approved to leave is known outside and cannot be taken back. */
function wayOut(earlier: readonly EarlierCounts[]): string {
  const [one] = earlier;
  const isOne = earlier.length === 1;
  const divide = `Divide them as ${isOne ? (one?.number ?? '') : 'one of those'} is divided`;
  const free = earlier.filter(({ hasLeft }) => !hasLeft).map(({ item }) => item);
  const gone = earlier.filter(({ hasLeft }) => hasLeft).map(({ number }) => number);
  if (free.length > 0)
    return isOne
      ? `${divide}, or, where it has not left, withdraw its item ${inWords(free)} first.`
      : `${divide}, or, where one has not left, withdraw its item (${inWords(free)}) first.`;
  const were = gone.length === 1 ? 'was' : 'were';
  return `${divide}: ${inWords(gone)} ${were} approved to leave, and what was approved counts as told even after its item is withdrawn.`;
}

/**
 * The tables that an earlier disclosure gave, in the zone it gave them in. Of one that kept no zone: in each that it may
 * have been, and with all that its paper may say.
 */
async function tablesOf(
  deps: Deps,
  matter: Matter,
  earlier: Disclosure,
  spill: string,
): Promise<ComparedTable[]> {
  const { listId, runId } = earlier;
  const list = await getNoticeList(deps.db, matter.id, listId);
  const { deliveries } = await readyList(deps, list);
  const judged =
    runId === null ? null : await readyJudged(deps, await getNoticeRun(deps.db, matter.id, runId));
  const told = toldOf(earlier);
  const zones = told === null ? [...new Set([matter.zone, howOf(list).dayZone])] : [told.zone];
  const given = tablesGiven(choicesOf(earlier), told?.beside ?? PARTS);
  const { sha256: original } = list;
  return zones.flatMap((zone) => given.map((one) => ({ deliveries, judged, zone, spill, original, ...one })));
}

function inWords(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}
