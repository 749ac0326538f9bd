import { safeCellSql } from '../tabular/safe-csv.js';

/** A column of text that a spreadsheet reads as words and never runs, under its own name. */
export function safeColumn(column: string): string {
  return `${safeCellSql(column)} as ${column}`;
}

/** An instant as `2014-06-05T18:00:00Z`, in SQL. */
export function instantCell(column: string): string {
  return `replace(strftime(${column} at time zone 'UTC', '%Y-%m-%dT%H:%M:%S.%fZ'), '.000000Z', 'Z')`;
}
