import { numberOf, openDuck, text, textOf } from '../../tabular/duck.js';
import type { Verdict } from '../reconciliation.js';
import { givenOf, isToldTogether } from './complements.js';
import type { Atom, Given } from './complements.js';
import { SMALLEST_COUNT } from './suppress.js';
import { isToldByAll } from './told-by-all.js';
import type { AtomOfAll } from './told-by-all.js';

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

/** What a table of counts is divided by. */
export interface Divided {
  readonly period: Period;
  readonly byNetwork: boolean;
  readonly byFinding: boolean;
}

export interface CountInput extends Tables, Divided {}

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
  readonly tables: readonly CountInput[];
}

/** Whether two or more tables of counts give together what none gives alone: a count of fewer than five accounts. */
export async function compareCounts({ tables }: CompareInput): Promise<boolean> {
  const [one] = tables;
  if (one === undefined) throw new RangeError('There is no table to compare.');
  const given: Given[] = [];
  for (const table of tables) given.push(givenOf(await countDeliveries(table)));
  const atoms = await atomsOf(tables, one.spill);
  const [first, second] = given;
  const isPair = given.length === 2 && first !== undefined && second !== undefined;
  const pair = (atom: AtomOfAll): Atom => ({
    ...{ one: atom.cells[0] ?? null, other: atom.cells[1] ?? null, accounts: atom.accounts },
  });
  return (isPair && isToldTogether(atoms.map(pair), first, second)) || isToldByAll(atoms, given);
}

async function atomsOf(tables: readonly CountInput[], spill: string): Promise<AtomOfAll[]> {
  const files = tables.flatMap(({ deliveries, judged }) => [deliveries, judged ?? deliveries]);
  const duck = await openDuck({ files: [...new Set(files)], folders: [], spill });
  try {
    // The same delivery in all lists: its account, network and time, and its place among those that share them.
    const keyed = (input: CountInput, table: number): string =>
      `select ${table} as of_table, account, network, shown_at, row_number() over (partition by account, network, shown_at order by line) as place,
        concat_ws(chr(31), coalesce(c.period, ''), coalesce(c.network, ''), coalesce(c.finding, '')) as cell
        from (select line, account, network, shown_at, {${dividedBy(input)
          .map(([name, sql]) => `'${name}': ${sql}`)
          .join(', ')}} as c from ${rowsOf(input)})`;
    const cells = tables.map((_, table) => `max(cell) filter (of_table = ${table}) as c${table}`);
    const names = tables.map((_, table) => `c${table}`).join(', ');
    const rows = await duck.rows(`select ${names}, min(account, ${SMALLEST_COUNT}) as accounts
      from (select distinct ${names}, account from
        (select account, network, shown_at, place, ${cells.join(', ')} from (${tables.map(keyed).join(' union all ')})
          group by account, network, shown_at, place))
      group by ${names}`);
    return rows.map((row) => ({
      cells: tables.map((_, table) => textOf(row[`c${table}`])),
      accounts: (Array.isArray(row['accounts']) ? row['accounts'] : []).map(String),
    }));
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
