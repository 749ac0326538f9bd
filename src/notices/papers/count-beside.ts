import { numberOf, openDuck, text } from '../../tabular/duck.js';
import { SMALLEST_COUNT } from '../disclosures/suppress.js';

export interface BesideInput {
  /** The judged rows of a run. */
  readonly judged: string;
  readonly spill: string;
}

/** Part of what a finding counts; null where fewer than five accounts stand behind the part or behind the rest of it. */
export interface BesideCounts {
  /** Of those below the level, others not. */
  readonly notCompared: number | null;
  /** Of those with no reading. */
  readonly networkMismatch: number | null;
  /** Of all deliveries. */
  readonly afterCease: number | null;
}

const PARTS = {
  notCompared: { of: `verdict = 'supported'`, is: 'others_in_hour = 0' },
  networkMismatch: { of: `verdict = 'unmeasured'`, is: 'network_mismatch' },
  afterCease: { of: 'true', is: 'after_cease' },
} as const satisfies Record<keyof BesideCounts, { of: string; is: string }>;

/** How many deliveries of a finding have something besides, where that tells of nobody. */
export async function countBeside({ judged, spill }: BesideInput): Promise<BesideCounts> {
  const duck = await openDuck({ files: [judged], folders: [], spill });
  try {
    const counts = Object.entries(PARTS).flatMap(([name, { of, is }]) => [
      `count(*) filter (${of} and ${is}) as "${name} n"`,
      `count(distinct account) filter (${of} and ${is}) as "${name} accounts"`,
      `count(distinct account) filter (${of} and not (${is})) as "${name} rest"`,
    ]);
    const [row = {}] = await duck.rows(
      `select ${counts.join(', ')} from read_parquet(${text(judged)}) where verdict <> 'duplicate'`,
    );
    const isSafe = (accounts: number): boolean => accounts === 0 || accounts >= SMALLEST_COUNT;
    const part = (name: keyof BesideCounts): number | null =>
      isSafe(numberOf(row[`${name} accounts`])) && isSafe(numberOf(row[`${name} rest`]))
        ? numberOf(row[`${name} n`])
        : null;
    return {
      notCompared: part('notCompared'),
      networkMismatch: part('networkMismatch'),
      afterCease: part('afterCease'),
    };
  } finally {
    duck.close();
  }
}
