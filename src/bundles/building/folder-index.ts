import { parse } from 'csv-parse/sync';
import { isPlainDate } from '../../platform/plain-date.js';
import { readPageRange } from './page-range.js';

const COLUMNS = [
  'file',
  'title',
  'date',
  'exhibit',
  'withhold',
  'description',
  'author',
  'recipients',
  'custodian',
  'pages',
  'replaces',
  'settlement',
  'names',
];
const NO = new Set(['no', 'n', 'false', '0', '-']);
const YES = new Set(['yes', 'y', 'true', '1', 'x']);

/** One row of a folder's index.csv; null where the cell is empty. */
export interface FolderIndexRow {
  readonly line: number;
  readonly file: string;
  readonly title: string | null;
  readonly date: string | null;
  readonly exhibit: string | null;
  /** The ground; empty when the row says only that the document is held back. */
  readonly withhold: string | null;
  readonly description: string | null;
  readonly author: string | null;
  readonly recipients: string | null;
  /** Whose file it was: a column of the load file. */
  readonly custodian: string | null;
  readonly pages: string | null;
  /** The first Bates number of the earlier document it stands for. */
  readonly replaces: string | null;
  /** Why a paper without prejudice may go to court. */
  readonly settlement: string | null;
  /** The legal basis on which a table names accounts. */
  readonly names: string | null;
}

export type FolderIndexOr =
  | { readonly ok: true; readonly rows: readonly FolderIndexRow[] }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Reads index.csv (header row; only `file` is required). Each problem names its line. */
export function readFolderIndex(text: string): FolderIndexOr {
  let table: string[][];
  try {
    table = parse(text, { bom: true, skip_empty_lines: true, trim: true, relax_column_count: true });
  } catch (error) {
    return {
      ok: false,
      problems: [`index.csv cannot be read: ${error instanceof Error ? error.message : String(error)}`],
    };
  }
  const header = (table[0] ?? []).map((name) => name.toLowerCase());
  const problems: string[] = [];
  if (!header.includes('file')) problems.push('index.csv has no column “file” in its first line.');
  for (const name of header)
    if (!COLUMNS.includes(name))
      problems.push(`index.csv has a column “${name}” that is not known; it may hold ${COLUMNS.join(', ')}.`);
  if (new Set(header).size < header.length) problems.push('index.csv names a column twice.');
  if (problems.length > 0) return { ok: false, problems };

  const rows = table.slice(1).map((cells, i) => rowOf(header, cells, i + 2, problems));
  const files = new Set<string>();
  for (const row of rows) {
    if (files.has(row.file)) problems.push(`index.csv line ${row.line} names “${row.file}” a second time.`);
    files.add(row.file);
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, rows };
}

function rowOf(
  header: readonly string[],
  cells: readonly string[],
  line: number,
  problems: string[],
): FolderIndexRow {
  const cell = (name: string) => cells[header.indexOf(name)]?.trim() || null;
  const file = (cell('file') ?? '').replaceAll('\\', '/').replace(/^\.\//, '').normalize('NFC');
  const date = cell('date');
  const pages = cell('pages');
  if (file === '') problems.push(`index.csv line ${line} names no file.`);
  if (cells.length > header.length) problems.push(`index.csv line ${line} has more cells than the header.`);
  if (date !== null && !isPlainDate(date))
    problems.push(`index.csv line ${line}: “${date}” is not a date like 2014-06-05.`);
  const range = pages === null ? null : readPageRange(pages);
  if (range !== null && !range.ok) problems.push(`index.csv line ${line}: ${range.problem}`);
  return {
    line,
    file,
    title: cell('title'),
    date,
    exhibit: cell('exhibit'),
    withhold: groundOf(cell('withhold')),
    description: cell('description'),
    author: cell('author'),
    recipients: cell('recipients'),
    custodian: cell('custodian'),
    pages,
    replaces: cell('replaces'),
    settlement: cell('settlement'),
    names: cell('names'),
  };
}

function groundOf(cell: string | null): string | null {
  if (cell === null || NO.has(cell.toLowerCase())) return null;
  return YES.has(cell.toLowerCase()) ? '' : cell;
}
