import type { StoredKind } from './cell-kind.js';
import { name, numberOf, text, textOf } from './duck.js';
import type { Duck, DuckRow } from './duck.js';

/** What a stored column holds. */
export interface ColumnFacts {
  readonly kind: StoredKind;
  /** Cells with nothing in them. */
  readonly nulls: number;
  /** The ends of numbers and of dates (instants in UTC); null for text. */
  readonly min: number | string | null;
  readonly max: number | string | null;
}

const COUNTED_AT_ONCE = 200;

/**
 * The rows and columns of a stored table. Its writer kept the ends and the empty cells of each column beside the rows,
 * so the rows are read again for columns of text alone, and only where a cell may be nothing but spaces.
 */
export async function profileStored(
  duck: Duck,
  path: string,
  kinds: readonly StoredKind[],
): Promise<{ rows: number; columns: ColumnFacts[] }> {
  const source = `read_parquet(${text(path)})`;
  const [counted] = await duck.rows(`select count(*) as n from ${source}`);
  const rows = numberOf(counted?.['n']);
  const kept = new Map((await duck.rows(keptFacts(path))).map((row) => [textOf(row['name']), row]));
  const columns = kinds.map((kind, i) => factsOf(kind, rows, kept.get(`c${i}`)));
  const unsure = columns.flatMap((facts, i) => (facts === null ? [i] : []));
  for (let from = 0; from < unsure.length; from += COUNTED_AT_ONCE) {
    const part = unsure.slice(from, from + COUNTED_AT_ONCE);
    const counts = part.map((i) => `count(nullif(trim(${name(`c${i}`)}), '')) as c${i}`);
    const [row = {}] = await duck.rows(`select ${counts.join(', ')} from ${source}`);
    for (const i of part)
      columns[i] = { kind: kinds[i] ?? 'text', nulls: rows - numberOf(row[`c${i}`]), min: null, max: null };
  }
  return { rows, columns: columns.flatMap((facts) => facts ?? []) };
}

/** One row a column: empty cells, ends as numbers and as times, and of text whether no cell can be spaces alone. */
function keptFacts(path: string): string {
  const [least, most] = ['stats_min_value', 'stats_max_value'];
  const time = (end: string): string =>
    `strftime(${end}(try_cast(stats_${end}_value as timestamptz)) at time zone 'UTC', '%Y-%m-%dT%H:%M:%S.%f')`;
  const isSolid = `num_values = stats_null_count or coalesce(${least} >= '!' and ${most} < chr(128), false)`;
  return `select path_in_schema as name, sum(stats_null_count) as nulls, bool_and(stats_null_count is not null) as is_known,
      bool_and(${isSolid}) as is_solid,
      min(try_cast(${least} as double)) as least, max(try_cast(${most} as double)) as most,
      ${time('min')} as first, ${time('max')} as last
    from parquet_metadata(${text(path)}) group by path_in_schema`;
}

/** Null where the rows must say it. */
function factsOf(kind: StoredKind, rows: number, kept: DuckRow | undefined): ColumnFacts | null {
  const none = { kind, min: null, max: null };
  if (kept === undefined) return rows === 0 ? { ...none, nulls: 0 } : null;
  const nulls = numberOf(kept['nulls']);
  if (kind === 'text' || kind === 'empty')
    return kept['is_known'] === true && kept['is_solid'] === true ? { ...none, nulls } : null;
  const end = (number: string, time: string): number | string | null =>
    kind === 'integer' || kind === 'number'
      ? numberOrNull(kept[number])
      : timeWords(kind, textOf(kept[time]));
  return { kind, nulls, min: end('least', 'first'), max: end('most', 'last') };
}

function numberOrNull(value: DuckRow[string] | undefined): number | null {
  return value === null || value === undefined ? null : numberOf(value) + 0; // never −0
}

/** `2014-06-05T18:00:00Z` for an instant, without the Z for a time, the day alone for a date; no empty fraction. */
function timeWords(kind: StoredKind, words: string | null): string | null {
  if (words === null) return null;
  if (kind === 'date') return words.slice(0, 10);
  return `${words.replace(/\.000000$/, '')}${kind === 'instant' ? 'Z' : ''}`;
}
