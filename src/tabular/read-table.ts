import { CsvError, parse } from 'csv-parse/sync';
import { LONGEST_LINE, readLines } from './read-lines.js';
import type { Line } from './read-lines.js';
import type { Delimiter, TableFormat } from './table-format.js';

/** One record of a table, with the line of the file it starts on (from 1). */
export interface TableRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** A line that could not be read as a record, and why. */
export interface RejectedRow {
  readonly line: number;
  readonly reason: string;
}

/** With what stands on the line, as far as it can be shown. */
export interface RejectedLine extends RejectedRow {
  readonly text: string;
}

interface PendingRecord {
  readonly lines: readonly Line[];
  readonly text: string;
}

const BATCH = 500;

/**
 * Streams the records of a text table in file order, header included; memory stays flat. A quote that is
 * never closed costs the line it opens on and no other: reading starts again on the line after it.
 */
export async function* readTable(path: string, format: TableFormat): AsyncGenerator<TableRow | RejectedLine> {
  let waiting: PendingRecord[] = [];
  let open: Line[] = [];
  let openLength = 0;
  let isInside = false;
  const again: Line[] = [];

  const source = readLines(path, format.encoding);
  for (;;) {
    const next = again.pop() ?? (await source.next()).value;
    if (next === undefined && open.length === 0) break;

    const gaveUp = next === undefined || openLength > LONGEST_LINE || (open.length > 0 && next.text === null);
    if (open.length > 0 && gaveUp) {
      yield* parseRecords(waiting, format.delimiter, again);
      waiting = [];
      yield {
        line: open[0]?.line ?? 0,
        reason: 'A quote that opens on this line is never closed.',
        text: open[0]?.text ?? '',
      };
      giveBack(again, next === undefined ? open.slice(1) : [...open.slice(1), next]);
      open = [];
      openLength = 0;
      isInside = false;
      continue;
    }
    if (next === undefined) break;
    if (next.line <= format.skipLines) continue;
    if (next.text === null) {
      yield* parseRecords(waiting, format.delimiter, again);
      waiting = [];
      yield { line: next.line, reason: 'The line is longer than 1 MB.', text: '' };
      continue;
    }
    if (open.length === 0 && next.text === '') continue;

    isInside = endsInsideQuote(next.text, format.delimiter, isInside);
    open.push(next);
    openLength += next.text.length + 1;
    if (isInside) continue;

    waiting.push({ lines: open, text: open.map((line) => line.text ?? '').join('\n') });
    // A record over several lines may turn out to be broken and give its later lines back: read it at once.
    if (waiting.length >= BATCH || open.length > 1) {
      yield* parseRecords(waiting, format.delimiter, again);
      waiting = [];
    }
    open = [];
    openLength = 0;
  }
  yield* parseRecords(waiting, format.delimiter, again);
}

export function isRejected(row: TableRow | RejectedLine): row is RejectedLine {
  return 'reason' in row;
}

/** Whether a quote is still open at the end of a line. A quote opens a cell only where the cell starts. */
function endsInsideQuote(text: string, delimiter: Delimiter, wasInside: boolean): boolean {
  if (!text.includes('"')) return wasInside;
  let isInside = wasInside;
  let isCellStart = !wasInside;
  for (let i = 0; i < text.length; i += 1) {
    const character = text[i];
    if (isInside) {
      if (character !== '"') continue;
      if (text[i + 1] === '"') i += 1;
      else isInside = false;
    } else if (character === '"' && isCellStart) {
      isInside = true;
    }
    isCellStart = !isInside && character === delimiter;
  }
  return isInside;
}

function* parseRecords(
  records: readonly PendingRecord[],
  delimiter: Delimiter,
  again: Line[],
): Generator<TableRow | RejectedLine> {
  const quoted = records.filter(({ text }) => text.includes('"'));
  const parsed = parseTogether(quoted, delimiter);
  let nextQuoted = 0;
  for (const record of records) {
    const line = record.lines[0]?.line ?? 0;
    if (!record.text.includes('"')) {
      yield { line, cells: record.text.split(delimiter) };
      continue;
    }
    const outcome = parsed?.[nextQuoted] ?? parseOne(record.text, delimiter);
    nextQuoted += 1;
    if (typeof outcome === 'string') {
      yield { line, reason: outcome, text: record.text };
      giveBack(again, record.lines.slice(1));
    } else {
      yield { line, cells: outcome };
    }
  }
}

/** `again` is a stack: the line to be read next is its last. */
function giveBack(again: Line[], lines: readonly Line[]): void {
  for (const line of lines.toReversed()) again.push(line);
}

/** All records at once, which is far quicker; null when any of them is broken. */
function parseTogether(
  records: readonly PendingRecord[],
  delimiter: Delimiter,
): readonly (readonly string[])[] | null {
  if (records.length < 2) return null;
  try {
    const rows = parseStrictly(records.map(({ text }) => text).join('\n'), delimiter, false);
    return rows.length === records.length ? rows : null;
  } catch (error) {
    if (error instanceof CsvError) return null;
    throw error;
  }
}

/** The cells of one record, or the reason why it is none. */
function parseOne(text: string, delimiter: Delimiter): readonly string[] | string {
  for (const isRelaxed of [false, true]) {
    try {
      const rows = parseStrictly(text, delimiter, isRelaxed);
      const [cells] = rows;
      return rows.length === 1 && cells ? cells : 'The quotes on this line do not pair up.';
    } catch (error) {
      if (!(error instanceof CsvError)) throw error;
      // An inch mark inside an unquoted cell is text; words after a closing quote leave the cell in doubt.
      if (error.code !== 'INVALID_OPENING_QUOTE')
        return error.code === 'CSV_INVALID_CLOSING_QUOTE'
          ? 'There is text between a closing quote and the next cell.'
          : 'The quotes on this line do not pair up.';
    }
  }
  return 'The quotes on this line do not pair up.';
}

function parseStrictly(
  text: string,
  delimiter: Delimiter,
  isRelaxed: boolean,
): readonly (readonly string[])[] {
  return parse(text, {
    delimiter,
    record_delimiter: '\n',
    relax_column_count: true,
    relax_quotes: isRelaxed,
  });
}
