import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Progress } from '../platform/ask.js';
import { keepTable } from '../tabular/derived-table.js';
import { numberOf, openDuck, text, textOf } from '../tabular/duck.js';
import type { Duck } from '../tabular/duck.js';
import { safeCellSql } from '../tabular/safe-csv.js';
import type { StoredColumn, StoredTable } from '../tabular/store-table.js';
import type { TableReading } from '../tabular/table-reading.js';
import { unitsOfColumns } from './column-units.js';
import { findRepeats, withRepeats } from './repeated-readings.js';
import type { RepeatedReadings } from './repeated-readings.js';
import { prepareSource, unusableReadings } from './prepare-source.js';
import type { PreparedSource, SourceFile } from './prepare-source.js';
import { profileReadings } from './profile-readings.js';
import type { ReadingsProfile } from './profile-readings.js';

/** What a table file turned out to be. */
export interface TableFacts extends Pick<
  TableReading,
  'encoding' | 'delimiter' | 'hasHeader' | 'decimal' | 'skipLines'
> {
  /** Whether the file or a person says it; not kept of files that were read before it was asked. */
  readonly isDecimalKnown?: boolean;
  readonly rows: number;
  /** `unit` as the format or the column's own name states it; null where nothing does. */
  readonly columns: readonly (StoredColumn & { readonly unit: string | null })[];
}

/** A file read whole: its readings in one Parquet, and what was found. */
export interface ReadReadings {
  /** Its `parquet` has the columns of `reading-columns.ts`, one row a reading; `why` is set where it cannot be used. */
  readonly source: PreparedSource;
  /** Null for a file of records. */
  readonly table: TableFacts | null;
  readonly profile: ReadingsProfile;
  readonly networks: readonly { readonly network: string | null; readonly n: number }[];
  readonly repeats: RepeatedReadings;
  /** Every record there is: used and rejected. */
  readonly records: number;
  readonly used: number;
  /** Why records are in no figure, each with its count, the most frequent first. */
  readonly reasons: readonly { readonly reason: string; readonly count: number }[];
}

const MOST_NETWORKS = 200;

/**
 * Reads a file of measurements and writes its readings to `out`, what was kept aside to `out` + `.rejected.csv` (line,
 * reason, what was read there), and last its description to `out` + `.json`: where that is, the others are whole.
 * The same file, words and `asOf` give the same readings. Throws in plain words when it is no file that can be read.
 */
export async function storeReadings(
  file: SourceFile,
  out: string,
  work: string,
  asOf: string,
  progress: Progress,
): Promise<ReadReadings> {
  const prepared = await prepareSource(file, join(work, 'prepared.parquet'), work, asOf, progress);
  const aside = join(work, 'aside.csv');
  const made = prepared.table === null ? prepared.parquet : join(work, 'made.parquet');
  const duck = await openDuck({ files: [], folders: [work], spill: join(work, 'spill'), progress });
  let reasons: ReadReadings['reasons'];
  let networks: ReadReadings['networks'];
  let repeats: RepeatedReadings;
  try {
    if (prepared.table !== null)
      await duck.run(
        `copy (select * from ${prepared.sql}) to ${text(made)} (format parquet, compression snappy)`,
      );
    const readings = `read_parquet(${text(made)})`;
    const [bad] = await duck.rows(`select count(*) as n from ${readings} where why is not null`);
    await writeAside(duck, prepared, numberOf(bad?.['n']) > 0, aside);
    reasons = await reasonsOf(duck, readings, prepared.keptAside);
    const named = await duck.rows(
      `select network, count(*) as n from ${readings} where why is null group by all order by n desc, network nulls last limit ${MOST_NETWORKS}`,
    );
    networks = named.map((row) => ({ network: textOf(row['network']), n: numberOf(row['n']) }));
    repeats = await findRepeats(duck, readings);
  } finally {
    duck.close();
  }
  const source: PreparedSource = {
    ...prepared,
    facts: withRepeats(prepared.facts, repeats),
    repeats: repeats.count,
    parquet: out,
    sql: `(select * from read_parquet(${text(out)}))`,
    unusable: unusableReadings(out),
    table: null,
  };
  await keepTable(aside, `${out}.rejected.csv`);
  await keepTable(made, out);
  const profile = await profileReadings(source, join(work, 'spill'));
  const read: ReadReadings = {
    source,
    table: prepared.table && factsOf(prepared.table, file.fileName),
    profile,
    networks,
    repeats,
    records: profile.rows + profile.rejected,
    used: profile.rows,
    reasons,
  };
  await writeFile(join(work, 'described.json'), JSON.stringify({ source } satisfies Description));
  await rename(join(work, 'described.json'), `${out}.json`);
  await rm(join(work, 'prepared.parquet'), { force: true });
  return read;
}

/** What stands beside a derived table: how it is asked. */
export interface Description {
  readonly source: PreparedSource;
}

/** Lines that were no record and readings that cannot be used, in the order of the file; cells are safe for a spreadsheet. */
async function writeAside(
  duck: Duck,
  { unusable, table }: PreparedSource,
  hasUnusable: boolean,
  out: string,
): Promise<void> {
  // Where every record is a reading, the table need not be read once more to find none.
  const found = hasUnusable
    ? unusable
    : `(select null::bigint as line, null::varchar as reason, null::varchar as words where false)`;
  const lines = table?.rejectedPath
    ? `union all select c0::bigint, c1, c2 from read_csv(${text(table.rejectedPath)}, auto_detect = false, header = true, delim = ',', quote = '"', escape = '"', max_line_size = 65536, columns = {'c0': 'VARCHAR', 'c1': 'VARCHAR', 'c2': 'VARCHAR'})`
    : '';
  await duck.run(
    `copy (select line, reason, words as "what was read there" from (select line, reason, ${safeCellSql('words')} as words from ${found} ${lines}) order by line, reason) to ${text(out)} (format csv, header true, delimiter ',', quote '"', escape '"')`,
  );
}

async function reasonsOf(
  duck: Duck,
  readings: string,
  keptAside: PreparedSource['keptAside'],
): Promise<ReadReadings['reasons']> {
  const counts = new Map<string, number>();
  for (const row of await duck.rows(
    `select why, count(*) as n from ${readings} where why is not null group by all`,
  ))
    counts.set(textOf(row['why']) ?? '', numberOf(row['n']));
  for (const { reason, count } of keptAside) counts.set(reason, (counts.get(reason) ?? 0) + count);
  return [...counts]
    .map(([reason, count]) => ({ reason, count }))
    .sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1));
}

function factsOf({ reading, columns, rows }: StoredTable, fileName: string): TableFacts {
  const { encoding, delimiter, hasHeader, decimal, isDecimalKnown, skipLines } = reading;
  const units = unitsOfColumns(
    columns.map((column) => column.name),
    fileName,
  );
  return {
    ...{ encoding, delimiter, hasHeader, decimal, isDecimalKnown, skipLines, rows },
    columns: columns.map((column, i) => ({ ...column, unit: units[i] ?? null })),
  };
}
