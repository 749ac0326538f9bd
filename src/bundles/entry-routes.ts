import { Router, type Request, type Response } from 'express';
import { actorIn } from '../auth/signed-in.js';
import { itemNumber } from '../evidence/item.js';
import { listItemsInFile } from '../evidence/item-store.js';
import { canWrite } from '../matters/matter-in-hand.js';
import type { Deps } from '../platform/deps.js';
import { dayText } from '../platform/plain-date.js';
import { conflictOf, differencesOf, type Difference } from '../web/edit-conflict.js';
import { NO_ERRORS, parseForm, type FormErrors } from '../web/form.js';
import { flash, goTo, param } from '../web/locals.js';
import { renderPage } from '../web/page.js';
import type { Bundle } from './bundle.js';
import { entryForm, itemsForm, orderForm, removalForm } from './bundle-form.js';
import { bundleIn, bundlePath, showBundle } from './bundle-routes.js';
import { getEntry, listEntries } from './bundle-store.js';
import { bundleView, planView, treatmentChoices } from './bundle-view.js';
import { addEntries, editEntry, orderEntries, removeEntry } from './edit-bundle.js';
import { idsIn, valuesOf, type Values } from './building/typed-items.js';

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
};

/** What is in a bundle, and in which order. */
export function entryRoutes(deps: Deps): Router {
  const routes = Router({ mergeParams: true });
  routes.get('/:bundleId/items', (req, res) => showItems(deps, req, res, 200, {}, NO_ERRORS));
  routes.post('/:bundleId/items', (req, res) => saveItems(deps, req, res));
  routes.post('/:bundleId/order', (req, res) => saveOrder(deps, req, res));
  routes.get('/:bundleId/entries/:entryId', async (req, res) => {
    const bundle = await bundleIn(deps, req, res);
    const entry = await getEntry(deps.db, bundle.id, param(req, 'entryId'));
    await showEntry(deps, req, res, bundle, 200, { ...entry, version: bundle.version }, NO_ERRORS, []);
  });
  routes.post('/:bundleId/entries/:entryId', (req, res) => saveEntry(deps, req, res));
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

async function showItems(
  deps: Deps,
  req: Request,
  res: Response,
  status: number,
  values: Values,
  errors: FormErrors,
): Promise<void> {
  const bundle = await bundleIn(deps, req, res);
  const entries = await listEntries(deps.db, bundle.id);
  const chosen = idsIn(values['item']);
  const items = await listItemsInFile(deps.db, bundle.matterId);
  renderPage(
    req,
    res,
    'bundles/items',
    { title: bundle.title, tab: 'bundles', status },
    {
      bundle: bundleView(bundle),
      errors,
      values,
      sections: [...new Set(entries.map(({ section }) => section))],
      items: items.map((item) => ({
        id: item.id,
        number: itemNumber(item.number),
        title: item.title,
        dated: item.datedOn === null ? '' : dayText(item.datedOn),
        isPrivileged: item.isPrivileged === 1,
        namesPersons: item.kind === 'notices',
        isIn: entries.some(({ itemId }) => itemId === item.id),
        isChosen: chosen.includes(item.id),
      })),
    },
  );
}

async function saveItems(deps: Deps, req: Request, res: Response): Promise<void> {
  const bundle = await bundleIn(deps, req, res);
  const form = parseForm(itemsForm, req.body);
  if (!form.ok) return showItems(deps, req, res, 422, valuesOf(req.body), form.errors);
  const { version, item, section } = form.value;
  await addEntries(deps, { ...bundle, version }, item, section, actorIn(res));
  flash(req, 'done', item.length === 1 ? 'One item is added.' : `${item.length} items are added.`);
  goTo(res, bundlePath(bundle));
}

async function saveOrder(deps: Deps, req: Request, res: Response): Promise<void> {
  const bundle = await bundleIn(deps, req, res);
  const form = parseForm(orderForm, req.body);
  if (!form.ok) return showBundle(deps, req, res, 422, form.errors);
  const { version, order } = form.value;
  await orderEntries(deps, { ...bundle, version }, order, actorIn(res));
  goTo(res, bundlePath(bundle));
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
  renderPage(
    req,
    res,
    'bundles/entry',
    { title: bundle.title, tab: 'bundles', status },
    {
      bundle: bundleView(bundle),
      entry: plan.find(({ id }) => id === entryId) ?? null,
      documentName: listed?.name ?? '',
      documentReason: listed?.documentReason ?? null,
      canPaint: listed?.treatment === 'include' && (listed.documentPages ?? 0) > 0,
      sections: [...new Set(entries.map(({ section }) => section))],
      treatments: treatmentChoices(bundle),
      values,
      errors,
      differences,
      canEdit: bundle.state === 'open' && canWrite(res),
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
