import { numberOf, openDuck, text, textOf } from '../../tabular/duck.js';
import type { Verdict } from '../reconciliation.js';

export type Period = 'none' | 'day' | 'week' | 'month';

/** The deliveries of a list, and what a run found of each. */
export interface Tables {
  readonly deliveries: string;
  /** The judged rows of a run over the same list; null without one. */
  readonly judged: string | null;
  /** The zone of days, weeks, months and hours. */
  readonly zone: string;
  readonly spill: string;
}

/** What something besides its finding is said of: of which deliveries, and which of them have it, in SQL. */
const PART_SQL = {
  /** Of those below the level, others not. */
  notCompared: { of: `finding = 'supported'`, is: 'others_in_hour = 0' },
  /** Of those with no reading. */
  networkMismatch: { of: `finding = 'unmeasured'`, is: 'network_mismatch' },
  /** Of all deliveries. */
  afterCease: { of: 'true', is: 'after_cease' },
} as const;

export type Part = keyof typeof PART_SQL;

export const PARTS = ['notCompared', 'networkMismatch', 'afterCease'] as const satisfies readonly Part[];

/** What a table of counts is divided by. */
export interface Divided {
  readonly period: Period;
  readonly byNetwork: boolean;
  readonly byFinding: boolean;
  /** Into the deliveries that have it and the others, and only those that it is said of; needs the rows of a run. */
  readonly part: Part | null;
}

export interface CountInput extends Tables, Divided {}

/** One cell of a table of counts; null for what the table is not divided by. */
export interface CountCell {
  readonly period: string | null;
  readonly network: string | null;
  readonly finding: Verdict | null;
  readonly part: 'yes' | 'no' | null;
  readonly deliveries: number;
  readonly accounts: number;
}

/** The fields that name a cell. */
export const DIMENSIONS = ['period', 'network', 'finding', 'part'] as const;

export interface Counts {
  readonly deliveries: number;
  readonly accounts: number;
  readonly cells: readonly CountCell[];
}

/** Deliveries that count, and the accounts behind them, divided as asked. */
export async function countDeliveries(input: CountInput): Promise<Counts> {
  const duck = await openTables(input);
  try {
    const parts = dividedBy(input)
      .map(([name, sql]) => `${sql} as ${name}`)
      .join(', ');
    const names = DIMENSIONS.join(', ');
    const from = rowsOf(input);
    const [all = {}] = await duck.rows(
      `select count(*) as n, count(distinct account) as accounts from ${from}`,
    );
    const { period, byNetwork, byFinding, part } = input;
    const isWhole = period === 'none' && !byNetwork && !byFinding && part === null;
    const cells = isWhole
      ? []
      : await duck.rows(
          `select ${names}, count(*) as n, count(distinct account) as accounts from (select account, ${parts} from ${from}) group by ${names} order by ${names}`,
        );
    return {
      deliveries: numberOf(all['n']),
      accounts: numberOf(all['accounts']),
      cells: cells.map((row) => ({
        period: textOf(row['period']),
        network: textOf(row['network']),
        finding: textOf(row['finding']) as Verdict | null,
        part: textOf(row['part']) as CountCell['part'],
        deliveries: numberOf(row['n']),
        accounts: numberOf(row['accounts']),
      })),
    };
  } finally {
    duck.close();
  }
}

/** What a table of counts is divided by, in SQL; null where it is not. */
export function dividedBy({
  period,
  byNetwork,
  byFinding,
  part,
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
    ['part', part === null ? 'null::varchar' : `case when ${PART_SQL[part].is} then 'yes' else 'no' end`],
  ];
}

/** The deliveries that count, in SQL; only those that a part is said of. */
export function rowsOf({ deliveries, judged, part = null }: Tables & Partial<Divided>): string {
  const counted = `(select line, notice_id, account, network, shown_at, variant from read_parquet(${text(deliveries)}) where why is null and repeats_line is null)`;
  if (judged === null) return `(select *, null::varchar as finding from ${counted})`;
  const found = `(select line, verdict as finding, others_in_hour, network_mismatch, after_cease from read_parquet(${text(judged)}) where verdict <> 'duplicate')`;
  const of = part === null ? 'true' : PART_SQL[part].of;
  return `(select * from ${counted} join ${found} using (line) where ${of})`;
}

export function openTables({ deliveries, judged, spill }: Tables, folders: readonly string[] = []) {
  return openDuck({ files: [deliveries, ...(judged === null ? [] : [judged])], folders, spill });
}
