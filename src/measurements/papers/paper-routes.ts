import { Router, type Request, type Response } from 'express';
import { actorIn } from '../../auth/signed-in.js';
import { itemNumber } from '../../evidence/item.js';
import { canWrite, matterOf } from '../../matters/matter-in-hand.js';
import type { Deps } from '../../platform/deps.js';
import { conflictOf } from '../../web/edit-conflict.js';
import { formError, NO_ERRORS, parseForm, typed, type FormErrors } from '../../web/form.js';
import { flash, goTo, param, queryText } from '../../web/locals.js';
import { renderPage } from '../../web/page.js';
import { getRun } from '../runs/run-store.js';
import type { MeasurementRun } from '../runs/run-store.js';
import { runNumber } from '../runs/run.js';
import { addCertificationToEvidence } from './add-certification.js';
import { addSummaryToEvidence } from './add-summary.js';
import { summaryForm } from './paper-form.js';
import { repeatSummary } from './repeat-summary.js';
import { certificationFile } from './summary-names.js';
import { findSummary, listMade } from './summary-store.js';
import type { StoredFile } from './summary-store.js';

/** The papers a run leaves in the file: its summary in the form of FRE 1006, and drafts of the certification. */
export function paperRoutes(deps: Deps): Router {
  const routes = Router({ mergeParams: true });
  routes.get('/runs/:runId/papers', (req, res) => showPapers(deps, req, res, 200, {}, NO_ERRORS));
  routes.post('/runs/:runId/papers/summary', async (req, res) => {
    const run = await runIn(deps, req, res);
    const form = parseForm(summaryForm, req.body);
    if (!form.ok) return showPapers(deps, req, res, 422, typed(req.body), form.errors);
    const wrong = await conflictOf(() =>
      addSummaryToEvidence(deps, matterOf(res), run, form.value, actorIn(res)),
    );
    if (wrong !== null) return showPapers(deps, req, res, 409, typed(req.body), formError(wrong));
    flash(req, 'done', 'The summary and its table are in the evidence.');
    goTo(res, pathOf(run));
  });
  routes.post('/runs/:runId/papers/certification', async (req, res) => {
    const run = await runIn(deps, req, res);
    const wrong = await conflictOf(() => addCertificationToEvidence(deps, matterOf(res), run, actorIn(res)));
    if (wrong !== null) return showPapers(deps, req, res, 409, {}, formError(wrong));
    flash(req, 'done', 'A draft of the certification is in the evidence, held back until it is signed.');
    goTo(res, pathOf(run));
  });
  return routes;
}

async function showPapers(
  deps: Deps,
  req: Request,
  res: Response,
  status: number,
  values: Readonly<Record<string, string>>,
  errors: FormErrors,
): Promise<void> {
  const matter = matterOf(res);
  const run = await runIn(deps, req, res);
  const first = run.repeats === null ? run : await getRun(deps.db, matter.id, run.repeats);
  const stored = await findSummary(deps.db, matter.id, first.number);
  const drafts = await listMade(deps.db, matter.id, run.number, certificationFile(run.number));
  const isAsked = queryText(req, 'compare') === 'yes' && stored !== null && run.resultHash !== null;
  const repeated = isAsked ? await repeatSummary(deps, matter, run) : null;
  renderPage(
    req,
    res,
    'measurements/papers',
    { title: `Papers of ${runNumber(run.number).toLowerCase()}`, tab: 'measurements', status },
    {
      run: { id: run.id, number: runNumber(run.number), isMade: run.resultHash !== null },
      first: first.id === run.id ? null : { id: first.id, number: runNumber(first.number) },
      summary: stored && { paper: shown(stored.paper), table: shown(stored.table) },
      repeated: repeated && {
        isEqual: repeated.isEqual,
        differences: repeated.differences,
        more: repeated.more,
      },
      drafts: drafts.map(shown),
      values,
      errors,
      canWrite: canWrite(res),
    },
  );
}

function runIn(deps: Deps, req: Request, res: Response): Promise<MeasurementRun> {
  return getRun(deps.db, matterOf(res).id, param(req, 'runId'));
}

function pathOf(run: MeasurementRun): string {
  return `/matters/${run.matterId}/measurements/runs/${run.id}/papers`;
}

function shown(file: StoredFile): { readonly id: string; readonly number: string; readonly sha256: string } {
  return { id: file.itemId, number: itemNumber(file.itemNumber), sha256: file.sha256 };
}
