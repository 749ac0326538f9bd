import { numberOf, openDuck, text, textOf } from '../../tabular/duck.js';
import type { Duck } from '../../tabular/duck.js';
import { instantCell } from '../safe-columns.js';
import type { NamedCount } from './notice-list.js';

/** Which rows of a list: its deliveries, those with a problem, those that repeat, those no campaign covers. */
export type ListRowsKind = 'deliveries' | 'problems' | 'repeats' | 'outside';

/** Days, both ends counted, on which a text went to networks; no networks means every one. */
export interface CampaignSpan {
  readonly networks: readonly string[];
  readonly fromOn: string;
  readonly toOn: string | null;
  /** The text as lists name it; empty where they do not, and then any delivery fits. */
  readonly code: string;
}

export interface ListRowsInput {
  readonly deliveries: string;
  readonly which: ListRowsKind;
  readonly network: string | null;
  /** A day of `dayZone`. */
  readonly day: string | null;
  readonly dayZone: string;
  readonly spans: readonly CampaignSpan[];
  /** From 1. */
  readonly page: number;
  readonly spill: string;
}

export interface ListRow {
  readonly line: number;
  readonly noticeId: string | null;
  readonly account: string | null;
  readonly network: string | null;
  readonly shownAt: string | null;
  readonly variant: string | null;
  readonly problem: string | null;
}

export interface RowPage<T> {
  readonly total: number;
  readonly rows: readonly T[];
}

export const ROWS_A_PAGE = 50;

/** One page of the rows of a list, in the order of the file. */
export async function listRows(input: ListRowsInput): Promise<RowPage<ListRow>> {
  const duck = await openDuck({ files: [input.deliveries], folders: [], spill: input.spill });
  try {
    const from = `from read_parquet(${text(input.deliveries)}) where ${conditionsOf(input).join(' and ')}`;
    const [counted = {}] = await duck.rows(`select count(*) as n ${from}`);
    const rows = await duck.rows(
      `select line, notice_id, account, network, ${instantCell('shown_at')} as shown_at, variant,
        coalesce(why, case when repeats_line is not null then 'It repeats line ' || repeats_line || '.' end, note) as problem
      ${from} order by line limit ${ROWS_A_PAGE} offset ${(input.page - 1) * ROWS_A_PAGE}`,
    );
    return {
      total: numberOf(counted['n']),
      rows: rows.map((row) => ({
        line: numberOf(row['line']),
        noticeId: textOf(row['notice_id']),
        account: textOf(row['account']),
        network: textOf(row['network']),
        shownAt: textOf(row['shown_at']),
        variant: textOf(row['variant']),
        problem: textOf(row['problem']),
      })),
    };
  } finally {
    duck.close();
  }
}

export interface OutsideInput {
  readonly deliveries: string;
  readonly dayZone: string;
  readonly spans: readonly CampaignSpan[];
  readonly spill: string;
}

/** How many deliveries no campaign covers, by network, most first. */
export async function countOutside({
  deliveries,
  dayZone,
  spans,
  spill,
}: OutsideInput): Promise<NamedCount[]> {
  const duck: Duck = await openDuck({ files: [deliveries], folders: [], spill });
  try {
    const rows = await duck.rows(
      `select network as name, count(*) as n from read_parquet(${text(deliveries)}) where ${IS_DELIVERY} and ${isOutside(spans, dayZone)} group by all order by n desc, name`,
    );
    return rows.map((row) => ({ name: textOf(row['name']) ?? '', count: numberOf(row['n']) }));
  } finally {
    duck.close();
  }
}

const IS_DELIVERY = 'why is null and repeats_line is null';

function conditionsOf({ which, network, day, dayZone, spans }: ListRowsInput): string[] {
  const kinds: Readonly<Record<ListRowsKind, string>> = {
    deliveries: IS_DELIVERY,
    problems: '(why is not null or repeats_line is not null or note is not null)',
    repeats: 'repeats_line is not null',
    outside: `${IS_DELIVERY} and ${isOutside(spans, dayZone)}`,
  };
  return [
    kinds[which],
    ...(network === null ? [] : [`network = ${text(network)}`]),
    ...(day === null ? [] : [`${dayOf(dayZone)} = date ${text(day)}`]),
  ];
}

function isOutside(spans: readonly CampaignSpan[], dayZone: string): string {
  if (spans.length === 0) return 'true';
  const day = dayOf(dayZone);
  const inside = spans.map(({ networks, fromOn, toOn, code }) =>
    [
      `${day} >= date ${text(fromOn)}`,
      ...(toOn === null ? [] : [`${day} <= date ${text(toOn)}`]),
      ...(networks.length === 0 ? [] : [`network in (${networks.map(text).join(', ')})`]),
      ...(code === '' ? [] : [`coalesce(variant, ${text(code)}) = ${text(code)}`]),
    ].join(' and '),
  );
  return `not (${inside.map((one) => `(${one})`).join(' or ')})`;
}

function dayOf(zone: string): string {
  return `(shown_at at time zone ${text(zone)})::date`;
}
