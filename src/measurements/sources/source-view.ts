import type { Item } from '../../evidence/item.js';
import { itemNumber } from '../../evidence/item.js';
import type { Job } from '../../platform/job-store.js';
import { instantText } from '../../platform/plain-date.js';
import { COLUMN_WORDS } from '../measurement.js';
import type { SourceFacts } from '../measurement.js';
import { sourceNumber } from '../measurement-source.js';
import type { MeasurementSource } from '../measurement-source.js';
import type { ReadingsProfile } from '../profile-readings.js';
import type { HowRead } from '../said-mapping.js';
import type { TableFacts } from '../store-readings.js';
import { UNIT_NAMES } from '../units.js';
import type { FileLook } from './look-at-file.js';
import { DECIMALS, DELIMITERS, ENCODINGS, HEADERS } from './source-form.js';

type Names = ReadonlyMap<string, string>;

export const STATES = {
  waiting: { text: 'waiting', kind: 'plain' },
  reading: { text: 'being read', kind: 'plain' },
  ready: { text: 'read', kind: 'ok' },
  failed: { text: 'not read', kind: 'due' },
  withdrawn: { text: 'withdrawn', kind: 'plain' },
} as const;

export type SourceState = keyof typeof STATES;

/** What becomes of a source: its own state, and while it is read what its job says. */
export function stateOf(source: Pick<MeasurementSource, 'state'>, job: Job | null): SourceState {
  if (source.state !== 'reading') return source.state;
  if (job?.state === 'waiting') return 'waiting';
  return job?.state === 'running' ? 'reading' : 'failed';
}

export function sourceRow(source: MeasurementSource, item: Item | undefined, job: Job | null) {
  const state = stateOf(source, job);
  return {
    id: source.id,
    number: sourceNumber(source.number),
    fileName: source.fileName,
    itemId: source.itemId,
    item: item ? `${itemNumber(item.number)} ${item.title}` : '',
    format: source.facts?.name ?? '',
    state,
    chip: STATES[state],
    used: count(source.used),
    rejected: count(source.rejected),
    isReady: source.state === 'ready',
    reason: state === 'failed' ? (job?.reason ?? 'It was interrupted.') : null,
  };
}

/** Everything a source's page says of it. */
export function sourceView(
  source: MeasurementSource,
  item: Item,
  job: Job | null,
  names: Names,
  zone: string,
) {
  const { profile, facts } = source;
  return {
    ...sourceRow(source, item, job),
    version: source.version,
    sha256: source.sha256,
    isPrivileged: item.isPrivileged === 1,
    entered: `${names.get(source.enteredBy) ?? 'a former account'}, ${instantText(source.enteredAt, zone)}`,
    asOf: instantText(source.asOf, zone),
    withdrawn:
      source.withdrawnAt === null
        ? null
        : `${source.withdrawnReason ?? ''} (${names.get(source.withdrawnBy ?? '') ?? 'a former account'}, ${instantText(source.withdrawnAt, zone)})`,
    records: count(source.records),
    hasRejected: source.rejected > 0,
    reasons: source.reasons.map(({ reason, count: times }) => ({ reason, count: count(times) })),
    firstRepeats: profile?.repeats?.first ?? [],
    firstAside: profile?.readings.first.slice(0, 20) ?? [],
    facts: facts && factsView(facts),
    how: howWords(source.how, facts),
    table: profile?.table ? tableWords(profile.table) : null,
    columns: profile?.table ? columnRows(profile.table.columns) : [],
    readings: profile ? readingRows(profile.readings) : [],
    networks: (profile?.networks ?? []).map(({ network, n }) => ({
      network: network ?? 'network not named',
      n: count(n),
    })),
    done: job?.doneCount ?? 0,
    total: job?.totalCount ?? 0,
    note: job?.note ?? '',
    isRebuilding: source.state === 'ready' && (job?.state === 'waiting' || job?.state === 'running'),
    rebuildFailed:
      source.state === 'ready' && (job?.state === 'failed' || job?.state === 'stopped') ? job.reason : null,
  };
}

/** What a look at a file says, for the page on which a person says how it is read. */
export function lookView(look: FileLook) {
  const { table, known } = look;
  return {
    known: known && factsView(known),
    table: table && {
      facts: tableWords(table),
      columns: columnRows(table.columns),
      first: table.first,
      names: table.columns.map(({ name }) => name),
      looked: table.isWhole
        ? `all ${count(table.looked)} rows`
        : `the first ${count(table.looked)} rows; the rest is looked at when the file is read`,
    },
    needsZone: look.timeColumn !== null && look.withoutZone.includes(look.timeColumn),
    withoutZone: look.withoutZone,
  };
}

/** What the boxes of the mapping offer. */
export const CHOICES = {
  encodings: options(ENCODINGS),
  delimiters: options(DELIMITERS),
  headers: options(HEADERS),
  decimals: options(DECIMALS),
  units: UNIT_NAMES,
} as const;

export function count(n: number): string {
  return n.toLocaleString('en-US');
}

function factsView({ format, name, caveat, conversions, notes }: SourceFacts) {
  return { format, name, caveat, conversions, notes };
}

function tableWords(table: Omit<TableFacts, 'rows' | 'columns'>) {
  const sign = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' } as const;
  return [
    { term: 'Encoding', text: ENCODINGS[table.encoding] },
    { term: 'Cells parted by', text: DELIMITERS[sign[table.delimiter]] },
    { term: 'First row', text: table.hasHeader ? HEADERS.yes : HEADERS.no },
    { term: 'Fractions', text: fractionWords(table) },
    ...(table.skipLines > 0 ? [{ term: 'Lines before the table', text: String(table.skipLines) }] : []),
  ];
}

function fractionWords({ decimal, isDecimalKnown }: Pick<TableFacts, 'decimal' | 'isDecimalKnown'>): string {
  const words = decimal === '.' ? DECIMALS.point : DECIMALS.comma;
  return isDecimalKnown === false ? `${words}; what 1,990 and 1.990 mean is not known: choose it` : words;
}

const KINDS = {
  integer: 'whole number',
  number: 'number',
  instant: 'time with its zone',
  time: 'time without a zone',
  date: 'date',
  text: 'text',
  empty: 'empty',
} as const;

function columnRows(columns: TableFacts['columns']) {
  return columns.map(({ name, kind, unit, nulls, min, max }) => ({
    name,
    kind: KINDS[kind],
    unit: unit ?? '',
    nulls: count(nulls),
    min: shown(min),
    max: shown(max),
  }));
}

/** Only what the readings have: a column without a value is not shown. */
function readingRows({ columns, rows }: ReadingsProfile) {
  return columns
    .filter(({ nulls }) => nulls < rows)
    .map(({ name, unit, nulls, min, max }) => ({
      name: COLUMN_WORDS[name] ?? name,
      unit: unit === 'ratio' ? 'share, 0 to 1' : (unit ?? ''),
      n: count(rows - nulls),
      nulls: count(nulls),
      min: shown(min),
      max: shown(max),
    }));
}

function shown(end: number | string | null): string {
  if (end === null) return '';
  return typeof end === 'number' ? String(end) : end.replace('.000000Z', 'Z').replace('T', ' ');
}

/** How it was read, in words: who chose what. */
function howWords({ said, zone }: HowRead, facts: SourceFacts | null) {
  const rows: { term: string; text: string }[] = [];
  if (said) {
    for (const field of ['time', 'network', 'account', 'session', 'method'] as const) {
      const column = said[field];
      if (column !== null) rows.push({ term: COLUMN_WORDS[field] ?? field, text: `column “${column}”` });
    }
    for (const [measure, { column, unit }] of Object.entries(said.values))
      rows.push({ term: COLUMN_WORDS[measure] ?? measure, text: `column “${column}”, in ${unit}` });
    if (said.absent.length > 0)
      rows.push({ term: 'Means not measured', text: said.absent.map((one) => `“${one}”`).join(', ') });
  } else if (facts) rows.push({ term: 'Columns and units', text: `as documented for ${facts.name}` });
  if (zone !== null) rows.push({ term: 'Times that name no zone', text: zone });
  return rows;
}

function options(words: Readonly<Record<string, string>>): { value: string; text: string }[] {
  return Object.entries(words).map(([value, text]) => ({ value, text }));
}
