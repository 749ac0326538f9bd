import type { Progress } from '../platform/ask.js';
import { name, text } from '../tabular/duck.js';
import { rowsOf, storeTable } from '../tabular/store-table.js';
import type { StoredTable } from '../tabular/store-table.js';
import type { GivenReading } from '../tabular/table-reading.js';
import { timeIn } from '../measurements/mapped-readings.js';
import { twiceWords } from '../measurements/shown-twice.js';
import { LIST_FIELDS, NEEDED, proposeColumns } from './lists/list-columns.js';
import type { ListColumns, ListField } from './lists/list-columns.js';
import type { ReasonCount } from './reconciliation.js';

export interface NoticeFile {
  readonly path: string;
  readonly fileName: string;
  /** `field=COLUMN`, in place of the names of the columns. */
  readonly columns?: readonly string[];
  readonly zone?: string | null;
  readonly given?: GivenReading;
}

/** Deliveries that can be set against measurements. */
export interface DeliverySource {
  readonly fileName: string;
  readonly sha256: string;
  readonly parquet: string;
  /**
   * Columns `line`, `notice_id`, `account`, `network`, `shown_at`, `why` a row is no delivery, and `undated`: why it is one
   * of a known day, but of no instant that a reading could be set against.
   */
  readonly sql: string;
  readonly keptAside: readonly ReasonCount[];
}

/** A list of deliveries made ready: its rows can be asked for in SQL, with `variant` and a `note` on what is odd in them. */
export interface PreparedNotices extends DeliverySource {
  readonly table: StoredTable;
}

/** Reads a list of deliveries whole into Parquet. Throws in plain words when a column that is needed is not there. */
export async function prepareNotices(
  file: NoticeFile,
  out: string,
  work: string,
  asOf: string,
  progress: Progress,
): Promise<PreparedNotices> {
  const stored = await storeTable(
    { path: file.path, out, work, ...(file.given && { given: file.given }) },
    progress,
    (names) => namingColumns(columnsOf(file, names)),
  );
  const columns = columnsOf(
    file,
    stored.columns.map((column) => column.name),
  );
  return {
    fileName: file.fileName,
    sha256: stored.sha256,
    parquet: stored.path,
    sql: deliveriesSql(stored, columns, file.zone ?? null, asOf),
    keptAside: stored.rejected.reasons,
    table: stored,
  };
}

/** Which column is what. Throws in plain words when one that is needed is not there. */
function columnsOf(file: NoticeFile, names: readonly string[]): ListColumns {
  const columns = withSaid(proposeColumns(names), file.columns ?? [], names);
  for (const field of NEEDED)
    if (columns[field] === null)
      throw new Error(
        `“${file.fileName}” has no column ${LIST_FIELDS[field].names[0]}. Say which it is, like --notice-column ${field}=NAME; the columns are ${names.slice(0, 30).join(', ')}.`,
      );
  return columns;
}

/** The columns that name something: their cells are kept as they are written, whatever number they may look like. */
function namingColumns({ notice, account, network, variant }: ListColumns): string[] {
  return [notice, account, network, variant].filter((column) => column !== null);
}

/** The rows of a stored list as deliveries. `why` stands where a row is none, `note` where one that counts is odd. */
function deliveriesSql(stored: StoredTable, columns: ListColumns, zone: string | null, asOf: string): string {
  const at = (field: ListField): number =>
    stored.columns.findIndex((column) => column.name === columns[field]);
  const cell = (field: ListField): string =>
    at(field) === -1 ? 'null::varchar' : `nullif(trim(${name(`c${at(field)}`)}::varchar), '')`;
  const sql = name(`c${at('shown')}`);
  const { kind = 'empty', min = null, max = null } = stored.columns[at('shown')] ?? {};
  const time = timeIn({ sql, kind, min, max }, zone, asOf);
  const why = `case when ${cell('account')} is null then 'The account is missing.' when ${cell('network')} is null then 'The network is missing.' when ${time.why} is not null then ${time.why} when ${time.takenAt} is null then 'The time has no hour.' end`;
  const twice = text(twiceWords(zone ?? ''));
  // Which of two instants was meant is nowhere said: the delivery counts, and is set against no reading.
  const undated = `case when ${time.isTwice} then ${twice} || ' It is set against readings once it is written with its offset from UTC.' end`;
  const note = `case when ${time.takenAt} < timestamptz '1990-01-01 00:00:00Z' then 'The time lies before 1990.' when ${time.isTwice} then ${twice} when ${at('notice') !== -1 ? `${cell('notice')} is null` : 'false'} then 'The notice id is missing.' end`;
  return `(select line, ${cell('notice')} as notice_id, ${cell('account')} as account, ${cell('network')} as network, ${time.takenAt} as shown_at, ${cell('variant')} as variant, ${why} as why, ${note} as note, ${undated} as undated from ${rowsOf(stored)})`;
}

function withSaid(proposed: ListColumns, said: readonly string[], columns: readonly string[]): ListColumns {
  const found: Record<ListField, string | null> = { ...proposed };
  for (const one of said) {
    const [key = '', ...rest] = one.split('=');
    const column = rest.join('=');
    if (isField(key) && column === '' && !NEEDED.some((needed) => needed === key)) {
      found[key] = null; // the list has none, whatever its names suggest
      continue;
    }
    if (!isField(key) || !columns.includes(column))
      throw new Error(
        `${text(one)} maps no column. Write ${Object.keys(LIST_FIELDS).join(', ')}, then = and one of ${columns.slice(0, 30).join(', ')}.`,
      );
    found[key] = column;
  }
  return found;
}

function isField(key: string): key is ListField {
  return Object.hasOwn(LIST_FIELDS, key);
}
