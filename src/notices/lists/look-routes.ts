import { Router, type Request, type Response } from 'express';
import { accountOf, actorIn } from '../../auth/signed-in.js';
import { getDocument } from '../../documents/document-store.js';
import { getItem } from '../../evidence/item-store.js';
import { itemNumber } from '../../evidence/item.js';
import type { Item } from '../../evidence/item.js';
import { canWrite, matterOf } from '../../matters/matter-in-hand.js';
import { givenOf, readingForm, readingValues } from '../../measurements/sources/source-form.js';
import { CHOICES } from '../../measurements/sources/source-view.js';
import { DocumentChildError } from '../../platform/ask.js';
import type { Deps } from '../../platform/deps.js';
import { ForbiddenError } from '../../platform/errors.js';
import type { GivenReading } from '../../tabular/table-reading.js';
import { conflictOf } from '../../web/edit-conflict.js';
import { formError, NO_ERRORS, parseForm, typed, type FormErrors } from '../../web/form.js';
import { goTo, param, queryText } from '../../web/locals.js';
import { renderPage } from '../../web/page.js';
import { seesNames } from '../identities/identity-right-store.js';
import { recordNamesSeen, shapeOf } from '../identities/rows-mode.js';
import { askLookAtList } from '../questions.js';
import { enterList, whyNoList } from './enter-list.js';
import { proposeColumns } from './list-columns.js';
import { howFrom, listForm, valuesOf } from './list-form.js';
import { findLastHow, getNoticeList, listListsOfItem } from './list-store.js';
import type { ListLook } from './look-at-list.js';
import { columnsKey, howOf, listNumber } from './notice-list.js';
import type { ListHow } from './notice-list.js';

type Values = Readonly<Record<string, string>>;

/** Saying how an item's file is read as a notice list. */
export function lookRoutes(deps: Deps): Router {
  const routes = Router({ mergeParams: true });
  routes.get('/items/:itemId', (req, res) => {
    const query = Object.fromEntries(
      Object.keys(readingForm.shape).flatMap((name) => {
        const value = queryText(req, name);
        return value === undefined ? [] : [[name, value]];
      }),
    );
    const form = parseForm(readingForm, query);
    const replaces = queryText(req, 'replaces') ?? null;
    return form.ok
      ? showLook(deps, req, res, { status: 200, given: givenOf(form.value), replaces, errors: NO_ERRORS })
      : showLook(deps, req, res, { status: 422, given: {}, replaces, errors: form.errors });
  });
  routes.post('/items/:itemId', (req, res) => readItem(deps, req, res));
  return routes;
}

async function readItem(deps: Deps, req: Request, res: Response): Promise<void> {
  const matter = matterOf(res);
  const values = typed(req.body);
  const form = parseForm(listForm, req.body);
  const format = parseForm(readingForm, values);
  const given = format.ok ? givenOf(format.value) : {};
  const replaces = values['replaces'] || null;
  const again = (status: number, errors: FormErrors): Promise<void> =>
    showLook(deps, req, res, { status, given, replaces, errors, values });
  if (!form.ok) return again(422, form.errors);
  const item = await getItem(deps.db, matter.id, param(req, 'itemId'));
  const { look, problem } = await lookAt(deps, item.documentId, given);
  if (look === null) return again(422, formError(problem));
  const { how, wrong } = howFrom(form.value, look, matter.zone);
  if (how === null) return again(422, wrong);
  await expectSameAccount(deps, item, how, accountOf(res).id);
  let id = '';
  const conflict = await conflictOf(async () => {
    const entered = { itemId: item.id, how, columnsKey: columnsKey(look.reading.names), replaces };
    id = await enterList(deps, matter.id, entered, actorIn(res));
  });
  if (conflict !== null) return again(409, formError(conflict));
  goTo(res, `/matters/${matter.id}/notices/lists/${id}`);
}

/**
 * Whoever may not see names reads a list anew only with the same cells for its accounts: as a network or a notice id they
 * would stand on every page. Throws `ForbiddenError`.
 */
async function expectSameAccount(
  deps: Deps,
  { id, matterId }: Pick<Item, 'id' | 'matterId'>,
  how: ListHow,
  accountId: string,
): Promise<void> {
  const [last] = await listListsOfItem(deps.db, matterId, id);
  if (last === undefined || (await seesNames(deps.db, matterId, accountId))) return;
  const before = howOf(last);
  const cellsOf = ({ given, columns }: ListHow): string =>
    JSON.stringify([given.encoding, given.delimiter, given.hasHeader, columns.account]);
  if (cellsOf(how) !== cellsOf(before))
    throw new ForbiddenError(
      `${listNumber(last.number)} has its accounts in “${before.columns.account ?? ''}”. Only someone with the right to see account names can say otherwise; nothing was saved.`,
    );
}

interface Asked {
  readonly status: number;
  readonly given: GivenReading;
  readonly replaces: string | null;
  readonly errors: FormErrors;
  /** What was typed, where the form was not taken. */
  readonly values?: Values;
}

async function showLook(deps: Deps, req: Request, res: Response, asked: Asked): Promise<void> {
  const matter = matterOf(res);
  const item = await getItem(deps.db, matter.id, param(req, 'itemId'));
  const document = await getDocument(deps.db, item.documentId);
  const replaced = asked.replaces === null ? null : await getNoticeList(deps.db, matter.id, asked.replaces);
  const isCorrected = Object.keys(asked.given).length > 0;
  const given = !isCorrected && replaced ? howOf(replaced).given : asked.given;
  const refusal = whyNoList(item, document);
  const { look, problem } =
    refusal === null ? await lookAt(deps, item.documentId, given) : { look: null, problem: refusal };
  const names = look?.reading.names ?? [];
  const last = replaced
    ? { how: howOf(replaced), number: replaced.number }
    : await findLastHow(deps.db, matter.id, columnsKey(names));
  const start = valuesOf(last?.how ?? { columns: proposeColumns(names), zone: null, networks: [] });
  const before = (await listListsOfItem(deps.db, matter.id, item.id)).filter(
    ({ state }) => state !== 'voided',
  );
  const maySeeNames = await seesNames(deps.db, matter.id, accountOf(res).id);
  const isNamed = maySeeNames && queryText(req, 'names') === 'yes';
  if (isNamed && look)
    await recordNamesSeen(
      deps,
      matter.id,
      { subject: item.id, of: itemNumber(item.number), rows: look.rows.length },
      actorIn(res),
    );
  renderPage(
    req,
    res,
    'notices/look',
    { title: `Read ${itemNumber(item.number)} as a notice list`, tab: 'notices', status: asked.status },
    {
      item: {
        id: item.id,
        number: itemNumber(item.number),
        title: item.title,
        file: document.name.split('/').at(-1) ?? document.name,
      },
      look: look && lookView(look, isNamed),
      problem,
      corrected: readingValues(given),
      values: { ...start, ...asked.values },
      errors: asked.errors,
      offered: last && !replaced ? listNumber(last.number) : null,
      replaces: replaced && { id: replaced.id, number: listNumber(replaced.number) },
      before: before.map(({ id, number }) => ({ id, number: listNumber(number) })),
      choices: CHOICES,
      mode: { maySeeNames, isNamed },
      canWrite: canWrite(res) && item.state === 'in-file',
    },
  );
}

function lookView({ reading, rows }: ListLook, isNamed: boolean) {
  const { encoding, delimiter, hasHeader, names, kinds } = reading;
  const signs: Readonly<Record<string, string>> = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' };
  return {
    facts: [
      { term: 'Encoding', text: encoding },
      { term: 'Cells parted by', text: signs[delimiter] ?? delimiter },
      { term: 'First row', text: hasHeader ? 'the names of the columns' : 'data already' },
      { term: 'Columns', text: String(names.length) },
    ],
    names,
    withoutZone: names.filter((_, i) => kinds[i] === 'time'),
    columns: names.map((name, i) => ({
      name,
      kind: kinds[i] ?? 'empty',
      // Times tell nobody's name; anything else may.
      examples: rows.slice(0, 3).map(({ cells }) => {
        const cell = cells[i] ?? '';
        const isTime = ['instant', 'time', 'date'].includes(kinds[i] ?? '');
        return isNamed || isTime ? cell : shapeOf(cell);
      }),
    })),
  };
}

async function lookAt(
  deps: Deps,
  documentId: string,
  given: GivenReading,
): Promise<{ look: ListLook; problem: '' } | { look: null; problem: string }> {
  const { sha256 } = await getDocument(deps.db, documentId);
  try {
    const path = await deps.files.localPath(sha256);
    return { look: await deps.asker.ask(askLookAtList, { path, given }), problem: '' };
  } catch (error) {
    if (error instanceof DocumentChildError) return { look: null, problem: error.message };
    throw error;
  }
}
