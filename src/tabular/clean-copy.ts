import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import type { Progress } from '../platform/ask.js';
import { widthRejection } from './profile-table.js';
import { isRejected, readTable } from './read-table.js';
import type { RejectedRow, TableRow } from './read-table.js';
import { openCsv } from './safe-csv.js';
import type { TableReading } from './table-reading.js';

/** The rows that were kept aside: all counted and in the file, the first hundred here. */
export interface Rejections {
  readonly count: number;
  readonly first: readonly RejectedRow[];
}

export const MOST_REJECTED_LISTED = 100;
const MOST_SHOWN = 2_000;
const REPORT_EVERY = 100_000;

/**
 * Writes the records of a table as plain UTF-8 CSV, each with the line it starts on before it, for a faster reader;
 * rows that cannot be read go to `rejectedPath` with line, reason and what stands there.
 */
export async function writeCleanCopy(
  path: string,
  reading: TableReading,
  out: string,
  rejectedPath: string,
  progress: Progress,
): Promise<Rejections> {
  const clean = createWriteStream(out, { highWaterMark: 1024 * 1024 });
  const aside = openCsv(rejectedPath);
  await aside.write(['line', 'reason', 'what stands there']);
  const first: RejectedRow[] = [];
  let count = 0;
  let isHeaderNext = reading.hasHeader;
  let done = 0;
  for await (const row of readTable(path, reading)) {
    if (!isRejected(row) && isHeaderNext) {
      isHeaderNext = false;
      continue;
    }
    const rejected = isRejected(row) ? row : rejectionOf(row, reading.names.length);
    if (rejected) {
      count += 1;
      const text = isRejected(row) ? row.text : row.cells.join(reading.delimiter);
      if (first.length < MOST_REJECTED_LISTED) first.push({ line: rejected.line, reason: rejected.reason });
      await aside.write([rejected.line, rejected.reason, text.slice(0, MOST_SHOWN)]);
    } else if (
      !isRejected(row) &&
      !clean.write(`${row.line},${row.cells.slice(0, reading.names.length).map(cell).join(',')}\n`)
    ) {
      await once(clean, 'drain');
    }
    done += 1;
    if (done % REPORT_EVERY === 0) progress(done, 0, 'lines checked');
  }
  await aside.close();
  clean.end();
  await finished(clean);
  return { count, first };
}

function rejectionOf(row: TableRow, width: number): RejectedRow | null {
  if (row.cells.some((one) => one.includes('\0')))
    return { line: row.line, reason: 'The row has a NUL byte in it.' };
  return widthRejection(row, width);
}

function cell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
