import { Router, type Request, type Response } from 'express';
import { namesOfAccounts } from '../auth/account-store.js';
import { listItemsInFile } from '../evidence/item-store.js';
import { itemNumber } from '../evidence/item.js';
import { canWrite, matterOf } from '../matters/matter-in-hand.js';
import type { Deps } from '../platform/deps.js';
import { findJob } from '../platform/job-store.js';
import { NO_ERRORS, type FormErrors } from '../web/form.js';
import { goTo, queryText } from '../web/locals.js';
import { renderPage } from '../web/page.js';
import { listMethods } from './method/method-store.js';
import { listRunsOverWithdrawn } from './papers/summary-store.js';
import { methodView, runRow } from './runs/run-view.js';
import { listRuns } from './runs/run-store.js';
import { sourceRow } from './sources/source-view.js';
import { listMeasurementSources } from './source-store.js';

/** The measurements of the matter in hand: its sources, the method, and the runs. Internal. */
export function measurementRoutes(deps: Deps): Router {
  const routes = Router({ mergeParams: true });
  routes.get('/', (req, res) => {
    const chosen = queryText(req, 'item');
    if (chosen !== undefined && /^[a-z0-9]+$/.test(chosen))
      return goTo(res, `/matters/${matterOf(res).id}/measurements/items/${chosen}`);
    return showRoom(deps, req, res, 200, NO_ERRORS);
  });
  return routes;
}

export async function showRoom(
  deps: Deps,
  req: Request,
  res: Response,
  status: number,
  errors: FormErrors,
): Promise<void> {
  const { id: matterId, zone } = matterOf(res);
  const [sources, items, methods, runs, names] = await Promise.all([
    listMeasurementSources(deps.db, matterId),
    listItemsInFile(deps.db, matterId),
    listMethods(deps.db, matterId),
    listRuns(deps.db, matterId),
    namesOfAccounts(deps.db),
  ]);
  const jobs = new Map(
    await Promise.all(
      [...sources, ...runs].map(async ({ jobId }) => [jobId, await findJob(deps.db, jobId)] as const),
    ),
  );
  const [current] = methods;
  const outdated = new Set(
    (await listRunsOverWithdrawn(deps.db, matterId)).map(({ runNumber }) => runNumber),
  );
  renderPage(
    req,
    res,
    'measurements/list',
    { title: 'Measurements', tab: 'measurements', status },
    {
      sources: sources.map((source) =>
        sourceRow(
          source,
          items.find(({ id }) => id === source.itemId),
          jobs.get(source.jobId) ?? null,
        ),
      ),
      items: items
        .filter(({ kind }) => kind === 'measurements')
        .map(({ id, number, title }) => ({ value: id, text: `${itemNumber(number)} ${title}` })),
      method: current ? methodView(current, names, zone) : null,
      runs: runs.map((run) => ({
        ...runRow(
          run,
          jobs.get(run.jobId) ?? null,
          methods.find(({ id }) => id === run.methodId),
          names,
          zone,
        ),
        isOutdated: outdated.has(run.number),
      })),
      errors,
      canWrite: canWrite(res),
    },
  );
}
