import { Router, type Request, type Response } from 'express';
import { namesOfAccounts } from '../auth/account-store.js';
import { accountOf, actorIn } from '../auth/signed-in.js';
import { listDemands } from '../demands/demand-store.js';
import { itemChoice, withItemOf, type ItemChoice } from '../evidence/item-choice.js';
import { listInFileByIds } from '../evidence/linked-item-store.js';
import { listLetterNames } from '../letters/letter-store.js';
import { canWrite, matterOf } from '../matters/matter-in-hand.js';
import type { Deps } from '../platform/deps.js';
import { ForbiddenError } from '../platform/errors.js';
import { conflictOf, differencesOf } from '../web/edit-conflict.js';
import { formError, NO_ERRORS, parseForm, typed, type FormErrors, type Parsed } from '../web/form.js';
import { flash, goTo, param, queryText } from '../web/locals.js';
import { renderPage } from '../web/page.js';
import { editStatement, enterStatement, voidStatement } from './edit-statement.js';
import type { StatementInFull } from './coverage.js';
import { endLink, linkEvidence, reviewAdverse } from './link-evidence.js';
import { readCoverage } from './read-coverage.js';
import { endingForm, linkForm, reviewForm, statementEditForm, statementForm } from './statement-form.js';
import { getStatementIn, listStatements } from './statement-store.js';
import {
  coverageRow,
  FIELD_WORDS,
  formChoices,
  formValues,
  statementCard,
  type Choices,
} from './statement-view.js';
import { BEARINGS, REVIEWS } from './statement.js';

type Values = Readonly<Record<string, unknown>>;

/** What a page shows again after a form that was not taken, and which form it was. */
interface Failed {
  readonly status: number;
  /** `edit`, `link`, `void`, or the id of the link that was to be reviewed or ended. */
  readonly form: string;
  readonly values: Values;
  readonly errors: FormErrors;
}

/** What was said beside how they put it, what bears on it, and how far each response is carried. Internal. */
export function statementRoutes(deps: Deps): Router {
  const routes = Router({ mergeParams: true });
  const showOne = statementPage(deps);
  routes.get('/', (req, res) => showList(deps, req, res));
  routes.get('/new', (req, res) => {
    const demand = queryText(req, 'demand');
    return showForm(deps, req, res, 200, demand === undefined ? {} : { demand: [demand] }, NO_ERRORS);
  });
  routes.post('/', async (req, res) => {
    const matterId = matterOf(res).id;
    const form = await withItemOf(deps.db, matterId, parseForm(statementForm, req.body), 'shownBy');
    if (!form.ok) return showForm(deps, req, res, 422, shownAgain(req.body), form.errors);
    let id = '';
    const wrong = await conflictOf(async () => {
      id = (await enterStatement(deps, matterId, form.value, actorIn(res))).id;
    });
    if (wrong !== null) return showForm(deps, req, res, 409, shownAgain(req.body), formError(wrong));
    flash(req, 'done', 'The statement is entered. Link what bears on it, for and against.');
    goTo(res, `/matters/${matterId}/statements/${id}`);
  });
  routes.get('/:statementId', (req, res) => showOne(req, res));
  routes.post('/:statementId', async (req, res) => {
    const matterId = matterOf(res).id;
    const { id } = await getStatementIn(deps.db, matterId, param(req, 'statementId'));
    const values = shownAgain(req.body);
    const form = await withItemOf(deps.db, matterId, parseForm(statementEditForm, req.body), 'shownBy');
    if (!form.ok) return showOne(req, res, { status: 422, form: 'edit', values, errors: form.errors });
    const wrong = await conflictOf(() => editStatement(deps, matterId, id, form.value, actorIn(res)));
    if (wrong !== null)
      return showOne(req, res, { status: 409, form: 'edit', values, errors: formError(wrong) });
    flash(req, 'done', 'The statement is changed.');
    goTo(res, `/matters/${matterId}/statements/${id}`);
  });
  routes.post('/:statementId/voiding', (req, res) => {
    const form = parseForm(endingForm, req.body);
    return act(deps, req, res, 'void', form, 'The statement is voided; it stays on record.', (request, id) =>
      voidStatement(deps, matterOf(res).id, id, request, actorIn(res)),
    );
  });
  routes.post('/:statementId/links', async (req, res) => {
    const matterId = matterOf(res).id;
    const form = await withItemOf(deps.db, matterId, parseForm(linkForm, req.body), 'itemId');
    return act(deps, req, res, 'link', form, 'The item is linked.', (request, id) =>
      linkEvidence(deps, matterId, id, request, actorIn(res)),
    );
  });
  routes.post('/:statementId/links/:linkId/review', (req, res) => {
    if (accountOf(res).role !== 'counsel')
      throw new ForbiddenError('Counsel reviews what is against us; nothing was saved.');
    const linkId = param(req, 'linkId');
    const form = parseForm(reviewForm, req.body);
    return act(deps, req, res, linkId, form, 'The review is on record.', (request, id) =>
      reviewAdverse(deps, matterOf(res).id, id, linkId, request, actorIn(res)),
    );
  });
  routes.post('/:statementId/links/:linkId/ending', (req, res) => {
    const linkId = param(req, 'linkId');
    const form = parseForm(endingForm, req.body);
    return act(deps, req, res, `end ${linkId}`, form, 'The link is ended.', (request, id) =>
      endLink(deps, matterOf(res).id, id, linkId, request, actorIn(res)),
    );
  });
  return routes;
}

/** Does what one of the small forms of a statement's page asks, and shows the page again where it cannot. */
async function act<T>(
  deps: Deps,
  req: Request,
  res: Response,
  name: string,
  form: Parsed<T>,
  done: string,
  work: (request: T, statementId: string) => Promise<void>,
): Promise<void> {
  const matterId = matterOf(res).id;
  const { id } = await getStatementIn(deps.db, matterId, param(req, 'statementId'));
  const again = (status: number, errors: FormErrors) =>
    statementPage(deps)(req, res, { status, form: name, values: typed(req.body), errors });
  if (!form.ok) return again(422, form.errors);
  const wrong = await conflictOf(() => work(form.value, id));
  if (wrong !== null) return again(409, formError(wrong));
  flash(req, 'done', done);
  goTo(res, `/matters/${matterId}/statements/${id}`);
}

async function showList(deps: Deps, req: Request, res: Response): Promise<void> {
  const matterId = matterOf(res).id;
  const statements = await listStatements(deps.db, matterId);
  const [choices, rows] = await Promise.all([
    choicesOf(deps, matterId, statements, false),
    readCoverage(deps.db, matterId),
  ]);
  renderPage(
    req,
    res,
    'statements/list',
    { title: 'Statements at issue', tab: 'statements' },
    {
      statements: statements.map((one) => statementCard(one, choices)),
      coverage: rows.map(coverageRow),
      canWrite: canWrite(res),
    },
  );
}

async function showForm(
  deps: Deps,
  req: Request,
  res: Response,
  status: number,
  values: Values,
  errors: FormErrors,
): Promise<void> {
  const matterId = matterOf(res).id;
  renderPage(
    req,
    res,
    'statements/new',
    { title: 'Enter a statement at issue', tab: 'statements', status },
    {
      values,
      errors,
      items: await itemChoice(deps.db, matterId),
      ...formChoices(await choicesOf(deps, matterId, [], true), null),
    },
  );
}

const statementPage =
  (deps: Deps) =>
  async (req: Request, res: Response, failed?: Failed): Promise<void> => {
    const matterId = matterOf(res).id;
    const { id: found } = await getStatementIn(deps.db, matterId, param(req, 'statementId'));
    const one = (await listStatements(deps.db, matterId)).find(({ statement }) => statement.id === found);
    if (!one) throw new Error('A statement of the matter is not among its statements.');
    const choices = await choicesOf(deps, matterId, [one], true);
    const items = await itemChoice(deps.db, matterId, { named: [one.statement.shownBy] });
    const offered = formChoices(choices, one.statement.putLetter);
    const stored = formValues(one);
    const isEdit = failed?.form === 'edit';
    const of = (form: string, start: Values) => ({
      values: failed?.form === form ? { ...start, ...failed.values } : start,
      errors: failed?.form === form ? failed.errors : NO_ERRORS,
    });
    const names = await namesOfAccounts(deps.db);
    renderPage(
      req,
      res,
      'statements/show',
      {
        title: `Statement ${one.statement.number}`,
        tab: 'statements',
        status: failed?.status ?? 200,
      },
      {
        card: statementCard(one, choices, names, matterOf(res).zone),
        edit: {
          values: isEdit ? { ...failed.values, version: one.statement.version } : stored,
          errors: isEdit ? failed.errors : NO_ERRORS,
        },
        isEditing: isEdit || queryText(req, 'change') !== undefined,
        differences:
          isEdit && failed.status === 409
            ? differencesOf(
                inWords(stored, items, offered.letters),
                inWords(failed.values, items, offered.letters),
                FIELD_WORDS,
              )
            : [],
        link: of('link', {}),
        ending: of('void', { version: one.statement.version }),
        linkForms: Object.fromEntries(
          one.links.map((link) => [
            link.id,
            {
              review: of(link.id, {
                review: link.review ?? '',
                reason: link.reviewReason,
                version: link.version,
              }),
              ending: of(`end ${link.id}`, { version: link.version }),
            },
          ]),
        ),
        errors: failed?.errors ?? NO_ERRORS,
        bearings: Object.entries(BEARINGS).map(([value, text]) => ({ value, text })),
        reviews: Object.entries(REVIEWS).map(([value, text]) => ({ value, text })),
        isCounsel: accountOf(res).role === 'counsel',
        canWrite: canWrite(res) && one.statement.state === 'at-issue',
        items,
        ...offered,
      },
    );
  };

/** The items and letters that these statements name, or where a form offers them every letter; and all demands. */
async function choicesOf(
  deps: Deps,
  matterId: string,
  statements: readonly StatementInFull[],
  offersLetters: boolean,
): Promise<Choices> {
  const shownBy = statements.flatMap(({ statement }) => statement.shownBy ?? []);
  const putIn = statements.flatMap(({ statement }) => statement.putLetter ?? []);
  const [items, letters, demands] = await Promise.all([
    listInFileByIds(deps.db, matterId, shownBy),
    listLetterNames(deps.db, matterId, offersLetters ? null : putIn),
    listDemands(deps.db, matterId),
  ]);
  return { items, letters, demands };
}

/** The values of a form with its item and its letter as a person reads them. */
function inWords(
  values: Values,
  items: ItemChoice,
  letters: readonly { readonly value: string; readonly text: string }[],
): Values {
  const { shownBy, putLetter } = values;
  const letter = letters.find(({ value }) => value === putLetter);
  return {
    ...values,
    shownBy: (typeof shownBy === 'string' ? items.texts.get(shownBy) : undefined) ?? shownBy,
    putLetter: letter?.text ?? putLetter,
  };
}

/** What was typed, with the ticked demands, which are many of one name. */
function shownAgain(body: unknown): Values {
  const ticked: unknown = typeof body === 'object' && body !== null && 'demand' in body ? body.demand : [];
  return { ...typed(body), demand: Array.isArray(ticked) ? ticked : [ticked] };
}
