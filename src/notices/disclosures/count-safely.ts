import type { Matter } from '../../matters/matter.js';
import type { AskOptions } from '../../platform/ask.js';
import type { Deps } from '../../platform/deps.js';
import { ConflictError } from '../../platform/errors.js';
import { askCountDeliveries } from '../questions.js';
import type { ComparedTable } from './compare-counts.js';
import { PARTS } from './count-deliveries.js';
import type { Divided, Part } from './count-deliveries.js';
import { choicesOf, tablesGiven } from './disclosure.js';
import type { Disclosure, Told } from './disclosure.js';
import { suppressSmall } from './suppress.js';
import type { SafeCounts } from './suppress.js';
import { earlierCounts, whyToldTogether } from './told-together.js';
import type { WhatLeft } from './told-together.js';

/** How many deliveries have something besides their finding; null where that is not given. */
export type BesideCounts = Readonly<Record<Part, number | null>>;

/** Counts as they may leave. */
export interface SafelyCounted {
  /** By finding; and by both and by network where a paper names networks. */
  readonly tables: readonly [SafeCounts, ...SafeCounts[]];
  readonly beside: BesideCounts;
  readonly told: Told;
}

const NOTHING_BESIDE: BesideCounts = { notCompared: null, networkMismatch: null, afterCease: null };

/**
 * Every table that a disclosure gives, without small counts. Throws `ConflictError` where its tables, or they and those of
 * earlier disclosures, tell of few together; what a paper says beside the findings is only left out where it would.
 */
export async function countSafely(
  deps: Deps,
  matter: Matter,
  disclosure: Disclosure,
  of: Omit<ComparedTable, keyof Divided>,
  whatLeft: WhatLeft,
  options: AskOptions,
): Promise<SafelyCounted> {
  const choices = choicesOf(disclosure);
  const inputs = tablesGiven(choices, []).map((divided) => ({ ...of, ...divided }));
  const safe: SafeCounts[] = [];
  for (const input of inputs)
    safe.push(suppressSmall(await deps.asker.ask(askCountDeliveries, input, options)));
  const [first, ...others] = safe;
  if (first === undefined) throw new RangeError('The disclosure gives no table.');
  const inputOf = (part: Part): ComparedTable => ({
    ...{ ...of, period: 'none', byNetwork: false, byFinding: false, part },
  });
  const counted = new Map<Part, number>();
  for (const part of choices.shape === 'paper' ? PARTS : []) {
    const count = isWholeGiven(first, part) ? await countPart(deps, inputOf(part), options) : null;
    if (count !== null) counted.set(part, count);
  }
  const earlier = await earlierCounts(deps, matter, disclosure, of.spill, whatLeft);
  const whyNot = (parts: readonly Part[]): Promise<string | null> =>
    whyToldTogether(deps, [...inputs, ...parts.map(inputOf)], earlier);
  const beside = await mostParts([...counted.keys()], whyNot);
  const given = Object.fromEntries(beside.map((part) => [part, counted.get(part) ?? null]));
  return {
    tables: [first, ...others],
    beside: { ...NOTHING_BESIDE, ...given },
    told: { zone: of.zone, beside },
  };
}

/** As many of the parts as tell of nobody beside the rest: all of them, or those that do not one after the other. */
async function mostParts(
  parts: readonly Part[],
  whyNot: (parts: readonly Part[]) => Promise<string | null>,
): Promise<Part[]> {
  const why = await whyNot(parts);
  if (why === null) return [...parts];
  const whyNone = parts.length === 0 ? why : await whyNot([]);
  if (whyNone !== null) throw new ConflictError(whyNone);
  const kept: Part[] = [];
  for (const part of parts) if ((await whyNot([...kept, part])) === null) kept.push(part);
  return kept;
}

/** Part of what a finding counts is given only where all of it is. */
function isWholeGiven({ deliveries, cells }: SafeCounts, part: Part): boolean {
  if (part === 'afterCease') return deliveries !== null;
  const finding = part === 'notCompared' ? 'supported' : 'unmeasured';
  return cells.every((cell) => cell.finding !== finding || cell.deliveries !== null);
}

/** How many have it; null where few have it, or few have it not. */
async function countPart(deps: Deps, input: ComparedTable, options: AskOptions): Promise<number | null> {
  const counts = await deps.asker.ask(askCountDeliveries, input, options);
  if (counts.deliveries === 0) return 0;
  const { cells, suppressed } = suppressSmall(counts);
  return suppressed > 0 ? null : (cells.find(({ part }) => part === 'yes')?.deliveries ?? 0);
}
