import { numberOf, openDuck, text, textOf } from '../../tabular/duck.js';
import type { Verdict } from '../reconciliation.js';
import { givenOf, isToldTogether } from './complements.js';
import { SMALLEST_COUNT } from './suppress.js';

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
  const { period, byNetwork, byFinding } = input;
  const duck = await openTables(input);
  try {
    const parts = dividedBy(input)
      .map(([name, sql]) => `${sql} as ${name}`)
      .join(', ');
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

/** What a table of counts is divided by, in SQL; null where it is not. */
function dividedBy({
  period,
  byNetwork,
  byFinding,
  zone,
}: CountInput): readonly (readonly [string, string])[] {
  const local = `shown_at at time zone ${text(zone)}`;
  const periods: Readonly<Record<Period, string>> = {
    none: 'null::varchar',
    day: `strftime(${local}, '%Y-%m-%d')`,
    week: `strftime(date_trunc('week', ${local}), '%Y-%m-%d')`,
    month: `strftime(${local}, '%Y-%m')`,
  };
  return [
    ['period', periods[period]],
    ['network', byNetwork ? 'network' : 'null::varchar'],
    ['finding', byFinding ? 'finding' : 'null::varchar'],
  ];
}

export interface CompareInput {
  readonly one: CountInput;
  readonly other: CountInput;
}

/** Whether two tables of counts give together what neither gives alone: a count of fewer than five accounts. */
export async function compareCounts({ one, other }: CompareInput): Promise<boolean> {
  const [first, second] = [await countDeliveries(one), await countDeliveries(other)];
  const files = [one, other].flatMap(({ deliveries, judged }) => [deliveries, judged ?? deliveries]);
  const duck = await openDuck({ files: [...new Set(files)], folders: [], spill: one.spill });
  try {
    // The same delivery in both lists: its account, network and time, and its place among those that share them.
    const keyed = (input: CountInput): string =>
      `(select account, network, shown_at, row_number() over (partition by account, network, shown_at order by line) as place,
        concat_ws(chr(31), coalesce(c.period, ''), coalesce(c.network, ''), coalesce(c.finding, '')) as cell
        from (select line, account, network, shown_at, {${dividedBy(input)
          .map(([name, sql]) => `'${name}': ${sql}`)
          .join(', ')}} as c from ${rowsOf(input)}))`;
    const rows = await duck.rows(`select one, other, min(account, ${SMALLEST_COUNT}) as accounts
      from (select distinct a.cell as one, b.cell as other, coalesce(a.account, b.account) as account
        from ${keyed(one)} a full join ${keyed(other)} b using (account, network, shown_at, place))
      group by one, other`);
    const atoms = rows.map((row) => ({
      one: textOf(row['one']),
      other: textOf(row['other']),
      accounts: (Array.isArray(row['accounts']) ? row['accounts'] : []).map(String),
    }));
    return isToldTogether(atoms, givenOf(first), givenOf(second));
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
