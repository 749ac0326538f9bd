import { name, text } from '../tabular/duck.js';
import { PATTERNS } from '../tabular/cell-kind.js';
import { instantOf, rowsOf, timeOf } from '../tabular/store-table.js';
import type { StoredTable } from '../tabular/store-table.js';
import { readingColumns } from './reading-columns.js';
import type { SqlColumn } from './reading-columns.js';
import { isTwiceSql, twiceWords } from './shown-twice.js';
import type { Mapping } from './mapping.js';
import { MEASURES, WHY } from './measurement.js';
import type { Measure } from './measurement.js';
import { lossOfCounts, valueIn } from './value-sql.js';

const MOST_SHOWN = 2_000;

/**
 * The readings of a stored table in SQL, one row for each record and tool: the columns of a `Reading`, with `why` set
 * where a cell that was to be used cannot be. `asOf` is the instant after which a time lies in the future.
 */
export function mappedReadings(stored: StoredTable, mappings: readonly Mapping[], asOf: string): string {
  return `(${mappings.map((mapping) => readingsOf(stored, mapping, asOf, '')).join(' union all ')})`;
}

/** The lines whose readings cannot be used in SQL: `line`, `reason`, and in `words` what was read there. */
export function unusableLines(stored: StoredTable, mappings: readonly Mapping[], asOf: string): string {
  const { columns, reading } = stored;
  const cells = columns.map((_, i) => `coalesce(${name(`c${i}`)}::varchar, '')`).join(', ');
  const words = `, left(concat_ws(${text(reading.delimiter)}, ${cells}), ${MOST_SHOWN}) as words`;
  const readings = mappings.map((mapping) => readingsOf(stored, mapping, asOf, words)).join(' union all ');
  return `(select line, why as reason, words from (${readings}) where why is not null)`;
}

function readingsOf(stored: StoredTable, mapping: Mapping, asOf: string, more: string): string {
  const columnOf = (wanted: string): SqlColumn => {
    const at = stored.columns.findIndex((column) => column.name === wanted);
    const { kind = 'empty', min = null, max = null } = stored.columns[at] ?? {};
    return { sql: name(`c${at}`), kind, min, max };
  };
  const optional = (wanted: string | null): string =>
    wanted === null ? 'null::varchar' : `nullif(trim(${columnOf(wanted).sql}::varchar), '')`;
  const time = mapping.time === null ? null : timeIn(columnOf(mapping.time.column), mapping.time.zone, asOf);
  // Which of two instants a doubled time means is nowhere said: it is none, rather than one of them.
  const twice = (zone: string): string =>
    `case when ${time?.isTwice ?? 'false'} then ${text(`${twiceWords(zone)} It counts once it is written with its offset from UTC.`)} end`;
  const reasons = time === null ? [] : [time.why, ...(mapping.time?.zone ? [twice(mapping.time.zone)] : [])];
  const values: Record<Measure, string> = {
    download: 'null::double',
    upload: 'null::double',
    roundTrip: 'null::double',
    loss: 'null::double',
  };
  const writing = { absent: mapping.absent, sign: stored.reading };
  for (const measure of Object.keys(MEASURES) as Measure[]) {
    const given = mapping.values[measure];
    if (!given) continue;
    const value = valueIn(columnOf(given.column), measure, given.unit, writing);
    values[measure] = value.value;
    reasons.push(value.why);
  }
  if (mapping.lossCounts) {
    const { failed, succeeded } = mapping.lossCounts;
    const loss = lossOfCounts(columnOf(failed), columnOf(succeeded), writing);
    values.loss = loss.value;
    reasons.push(loss.why);
  }
  const isUpload = mapping.direction
    ? `lower(${columnOf(mapping.direction.column).sql}) = ${text(mapping.direction.upload)}`
    : null;
  const method =
    mapping.method === null
      ? 'null::varchar'
      : 'words' in mapping.method
        ? text(mapping.method.words)
        : optional(mapping.method.column);
  return `select ${readingColumns({
    line: 'line',
    takenAt: time?.takenAt ?? 'null::timestamptz',
    period: time?.period ?? 'null::varchar',
    network: optional(mapping.network),
    account: optional(mapping.account),
    session: optional(mapping.session),
    download: isUpload === null ? values.download : `case when not ${isUpload} then ${values.download} end`,
    upload: isUpload === null ? values.upload : `case when ${isUpload} then ${values.download} end`,
    roundTrip: values.roundTrip,
    // A receiver cannot tell reordering from loss: what an upload reports as loss is none.
    loss: isUpload === null ? values.loss : `case when not ${isUpload} then ${values.loss} end`,
    method,
    clock: text(mapping.time?.clock ?? 'none'),
    why: reasons.length === 0 ? 'null::varchar' : `coalesce(${reasons.join(', ')})`,
  })}${more} from ${rowsOf(stored)}`;
}

/**
 * A column of times as instants, and why a cell gives none: local times count only where a person said their zone.
 * `isTwice` where the clocks of that zone showed the time twice: the instant is then the one of the two that DuckDB takes.
 */
export function timeIn(
  column: SqlColumn,
  zone: string | null,
  asOf: string,
): { takenAt: string; period: string; why: string; isTwice: string } {
  return { ...instantsIn(column, zone, asOf), isTwice: isTwiceIn(column, zone, asOf) };
}

function isTwiceIn({ sql, kind, min, max }: SqlColumn, zone: string | null, asOf: string): string {
  if (zone === null || (kind !== 'time' && kind !== 'text')) return 'false';
  const end = (value: number | string | null): string | null => (typeof value === 'string' ? value : null);
  const time = kind === 'time' ? sql : `case when ${isLocalText(sql)} then ${timeOf(sql)} end`;
  return isTwiceSql(time, zone, { first: end(min), last: end(max) }, asOf);
}

function isLocalText(sql: string): string {
  return `regexp_full_match(trim(${sql}), ${text(PATTERNS.time)}) and ${timeOf(sql)} is not null`;
}

function instantsIn(
  { sql, kind }: SqlColumn,
  zone: string | null,
  asOf: string,
): { takenAt: string; period: string; why: string } {
  const local = (time: string): string =>
    zone === null ? 'null::timestamptz' : `timezone(${text(zone)}, ${time})`;
  const later = (time: string): string => `when ${time} > timestamptz ${text(asOf)} then ${text(WHY.future)}`;
  // A local time that the clocks skipped does not come back as itself: it would count an hour from where it stood.
  const skipped = (time: string): string =>
    zone === null
      ? ''
      : `when timezone(${text(zone)}, ${local(time)}) <> ${time} then ${text(`There was no such time: the clocks of ${zone} went forward over it.`)}`;
  const said = (time: string, empty: string): string =>
    `case when ${empty} then ${text(WHY.noTime)} ${later(time)} end`;
  switch (kind) {
    case 'instant':
      return { takenAt: sql, period: 'null::varchar', why: said(sql, `${sql} is null`) };
    case 'time':
      return {
        takenAt: local(sql),
        period: 'null::varchar',
        why:
          zone === null
            ? `case when ${sql} is null then ${text(WHY.noTime)} else ${text(WHY.noZone)} end`
            : `case when ${sql} is null then ${text(WHY.noTime)} ${skipped(sql)} ${later(local(sql))} end`,
      };
    case 'date':
      return {
        takenAt: 'null::timestamptz',
        period: `${sql}::varchar`,
        why: `case when ${sql} is null then ${text(WHY.noTime)} end`,
      };
    case 'text': {
      const isLocal = isLocalText(sql);
      const instant = `case when regexp_full_match(trim(${sql}), ${text(PATTERNS.instant)}) then ${instantOf(sql)} when ${isLocal} then ${local(timeOf(sql))} end`;
      return {
        takenAt: instant,
        period: 'null::varchar',
        why: `case when trim(coalesce(${sql}, '')) = '' then ${text(WHY.noTime)} when ${instant} is null and ${isLocal} then ${text(WHY.noZone)} when ${instant} is null then ${text(WHY.badTime)} ${zone === null ? '' : `when ${isLocal} then case ${skipped(timeOf(sql))} ${later(instant)} end`} ${later(instant)} end`,
      };
    }
    case 'integer':
    case 'number':
      return {
        takenAt: 'null::timestamptz',
        period: 'null::varchar',
        why: `case when ${sql} is null then ${text(WHY.noTime)} else ${text(WHY.badTime)} end`,
      };
    case 'empty':
      return { takenAt: 'null::timestamptz', period: 'null::varchar', why: text(WHY.noTime) };
  }
}
