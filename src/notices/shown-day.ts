import { dayOf, localSecond, offsetsIn } from '../measurements/runs/zone-sql.js';
import { text, textOf } from '../tabular/duck.js';
import type { Duck } from '../tabular/duck.js';
import { instantCell } from './safe-columns.js';

/**
 * The rows of a table of deliveries in SQL; where days are wanted, with the `day` of `zone` each was shown on, counted
 * since 1970. The few changes of the zone's clocks in the span of the table are looked up once, not for every row.
 */
export async function withDays(duck: Duck, path: string, zone: string, hasDays: boolean): Promise<string> {
  const source = `read_parquet(${text(path)})`;
  if (!hasDays) return source;
  const [row = {}] = await duck.rows(
    `select ${instantCell('min(shown_at)')} as first, ${instantCell('max(shown_at)')} as last from ${source}`,
  );
  const [first, last] = [textOf(row['first']), textOf(row['last'])];
  const offsets = first === null || last === null ? [] : offsetsIn(zone, first, last);
  return `(select *, ${dayOf(localSecond('shown_at', offsets))} as day from ${source})`;
}
