import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import type { Deps } from '../../platform/deps.js';
import type { RunFigures } from '../runs/run-figures.js';
import { findRunFigures, getRun, listRunSources } from '../runs/run-store.js';
import type { MeasurementRun } from '../runs/run-store.js';
import { gatherSummary } from './gather-summary.js';
import type { MatterOfSummary, SummaryWishes } from './gather-summary.js';
import { makeSummary } from './make-summary.js';
import { EXAMINATION, MARKED_DAY, SUMMARY_COLUMNS } from './summary-csv.js';
import { findSummary } from './summary-store.js';
import type { StoredSummary } from './summary-store.js';

/** Whether making a summary again gives the bytes that are in the file. */
export interface RepeatedSummary {
  /** The summary in the file, by its item numbers. */
  readonly stored: StoredSummary;
  readonly isEqual: boolean;
  /** What differs, in words: rows of the table first, then the paper. Empty when equal. */
  readonly differences: readonly string[];
  /** Differences beyond those named. */
  readonly more: number;
}

const MOST_NAMED = 20;

/**
 * Makes the summary of a run again, from the figures of `run` itself or of the run it repeats, and compares the bytes
 * with those in the file. Null where no summary of that run is in the file.
 */
export async function repeatSummary(
  deps: Deps,
  matter: MatterOfSummary,
  run: MeasurementRun,
): Promise<RepeatedSummary | null> {
  const first = run.repeats === null ? run : await getRun(deps.db, matter.id, run.repeats);
  const stored = await findSummary(deps.db, matter.id, first.number);
  if (stored === null) return null;
  // Made again, it says that it rests on these originals: they must still be what they were.
  for (const { sha256 } of await listRunSources(deps.db, first)) await deps.files.localPath(sha256);
  const table = await readFile(await deps.files.localPath(stored.table.sha256), 'utf8');
  const figures = run.id === first.id ? null : await findRunFigures(deps.db, run.id);
  return compare(deps, matter, first, stored, table, figures);
}

async function compare(
  deps: Deps,
  matter: MatterOfSummary,
  first: MeasurementRun,
  stored: StoredSummary,
  table: string,
  figures: RunFigures | null,
): Promise<RepeatedSummary> {
  const facts = await gatherSummary(deps, matter, first, wishesIn(table), figures ?? undefined);
  const made = await makeSummary(deps, facts, matter);
  try {
    const isTableEqual = made.table.sha256 === stored.table.sha256;
    const isPaperEqual = made.paper.sha256 === stored.paper.sha256;
    const all = [
      ...(isTableEqual ? [] : tableDifferences(table, await readFile(made.table.tempPath, 'utf8'))),
      ...(isPaperEqual || !isTableEqual
        ? []
        : ['The table is equal. The pages were set by another version of the software.']),
    ];
    return {
      stored,
      isEqual: isTableEqual && isPaperEqual,
      differences: all.slice(0, MOST_NAMED),
      more: Math.max(0, all.length - MOST_NAMED),
    };
  } finally {
    await deps.files.discard(made.table);
    await deps.files.discard(made.paper);
  }
}

/** What a person gave a summary beside its run, out of its table. */
export function wishesIn(table: string): SummaryWishes {
  const rows = rowsIn(table).map(({ cells }) => cells);
  const words = SUMMARY_COLUMNS.indexOf('words');
  const examination = rows.find(([part, , key]) => part === EXAMINATION[0] && key === EXAMINATION[1]);
  return {
    examination: asWritten(examination?.[words] ?? ''),
    marked: rows
      .filter(([part]) => part === MARKED_DAY)
      .map((row) => ({ on: row[2] ?? '', words: asWritten(row[words] ?? '') })),
  };
}

/** The rows that differ, by what they are of: `hour, Halcyon Fiber, 19: n 40, median 2.1 was n 41, median 2.2`. */
function tableDifferences(then: string, now: string): string[] {
  const [before, after] = [then, now].map(
    (table) => new Map(rowsIn(table).map(({ key, value }) => [key, value])),
  );
  const keys = new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])]);
  return [...keys].flatMap((key) => {
    const [was, is] = [before?.get(key), after?.get(key)];
    if (was === is) return [];
    return [`${key}: ${is ?? 'not there'} now, ${was ?? 'not there'} in the file`];
  });
}

interface TableRow {
  readonly cells: readonly string[];
  readonly key: string;
  readonly value: string;
}

/** Rows of the same name are numbered, so that each has its own. */
function rowsIn(table: string): TableRow[] {
  const rows: string[][] = parse(table, { relaxColumnCount: true, fromLine: 2 });
  const seen = new Map<string, number>();
  return rows.map((cells) => {
    const name = cells
      .slice(0, 3)
      .filter((cell) => cell !== '')
      .join(', ');
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    const value = cells
      .slice(3)
      .flatMap((cell, index) => (cell === '' ? [] : [valueWords(SUMMARY_COLUMNS[index + 3] ?? '', cell)]))
      .join(', ');
    return { cells, key: times === 1 ? name : `${name} (${times})`, value };
  });
}

function valueWords(column: string, cell: string): string {
  return column === 'words' ? `“${asWritten(cell)}”` : `${column} ${cell}`;
}

/** A cell that a spreadsheet would run carries a mark in front; the words are without it. */
function asWritten(cell: string): string {
  return /^'[=+\-@\t\r\n\0＝＋－＠]/.test(cell) ? cell.slice(1) : cell;
}
