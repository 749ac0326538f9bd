import type { Job } from '../../platform/job-store.js';
import { addDays, instantText, MONTHS } from '../../platform/plain-date.js';
import { daySeries } from '../charts/day-series.js';
import type { MarkedDay } from '../charts/day-series.js';
import { distribution } from '../charts/distribution.js';
import { hourBands } from '../charts/hour-bands.js';
import { peakChart } from '../charts/peak-comparison.js';
import { shownChart } from '../charts/scene-svg.js';
import type { ShownChart } from '../charts/scene-svg.js';
import { MEASURES } from '../measurement.js';
import { sourceNumber } from '../measurement-source.js';
import type { MeasurementSource } from '../measurement-source.js';
import { levelWords, MEASURE_WORDS, peakWords, windowWords } from '../method/method.js';
import type { MeasurementMethod } from '../method/method.js';
import { RUN_STATES, runNumber, runState } from './run.js';
import type { Figures, RowsFilter, RunFigures, RowsPage } from './run-figures.js';
import type { MeasurementRun } from './run-store.js';

type Names = ReadonlyMap<string, string>;

/** Rows of a figure's own table that a page still shows; the table file has them all. */
const MOST_ROWS = 750;

export function runRow(
  run: MeasurementRun,
  job: Job | null,
  method: MeasurementMethod | undefined,
  names: Names,
  zone: string,
) {
  const state = runState(run, job);
  return {
    id: run.id,
    number: runNumber(run.number),
    state,
    chip: RUN_STATES[state],
    method: method ? `version ${method.number}` : '',
    level: method ? levelWords(method) : '',
    started: `${names.get(run.startedBy) ?? 'a former account'}, ${instantText(run.startedAt, zone)}`,
    used: run.used === null ? '' : count(run.used),
    records: run.records === null ? '' : count(run.records),
    resultHash: run.resultHash,
    isRepeat: run.repeats !== null,
    reason: state === 'failed' ? (job?.reason ?? 'It was interrupted.') : null,
    done: job?.doneCount ?? 0,
    total: job?.totalCount ?? 0,
    note: job?.note ?? '',
  };
}

export function methodView(method: MeasurementMethod, names: Names, zone: string) {
  return {
    number: method.number,
    rows: [
      { term: 'Measured', text: `${MEASURE_WORDS[method.measure]}, in ${MEASURES[method.measure]}` },
      {
        term: 'Level',
        text: `${method.level} ${MEASURES[method.measure]}`,
        note: 'a reading of exactly the level is not below it',
      },
      { term: 'Window before a delivery', text: windowWords(method), note: 'both ends count' },
      { term: 'Peak hours', text: peakWords(method) },
      { term: 'Zone of hours and days', text: method.zone },
      ...(method.note === '' ? [] : [{ term: 'Notes', text: method.note }]),
      { term: 'Why', text: method.reason },
    ],
    set: `set by ${names.get(method.setBy) ?? 'a former account'}, ${instantText(method.setAt, zone)}`,
  };
}

/** What went into a run, and what of it is in no figure. */
export function inputView(
  figures: RunFigures,
  sources: readonly MeasurementSource[],
  at: (filter: RowsFilter) => string,
) {
  return {
    records: count(figures.records),
    used: count(figures.used),
    aside: count(figures.records - figures.used),
    reasons: figures.reasons.map(({ reason, count: n }) => ({ reason, n: count(n), href: at({ reason }) })),
    repeats: (figures.repeats ?? 0) > 0 ? count(figures.repeats ?? 0) : null,
    withoutHour: figures.withoutHour > 0 ? count(figures.withoutHour) : null,
    withoutDay: figures.withoutDay > 0 ? count(figures.withoutDay) : null,
    quantiles: figures.quantiles,
    methods: figures.methods.map(({ method, n }) => ({ text: method ?? 'not stated', n: count(n) })),
    clocks: figures.clocks.map(({ clock, n }) => ({ text: CLOCKS[clock] ?? clock, n: count(n) })),
    sources: figures.sources.map((source, i) => ({
      ...source,
      id: sources[i]?.id ?? '',
      number: sources[i] ? sourceNumber(sources[i].number) : '',
      isWithdrawn: sources[i]?.state === 'withdrawn',
    })),
  };
}

const CLOCKS: Readonly<Record<string, string>> = {
  stated: 'the file states the zone',
  'by format': 'UTC, as the format documents it',
  'by mapping': 'the zone was said by a person',
  unverified: 'the source doubts its own clock',
  none: 'no time',
};

export interface NetworkRow {
  readonly network: string;
  readonly n: string;
  readonly p10: string;
  readonly median: string;
  readonly p90: string;
  readonly below: string;
  readonly share: string;
  readonly href: string;
  readonly belowHref: string;
}

export function networkRows(figures: RunFigures, at: (filter: RowsFilter) => string): NetworkRow[] {
  return figures.networks.map(({ network = null, ...one }) => ({
    network: network ?? 'network not named',
    ...inWords(one),
    href: at({ network }),
    belowHref: at({ network, isBelow: true }),
  }));
}

export function monthRows(figures: RunFigures, at: (filter: RowsFilter) => string) {
  return figures.months.slice(0, MOST_ROWS).map(({ network = null, month = '', ...one }) => ({
    network: network ?? 'network not named',
    month: `${MONTHS[Number(month.slice(5)) - 1]?.slice(0, 3) ?? ''} ${month.slice(0, 4)}`,
    ...inWords(one),
    href: at({ network, month }),
    belowHref: at({ network, month, isBelow: true }),
  }));
}

/** A chart with the links of its table's cells, by row and column, and whether rows were left to the table file. */
export interface LinkedChart extends ShownChart {
  readonly links: readonly Readonly<Record<number, string>>[];
  readonly left: number;
}

/** The charts of a run, each with the table it is drawn from; the figures in it lead to their readings. */
export function charts(
  figures: RunFigures,
  marked: readonly MarkedDay[],
  at: (filter: RowsFilter) => string,
): LinkedChart[] {
  const { method, unit } = figures;
  const common = { measure: MEASURE_WORDS[method.measure], unit, level: { value: method.level, unit } };
  const { zone, peak } = method;
  const shown: LinkedChart[] = [];
  if (figures.peak.length > 0)
    shown.push(
      linked(
        shownChart(peakChart({ ...common, zone, peak, networks: figures.peak }), 'peak'),
        figures.peak.map(({ network }) => ({
          1: at({ network, side: 'peak' }),
          3: at({ network, side: 'off-peak' }),
        })),
      ),
    );
  if (figures.hours.length > 0)
    shown.push(
      linked(
        shownChart(hourBands({ ...common, zone, peak, groups: figures.hours }), 'hours'),
        figures.hours.map(({ network = null, hour = 0 }) => ({
          2: at({ network, hour }),
          6: at({ network, hour, isBelow: true }),
        })),
      ),
    );
  if (figures.buckets.length > 0)
    shown.push(linked(shownChart(distribution({ ...common, buckets: figures.buckets }), 'spread'), []));
  if (figures.days !== null && figures.days.length > 0)
    shown.push(
      linked(
        shownChart(daySeries({ ...common, zone, groups: figures.days, marked }), 'days'),
        figures.days.map(({ network = null, day = '' }) => ({
          2: at({ network, day }),
          6: at({ network, day, isBelow: true }),
        })),
      ),
    );
  return shown;
}

/** Letters of the other side: their dates are marked where the readings come near them. */
export function markedDays(
  letters: readonly {
    readonly direction: string;
    readonly state: string;
    readonly datedOn: string | null;
    readonly number: string;
  }[],
  figures: RunFigures,
): MarkedDay[] {
  const days = (figures.days ?? []).map(({ day = '' }) => day).sort();
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return [];
  return letters.flatMap(({ direction, state, datedOn, number }) =>
    direction === 'in' &&
    state !== 'voided' &&
    datedOn !== null &&
    datedOn >= addDays(first, -31) &&
    datedOn <= addDays(last, 31)
      ? [{ on: datedOn, words: `letter ${number}` }]
      : [],
  );
}

export function readingRows(
  page: RowsPage,
  sources: readonly MeasurementSource[],
  { zone }: Pick<MeasurementMethod, 'zone'>,
) {
  return page.rows.map((row) => {
    const source = sources[row.source];
    return {
      source: source ? sourceNumber(source.number) : '',
      sourceId: source?.id ?? '',
      line: row.line,
      time: row.takenAt === null ? (row.period ?? 'no time') : instantText(row.takenAt, zone),
      exact: row.takenAt === null ? '' : row.takenAt.replace('.000000Z', 'Z'),
      network: row.network ?? 'network not named',
      // Twelve digits: what dividing by a unit adds behind them was not measured.
      value: row.value === null ? 'none' : String(Number(row.value.toPrecision(12))),
      method: row.method ?? '',
      clock: CLOCKS[row.clock] ?? row.clock,
    };
  });
}

export function count(n: number): string {
  return n.toLocaleString('en-US');
}

/** Rounded for the page only. */
export function value(n: number): string {
  return n === 0
    ? '0'
    : Math.abs(n) >= 100
      ? n.toFixed(1)
      : Math.abs(n) >= 1
        ? n.toFixed(2)
        : n.toPrecision(3);
}

export function share(n: number): string {
  return `${(n * 100).toFixed(1)} %`;
}

function inWords({ n, p10, median, p90, below, shareBelow }: Omit<Figures, 'network'>) {
  return {
    n: count(n),
    p10: value(p10),
    median: value(median),
    p90: value(p90),
    below: count(below ?? 0),
    share: share(shareBelow ?? 0),
  };
}

function linked(chart: ShownChart, links: readonly Readonly<Record<number, string>>[]): LinkedChart {
  const { rows } = chart.table;
  return {
    ...chart,
    table: { ...chart.table, rows: rows.slice(0, MOST_ROWS) },
    links: links.slice(0, MOST_ROWS),
    left: Math.max(0, rows.length - MOST_ROWS),
  };
}
