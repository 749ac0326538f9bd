import { Router, type Request, type Response } from 'express';
import { actorIn } from '../auth/signed-in.js';
import { headersOf } from '../documents/blocks-of.js';
import { getDocument, type Document } from '../documents/document-store.js';
import { isWorkbook } from '../documents/media-types.js';
import { factsOf } from '../documents/preview.js';
import { hiddenWords } from '../documents/workbook/workbook-words.js';
import { getItem } from '../evidence/item-store.js';
import { canWrite } from '../matters/matter-in-hand.js';
import type { Deps } from '../platform/deps.js';
import { NotFoundError } from '../platform/errors.js';
import { conflictOf, differencesOf, type Difference } from '../web/edit-conflict.js';
import { fieldError, formError, NO_ERRORS, parseForm, type FormErrors } from '../web/form.js';
import { flash, goTo, param } from '../web/locals.js';
import { renderPage } from '../web/page.js';
import { attachedTo } from './attached-view.js';
import type { Bundle, ListedEntry } from './bundle.js';
import { entryForm, openingForm, orderForm, placeForm, removalForm, sortForm } from './bundle-form.js';
import { bundlePath } from './bundle.js';
import { bundleIn, showBundle } from './bundle-routes.js';
import { getEntry, listEntries } from './bundle-store.js';
import { bundleView, planView, treatmentChoices } from './bundle-view.js';
import { editEntry, orderEntries, removeEntry, type EntryDetails } from './edit-bundle.js';
import type { BundleDeps } from './letter-problem.js';
import { placeOf, SORTS, sortedInSections, withMoved, withReordered } from './entry-order.js';
import { openEntry, type Opened } from './open-entry.js';
import { paintingOf } from './painting/entry-painting.js';
import { hasPagesToPaint } from './painting/page-to-paint.js';
import { replaceableIn, replaceableView, replacesProblem } from './replaceable.js';
import { valuesOf, type Values } from './building/typed-items.js';

const ENTRY_WORDS = {
  title: 'Title',
  datedOn: 'Date',
  section: 'Section',
  pages: 'Pages',
  treatment: 'What becomes of it',
  ground: 'Ground',
  description: 'Description',
  author: 'Author',
  recipients: 'Recipients',
  settlementReason: 'Why it may go in',
  replaces: 'It replaces',
  marks: 'Notes and marks',
  hidden: 'What is hidden in it',
};

/** What is in a bundle, and in which order. */
export function entryRoutes(deps: BundleDeps): Router {
  const routes = Router({ mergeParams: true });
  routes.post('/:bundleId/order', (req, res) => saveOrder(deps, req, res));
  routes.post('/:bundleId/order/sorted', async (req, res) => {
    const bundle = await bundleIn(deps, req, res);
    const form = parseForm(sortForm, req.body);
    if (!form.ok) return showBundle(deps, req, res, 422, form.errors);
    const { version, sort } = form.value;
    const sorted = (entries: readonly ListedEntry[]) => sortedInSections(entries, sort);
    await orderEntries(deps, { ...bundle, version }, sorted, actorIn(res));
    flash(req, 'done', `In order ${SORTS[sort]}, each section for itself.`);
    goTo(res, bundlePath(bundle));
  });
  routes.post('/:bundleId/entries/:entryId/place', async (req, res) => {
    const bundle = await bundleIn(deps, req, res);
    const entry = await getEntry(deps.db, bundle.id, param(req, 'entryId'));
    const form = parseForm(placeForm, req.body);
    const again = (status: number, errors: FormErrors) => {
      const values = { ...entry, ...valuesOf(req.body), version: bundle.version };
      return showEntry(deps, req, res, bundle, status, values, errors, []);
    };
    if (!form.ok) return again(422, form.errors);
    const { version, place } = form.value;
    const moved = (entries: readonly ListedEntry[]) => withMoved(entries, entry.id, place);
    const conflict = await conflictOf(() => orderEntries(deps, { ...bundle, version }, moved, actorIn(res)));
    if (conflict !== null) return again(409, formError(conflict));
    const now = placeOf(await listEntries(deps.db, bundle.id), entry.id);
    flash(req, 'done', `It stands at ${now?.place ?? place} of ${now?.of ?? place} now.`);
    goTo(res, `${bundlePath(bundle)}/entries/${entry.id}`);
  });
  routes.get('/:bundleId/entries/:entryId', async (req, res) => {
    const bundle = await bundleIn(deps, req, res);
    const entry = await getEntry(deps.db, bundle.id, param(req, 'entryId'));
    await showEntry(deps, req, res, bundle, 200, { ...entry, version: bundle.version }, NO_ERRORS, []);
  });
  routes.post('/:bundleId/entries/:entryId', (req, res) => saveEntry(deps, req, res));
  routes.post('/:bundleId/entries/:entryId/opening', (req, res) => openFrom(deps, req, res));
  routes.post('/:bundleId/entries/:entryId/removal', async (req, res) => {
    const bundle = await bundleIn(deps, req, res);
    const form = parseForm(removalForm, req.body);
    if (!form.ok) return showBundle(deps, req, res, 422, form.errors);
    await removeEntry(deps, { ...bundle, version: form.value.version }, param(req, 'entryId'), actorIn(res));
    flash(req, 'done', 'It is out of the bundle; the item stays in the file.');
    goTo(res, bundlePath(bundle));
  });
  return routes;
}

async function saveOrder(deps: BundleDeps, req: Request, res: Response): Promise<void> {
  const bundle = await bundleIn(deps, req, res);
  const form = parseForm(orderForm, req.body);
  if (!form.ok) return showBundle(deps, req, res, 422, form.errors);
  const { version, order, page } = form.value;
  const whole = (entries: readonly ListedEntry[]) => {
    const known = new Set(entries.map(({ id }) => id));
    const strange = order.find(({ id }) => !known.has(id));
    if (strange !== undefined) throw new NotFoundError('entry', strange.id);
    return withReordered(entries, order);
  };
  await orderEntries(deps, { ...bundle, version }, whole, actorIn(res));
  goTo(res, pageOfBundle(bundle, page));
}

function pageOfBundle(bundle: Bundle, page: number): string {
  return page === 1 ? bundlePath(bundle) : `${bundlePath(bundle)}?page=${page}`;
}

/** Of a mail, who wrote it and to whom as its headers say; null of anything else. */
function headersIn(document: Document | null) {
  const headers = document === null ? null : headersOf(factsOf(document));
  return headers === null || (headers.author === '' && headers.recipients === '') ? null : headers;
}

/** What a workbook holds that Excel does not show, in words that end a sentence; null of anything else. */
function hiddenIn(document: Document | null): string | null {
  const workbook = document === null ? undefined : factsOf(document).workbook;
  return workbook === undefined ? null : hiddenWords(workbook);
}

async function documentBehind(
  { db }: Deps,
  { matterId }: Bundle,
  { itemId }: ListedEntry,
): Promise<Document> {
  return getDocument(db, (await getItem(db, matterId, itemId)).documentId);
}

async function showEntry(
  deps: Deps,
  req: Request,
  res: Response,
  bundle: Bundle,
  status: number,
  values: Values,
  errors: FormErrors,
  differences: readonly Difference[],
): Promise<void> {
  const entries = await listEntries(deps.db, bundle.id);
  const entryId = param(req, 'entryId');
  const plan = planView(bundle, entries).flatMap((section) => section.entries);
  const listed = entries.find(({ id }) => id === entryId);
  const place = placeOf(entries, entryId);
  const canEdit = bundle.state === 'open' && canWrite(res);
  const choices = await replaceableIn(deps, bundle, entries, entryId);
  const document = listed === undefined ? null : await documentBehind(deps, bundle, listed);
  renderPage(
    req,
    res,
    'bundles/entry',
    { title: bundle.title, tab: 'bundles', status },
    {
      bundle: bundleView(bundle),
      entry: plan.find(({ id }) => id === entryId) ?? null,
      documentName: listed?.name ?? '',
      place,
      back: pageOfBundle(bundle, place?.page ?? 1),
      documentReason: listed?.documentReason ?? null,
      headers: headersIn(document),
      attached: listed === undefined ? [] : await attachedTo(deps.db, bundle, listed, entries),
      opening: canEdit && listed !== undefined ? openingView(listed) : null,
      isCourt: bundle.purpose === 'court',
      replaceable: replaceableView(choices),
      hiddenParts: hiddenIn(document),
      isWorkbook: document !== null && isWorkbook(document.mediaType),
      canPaint: listed?.treatment === 'include' && document !== null && hasPagesToPaint(document),
      sections: [...new Set(entries.map(({ section }) => section))],
      treatments: treatmentChoices(bundle),
      values,
      errors,
      differences,
      canEdit,
    },
  );
}

async function saveEntry(deps: Deps, req: Request, res: Response): Promise<void> {
  const bundle = await bundleIn(deps, req, res);
  const entryId = param(req, 'entryId');
  await getEntry(deps.db, bundle.id, entryId);
  const form = parseForm(entryForm, req.body);
  if (!form.ok) return showEntry(deps, req, res, bundle, 422, valuesOf(req.body), form.errors, []);
  const { version, ...details } = form.value;
  const entries = await listEntries(deps.db, bundle.id);
  const listed = entries.find(({ id }) => id === entryId);
  const wrong =
    (await replacesProblem(deps, bundle, entries, details.replaces, entryId)) ??
    (listed === undefined ? null : await boxesProblem(deps, bundle, listed, details));
  if (wrong !== null) return showEntry(deps, req, res, bundle, 422, valuesOf(req.body), wrong, []);
  const conflict = await conflictOf(() =>
    editEntry(deps, { ...bundle, version }, entryId, details, actorIn(res)),
  );
  if (conflict !== null) {
    const now = await bundleIn(deps, req, res);
    const entry = await getEntry(deps.db, bundle.id, entryId);
    const differences = differencesOf({ ...entry }, valuesOf(req.body), ENTRY_WORDS);
    const values = { ...valuesOf(req.body), version: now.version };
    return showEntry(deps, req, res, now, 409, values, NO_ERRORS, differences);
  }
  flash(req, 'done', 'Saved.');
  goTo(res, bundlePath(bundle));
}

/** Boxes stand at places of pages: where more or less of a workbook is shown, other words would stand there. */
async function boxesProblem(
  deps: Deps,
  bundle: Bundle,
  entry: ListedEntry,
  { hidden, marks }: Pick<EntryDetails, 'hidden' | 'marks'>,
): Promise<FormErrors | null> {
  const { rasterise, redactions } = paintingOf(entry);
  const isSame = (entry.hidden === 'show') === (hidden === 'show') && entry.marks === marks;
  if (isSame || rasterise.length + redactions.length === 0) return null;
  if (!isWorkbook((await documentBehind(deps, bundle, entry)).mediaType)) return null;
  return fieldError(
    (entry.hidden === 'show') === (hidden === 'show') ? 'marks' : 'hidden',
    'There are boxes on its pages, or pages that go in as pictures, and other pages would come of this: take those away first',
  );
}

/** Has a copy opened of a document that cannot be read; what was typed is used once and shown nowhere. */
async function openFrom(deps: Deps, req: Request, res: Response): Promise<void> {
  const bundle = await bundleIn(deps, req, res);
  const entry = (await listEntries(deps.db, bundle.id)).find(({ id }) => id === param(req, 'entryId'));
  if (entry === undefined) throw new NotFoundError('entry', param(req, 'entryId'));
  const again = (status: number, errors: FormErrors) =>
    showEntry(deps, req, res, bundle, status, { ...entry, version: bundle.version }, errors, []);
  const form = parseForm(openingForm, req.body);
  if (!form.ok) return again(422, form.errors);
  const { version, how, password } = form.value;
  const opening = how === 'password' ? { how, password: password ?? '' } : { how };
  const outcome: { opened?: Opened } = {};
  const conflict = await conflictOf(async () => {
    outcome.opened = await openEntry(deps, { ...bundle, version }, entry, opening, actorIn(res));
  });
  if (conflict !== null) return again(409, formError(conflict));
  const { opened } = outcome;
  if (opened?.ok === false)
    return again(
      422,
      how === 'password' ? fieldError('password', opened.problem) : formError(opened.problem),
    );
  if (opened !== undefined) flash(req, 'done', openedText(opened));
  if (opened !== undefined && opened.lacks.length > 0) flash(req, 'warn', opened.lacks.join(' '));
  goTo(res, `${bundlePath(bundle)}/entries/${entry.id}`);
}

function openedText({ pages, lost }: { pages: number; lost: readonly number[] }): string {
  const has = pages === 1 ? '1 page goes in' : `${pages} pages go in`;
  return lost.length === 0
    ? `A copy was opened: ${has}. The original stays as it is.`
    : `A copy was made: ${has}; page ${lost.join(', ')} cannot be shown and stays away. The original stays as it is.`;
}

/** How a document that cannot be read may still be opened; null where it can be read, or nobody can help it. */
function openingView({ documentState, documentReason, openedHow }: ListedEntry) {
  if (documentState !== 'needs-password' && documentState !== 'damaged') return null;
  return { needsPassword: documentState === 'needs-password', reason: documentReason, openedHow };
}
