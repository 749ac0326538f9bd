import type { Progress } from '../platform/ask.js';
import { name, text } from '../tabular/duck.js';
import { rowsOf, storeTable } from '../tabular/store-table.js';
import type { StoredTable } from '../tabular/store-table.js';
import type { GivenReading } from '../tabular/table-reading.js';
import { timeIn } from '../measurements/mapped-readings.js';
import type { ReasonCount } from './reconciliation.js';

export interface NoticeFile {
  readonly path: string;
  readonly fileName: string;
  /** `field=COLUMN`, in place of the names of the columns. */
  readonly columns?: readonly string[];
  readonly zone?: string | null;
  readonly given?: GivenReading;
}

/** A list of deliveries made ready: its rows can be asked for in SQL. */
export interface PreparedNotices {
  readonly fileName: string;
  readonly sha256: string;
  readonly parquet: string;
  /** Columns `line`, `notice_id`, `account`, `network`, `shown_at`, and `why` a row is no delivery. */
  readonly sql: string;
  readonly keptAside: readonly ReasonCount[];
  readonly table: StoredTable;
}

const NAMES = {
  notice: ['notice_id', 'notice', 'delivery_id'],
  account: ['account', 'account_id', 'account_pseudonym'],
  network: ['network', 'isp', 'provider'],
  shown: ['shown_at', 'first_shown_at_utc', 'first_shown_at', 'delivered_at', 'sent_at'],
} as const;

const NEEDED = { account: 'account', network: 'network', shown: 'shown_at' } as const;

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
  );
  const columns = stored.columns.map((column) => column.name);
  const at = (field: keyof typeof NAMES): number =>
    columns.indexOf(saidOrNamed(field, file.columns ?? [], columns) ?? '');
  for (const field of ['account', 'network', 'shown'] as const)
    if (at(field) === -1)
      throw new Error(
        `“${file.fileName}” has no column ${NEEDED[field]}. Say which it is, like --notice-column ${field}=NAME; the columns are ${columns.slice(0, 30).join(', ')}.`,
      );
  const cell = (field: keyof typeof NAMES): string =>
    at(field) === -1 ? 'null::varchar' : `nullif(trim(${name(`c${at(field)}`)}::varchar), '')`;
  const time = timeIn(
    { sql: name(`c${at('shown')}`), kind: stored.columns[at('shown')]?.kind ?? 'empty' },
    file.zone ?? null,
    asOf,
  );
  const why = `case when ${cell('account')} is null then 'The account is missing.' when ${cell('network')} is null then 'The network is missing.' when ${time.why} is not null then ${time.why} when ${time.takenAt} is null then 'The time has no hour.' end`;
  return {
    fileName: file.fileName,
    sha256: stored.sha256,
    parquet: stored.path,
    sql: `(select line, ${cell('notice')} as notice_id, ${cell('account')} as account, ${cell('network')} as network, ${time.takenAt} as shown_at, ${why} as why from ${rowsOf(stored)})`,
    keptAside: stored.rejected.reasons,
    table: stored,
  };
}

function saidOrNamed(
  field: keyof typeof NAMES,
  said: readonly string[],
  columns: readonly string[],
): string | null {
  for (const one of said) {
    const [key = '', ...rest] = one.split('=');
    const column = rest.join('=');
    if (!(key in NAMES) || !columns.includes(column))
      throw new Error(
        `${text(one)} maps no column. Write notice, account, network or shown, then = and one of ${columns.slice(0, 30).join(', ')}.`,
      );
    if (key === field) return column;
  }
  return (
    NAMES[field]
      .map((known) => columns.find((column) => column.trim().toLowerCase() === known))
      .find((column) => column !== undefined) ?? null
  );
}
