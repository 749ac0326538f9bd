import { itemNumber, type Item } from '../../evidence/item.js';
import type { Job } from '../../platform/job-store.js';
import { instantText } from '../../platform/plain-date.js';
import { listNumber, type NoticeList } from '../lists/notice-list.js';
import { runNumber, type NoticeRun } from '../runs/notice-run.js';
import { choicesOf, disclosureNumber, GRAINS, MODES, PERIODS, SHAPES } from './disclosure.js';
import type { Disclosure, Mode } from './disclosure.js';
import { SMALL_COUNTS } from './write-disclosure.js';

type Names = ReadonlyMap<string, string>;

export type DisclosureState = 'asked' | 'waiting' | 'making' | 'failed' | 'made' | 'held-back' | 'withdrawn';

const CHIPS: Readonly<Record<DisclosureState, { readonly text: string; readonly kind: string }>> = {
  asked: { text: 'waits for approval', kind: 'due' },
  waiting: { text: 'waiting', kind: 'plain' },
  making: { text: 'being made', kind: 'plain' },
  failed: { text: 'not made', kind: 'warn' },
  made: { text: 'made', kind: 'ok' },
  'held-back': { text: 'held back', kind: 'plain' },
  withdrawn: { text: 'withdrawn', kind: 'plain' },
};

/** The chip of a form: names stand out. */
export const MODE_CHIPS: Readonly<Record<Mode, { readonly text: string; readonly kind: string }>> = {
  counts: { text: 'counts only', kind: 'ok' },
  pseudonyms: { text: 'pseudonyms', kind: 'ok' },
  identified: { text: 'accounts by name', kind: 'warn' },
  'held-back': { text: 'held back', kind: 'plain' },
};

export function disclosureState(disclosure: Disclosure, job: Job | null): DisclosureState {
  if (disclosure.state !== 'making') return disclosure.state;
  if (job?.state === 'waiting') return 'waiting';
  return job?.state === 'running' ? 'making' : 'failed';
}

/** A disclosure as a row of a table. */
export function disclosureRow(
  disclosure: Disclosure,
  lists: readonly NoticeList[],
  job: Job | null,
  item: Item | undefined,
) {
  const state = disclosureState(disclosure, job);
  const list = lists.find(({ id }) => id === disclosure.listId);
  return {
    id: disclosure.id,
    number: disclosureNumber(disclosure.number),
    title: disclosure.title,
    list: list ? listNumber(list.number) : '',
    mode: MODE_CHIPS[disclosure.mode],
    state,
    chip: CHIPS[state],
    item: item ? { id: item.id, number: itemNumber(item.number) } : null,
  };
}

/** A disclosure as its own page shows it. */
export function disclosureView(
  disclosure: Disclosure,
  found: {
    readonly list: NoticeList;
    readonly run: NoticeRun | null;
    readonly demand: { readonly id: string; readonly number: number } | null;
    readonly item: Item | undefined;
    readonly job: Job | null;
  },
  names: Names,
  zone: string,
) {
  const { list, run, demand, item, job } = found;
  const choices = choicesOf(disclosure);
  const who = (account: string | null, at: string | null): string =>
    account === null || at === null ? '' : `${names.get(account) ?? 'someone'}, ${instantText(at, zone)}`;
  const isRows = disclosure.mode === 'pseudonyms' || disclosure.mode === 'identified';
  return {
    ...disclosureRow(disclosure, [list], job, item),
    listId: list.id,
    listName: `${listNumber(list.number)} ${list.fileName.split('/').at(-1) ?? ''}`,
    run: run && { id: run.id, number: runNumber(run.number) },
    demand,
    modeWords: MODES[disclosure.mode],
    isIdentified: disclosure.mode === 'identified',
    ground: disclosure.ground,
    choices:
      disclosure.mode === 'held-back'
        ? []
        : [
            isRows
              ? { term: 'Rows say when', text: GRAINS[choices.grain] }
              : { term: 'Counts divided', text: PERIODS[choices.period] },
            ...(choices.shape === 'paper' ? [{ term: 'Written down as', text: SHAPES.paper }] : []),
            {
              term: 'Networks',
              text: choices.byNetwork ? 'named' : 'not named',
              ...(choices.byNetwork ? { note: choices.networkReason } : {}),
            },
            { term: 'Findings', text: choices.byFinding ? 'given' : 'not given' },
            ...(isRows ? [] : [{ term: 'Small counts', text: SMALL_COUNTS }]),
            ...(disclosure.mode === 'pseudonyms'
              ? [
                  {
                    term: 'Pseudonyms',
                    text: 'HMAC-SHA-256 under a key of this disclosure alone',
                    note: 'The key stays in the data folder; two disclosures give one account two pseudonyms.',
                  },
                  {
                    term: 'Counting them',
                    text: 'Whoever holds the rows can count them by all that each row says',
                    note: 'A count that is left out of a table by the same divisions is not left out of these rows.',
                  },
                ]
              : []),
          ],
    asked: who(disclosure.askedBy, disclosure.askedAt),
    approved: who(disclosure.approvedBy, disclosure.approvedAt),
    approvalReason: disclosure.approvalReason,
    made: disclosure.madeAt === null ? '' : instantText(disclosure.madeAt, zone),
    rows: disclosure.rowCount === null ? '' : disclosure.rowCount.toLocaleString('en-US'),
    sha256: disclosure.sha256,
    failure: job?.reason ?? '',
    endReason: disclosure.endReason ?? '',
    version: disclosure.version,
  };
}
