/** A spreadsheet must read a cell as words, never run it (OWASP: CSV injection; full-width forms included). */
export function safeCell(cell: string): string {
  return /^[=+\-@\t\r\n\0＝＋－＠]/.test(cell) ? `'${cell}` : cell;
}

/** One line of RFC 4180 with its ending; every cell is made safe unless it is a number of ours. */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map((cell) => (typeof cell === 'number' ? String(cell) : quoted(safeCell(cell ?? '')))).join(',')}\r\n`;
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** The same in SQL, for what DuckDB writes itself. */
export function safeCellSql(cell: string): string {
  return `case when regexp_matches(${cell}, '^[=+@\\t\\r\\n\\x00＝＋－＠-]') then '''' || ${cell} else ${cell} end`;
}
