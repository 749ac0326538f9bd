import { Router, type Request, type Response } from 'express';
import { actorIn } from '../../auth/signed-in.js';
import { listLinkableDemands } from '../../evidence/item-link-store.js';
import { countItems, listItems, PAGE_SIZE } from '../../evidence/item-store.js';
import { itemNumber } from '../../evidence/item.js';
import { backQuery, filterFrom, queryOf, SHOWS, WHOLE_FILE } from '../../evidence/list-query.js';
import type { Deps } from '../../platform/deps.js';
import { formError, NO_ERRORS, parseForm, type FormErrors } from '../../web/form.js';
import { flash, goTo, queryText } from '../../web/locals.js';
import { renderPage } from '../../web/page.js';
import { idsIn, valuesOf, type Values } from '../building/typed-items.js';
import { itemsForm } from '../bundle-form.js';
import { bundleIn } from '../bundle-routes.js';
import { bundlePath, type Bundle, type ListedEntry } from '../bundle.js';
import { listEntries } from '../bundle-store.js';
import { bundleView } from '../bundle-view.js';
import { addEntries } from '../edit-bundle.js';
import { replaceableIn, replaceableView, replacesProblem } from '../replaceable.js';
import { findItems, type Found } from './found-items.js';
import { itemsOffered } from './items-offered.js';

/** Adding items to a bundle: a search of the file, page by page, or everything it finds. */
export function addItemsRoutes(deps: Deps): Router {
  const routes = Router({ mergeParams: true });
  routes.get('/:bundleId/items', (req, res) =>
    showItems(deps, req, res, 200, { replaces: queryText(req, 'replaces') ?? '' }, NO_ERRORS),
  );
  routes.post('/:bundleId/items', (req, res) => saveItems(deps, req, res));
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
  const { matterId } = bundle;
  const entries = await listEntries(deps.db, bundle.id);
  const asked = searchOf(req, values);
  const filter = filterFrom(asked);
  const total = await countItems(deps.db, matterId, filter);
  const last = Math.max(1, Math.ceil(total / PAGE_SIZE));
  const page = Math.min(last, Math.max(1, Number(asked.get('page') ?? '1') || 1));
  const items = await listItems(deps.db, matterId, filter, page);
  const query = new URLSearchParams(queryOf(filter));
  const back = new URLSearchParams(query);
  if (page > 1) back.set('page', String(page));
  const inFile = await countItems(deps.db, matterId, WHOLE_FILE);
  const chosen = new Set(idsIn(values['item']));
  const here = new Set(entries.map(({ itemId }) => itemId));
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
      replaceable: replaceableView(await replaceableIn(deps, bundle, entries, null)),
      search:
        inFile <= PAGE_SIZE
          ? null
          : {
              filter,
              shows: SHOWS.filter(({ value }) => value !== 'withdrawn'),
              demands: (await listLinkableDemands(deps.db, matterId)).map(({ id, number, letterNumber }) => ({
                value: id,
                text: `Demand ${number} of letter ${letterNumber}`,
              })),
            },
      all: total > PAGE_SIZE ? await everythingFound(deps, bundle, entries, filter) : null,
      back: back.toString(),
      query: Object.fromEntries(query),
      pagination: { page, pageSize: PAGE_SIZE, total },
      items: (await itemsOffered(deps.db, matterId, items)).map((item) => ({
        ...item,
        isIn: here.has(item.id),
        isChosen: chosen.has(item.id),
      })),
    },
  );
}

/** What is not understood counts as not said; a bundle takes nothing that was withdrawn. */
function searchOf(req: Request, values: Values): URLSearchParams {
  const { back } = values;
  const query =
    req.method === 'GET' ? (req.originalUrl.split('?')[1] ?? '') : typeof back === 'string' ? back : '';
  const asked = new URLSearchParams(query);
  if (asked.get('show') === 'withdrawn') asked.delete('show');
  return asked;
}

/** What the buttons that add everything would add. What is held back goes in a production, where its log names it. */
async function everythingFound(
  { db }: Deps,
  bundle: Bundle,
  entries: readonly ListedEntry[],
  filter: ReturnType<typeof filterFrom>,
) {
  const found = await findItems(db, bundle, entries, filter, 'found');
  const held =
    bundle.purpose === 'production' && found.privileged > 0
      ? await findItems(db, bundle, entries, filter, 'privileged')
      : null;
  return { count: found.ids.length, privileged: held?.ids.length ?? 0 };
}

async function saveItems(deps: Deps, req: Request, res: Response): Promise<void> {
  const bundle = await bundleIn(deps, req, res);
  const form = parseForm(itemsForm, req.body);
  if (!form.ok) return showItems(deps, req, res, 422, valuesOf(req.body), form.errors);
  const { version, item, section, replaces, back, all } = form.value;
  const before = await listEntries(deps.db, bundle.id);
  const wrong = await replacesProblem(deps, bundle, before, replaces, null);
  if (wrong !== null) return showItems(deps, req, res, 422, valuesOf(req.body), wrong);
  const filter = filterFrom(searchOf(req, { back }));
  const found = all === undefined ? null : await findItems(deps.db, bundle, before, filter, all);
  const ids = found?.ids ?? item;
  if (ids.length === 0)
    return showItems(
      deps,
      req,
      res,
      422,
      valuesOf(req.body),
      formError(['Nothing was added.', ...leftOut(found)].join(' ')),
    );
  await addEntries(deps, { ...bundle, version }, ids, section, actorIn(res), replaces);
  const added =
    ids.length === 1 ? 'One item is added.' : `${ids.length.toLocaleString('en-US')} items are added.`;
  flash(req, 'done', [added, ...leftOut(found)].join(' '));
  const again = before
    .filter(({ itemId }) => ids.includes(itemId))
    .map((entry) => itemNumber(entry.itemNumber));
  if (again.length > 0)
    flash(
      req,
      'warn',
      `${[...new Set(again)].join(', ')}: in the bundle twice now. Give each its own pages, or take one out: a file with pages twice is not built.`,
    );
  const isPaged = (await countItems(deps.db, bundle.matterId, filter)) > PAGE_SIZE;
  goTo(res, isPaged ? `${bundlePath(bundle)}/items${backQuery(back)}` : bundlePath(bundle));
}

/** What a search found and was not added, each with why. */
function leftOut(found: Found | null): string[] {
  if (found === null) return [];
  const { inBundle, privileged, namesPersons } = found;
  const count = (n: number, one: string, more: string): string[] =>
    n === 0 ? [] : [n === 1 ? one : `${n.toLocaleString('en-US')} ${more}`];
  const parts = [
    ...count(inBundle, 'one is in the bundle already', 'are in the bundle already'),
    ...count(privileged, 'one is marked privileged', 'are marked privileged'),
    ...count(
      namesPersons,
      'one names persons or has mail addresses: tick it where it is meant to go in',
      'name persons or have mail addresses: tick those that are meant to go in',
    ),
  ];
  return parts.length === 0 ? [] : [`Not added: ${parts.join('; ')}.`];
}
