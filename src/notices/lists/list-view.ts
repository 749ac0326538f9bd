import { itemNumber, type Item } from '../../evidence/item.js';
import type { Job } from '../../platform/job-store.js';
import { instantText } from '../../platform/plain-date.js';
import { LIST_FIELDS, type ListField } from './list-columns.js';
import { dayRows, drawDays } from './day-chart.js';
import { howOf, listNumber, profileOf } from './notice-list.js';
import type { ListProfile, NoticeList, ProblemKind } from './notice-list.js';

export type ListState = 'waiting' | 'reading' | 'failed' | 'ready' | 'voided';

const CHIPS: Readonly<Record<ListState, { readonly text: string; readonly kind: string }>> = {
  waiting: { text: 'waiting', kind: 'plain' },
  reading: { text: 'being read', kind: 'due' },
  failed: { text: 'not read', kind: 'warn' },
  ready: { text: 'ready', kind: 'ok' },
  voided: { text: 'voided', kind: 'plain' },
};

export const OUTCOMES: Readonly<Record<ProblemKind, string>> = {
  uncounted: 'in no count',
  repeat: 'no delivery of its own',
  marked: 'counted',
};

/** What has become of a list: its own state, and while it is read that of its job. */
export function listState(list: NoticeList, job: Job | null): ListState {
  if (list.state !== 'reading') return list.state;
  if (job?.state === 'waiting') return 'waiting';
  return job?.state === 'running' ? 'reading' : 'failed';
}

/** A list as a row of the room's table. */
export function listRow(list: NoticeList, item: Pick<Item, 'number' | 'title'> | undefined, job: Job | null) {
  const state = listState(list, job);
  const profile = profileOf(list);
  return {
    id: list.id,
    number: listNumber(list.number),
    item: item ? `${itemNumber(item.number)} ${item.title}` : '',
    itemId: list.itemId,
    state,
    chip: CHIPS[state],
    deliveries: profile ? count(profile.deliveries) : '',
    accounts: profile ? count(profile.accounts) : '',
    problems: profile ? count(problemsOf(profile)) : '',
    isReady: state === 'ready',
  };
}

/** A list as its own page shows it. */
export function listView(
  list: NoticeList,
  item: Item,
  job: Job | null,
  names: ReadonlyMap<string, string>,
  zone: string,
) {
  const profile = profileOf(list);
  const how = howOf(list);
  const mapped = (Object.keys(LIST_FIELDS) as ListField[]).map((field) => ({
    term: LIST_FIELDS[field].words,
    text: how.columns[field] === null ? 'not in the file' : `column “${how.columns[field]}”`,
  }));
  return {
    ...listRow(list, item, job),
    fileName: list.fileName.split('/').at(-1) ?? list.fileName,
    sha256: list.sha256,
    isPrivileged: item.isPrivileged === 1,
    entered: `${names.get(list.enteredBy) ?? 'someone'}, ${instantText(list.enteredAt, zone)}`,
    reason: job?.reason ?? '',
    voidReason: list.voidReason,
    how: [
      ...mapped,
      ...(how.zone === null ? [] : [{ term: 'Zone of times that name none', text: how.zone }]),
      {
        term: 'Networks that are known',
        text: how.networks.length === 0 ? 'every name as it stands' : how.networks.join(', '),
      },
      ...(profile
        ? [
            {
              term: 'Written as',
              text: `${profile.encoding}, cells parted by ${delimiterWords(profile.delimiter)}`,
            },
          ]
        : []),
      { term: 'A time lies in the future after', text: instantText(list.asOf, zone) },
    ],
    profile: profile && profileView(profile, how.dayZone, zone),
  };
}

function profileView(profile: ListProfile, dayZone: string, zone: string) {
  const networks = profile.networks.map(({ name }) => name);
  const rows = dayRows(profile.days, networks);
  return {
    figures: [
      { term: 'Rows in the file', text: count(profile.records) },
      { term: 'Deliveries', text: count(profile.deliveries), note: 'each counted once' },
      { term: 'Accounts behind them', text: count(profile.accounts) },
      { term: 'Rows that repeat an earlier one', text: count(profile.repeats) },
      { term: 'Rows in no count', text: count(profile.uncounted) },
      { term: 'Counted, with something odd', text: count(profile.marked) },
      ...(profile.firstAt && profile.lastAt
        ? [
            { term: 'First', text: instantText(profile.firstAt, zone) },
            { term: 'Last', text: instantText(profile.lastAt, zone) },
          ]
        : []),
    ],
    problems: profile.problems.map((one) => ({
      ...one,
      count: count(one.count),
      outcome: OUTCOMES[one.kind],
    })),
    problemRows: count(problemsOf(profile)),
    hasProblems: profile.problems.length > 0,
    firstProblems: profile.firstProblems,
    networks: profile.networks.map((one) => ({ ...one, count: count(one.count) })),
    variants: profile.variants.map((one) => ({ ...one, count: count(one.count) })),
    networkNames: networks,
    days: rows.map((row) => ({ ...row, total: count(row.total), counts: row.counts.map(count) })),
    chart: drawDays(rows, networks, dayZone),
    dayZone,
  };
}

export function problemsOf(profile: Pick<ListProfile, 'repeats' | 'uncounted' | 'problems'>): number {
  return profile.problems.reduce((sum, one) => sum + one.count, 0);
}

export function count(number: number): string {
  return number.toLocaleString('en-US');
}

function delimiterWords(delimiter: string): string {
  return { ',': 'commas', ';': 'semicolons', '\t': 'tabs', '|': 'bars' }[delimiter] ?? delimiter;
}
