import { text } from '../tabular/duck.js';
import type { Duck } from '../tabular/duck.js';
import { VERDICTS } from './reconciliation.js';
import { instantCell, safeColumn } from './safe-columns.js';

/** Each row of the list with what it was found to be, duplicates too. */
const JUDGED = `select line, notice_id, account, network, shown_at, verdict, value as download_mbps, taken_at, reading_line,
    others as others_in_hour, others_below, is_mismatch as network_mismatch, after as after_cease, null::bigint as repeats_line, false as is_unlike from judged
  union all
  select line, notice_id, account, network, shown_at, 'duplicate', null, null, null, null, null, false, after, first_line, is_unlike
  from listed join repeated using (line)`;

const UNLIKE = 'has the id of an earlier row, but another account, network or time';

/** One line for each row of the list in its order; cells are safe for a spreadsheet. */
export async function writeRowsCsv(duck: Duck, path: string): Promise<void> {
  const words = Object.entries({ ...VERDICTS, duplicate: 'repeats an earlier row' })
    .map(([verdict, said]) => `when ${text(verdict)} then ${text(said)}`)
    .join(' ');
  await duck.run(`copy (
    select line, ${safeColumn('notice_id')}, ${safeColumn('account')}, ${safeColumn('network')}, ${instantCell('shown_at')} as shown_at, verdict,
      case when is_unlike then ${text(UNLIKE)} else case verdict ${words} end end as words, download_mbps, ${instantCell('taken_at')} as taken_at, reading_line, others_in_hour, others_below,
      network_mismatch, after_cease, repeats_line
    from (${JUDGED}) order by line) to ${text(path)} (format csv, header)`);
}

/** The same rows as a table, to be asked for by finding. */
export async function writeRowsTable(duck: Duck, path: string): Promise<void> {
  await duck.run(
    `copy (select * from (${JUDGED}) order by line) to ${text(path)} (format parquet, compression snappy)`,
  );
}
