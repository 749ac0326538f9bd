import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { namesOfAccounts } from '../auth/account-store.js';
import { chosenItem, itemChoice, withItemOf } from '../evidence/item-choice.js';
import { listInFileByIds } from '../evidence/linked-item-store.js';
import { canWrite, matterOf } from '../matters/matter-in-hand.js';
import type { Deps } from '../platform/deps.js';
import { findJob } from '../platform/job-store.js';
import { NO_ERRORS, parseForm, type FormErrors } from '../web/form.js';
import { goTo, queryText } from '../web/locals.js';
import { renderPage } from '../web/page.js';
import { listMethods } from './method/method-store.js';
import { listRunsOverWithdrawn } from './papers/summary-store.js';
import { methodView, runRow } from './runs/run-view.js';
import { listRuns } from './runs/run-store.js';
import { sourceRow } from './sources/source-view.js';
import { listMeasurementSources } from './source-store.js';

const readingAsked = z.strictObject({ item: chosenItem('Choose an item') });

/** The measurements of the matter in hand: its sources, the method, and the runs. Internal. */
export function measurementRoutes(deps: Deps): Router {
  const routes = Router({ mergeParams: true });
  routes.get('/', async (req, res) => {
    const item = queryText(req, 'item');
    if (item === undefined) return showRoom(deps, req, res, 200, NO_ERRORS);
    const matterId = matterOf(res).id;
    const form = await withItemOf(deps.db, matterId, parseForm(readingAsked, { item }), 'item');
    if (!form.ok) return showRoom(deps, req, res, 422, form.errors, { item });
    goTo(res, `/matters/${matterId}/measurements/items/${form.value.item}`);
  });
  return routes;
}

export async function showRoom(
  deps: Deps,
  req: Request,
  res: Response,
  status: number,
  errors: FormErrors,
  values: Readonly<Record<string, string>> = {},
): Promise<void> {
  const { id: matterId, zone } = matterOf(res);
  const [sources, choice, methods, runs, names] = await Promise.all([
    listMeasurementSources(deps.db, matterId),
    itemChoice(deps.db, matterId, { kind: 'measurements' }),
    listMethods(deps.db, matterId),
    listRuns(deps.db, matterId),
    namesOfAccounts(deps.db),
  ]);
  const items = await listInFileByIds(
    deps.db,
    matterId,
    sources.map(({ itemId }) => itemId),
  );
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
      choice,
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
      values,
      canWrite: canWrite(res),
    },
  );
}
