import { csvLine } from '../../tabular/safe-csv.js';
import { UNNAMED } from '../charts/chart.js';
import type { Figures, Group } from '../summary.js';
import { FORMULAS } from './summary-facts.js';
import type { SummaryFacts, SummarySource } from './summary-facts.js';

export const SUMMARY_COLUMNS = [
  'part',
  'network',
  'key',
  'until',
  'n',
  'p10',
  'median',
  'p90',
  'below_level',
  'share_below',
  'words',
] as const;

/** Rows that are read back when a summary is repeated: what a person gave it beside the run. */
export const EXAMINATION = ['fact', 'originals can be examined'] as const;
export const MARKED_DAY = 'marked day';

type Cell = string | number | null;

/**
 * The summary as a table: one line for each fact, file, reason and figure, told apart by `part`. Numbers are as they were
 * computed, unrounded; words that a spreadsheet would run are kept as words.
 */
export function summaryCsv(facts: SummaryFacts): string {
  return [SUMMARY_COLUMNS, ...rowsOf(facts)].map((cells) => csvLine(cells)).join('');
}

function rowsOf(facts: SummaryFacts): Cell[][] {
  const { matter, run, method, sources, figures, marked, examination } = facts;
  const { peak } = figures.method;
  return [
    said('fact', 'matter', matter),
    counted('fact', 'run', run.number),
    said('fact', 'made by', run.madeBy),
    said('fact', 'made at', run.madeAt),
    said('fact', 'software', run.software),
    said('fact', 'result', figures.resultHash),
    said(...EXAMINATION, examination),
    counted('method', 'version', method.number),
    said('method', 'set by', method.setBy),
    said('method', 'set at', method.setAt),
    said('method', 'reason', method.reason),
    said('method', 'note', method.note),
    said('method', 'measure', `${figures.method.measure}, ${figures.unit}`),
    counted('method', 'level', figures.method.level),
    counted('method', 'window, minutes', method.windowMinutes),
    said('method', 'peak hours', `${peak.from}-${peak.to} ${peak.days}`),
    said('method', 'zone', figures.method.zone),
    ...Object.values(FORMULAS).map((words) => said('formula', '', words)),
    ...marked.map(({ on, words }) => said(MARKED_DAY, on, words)),
    ...sources.flatMap(fileRows),
    counted('rows', 'read', figures.records),
    ...figures.reasons.map(({ reason, count }): Cell[] => counted('rows', 'set aside', count, reason)),
    counted('rows', 'used', figures.used),
    counted('rows', 'used, without an hour', figures.withoutHour),
    counted('rows', 'used, without a day', figures.withoutDay),
    ...figures.clocks.map(({ clock, n }): Cell[] => counted('time known', clock, n)),
    ...figures.networks.map((group) => figuresRow('network', group, '')),
    ...figures.peak.flatMap((one) => [
      ...(one.peak ? [figuresRow('peak', { network: one.network, ...one.peak }, '')] : []),
      ...(one.offPeak ? [figuresRow('off peak', { network: one.network, ...one.offPeak }, '')] : []),
    ]),
    ...figures.hours.map((group) => figuresRow('hour', group, group.hour ?? '')),
    ...(figures.days ?? []).map((group) => figuresRow('day', group, group.day ?? '')),
    ...figures.months.map((group) => figuresRow('month', group, group.month ?? '')),
    ...figures.buckets.map(({ network, from, to, n }): Cell[] => [
      'bucket',
      network ?? UNNAMED,
      from,
      to,
      n,
      null,
      null,
      null,
      null,
      null,
      null,
    ]),
  ];
}

function fileRows(source: SummarySource): Cell[][] {
  const { fileName } = source;
  const { bytes, custodian, receivedAt, format, conversions, notes, caveat } = source;
  return [
    said('file', fileName, source.sha256),
    counted('file, bytes', fileName, bytes),
    said('file, custodian', fileName, custodian),
    said('file, received at', fileName, receivedAt),
    said('file, format', fileName, format),
    counted('file, records', fileName, source.records),
    counted('file, can be used', fileName, source.used),
    counted('file, cannot', fileName, source.rejected),
    ...conversions.map((words) => said('file, converted', fileName, words)),
    ...notes.map((words) => said('file, note', fileName, words)),
    ...(caveat === null ? [] : [said('file, caveat', fileName, caveat)]),
  ];
}

function said(part: string, key: string, words: string): Cell[] {
  return [part, null, key, null, null, null, null, null, null, null, words];
}

function counted(part: string, key: string, count: number, words: string | null = null): Cell[] {
  return [part, null, key, null, count, null, null, null, null, null, words];
}

function figuresRow(part: string, group: Figures & Pick<Group, 'network'>, key: Cell): Cell[] {
  const { n, p10, median, p90, below, shareBelow } = group;
  return [
    part,
    group.network ?? UNNAMED,
    key,
    null,
    n,
    p10,
    median,
    p90,
    below ?? null,
    shareBelow ?? null,
    null,
  ];
}
