import { Router, type Request, type Response } from 'express';
import { isReadOnly } from '../auth/account.js';
import { countCounsel } from '../auth/account-store.js';
import { accountOf, actorIn } from '../auth/signed-in.js';
import { getDocumentFor } from '../documents/document-store.js';
import { listMailboxes } from '../documents/mailbox/mailbox-store.js';
import { getMatterFor, listMattersFor } from '../matters/matter-store.js';
import { APPROVAL_FORMS, choices, DEFAULT_LEGEND, REGIMES, type MatterInHand } from '../matters/matter.js';
import { openMatter } from '../matters/open-matter.js';
import type { Deps } from '../platform/deps.js';
import { ConflictError, ForbiddenError, NotFoundError } from '../platform/errors.js';
import { fieldError, formError, NO_ERRORS, parseForm, typed, type FormErrors } from '../web/form.js';
import { flash, goTo, pageLocals, param, queryText } from '../web/locals.js';
import { renderPage } from '../web/page.js';
import { discardAll, receiveUpload } from '../web/upload.js';
import { aroundLetter } from './letter-around.js';
import { fileLetter } from './file-letter.js';
import { LETTER_LIMITS, letterPath, lettersPath, logDropped } from './letter-drop.js';
import { filingForm, filingInNewMatterForm, voidForm } from './letter-form.js';
import { letterInFull } from './letter-in-full.js';
import { answerDrop } from './letter-routes.js';
import { getUnfiledFor, listUnfiled } from './letter-store.js';
import { wordsOf, type LetterWords } from './letter-pages.js';
import type { Letter } from './letter.js';
import { letterView } from './letter-view.js';
import { addMailboxRoutes } from './mailbox/mailbox-routes.js';
import { addScanRoutes, scanProgress } from './scans/scan-routes.js';
import { correctedParties, kindOfCounsel, proposeMatter } from './propose-matter.js';
import { voidLetter } from './void-letter.js';

/** The Desk's drop, and letters that are in no matter yet: only whoever logged one sees it. */
export function unfiledRoutes(deps: Deps): Router {
  const routes = Router();
  routes.get('/', (req, res) => showList(deps, req, res, 200, NO_ERRORS));
  routes.post('/', (req, res) => drop(deps, req, res));
  addMailboxRoutes(routes, deps, {
    path: () => lettersPath(null),
    mailboxOf: async (req, res) => {
      const document = await getDocumentFor(deps.db, actorIn(res), param(req, 'documentId'));
      if (document.matterId !== null) throw new NotFoundError('mailbox', document.id);
      return document;
    },
    matterOf: () => null,
    canWrite: (res) => !isReadOnly(accountOf(res).role),
    requireWriter,
  });
  addScanRoutes(routes, deps, {
    letterOf: (req, res) => letterOf(deps, req, res),
    zoneOf: (res) => pageLocals(res).zone,
    requireWriter,
  });
  routes.get('/:letterId', (req, res) => showLetter(deps, req, res, 200, NO_ERRORS, {}));
  routes.post('/:letterId/filing', async (req, res) => {
    const letter = await letterOf(deps, req, res);
    const form = parseForm(filingForm, req.body);
    if (!form.ok) return showLetter(deps, req, res, 422, form.errors, typed(req.body));
    const matter = await getMatterFor(deps.db, actorIn(res), form.value.matterId);
    await file(deps, req, res, letter, matter, form.value.version);
  });
  routes.post('/:letterId/new-matter', async (req, res) => {
    const letter = await letterOf(deps, req, res);
    const form = parseForm(filingInNewMatterForm, req.body);
    if (!form.ok) return showLetter(deps, req, res, 422, form.errors, typed(req.body));
    const { version, theirCounsel, theirReference, ...request } = form.value;
    if (version !== letter.version) throw new ConflictError('Someone else changed this letter meanwhile.');
    requireWriter(res);
    const by = actorIn(res);
    const counsel = theirCounsel === '' ? null : { name: theirCounsel, kind: kindOfCounsel(theirCounsel) };
    const words = await wordsOf(deps.db, letter.documentId);
    const matterId = await openMatter(deps, { ...request, theirCounsel: counsel }, by);
    await file(deps, req, res, letter, await getMatterFor(deps.db, by, matterId), version, {
      senderCounsel: theirCounsel || null,
      theirReference: theirReference || null,
      ...correctedParties(textsOf(words), factsOf(words), request),
    });
  });
  routes.post('/:letterId/voiding', async (req, res) => {
    const letter = await letterOf(deps, req, res);
    const form = parseForm(voidForm, req.body);
    if (!form.ok) return showLetter(deps, req, res, 422, form.errors, typed(req.body));
    await voidLetter(deps, letter, form.value, actorIn(res));
    flash(req, 'warn', 'The letter is voided; it stays on the record.');
    goTo(res, '/desk');
  });
  return routes;
}

async function drop(deps: Deps, req: Request, res: Response): Promise<void> {
  requireWriter(res);
  const upload = await receiveUpload(req, res, deps.files, LETTER_LIMITS);
  const { matterId = '', ...others } = upload.fields;
  const unknown = Object.keys(others).find((name) => name !== '_csrf');
  try {
    if (unknown !== undefined || upload.files.length === 0) {
      await discardAll(deps.files, upload.files);
      const errors = unknown
        ? formError(`This form has a field that is not known: ${unknown}. Nothing was saved.`)
        : fieldError('files', 'Choose the letter to log: no file was sent');
      return await showList(deps, req, res, 422, errors);
    }
    const matter = matterId === '' ? null : await writableMatter(deps, res, matterId);
    const outcomes = await logDropped(deps, upload.files, matter, actorIn(res));
    const failed = outcomes.filter((one) => one.path === null);
    if (failed.length === outcomes.length && req.accepts(['html', 'json']) !== 'json')
      return await showList(deps, req, res, 422, { files: failed.map((one) => one.text) });
    answerDrop(req, res, outcomes, matter ? `/matters/${matter.id}/letters` : '/desk');
  } catch (error) {
    await discardAll(deps.files, upload.files); // what was kept has left its temporary place already
    throw error;
  }
}

async function writableMatter(deps: Deps, res: Response, matterId: string): Promise<MatterInHand> {
  const matter = await getMatterFor(deps.db, actorIn(res), matterId);
  if (matter.access === 'viewer')
    throw new ForbiddenError('You can read that matter but not add to it; nothing was saved.');
  if (matter.state === 'closed')
    throw new ConflictError('That matter is closed; open it again before logging a letter.');
  return matter;
}

async function file(
  deps: Deps,
  req: Request,
  res: Response,
  letter: Letter,
  matter: MatterInHand,
  version: number,
  known: Parameters<typeof fileLetter>[5] = {},
): Promise<void> {
  await fileLetter(deps, letter, matter, version, actorIn(res), known);
  flash(req, 'done', 'The letter is in the matter. Confirm who sent it and its dates.');
  goTo(res, letterPath({ id: letter.id, matterId: matter.id }));
}

async function showList(
  deps: Deps,
  req: Request,
  res: Response,
  status: number,
  errors: FormErrors,
): Promise<void> {
  if (req.accepts(['html', 'json']) === 'json' && status !== 200)
    return void res.status(status).json({ error: Object.values(errors).flat().join('. ') });
  const letters = await listUnfiled(deps.db, actorIn(res));
  renderPage(
    req,
    res,
    'letters/unfiled',
    { title: 'Letters without a matter', section: 'desk', status },
    {
      letters,
      errors,
      values: {},
      mailboxes: await listMailboxes(deps.db, { receivedBy: actorIn(res).accountId }),
      lettersPath: lettersPath(null),
      canWrite: !isReadOnly(accountOf(res).role),
    },
  );
}

async function showLetter(
  deps: Deps,
  req: Request,
  res: Response,
  status: number,
  errors: FormErrors,
  values: Readonly<Record<string, string>>,
): Promise<void> {
  const letter = await letterOf(deps, req, res);
  const full = await letterInFull(deps, letter);
  const matters = (await listMattersFor(deps.db, actorIn(res))).filter(
    (matter) => matter.state === 'open' && matter.access !== 'viewer',
  );
  const { zone } = pageLocals(res);
  const start = proposeMatter(textsOf(full.words), factsOf(full.words), { regime: 'private', zone });
  const approvalForm = (await countCounsel(deps.db)) > 1 ? 'two-people' : 'one-person';
  const view = letterView(full, { at: deps.clock.now(), zone, view: queryText(req, 'view') });
  renderPage(
    req,
    res,
    'letters/unfiled-letter',
    { title: view.letter.title, section: 'desk', status },
    {
      ...view,
      ...(await aroundLetter(deps, actorIn(res), full, view.view)),
      progress: await scanProgress(deps, res, letter),
      path: letterPath(letter),
      matters: matters.map((matter) => ({ value: matter.id, text: `${matter.number} ${matter.title}` })),
      regimes: choices(REGIMES),
      approvalForms: choices(APPROVAL_FORMS),
      canWrite: !isReadOnly(accountOf(res).role),
      errors,
      proposed: start.proposed,
      values: {
        ...{ zone, legend: DEFAULT_LEGEND, regime: 'private', approvalForm },
        ...start.values,
        ...values,
        version: letter.version,
      },
    },
  );
}

function textsOf({ pages }: LetterWords): string[] {
  return pages.map((page) => page.text);
}

function factsOf({ document }: LetterWords): string {
  return document?.facts ?? '{}';
}

async function letterOf(deps: Deps, req: Request, res: Response): Promise<Letter> {
  return getUnfiledFor(deps.db, actorIn(res), param(req, 'letterId'));
}

function requireWriter(res: Response): void {
  if (isReadOnly(accountOf(res).role))
    throw new ForbiddenError('An auditor reads and does not log letters; nothing was saved.');
}
