import { Router, type Request, type RequestHandler, type Response } from 'express';
import { recordEvent } from '../audit/audit-store.js';
import { inTransaction } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { ForbiddenError, NotFoundError } from '../platform/errors.js';
import { parseForm } from '../web/form.js';
import { BadRequestError } from '../web/guards.js';
import { goTo, pageLocals, queryText } from '../web/locals.js';
import { renderPage } from '../web/page.js';
import { actorOf } from './account.js';
import { endSampleForm, enterForm } from './account-form.js';
import { countAccounts, listAccounts } from './account-store.js';
import { sampleVisitorIn, type SampleHolder } from './sample-holder.js';
import { startSession } from './signed-in.js';

const REFRESH_SECONDS = 2;

/** In the live app the way to the sample; in the sample the way in, and its two endings. */
export function sampleRoutes(deps: Deps, sample: SampleHolder): Router {
  const routes = Router();
  if (deps.isSample) {
    routes.get('/enter', showEnter);
    routes.post('/enter', enterSample(deps));
    routes.get('/reset', showEnding('reset'));
    routes.post('/reset', endSample(deps, 'reset', sample.reset));
    routes.get('/disposal', showEnding('disposal'));
    routes.post('/disposal', endSample(deps, 'disposal', sample.throwAway));
    return routes;
  }
  routes.get('/sample-visit', onlyVisitors(deps), showVisit(deps, sample));
  routes.post('/sample-visit', onlyVisitors(deps), beginVisit(sample));
  return routes;
}

/** Who to be in the sample. */
const showEnter: RequestHandler = (req, res) =>
  renderPage(req, res, 'auth/enter-sample', { title: 'The sample', isPlain: true }, {});

/** Before the first account anyone at the browser; afterwards whoever is signed in. */
const onlyVisitors =
  (deps: Deps): RequestHandler =>
  async (_req, res, next) => {
    if (pageLocals(res).account || (await countAccounts(deps.db)) === 0) return next();
    goTo(res, '/sign-in?for=sample');
  };

/** Where the sample is made, goes on by itself once it is ready, and is offered again when it is gone. */
const showVisit = (deps: Deps, sample: SampleHolder) => async (req: Request, res: Response) => {
  if (!(await sample.isOffered())) throw new NotFoundError('page');
  const stands = sample.stands();
  if (stands === 'ready') return goTo(res, '/sample/');
  if (stands === 'making') res.set('Refresh', String(REFRESH_SECONDS));
  renderPage(
    req,
    res,
    'auth/sample-visit',
    { title: stands === 'making' ? 'Making the sample' : 'The sample', isPlain: true },
    { stands, was: queryText(req, 'was'), isFirst: (await countAccounts(deps.db)) === 0 },
  );
};

const beginVisit = (sample: SampleHolder) => async (_req: Request, res: Response) => {
  if (!(await sample.isOffered())) throw new BadRequestError('The sample is not offered here.', 403);
  if (sample.stands() === 'ready') return goTo(res, '/sample/');
  sample.begin();
  goTo(res, '/sample-visit');
};

const enterSample = (deps: Deps) => async (req: Request, res: Response) => {
  const form = parseForm(enterForm, req.body);
  if (!form.ok) throw new BadRequestError('Choose who to enter as: paralegal, counsel or auditor.', 422);
  const account = (await listAccounts(deps.db)).find((one) => one.role === form.value.role);
  if (!account) throw new BadRequestError('The sample has no such account; reset the sample.', 409);
  await inTransaction(deps, (tx) =>
    recordEvent(tx, {
      by: actorOf(account),
      at: deps.clock.now(),
      action: 'account.signedIn',
      subject: account.id,
    }),
  );
  await startSession(req, account.id);
  goTo(res, '/desk');
};

const showEnding = (ending: 'reset' | 'disposal') => (req: Request, res: Response) => {
  requireEnder(res);
  const title = ending === 'reset' ? 'Reset the sample' : 'Throw the sample away';
  renderPage(req, res, 'auth/end-sample', { title, isPlain: true }, { ending });
};

/** The answer goes out first: the rows that hold this very session are about to go. */
const endSample =
  (deps: Deps, ending: 'reset' | 'disposal', end: () => Promise<void>) => (req: Request, res: Response) => {
    requireEnder(res);
    const form = parseForm(endSampleForm, req.body);
    if (!form.ok)
      throw new BadRequestError('The form has a field that is not known; nothing was ended.', 422);
    // Once real work may go on beside it, nobody ends it by one click.
    if (form.value.sure !== 'yes' && !sampleVisitorIn(res).isFirst) return goTo(res, `/${ending}`);
    res.on('finish', () => {
      end().catch((error: unknown) => deps.log.error({ err: error }, 'the sample could not be ended'));
    });
    goTo(res, `/../sample-visit?was=${ending === 'reset' ? 'reset' : 'thrown-away'}`);
  };

function requireEnder(res: Response): void {
  if (!sampleVisitorIn(res).mayEnd)
    throw new ForbiddenError('Only whoever makes the accounts resets the sample or throws it away.');
}
