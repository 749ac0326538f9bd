import type { Chart } from '../../measurements/charts/chart.js';
import { reconciliationBar } from '../../measurements/charts/reconciliation-bar.js';
import { shownChart } from '../../measurements/charts/scene-svg.js';
import { sourceNumber, type MeasurementSource } from '../../measurements/measurement-source.js';
import { withdrawnOf } from '../../measurements/papers/withdrawn-behind.js';
import type { Job } from '../../platform/job-store.js';
import { dayText, instantText } from '../../platform/plain-date.js';
import { listNumber, type NoticeList } from '../lists/notice-list.js';
import type { Reconciliation, Verdict } from '../reconciliation.js';
import {
  addressOf,
  differencesOfRuns,
  FIGURES,
  FINDINGS,
  methodOf,
  resultOf,
  runNumber,
  withinWords,
} from './notice-run.js';
import type { NoticeRun } from './notice-run.js';
import type { RunRowsKind } from './run-rows.js';

type Names = ReadonlyMap<string, string>;

export type RunState = 'waiting' | 'running' | 'failed' | 'done';

const CHIPS: Readonly<Record<RunState, { readonly text: string; readonly kind: string }>> = {
  waiting: { text: 'waiting', kind: 'plain' },
  running: { text: 'running', kind: 'plain' },
  failed: { text: 'no result', kind: 'due' },
  done: { text: 'kept', kind: 'ok' },
};

export function runState(run: Pick<NoticeRun, 'finishedAt'>, job: Job | null): RunState {
  if (run.finishedAt !== null) return 'done';
  if (job?.state === 'waiting') return 'waiting';
  return job?.state === 'running' ? 'running' : 'failed';
}

/** A run as a row of a table. `outdated` are those over a source that was withdrawn. */
export function runRow(
  run: NoticeRun,
  lists: readonly NoticeList[],
  outdated: ReadonlySet<string>,
  zone: string,
  names: Names,
) {
  const method = methodOf(run);
  const list = lists.find(({ id }) => id === run.listId);
  return {
    id: run.id,
    number: runNumber(run.number),
    list: list ? listNumber(list.number) : '',
    method: `below ${method.level} Mbit/s within ${withinWords(method.withinMs)}`,
    started: `${names.get(run.startedBy) ?? 'someone'}, ${instantText(run.startedAt, zone)}`,
    isDone: run.finishedAt !== null,
    isRepeat: run.repeats !== null,
    isOutdated: outdated.has(run.id),
    figures: figuresWords(resultOf(run)),
  };
}

/** The runs of one list, the latest first. */
export function runsOfList(
  runs: readonly NoticeRun[],
  listId: string,
  outdated: ReadonlySet<string>,
  zone: string,
  names: Names,
) {
  return runs.filter((run) => run.listId === listId).map((run) => runRow(run, [], outdated, zone, names));
}

/** A run as its own page shows it. `first` is the run that this one repeats. */
export function runView(
  run: NoticeRun,
  list: NoticeList,
  sources: readonly MeasurementSource[],
  first: NoticeRun | null,
  job: Job | null,
  names: Names,
  zone: string,
) {
  const method = methodOf(run);
  const result = resultOf(run);
  const state = runState(run, job);
  const stop = method.cease === null ? null : stopWords(method.cease, method.zone);
  return {
    id: run.id,
    number: runNumber(run.number),
    listId: list.id,
    list: `${listNumber(list.number)} ${list.fileName.split('/').at(-1) ?? ''}`,
    isListVoided: list.state === 'voided',
    state,
    chip: CHIPS[state],
    failure: job?.reason ?? '',
    started: `${names.get(run.startedBy) ?? 'someone'}, ${instantText(run.startedAt, zone)}`,
    reason: run.reason,
    method: [
      { term: 'Level', text: `${method.level} Mbit/s`, note: 'a reading of exactly this is at the level' },
      {
        term: 'Window',
        text: `${withinWords(method.withinMs)} before a delivery`,
        note: 'both ends count; the latest reading of the account on the network in it',
      },
      ...(run.methodNumber === null
        ? [
            {
              term: 'Level and window',
              text: `for this run alone, by ${names.get(run.startedBy) ?? 'someone'}`,
            },
          ]
        : [{ term: 'As set for the measurements', text: `method, version ${run.methodNumber}` }]),
      { term: 'Delivering was to stop', text: stop ?? 'no day is set' },
      { term: 'Days in', text: method.zone },
    ],
    sources: sources.map((source) => ({
      id: source.id,
      number: sourceNumber(source.number),
      fileName: source.fileName,
      caveat: source.facts?.caveat ?? '',
      sha256: source.sha256,
    })),
    withdrawn: withdrawnOf(sources),
    listSha256: list.sha256,
    resultHash: run.resultHash,
    repeats: first && {
      id: first.id,
      number: runNumber(first.number),
      differences: comparison(first, result),
    },
    late: {
      cause: run.lateCause,
      by:
        run.lateCauseAt === null
          ? ''
          : `${names.get(run.lateCauseBy ?? '') ?? 'someone'}, ${instantText(run.lateCauseAt, zone)}`,
    },
    stop,
    result: result && resultView(result),
    version: run.version,
  };
}

/** All deliveries as one bar; the table beside it has every figure. */
function barOf(result: Reconciliation): Chart {
  const { supported, sharedCause, contradicted, unmeasured, method } = result;
  const counts = { supported, sharedCause, contradicted, unmeasured };
  return reconciliationBar({
    bars: [{ label: 'All deliveries', counts }],
    level: `${method.level} Mbit/s, at most ${withinWords(method.withinMs)} before a delivery`,
  });
}

function resultView(result: Reconciliation) {
  const counted = result.notices - result.duplicates;
  const figure = (kind: RunRowsKind) => ({
    address: addressOf(kind),
    words: FIGURES[kind],
    count: whole(result[kind]),
    share: counted === 0 ? '' : percent(result[kind] / counted),
    hasRows: result[kind] > 0,
  });
  return {
    notices: whole(result.notices),
    counted: whole(counted),
    measurements: whole(result.measurements),
    findings: FINDINGS.map(figure),
    unlike: result.repeatsUnlike ?? 0,
    beside: (['notCompared', 'networkMismatch', 'duplicates'] as const).map(figure),
    late: figure('afterCease'),
    lateDays: result.afterCeaseDays.map((day) => ({
      day: day.day,
      text: dayText(day.day),
      counts: FINDINGS.map((kind) => whole(day[kind])),
      total: whole(FINDINGS.reduce((sum, kind) => sum + day[kind], 0)),
    })),
    findingWords: FINDINGS.map((kind) => FIGURES[kind]),
    rejected: [
      ...result.rejected.notices.map((one) => ({
        of: 'notices',
        reason: one.reason,
        count: whole(one.count),
      })),
      ...result.rejected.measurements.map((one) => ({
        of: 'measurements',
        reason: one.reason,
        count: whole(one.count),
      })),
    ],
    bar: counted === 0 ? null : shownChart(barOf(result), 'bar'),
  };
}

/** Null while there is nothing to compare; an empty list says that the results are equal. */
function comparison(first: NoticeRun, second: Reconciliation | null): readonly string[] | null {
  const before = resultOf(first);
  return before === null || second === null ? null : differencesOfRuns(before, second);
}

function figuresWords(result: Reconciliation | null): string {
  if (result === null) return '';
  return FINDINGS.map((kind: Verdict) => `${FIGURES[kind]} ${whole(result[kind])}`).join(' · ');
}

function stopWords(cease: string, zone: string): string {
  return cease.length === 10 ? `${dayText(cease)}, the whole day` : instantText(cease, zone);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)}%`;
}

function whole(n: number): string {
  return n.toLocaleString('en-US');
}
