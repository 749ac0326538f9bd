import { isRejected, readTable } from '../../tabular/read-table.js';
import { detectReading } from '../../tabular/table-reading.js';
import { INDEX_CAVEAT } from '../known-tables.js';
import type { Reading, SourceFacts } from '../measurement.js';
import { draft } from './record.js';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** The newest figure that the index gave as an average; today's page shows steps of 0.5 Mbit/s instead. */
const METHOD = 'Netflix ISP Speed Index, average bitrate in prime time';

export const INDEX_FACTS: SourceFacts = {
  format: 'netflix-index',
  name: 'Netflix ISP Speed Index, month by month',
  caveat: INDEX_CAVEAT,
  conversions: ['each cell is Mbit/s, for the month its column names'],
  notes: ['A reading stands for a whole month: it has no hour. The method has changed over the years.'],
};

/** Whether a header is the index's: a provider, then months. */
export function isIndexHeader(columns: readonly string[]): boolean {
  const [first, ...months] = columns;
  return (
    first?.trim() === 'Provider' && months.length > 0 && months.every((column) => monthOf(column) !== null)
  );
}

/** One reading for each provider and month; an empty cell is no reading. */
export async function* readIndex(path: string): AsyncGenerator<Reading> {
  const format = await detectReading(path, { hasHeader: true });
  const months = format.names.slice(1).map(monthOf);
  let isHeader = true;
  for await (const row of readTable(path, format)) {
    if (isRejected(row)) {
      yield { line: row.line, ...draft({ why: row.reason }) };
      continue;
    }
    if (isHeader) {
      isHeader = false;
      continue;
    }
    for (const [i, month] of months.entries()) {
      const cell = (row.cells[i + 1] ?? '').trim();
      if (cell === '') continue;
      const value = /^[0-9]+(\.[0-9]+)?$/.test(cell) ? Number(cell) : null;
      yield {
        line: row.line,
        ...draft({
          period: month,
          network: (row.cells[0] ?? '').trim() || null,
          download: value,
          method: METHOD,
          why: value === null ? 'The download is not a number.' : null,
        }),
      };
    }
  }
}

/** `Nov-12` and `May 2016` as `2012-11` and `2016-05`. */
function monthOf(column: string): string | null {
  const [, name = '', year = ''] = /^([A-Za-z]{3})[a-z]*[- ]([0-9]{2}|[0-9]{4})$/.exec(column.trim()) ?? [];
  const month = MONTHS.indexOf(name.toLowerCase()) + 1;
  return month === 0 ? null : `${year.length === 2 ? `20${year}` : year}-${String(month).padStart(2, '0')}`;
}
