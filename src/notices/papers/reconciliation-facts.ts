import { countText } from '../../measurements/charts/words.js';
import type { ReconciledCounts } from '../../measurements/charts/reconciliation-bar.js';
import type { BesideCounts } from '../disclosures/count-safely.js';
import { SMALLEST_COUNT } from '../disclosures/suppress.js';
import type { SafeCounts } from '../disclosures/suppress.js';
import { FIGURES } from '../runs/notice-run.js';
import type { ReasonCount, ReconcileMethod, Verdict } from '../reconciliation.js';

/** Everything the paper of a reconciliation says, as plain facts: the same facts give the same bytes. */
export interface ReconciliationFacts {
  /** The matter's name as the parties know it. */
  readonly matter: string;
  readonly run: {
    readonly number: number;
    readonly madeBy: string;
    /** ISO instants. */
    readonly startedAt: string;
    readonly finishedAt: string;
    /** `Rejoinder 0.1.0, reader of measurements 3` */
    readonly software: string;
  };
  readonly method: ReconcileMethod;
  /** Rows of the list that are no delivery of their own, and what of the readings was set aside. */
  readonly duplicates: number;
  readonly rejected: {
    readonly notices: readonly ReasonCount[];
    readonly measurements: readonly ReasonCount[];
  };
  readonly measurements: number;
  readonly list: SourceFacts;
  readonly sources: readonly (SourceFacts & { readonly format: string; readonly caveat: string | null })[];
  /** All deliveries first, then each network where those are named. */
  readonly rows: readonly PaperRow[];
  readonly beside: BesideCounts;
}

export interface SourceFacts {
  readonly sha256: string;
  readonly bytes: number;
}

/** One row of the tables: what is given of all deliveries, or of those on one network. Null: not given. */
export interface PaperRow {
  readonly label: string;
  readonly deliveries: number | null;
  readonly accounts: number | null;
  readonly counts: Readonly<Record<Verdict, number | null>>;
}

const NO_COUNTS = { supported: 0, sharedCause: 0, contradicted: 0, unmeasured: 0 } as const;

/** The rows of the paper, from the tables by finding, by network and finding, and by network. */
export function paperRows(
  byFinding: SafeCounts,
  byBoth: SafeCounts | null,
  byNetwork: SafeCounts | null,
): PaperRow[] {
  const countsOf = (cells: SafeCounts['cells']): PaperRow['counts'] => ({
    ...NO_COUNTS,
    ...Object.fromEntries(cells.map(({ finding, deliveries }) => [finding ?? '', deliveries])),
  });
  const all = { label: 'All deliveries', deliveries: byFinding.deliveries, accounts: byFinding.accounts };
  return [
    { ...all, counts: countsOf(byFinding.cells) },
    ...(byNetwork?.cells ?? []).map(({ network, deliveries, accounts }) => ({
      ...{ label: network ?? 'network not named', deliveries, accounts },
      counts: countsOf((byBoth?.cells ?? []).filter((cell) => cell.network === network)),
    })),
  ];
}

/** The counts as a bar draws them; null where the whole is not given and there is nothing to draw to scale. */
export function barCounts({ deliveries, counts }: PaperRow): ReconciledCounts | null {
  if (deliveries === null) return null;
  const given = Object.values(counts).reduce<number>((sum, count) => sum + (count ?? 0), 0);
  return { ...counts, leftOut: deliveries - given };
}

const DELIVERIES = 'the log of deliveries';
const READINGS = 'the log of readings';

/** Rows in no count as the paper gives them. Rows of readings are deliveries to nobody: they are counted as they are. */
export function rowsAside({
  duplicates,
  rejected,
}: Pick<ReconciliationFacts, 'duplicates' | 'rejected'>): { of: string; reason: string; rows: string }[] {
  const ofDeliveries = (reason: string, count: number) => {
    const isGiven = count === 0 || count >= SMALLEST_COUNT;
    return { of: DELIVERIES, reason, rows: isGiven ? countText(count) : `fewer than ${SMALLEST_COUNT}` };
  };
  return [
    ofDeliveries(FIGURES.duplicates, duplicates),
    ...rejected.notices.map(({ reason, count }) => ofDeliveries(reason, count)),
    ...rejected.measurements.map(({ reason, count }) => ({ of: READINGS, reason, rows: countText(count) })),
  ];
}
