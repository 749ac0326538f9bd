import type { Progress } from '../platform/ask.js';
import { openLines } from './line-file.js';
import { widthRejection } from './profile-table.js';
import { isRejected, readTable } from './read-table.js';
import type { RejectedRow, TableRow } from './read-table.js';
import { csvLine } from './safe-csv.js';
import type { TableReading } from './table-reading.js';

/** The rows that were kept aside: all counted and in the file, the first hundred here. */
export interface Rejections {
  readonly count: number;
  readonly reasons: readonly { readonly reason: string; readonly count: number }[];
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
  const clean = openLines(out);
  const aside = openLines(rejectedPath);
  await aside.write(csvLine(['line', 'reason', 'what stands there']));
  const first: RejectedRow[] = [];
  const reasons = new Map<string, number>();
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
      reasons.set(rejected.reason, (reasons.get(rejected.reason) ?? 0) + 1);
      const text = isRejected(row) ? row.text : row.cells.join(reading.delimiter);
      if (first.length < MOST_REJECTED_LISTED) first.push({ line: rejected.line, reason: rejected.reason });
      await aside.write(csvLine([rejected.line, rejected.reason, text.slice(0, MOST_SHOWN)]));
    } else if (!isRejected(row)) {
      const cells = row.cells.slice(0, reading.names.length).map(cell);
      await clean.write(`${row.line},${cells.join(',')}\n`);
    }
    done += 1;
    if (done % REPORT_EVERY === 0) progress(done, 0, `${done.toLocaleString('en-US')} lines checked`);
  }
  await aside.close();
  await clean.close();
  return { count, reasons: [...reasons].map(([reason, times]) => ({ reason, count: times })), first };
}

function rejectionOf(row: TableRow, width: number): RejectedRow | null {
  if (row.cells.some((one) => one.includes('\0')))
    return { line: row.line, reason: 'The row has a NUL byte in it.' };
  return widthRejection(row, width);
}

function cell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
