import type { Actor } from '../audit/event.js';
import { campaignForm, textForm } from '../notices/campaigns/campaign-form.js';
import { enterCampaign, enterText } from '../notices/campaigns/change-campaigns.js';
import { askDisclosure } from '../notices/disclosures/ask-disclosure.js';
import type { NewDisclosure } from '../notices/disclosures/ask-disclosure.js';
import { getDisclosure } from '../notices/disclosures/disclosure-store.js';
import { enterList } from '../notices/lists/enter-list.js';
import { proposeColumns } from '../notices/lists/list-columns.js';
import { getNoticeList } from '../notices/lists/list-store.js';
import { columnsKey } from '../notices/lists/notice-list.js';
import { getNoticeRun } from '../notices/runs/run-store.js';
import { startRun } from '../notices/runs/start-run.js';
import type { Deps } from '../platform/deps.js';
import { doJobs } from './do-jobs.js';
import { filledIn } from './filled-in.js';
import type { Cast } from './open-cast.js';
import type { PlayedLetter } from './play-letter.js';
import { at, SAMPLE_ZONE } from './sample-clock.js';
import {
  DELIVERY_COLUMNS,
  SAMPLE_LEVEL_MBPS,
  SAMPLE_WINDOW_MINUTES,
  SYNTHETIC_NETWORKS,
} from './synthetic.js';

/** Dana enters what was shown and where, and has the log of deliveries read as a notice list. */
export async function enterDeliveries(
  deps: Deps,
  { dana, matterId }: Cast,
  { deliveries, shownBy }: { readonly deliveries: string; readonly shownBy: string },
): Promise<{ listId: string; jobId: string }> {
  const text = filledIn(textForm, {
    words:
      'The network of your provider is crowded at the moment. We are adjusting the video so that it plays more smoothly.',
    shownBy,
  });
  await enterText(deps, matterId, text, null, dana);
  const networks = SYNTHETIC_NETWORKS.map(({ name }) => name);
  const campaign = filledIn(campaignForm, {
    title: 'Test of the notice (synthetic)',
    textNumber: '1',
    networks: networks.join('\n'),
    fromOn: '2014-05-12',
    toOn: '2014-06-16',
    source: 'The notice text and the synthetic log',
  });
  await enterCampaign(deps, matterId, { ...campaign, networks }, null, dana);
  const how = {
    ...{ given: {}, columns: proposeColumns(DELIVERY_COLUMNS), zone: null },
    ...{ networks, dayZone: SAMPLE_ZONE },
  };
  const list = { itemId: deliveries, how, columnsKey: columnsKey(DELIVERY_COLUMNS), replaces: null };
  const listId = await enterList(deps, matterId, list, dana);
  return { listId, jobId: (await getNoticeList(deps.db, matterId, listId)).jobId };
}

/** Omar sets the deliveries against the readings, by the matter's own method. Returns the run and its job. */
export async function askForReconciliation(
  deps: Deps,
  { omar, matterId }: Cast,
  listId: string,
  sourceId: string,
): Promise<{ runId: string; jobId: string }> {
  const runId = await startRun(
    deps,
    matterId,
    {
      listId,
      sourceIds: [sourceId],
      method: {
        withinMs: SAMPLE_WINDOW_MINUTES * 60_000,
        level: SAMPLE_LEVEL_MBPS,
        cease: null,
        zone: SAMPLE_ZONE,
      },
      reason:
        'Which notices had a reading below the level, and whether the other networks were low then too.',
    },
    omar,
  );
  return { runId, jobId: (await getNoticeRun(deps.db, matterId, runId)).jobId };
}

/** The items of what came of the reconciliation. */
export interface PlayedDisclosures {
  readonly reconciliation: string;
  readonly counts: string;
  readonly rows: string;
}

/**
 * What comes of the reconciliation without naming anyone: its paper, and what answers the demand for the list, which is
 * counts that may go out and rows under pseudonyms.
 */
export async function playDisclosures(
  deps: Deps,
  { dana, matterId }: Cast,
  { demands }: PlayedLetter,
  of: { readonly listId: string; readonly runId: string },
): Promise<PlayedDisclosures> {
  const then = at(deps, '2014-06-06T16:28:00.000Z');
  const common = { ...of, ground: '' };
  const choices = {
    period: 'week',
    grain: 'day',
    byNetwork: true,
    networkReason: 'The networks are invented; what a count says of a real one is not at stake.',
    byFinding: true,
  } as const;
  const title = 'Deliveries of the notice';
  const asked: readonly NewDisclosure[] = [
    {
      ...{ ...common, demandId: demands.evidence.id, mode: 'counts' },
      title: `${title} against readings (synthetic)`,
      choices: { ...choices, shape: 'paper', period: 'none' },
    },
    {
      ...{ ...common, demandId: demands.list.id, mode: 'counts' },
      title: `${title} by week, network and finding (synthetic)`,
      choices,
    },
    {
      ...{ ...common, demandId: demands.list.id, mode: 'pseudonyms' },
      title: `${title}, one a row (synthetic)`,
      choices: { ...choices, byFinding: false },
    },
  ];
  const items: string[] = [];
  for (const disclosure of asked) items.push(await disclose(then, matterId, disclosure, dana));
  const [reconciliation = '', counts = '', rows = ''] = items;
  return { reconciliation, counts, rows };
}

/** Asks for a disclosure and has it made; gives the item that it is. */
async function disclose(deps: Deps, matterId: string, disclosure: NewDisclosure, by: Actor): Promise<string> {
  const id = await askDisclosure(deps, matterId, disclosure, by);
  await doJobs(deps, [(await getDisclosure(deps.db, matterId, id)).jobId ?? '']);
  const { itemId } = await getDisclosure(deps.db, matterId, id);
  if (itemId === null) throw new Error('A disclosure of the sample made no item.');
  return itemId;
}
