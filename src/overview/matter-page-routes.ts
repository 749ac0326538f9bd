import { Router } from 'express';
import { accountOf } from '../auth/signed-in.js';
import { isRunning } from '../deadlines/deadline.js';
import { canWrite, matterOf } from '../matters/matter-in-hand.js';
import { listTeam } from '../matters/matter-store.js';
import type { Deps } from '../platform/deps.js';
import { listParties } from '../people/person-store.js';
import { dayText, shortDayText, todayIn } from '../platform/plain-date.js';
import { renderPage } from '../web/page.js';
import { listChangedSinceSent } from './changed-since-sent.js';
import { dueDates } from './due-date.js';
import {
  listBundlesOnPage,
  listDeadlinesOnPage,
  listDeliveriesOnPage,
  listDemandsOnPage,
  listLettersOnPage,
  listRepliedTo,
} from './matter-page-store.js';
import { happeningsOf, waitingOf, type MatterOnPage } from './matter-page.js';
import { drawTimeline } from './timeline.js';
import { filesInPreparation } from './waiting-files.js';

/** The front page of a matter: what happened, what is due, who is in it and what waits. */
export function matterPageRoutes(deps: Deps): Router {
  const routes = Router({ mergeParams: true });
  routes.get('/', async (req, res) => {
    const matter = matterOf(res);
    const today = todayIn(deps.clock, matter.zone);
    const page: MatterOnPage = {
      base: `/matters/${matter.id}`,
      isClosed: matter.state === 'closed',
      zone: matter.zone,
      today,
      letters: await listLettersOnPage(deps.db, matter.id),
      deadlines: await listDeadlinesOnPage(deps.db, matter.id),
      bundles: await listBundlesOnPage(deps.db, matter.id),
      files: await filesInPreparation(deps.db, matter.id),
      deliveries: await listDeliveriesOnPage(deps.db, matter.id),
      demands: await listDemandsOnPage(deps.db, matter.id),
      repliedTo: await listRepliedTo(deps.db, matter.id),
      changedSinceSent: await listChangedSinceSent(deps.db, matter.id),
    };
    const happenings = happeningsOf(page);
    const running = page.deadlines.filter(isRunning);
    const parties = await listParties(deps.db, matter.id);
    const team = await listTeam(deps.db, matter.id);
    renderPage(
      req,
      res,
      'overview/matter',
      { title: matter.title, tab: 'overview' },
      {
        timeline: drawTimeline(happenings, today),
        happenings: happenings.map((happening) => ({ ...happening, day: dayText(happening.on) })),
        today: shortDayText(today, today),
        dates: dueDates(
          running.map((date) => ({ ...date, matterTitle: '' })),
          deps.clock.now(),
        ),
        waiting: waitingOf(page, accountOf(res).role === 'counsel' && canWrite(res)),
        demands: page.demands,
        parties: parties.map((party) => ({
          term: party.side === 'ours' ? 'We act for' : party.side === 'theirs' ? 'The other side' : 'Others',
          text: party.name,
          note: party.capacity,
        })),
        team: team.map(
          ({ name, role, access }) => `${name}, ${role}${access === 'lead' ? ' (leads it)' : ''}`,
        ),
        canWrite: canWrite(res),
        isClosed: matter.state === 'closed',
        closeReason: matter.closeReason,
      },
    );
  });
  return routes;
}
