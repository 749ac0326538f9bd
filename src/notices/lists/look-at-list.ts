import { isRejected, readTable } from '../../tabular/read-table.js';
import { detectReading } from '../../tabular/table-reading.js';
import type { GivenReading, TableReading } from '../../tabular/table-reading.js';

/** How a list would be read, with its first rows, before anyone says so. */
export interface ListLook {
  readonly reading: TableReading;
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[];
}

const ROWS_SHOWN = 6;

/** Works out how a list is written. Throws in plain words when there is no row in it. */
export async function lookAtList({
  path,
  given,
}: {
  readonly path: string;
  readonly given: GivenReading;
}): Promise<ListLook> {
  const reading = await detectReading(path, given);
  if (reading.names.length === 0) throw new Error('The file has no row that can be read.');
  const rows: { line: number; cells: readonly string[] }[] = [];
  let isHeaderNext = reading.hasHeader;
  for await (const row of readTable(path, reading)) {
    if (isRejected(row)) continue;
    if (isHeaderNext) isHeaderNext = false;
    else rows.push({ line: row.line, cells: row.cells.slice(0, reading.names.length) });
    if (rows.length >= ROWS_SHOWN) break;
  }
  return { reading, rows };
}
