import { Router } from 'express';
import { actorIn } from '../auth/signed-in.js';
import { DEFAULT_LEGEND } from '../matters/matter.js';
import type { Deps } from '../platform/deps.js';
import { pageLocals, queryText } from '../web/locals.js';
import { renderPage } from '../web/page.js';
import { listDueDates } from './desk-routes.js';
import { isMonth, monthOf, WEEKDAY_HEADINGS } from './month.js';

/** A month of all my dates; the list under it is the whole of it on a phone. */
export function calendarRoutes(deps: Deps): Router {
  const routes = Router();
  routes.get('/', async (req, res) => {
    const { today } = pageLocals(res);
    const asked = queryText(req, 'month') ?? '';
    const dates = await listDueDates(deps, actorIn(res));
    const month = monthOf(isMonth(asked) ? asked : today.slice(0, 7), dates, today);
    const inMonth = dates
      .filter((date) => date.on?.startsWith(`${month.month}-`))
      .sort((a, b) => (a.on ?? '').localeCompare(b.on ?? ''));
    renderPage(
      req,
      res,
      'overview/calendar',
      { title: 'Calendar', section: 'calendar', legend: DEFAULT_LEGEND },
      {
        month,
        weekdays: WEEKDAY_HEADINGS,
        dates: inMonth,
        undated: dates.filter(({ on }) => on === null).length,
        thisMonth: today.slice(0, 7),
      },
    );
  });
  return routes;
}
