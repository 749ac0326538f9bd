import { dayNumber } from '../../measurements/runs/zone-sql.js';
import { numberOf, openDuck, text, textOf } from '../../tabular/duck.js';
import type { Duck } from '../../tabular/duck.js';
import { pageOfLines } from '../../tabular/page-of-rows.js';
import { withDays } from '../shown-day.js';
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
    const { deliveries, day, dayZone, which, page } = input;
    const source = await withDays(duck, deliveries, dayZone, day !== null || which === 'outside');
    const wanted = {
      path: deliveries,
      where: conditionsOf(input).join(' and '),
      page,
      pageSize: ROWS_A_PAGE,
    };
    const { total, where } = await pageOfLines(duck, source, wanted);
    const rows = await duck.rows(
      `select line, notice_id, account, network, ${instantCell('shown_at')} as shown_at, variant,
        coalesce(why, case when repeats_line is not null then 'It repeats line ' || repeats_line || '.' end, note) as problem
      from ${source} where ${where} order by line`,
    );
    return {
      total,
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
    const source = await withDays(duck, deliveries, dayZone, true);
    const rows = await duck.rows(
      `select network as name, count(*) as n from ${source} where ${IS_DELIVERY} and ${isOutside(spans)} group by all order by n desc, name`,
    );
    return rows.map((row) => ({ name: textOf(row['name']) ?? '', count: numberOf(row['n']) }));
  } finally {
    duck.close();
  }
}

const IS_DELIVERY = 'why is null and repeats_line is null';

function conditionsOf({ which, network, day, spans }: ListRowsInput): string[] {
  const kinds: Readonly<Record<ListRowsKind, string>> = {
    deliveries: IS_DELIVERY,
    problems: '(why is not null or repeats_line is not null or note is not null)',
    repeats: 'repeats_line is not null',
    outside: `${IS_DELIVERY} and ${isOutside(spans)}`,
  };
  return [
    kinds[which],
    ...(network === null ? [] : [`network = ${text(network)}`]),
    ...(day === null ? [] : [`day = ${dayNumber(day)}`]),
  ];
}

function isOutside(spans: readonly CampaignSpan[]): string {
  if (spans.length === 0) return 'true';
  const inside = spans.map(({ networks, fromOn, toOn, code }) =>
    [
      `day >= ${dayNumber(fromOn)}`,
      ...(toOn === null ? [] : [`day <= ${dayNumber(toOn)}`]),
      ...(networks.length === 0 ? [] : [`network in (${networks.map(text).join(', ')})`]),
      ...(code === '' ? [] : [`coalesce(variant, ${text(code)}) = ${text(code)}`]),
    ].join(' and '),
  );
  return `not (${inside.map((one) => `(${one})`).join(' or ')})`;
}
