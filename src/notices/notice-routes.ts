import { Router, type Request, type Response } from 'express';
import { namesOfAccounts } from '../auth/account-store.js';
import { accountOf } from '../auth/signed-in.js';
import { listItemsOfKind } from '../evidence/item-choice-store.js';
import { listInFileByIds } from '../evidence/linked-item-store.js';
import { itemNumber } from '../evidence/item.js';
import { canWrite, matterOf } from '../matters/matter-in-hand.js';
import type { Deps } from '../platform/deps.js';
import { findJob, type Job } from '../platform/job-store.js';
import { renderPage } from '../web/page.js';
import { campaignRoutes } from './campaigns/campaign-routes.js';
import { listCampaigns, listTexts } from './campaigns/campaign-store.js';
import { disclosureRoutes } from './disclosures/disclosure-routes.js';
import { listDisclosures } from './disclosures/disclosure-store.js';
import { disclosureRow } from './disclosures/disclosure-view.js';
import { identityRoutes } from './identities/identity-routes.js';
import { listWhoSeesNames } from './identities/identity-right-store.js';
import { listRoutes } from './lists/list-routes.js';
import { listNoticeLists } from './lists/list-store.js';
import { listRow } from './lists/list-view.js';
import { lookRoutes } from './lists/look-routes.js';
import { runRoutes } from './runs/run-routes.js';
import { listNoticeRuns, listRunsOverWithdrawn } from './runs/run-store.js';
import { runRow } from './runs/run-view.js';

/** So many items that are to be read yet are listed; the evidence has the rest. */
const UNREAD_LISTED = 50;

/** The notice lists of the matter in hand: what they hold, what they were set against, and in which form people leave. */
export function noticeRoutes(deps: Deps): Router[] {
  const routes = Router({ mergeParams: true });
  routes.get('/', (req, res) => showRoom(deps, req, res));
  return [
    routes,
    lookRoutes(deps),
    listRoutes(deps),
    campaignRoutes(deps),
    runRoutes(deps),
    identityRoutes(deps),
    disclosureRoutes(deps),
  ];
}

async function showRoom(deps: Deps, req: Request, res: Response): Promise<void> {
  const matter = matterOf(res);
  const [lists, runs, disclosures, texts, campaigns, marked, names, who] = await Promise.all([
    listNoticeLists(deps.db, matter.id),
    listNoticeRuns(deps.db, matter.id),
    listDisclosures(deps.db, matter.id),
    listTexts(deps.db, matter.id),
    listCampaigns(deps.db, matter.id),
    listItemsOfKind(deps.db, matter.id, 'notices'),
    namesOfAccounts(deps.db),
    listWhoSeesNames(deps.db, matter.id),
  ]);
  const outdated = await listRunsOverWithdrawn(deps.db, matter.id);
  const jobs = new Map<string, Job | null>();
  for (const one of [...lists, ...disclosures])
    if (one.jobId !== null && (one.state === 'reading' || one.state === 'making'))
      jobs.set(one.id, await findJob(deps.db, one.jobId));
  const named = [...lists, ...disclosures].flatMap(({ itemId }) => itemId ?? []);
  const items = new Map((await listInFileByIds(deps.db, matter.id, named)).map((item) => [item.id, item]));
  const isRead = (itemId: string): boolean =>
    lists.some((list) => list.itemId === itemId && list.state !== 'voided');
  const isMade = (itemId: string): boolean => disclosures.some((one) => one.itemId === itemId);
  const unread = marked.filter(({ id }) => !isRead(id) && !isMade(id));
  renderPage(
    req,
    res,
    'notices/room',
    { title: 'Notices', tab: 'notices' },
    {
      lists: lists.map((list) => listRow(list, items.get(list.itemId), jobs.get(list.id) ?? null)),
      runs: runs.map((run) => runRow(run, lists, outdated, matter.zone, names)),
      disclosures: disclosures.map((one) =>
        disclosureRow(one, lists, jobs.get(one.id) ?? null, items.get(one.itemId ?? '')),
      ),
      unread: unread
        .slice(0, UNREAD_LISTED)
        .map((item) => ({ id: item.id, text: `${itemNumber(item.number)} ${item.title}` })),
      moreUnread: Math.max(0, unread.length - UNREAD_LISTED),
      texts: texts.filter((text) => text.state === 'current').length,
      campaigns: campaigns.filter((campaign) => campaign.state === 'current').length,
      whoSees: who.map((id) => names.get(id) ?? 'a former account'),
      maySeeNames: who.includes(accountOf(res).id),
      hasReadyList: lists.some((list) => list.state === 'ready'),
      canWrite: canWrite(res),
    },
  );
}
