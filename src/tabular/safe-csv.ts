import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';

/** A spreadsheet must read a cell as words, never run it (OWASP: CSV injection; full-width forms included). */
export function safeCell(cell: string): string {
  return /^[=+\-@\t\r\n\0＝＋－＠]/.test(cell) ? `'${cell}` : cell;
}

/** One line of RFC 4180 with its ending; every cell is made safe unless it is a number of ours. */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map((cell) => (typeof cell === 'number' ? String(cell) : quoted(safeCell(cell ?? '')))).join(',')}\r\n`;
}

export interface CsvFile {
  write(cells: readonly (string | number | null)[]): Promise<void>;
  close(): Promise<void>;
}

/** Opens a CSV file to write line by line, in flat memory. */
export function openCsv(path: string): CsvFile {
  const out = createWriteStream(path, { encoding: 'utf8', highWaterMark: 1024 * 1024 });
  const failed = once(out, 'error').then(([error]) => {
    throw error;
  });
  failed.catch(() => undefined); // told to whoever writes or closes next
  return {
    async write(cells) {
      if (!out.write(csvLine(cells))) await Promise.race([once(out, 'drain'), failed]);
    },
    async close() {
      out.end();
      await finished(out);
    },
  };
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
