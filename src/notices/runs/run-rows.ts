import { dayNumber } from '../../measurements/runs/zone-sql.js';
import { numberOf, openDuck, text, textOf } from '../../tabular/duck.js';
import { pageOfLines } from '../../tabular/page-of-rows.js';
import { ROWS_A_PAGE } from '../lists/list-rows.js';
import type { RowPage } from '../lists/list-rows.js';
import type { Verdict } from '../reconciliation.js';
import { withDays } from '../shown-day.js';
import { instantCell } from '../safe-columns.js';

/** The figures of a run that drill down to rows. */
export type RunRowsKind = Verdict | 'notCompared' | 'networkMismatch' | 'duplicates' | 'afterCease';

export interface RunRowsInput {
  readonly rows: string;
  readonly which: RunRowsKind;
  readonly network: string | null;
  /** A day of `zone`. */
  readonly day: string | null;
  readonly zone: string;
  /** From 1. */
  readonly page: number;
  readonly spill: string;
}

export interface RunRow {
  readonly line: number;
  readonly noticeId: string | null;
  readonly account: string | null;
  readonly network: string | null;
  readonly shownAt: string | null;
  readonly finding: Verdict | 'duplicate';
  /** Mbit/s of the reading that counted; null where there was none. */
  readonly download: number | null;
  readonly takenAt: string | null;
  readonly readingLine: number | null;
  readonly others: number | null;
  readonly othersBelow: number | null;
  readonly repeatsLine: number | null;
}

const CONDITIONS: Readonly<Record<RunRowsKind, string>> = {
  supported: `verdict = 'supported'`,
  sharedCause: `verdict = 'sharedCause'`,
  contradicted: `verdict = 'contradicted'`,
  unmeasured: `verdict = 'unmeasured'`,
  notCompared: `verdict = 'supported' and others_in_hour = 0`,
  networkMismatch: 'network_mismatch',
  duplicates: `verdict = 'duplicate'`,
  afterCease: `after_cease and verdict <> 'duplicate'`,
};

/** One page of the deliveries behind a figure of a run, in the order of the list. */
export async function runRows(input: RunRowsInput): Promise<RowPage<RunRow>> {
  const { rows: path, which, network, day, zone, page, spill } = input;
  const duck = await openDuck({ files: [path], folders: [], spill });
  try {
    const judged = await withDays(duck, path, zone, day !== null);
    const conditions = [
      CONDITIONS[which],
      ...(network === null ? [] : [`network = ${text(network)}`]),
      ...(day === null ? [] : [`day = ${dayNumber(day)}`]),
    ];
    const wanted = { path, where: conditions.join(' and '), page, pageSize: ROWS_A_PAGE };
    const { total, where } = await pageOfLines(duck, judged, wanted);
    const found = await duck.rows(
      `select line, notice_id, account, network, ${instantCell('shown_at')} as shown_at, verdict, download_mbps, ${instantCell('taken_at')} as taken_at,
        reading_line, others_in_hour, others_below, repeats_line
      from ${judged} where ${where} order by line`,
    );
    const orNull = (value: Parameters<typeof numberOf>[0]): number | null =>
      value === null || value === undefined ? null : numberOf(value);
    return {
      total,
      rows: found.map((row) => ({
        line: numberOf(row['line']),
        noticeId: textOf(row['notice_id']),
        account: textOf(row['account']),
        network: textOf(row['network']),
        shownAt: textOf(row['shown_at']),
        finding: (textOf(row['verdict']) ?? 'unmeasured') as RunRow['finding'],
        download: orNull(row['download_mbps']),
        takenAt: textOf(row['taken_at']),
        readingLine: orNull(row['reading_line']),
        others: orNull(row['others_in_hour']),
        othersBelow: orNull(row['others_below']),
        repeatsLine: orNull(row['repeats_line']),
      })),
    };
  } finally {
    duck.close();
  }
}
