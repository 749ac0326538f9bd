import { numberOf, openDuck, text, textOf } from '../../tabular/duck.js';
import type { Verdict } from '../reconciliation.js';

export type Period = 'none' | 'day' | 'week' | 'month';
export type Grain = 'day' | 'hour' | 'instant';

interface Tables {
  readonly deliveries: string;
  /** The judged rows of a run over the same list; null without one. */
  readonly judged: string | null;
  /** The zone of days, weeks, months and hours. */
  readonly zone: string;
  readonly spill: string;
}

export interface CountInput extends Tables {
  readonly period: Period;
  readonly byNetwork: boolean;
  readonly byFinding: boolean;
}

/** One cell of a table of counts; null for what the table is not divided by. */
export interface CountCell {
  readonly period: string | null;
  readonly network: string | null;
  readonly finding: Verdict | null;
  readonly deliveries: number;
  readonly accounts: number;
}

export interface Counts {
  readonly deliveries: number;
  readonly accounts: number;
  readonly cells: readonly CountCell[];
}

/** Deliveries that count, and the accounts behind them, divided as asked. */
export async function countDeliveries(input: CountInput): Promise<Counts> {
  const { period, byNetwork, byFinding, zone } = input;
  const duck = await openTables(input);
  try {
    const local = `shown_at at time zone ${text(zone)}`;
    const periods: Readonly<Record<Period, string>> = {
      none: 'null::varchar',
      day: `strftime(${local}, '%Y-%m-%d')`,
      week: `strftime(date_trunc('week', ${local}), '%Y-%m-%d')`,
      month: `strftime(${local}, '%Y-%m')`,
    };
    const parts = [
      `${periods[period]} as period`,
      `${byNetwork ? 'network' : 'null::varchar'} as network`,
      `${byFinding ? 'finding' : 'null::varchar'} as finding`,
    ].join(', ');
    const from = rowsOf(input);
    const [all = {}] = await duck.rows(
      `select count(*) as n, count(distinct account) as accounts from ${from}`,
    );
    const isWhole = period === 'none' && !byNetwork && !byFinding;
    const cells = isWhole
      ? []
      : await duck.rows(
          `select period, network, finding, count(*) as n, count(distinct account) as accounts from (select account, ${parts} from ${from}) group by period, network, finding order by period, network, finding`,
        );
    return {
      deliveries: numberOf(all['n']),
      accounts: numberOf(all['accounts']),
      cells: cells.map((row) => ({
        period: textOf(row['period']),
        network: textOf(row['network']),
        finding: textOf(row['finding']) as Verdict | null,
        deliveries: numberOf(row['n']),
        accounts: numberOf(row['accounts']),
      })),
    };
  } finally {
    duck.close();
  }
}

export interface ExportInput extends Tables {
  readonly grain: Grain;
  /** A file in a folder of its own, made here: one JSON object a line, as `ExportedRow`. */
  readonly out: string;
  readonly folder: string;
}

export interface ExportedRow {
  readonly account: string;
  readonly network: string;
  readonly shown: string;
  readonly variant: string | null;
  readonly finding: Verdict | null;
}

/** Writes every delivery that counts, one a line; says how many. The order tells nothing of the accounts' names. */
export async function exportRows(input: ExportInput): Promise<number> {
  const { grain, zone, out, folder } = input;
  const duck = await openTables(input, [folder]);
  try {
    const local = `shown_at at time zone ${text(zone)}`;
    const grains: Readonly<Record<Grain, string>> = {
      day: `strftime(${local}, '%Y-%m-%d')`,
      hour: `strftime(${local}, '%Y-%m-%d %H:00')`,
      instant: `strftime(shown_at at time zone 'UTC', '%Y-%m-%dT%H:%M:%SZ')`,
    };
    const from = rowsOf(input);
    await duck.run(
      `copy (select account, network, ${grains[grain]} as shown, variant, finding from ${from} order by shown_at, line) to ${text(out)} (format json)`,
    );
    const [all = {}] = await duck.rows(`select count(*) as n from ${from}`);
    return numberOf(all['n']);
  } finally {
    duck.close();
  }
}

function openTables({ deliveries, judged, spill }: Tables, folders: readonly string[] = []) {
  return openDuck({ files: [deliveries, ...(judged === null ? [] : [judged])], folders, spill });
}

function rowsOf({ deliveries, judged }: Tables): string {
  const counted = `(select line, account, network, shown_at, variant from read_parquet(${text(deliveries)}) where why is null and repeats_line is null)`;
  if (judged === null) return `(select *, null::varchar as finding from ${counted})`;
  return `(select d.*, j.verdict as finding from ${counted} d join (select line, verdict from read_parquet(${text(judged)}) where verdict <> 'duplicate') j using (line))`;
}
