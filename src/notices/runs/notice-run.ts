import { createHash } from 'node:crypto';
import type { Selectable } from 'kysely';
import { cacheKeyOf } from '../../measurements/measurement-source.js';
import type { MeasurementSource } from '../../measurements/measurement-source.js';
import type { NoticeRunTable } from '../../migrations/schema.js';
import { tablesKeyOf } from '../lists/notice-list.js';
import type { NoticeList } from '../lists/notice-list.js';
import { VERDICTS } from '../reconciliation.js';
import type { Reconciliation, ReconcileMethod, Verdict } from '../reconciliation.js';
import type { RunRowsKind } from './run-rows.js';

export type NoticeRun = Selectable<NoticeRunTable>;

/** Goes up whenever deliveries would be judged differently. */
const JUDGE_VERSION = 1;

/** What each figure of a run is called on pages and paper. */
export const FIGURES = {
  ...VERDICTS,
  notCompared: 'below level, with no other network to compare',
  networkMismatch: 'no reading, but one on another network',
  duplicates: 'repeats an earlier row',
  afterCease: 'after the day on which delivering was to stop',
} as const satisfies Record<RunRowsKind, string>;

export const FINDINGS = Object.keys(VERDICTS) as Verdict[];

/** How addresses name the figures: in neutral words too, for an address may be read over a shoulder or printed. */
const ADDRESSES = {
  supported: 'below',
  sharedCause: 'others-below',
  contradicted: 'at-or-above',
  unmeasured: 'no-reading',
  notCompared: 'not-compared',
  networkMismatch: 'other-network',
  duplicates: 'repeats',
  afterCease: 'after',
} as const satisfies Record<RunRowsKind, string>;

export function addressOf(figure: RunRowsKind): string {
  return ADDRESSES[figure];
}

/** The figure that an address names, or null. */
export function figureAt(address: string): RunRowsKind | null {
  const figures = Object.keys(ADDRESSES).filter(isFigure);
  return figures.find((figure) => ADDRESSES[figure] === address) ?? null;
}

function isFigure(name: string): name is RunRowsKind {
  return Object.hasOwn(FIGURES, name);
}

export function runNumber(number: number): string {
  return `RC-${number}`;
}

/** `30 minutes`, `2 hours`, `90 seconds`. */
export function withinWords(ms: number): string {
  const [unit, each] =
    ms % 3_600_000 === 0 ? ['hour', 3_600_000] : ms % 60_000 === 0 ? ['minute', 60_000] : ['second', 1_000];
  const n = ms / Number(each);
  return n === 1 ? `1 ${unit}` : `${n} ${unit}s`;
}

/** Written by us when the run was started. */
export function methodOf(run: Pick<NoticeRun, 'method'>): ReconcileMethod {
  return JSON.parse(run.method) as ReconcileMethod;
}

/** Null until the run is finished. */
export function resultOf(run: Pick<NoticeRun, 'result' | 'finishedAt'>): Reconciliation | null {
  return run.finishedAt === null ? null : (JSON.parse(run.result) as Reconciliation);
}

/**
 * Names the table of judged rows: the same tables and method give the same name. Where it is not the name on record, the
 * run was made from tables of an earlier reader.
 */
export function runCacheKey(
  list: Pick<NoticeList, 'sha256' | 'how' | 'asOf'>,
  sources: readonly MeasurementSource[],
  { withinMs, level, cease, zone }: ReconcileMethod,
): string {
  return createHash('sha256')
    .update(
      JSON.stringify({
        version: JUDGE_VERSION,
        list: tablesKeyOf(list),
        sources: sources.map((source) => cacheKeyOf(source)),
        method: { withinMs, level, cease, zone },
      }),
    )
    .digest('hex');
}

/** Where the figures of a second run differ from those of the first, in words; nothing where the results are equal. */
export function differencesOfRuns(first: Reconciliation, second: Reconciliation): string[] {
  if (first.resultHash === second.resultHash) return [];
  const found: string[] = [];
  const compare = (what: string, before: string | number, now: string | number): void => {
    if (before !== now) found.push(`${what}: ${before} before, ${now} now`);
  };
  const figures = Object.keys(FIGURES).filter(isFigure);
  compare('deliveries', first.notices, second.notices);
  compare('readings', first.measurements, second.measurements);
  for (const figure of figures) compare(FIGURES[figure], first[figure], second[figure]);
  compare('window', first.method.withinMs, second.method.withinMs);
  compare('level', first.method.level, second.method.level);
  compare('day to stop', first.method.cease ?? 'none', second.method.cease ?? 'none');
  compare('zone', first.method.zone, second.method.zone);
  const files = (result: Reconciliation): string =>
    result.sources.map(({ file, sha256 }) => `${file} ${sha256.slice(0, 12)}`).join(', ');
  compare('files', files(first), files(second));
  for (const of of ['notices', 'measurements'] as const) {
    const words = (result: Reconciliation): string =>
      result.rejected[of].map(({ reason, count }) => `${reason} ${count}`).join('; ') || 'none';
    compare(`rows of the ${of} in no count`, words(first), words(second));
  }
  return found.length > 0 ? found : ['the figures by day: they are not the same'];
}
