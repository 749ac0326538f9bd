/** How deliveries are set against measurements; every part of it is printed beside the counts. */
export interface ReconcileMethod {
  /** How long before a delivery a measurement may lie, in milliseconds; both ends count. */
  readonly withinMs: number;
  /** Mbit/s. A reading of exactly this is at the level, not below it. */
  readonly level: number;
  /** The date on which delivering was to stop: a delivery on a later day of `zone`, or after the instant, came after it. */
  readonly cease: string | null;
  readonly zone: string;
  readonly asOf: string;
}

/** What a delivery is, with the neutral words for pages and paper. */
export const VERDICTS = {
  supported: 'below level, others not',
  sharedCause: 'others also below',
  contradicted: 'at or above level',
  unmeasured: 'no reading',
} as const;

export type Verdict = keyof typeof VERDICTS;

export interface ReasonCount {
  readonly reason: string;
  readonly count: number;
}

/**
 * Each delivery is counted once: `notices` less `duplicates` is the sum of the four verdicts. `notCompared` are those of
 * `supported` with no reading on another network in their hour; `networkMismatch` those of `unmeasured` whose account has
 * a reading in the window on another network; `afterCease` those of any verdict that came after the date.
 */
export interface Reconciliation {
  readonly notices: number;
  readonly measurements: number;
  readonly supported: number;
  readonly sharedCause: number;
  readonly contradicted: number;
  readonly unmeasured: number;
  readonly notCompared: number;
  readonly duplicates: number;
  /** Those of `duplicates` with the id of an earlier row, but another account, network or time; not kept of earlier runs. */
  readonly repeatsUnlike?: number;
  readonly networkMismatch: number;
  readonly afterCease: number;
  readonly afterCeaseDays: readonly ({ readonly day: string } & Readonly<Record<Verdict, number>>)[];
  /** Rows in no count, by reason. */
  readonly rejected: {
    readonly notices: readonly ReasonCount[];
    readonly measurements: readonly ReasonCount[];
  };
  readonly method: ReconcileMethod;
  readonly sources: readonly { readonly file: string; readonly sha256: string }[];
  /** SHA-256 over the sources' hashes, the method and every count. */
  readonly resultHash: string;
}

/** `30m`, `90s`, `2h` or `1d` in milliseconds; null when it is none of these. */
export function parseWithin(words: string): number | null {
  const [, count = '', unit = ''] = /^([0-9]{1,6})(s|m|h|d)$/.exec(words.trim()) ?? [];
  const each = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }[unit];
  return each === undefined ? null : Number(count) * each;
}
