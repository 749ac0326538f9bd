import { createHash } from 'node:crypto';

/**
 * The SHA-256 of rows as CSV (RFC 4180: commas, quotes only where they are needed, CR LF behind each row; UTF-8 without a
 * mark): whoever holds the same cells works out the same.
 */
export function tableChecksum(rows: readonly (readonly string[])[]): string {
  const hash = createHash('sha256');
  for (const row of rows) hash.update(`${row.map(quoted).join(',')}\r\n`);
  return hash.digest('hex');
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
