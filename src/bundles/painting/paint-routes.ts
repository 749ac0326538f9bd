import { Router, type Request, type Response } from 'express';
import { actorIn } from '../../auth/signed-in.js';
import { canWrite } from '../../matters/matter-in-hand.js';
import { boxProblem } from '../../pdf/findings/redaction.js';
import type { Deps } from '../../platform/deps.js';
import { ConflictError, NotFoundError } from '../../platform/errors.js';
import { conflictOf } from '../../web/edit-conflict.js';
import { fieldError, formError, NO_ERRORS, parseForm, type FormErrors } from '../../web/form.js';
import { flash, goTo, param } from '../../web/locals.js';
import { renderPage } from '../../web/page.js';
import { getBuild, getFinding } from '../build-store.js';
import type { Bundle, ListedEntry } from '../bundle.js';
import { bundlePath } from '../bundle.js';
import { bundleIn } from '../bundle-routes.js';
import { listEntries } from '../bundle-store.js';
import { bundleView, planView } from '../bundle-view.js';
import { paintEntry } from '../edit-bundle.js';
import { paintingOf, withPages } from './entry-painting.js';
import type { Painting } from './entry-painting.js';
import { boxForm, boxRemovalForm, pictureForm, rasteriseForm } from './paint-form.js';
import { pageToPaint, shownMore } from './page-to-paint.js';
import type { PageOfEntry } from '../page-of-entry-store.js';
import { readPageRange } from '../building/page-range.js';
import { MAX_BOXES } from '../building/spec.js';
import { fileOf } from '../stored-spec.js';
import { valuesOf, type Values } from '../building/typed-items.js';

const PAGE = '/:bundleId/entries/:entryId/pages/:page';

/** Pages that go in as pictures, and the boxes burnt into them. */
export function paintRoutes(deps: Deps): Router {
  const routes = Router({ mergeParams: true });
  routes.post('/:bundleId/builds/:buildId/findings/:findingId/rasterisation', (req, res) =>
    rasteriseFound(deps, req, res),
  );
  routes.get(PAGE, (req, res) => showPage(deps, req, res, 200, {}, NO_ERRORS));
  routes.post(`${PAGE}/boxes`, (req, res) => addBox(deps, req, res));
  routes.post(`${PAGE}/boxes/removal`, async (req, res) => {
    const { bundle, entry, page } = await inHand(deps, req, res);
    const form = parseForm(boxRemovalForm, req.body);
    if (!form.ok) return showPage(deps, req, res, 422, {}, form.errors);
    const { version, box } = form.value;
    await paint(deps, req, res, { ...bundle, version }, entry, page.page, (painting) => ({
      ...painting,
      redactions: painting.redactions.filter((_, index) => index !== box),
    }));
  });
  routes.post(`${PAGE}/picture`, async (req, res) => {
    const { bundle, entry, page } = await inHand(deps, req, res);
    const form = parseForm(pictureForm, req.body);
    if (!form.ok) return showPage(deps, req, res, 422, {}, form.errors);
    const { version, picture } = form.value;
    await paint(deps, req, res, { ...bundle, version }, entry, page.page, (painting) => ({
      ...painting,
      rasterise:
        picture === 'yes'
          ? withPages(painting.rasterise, [page.page])
          : painting.rasterise.filter((each) => each !== page.page),
    }));
  });
  return routes;
}

/** One click on a finding: its pages go in as pictures of themselves. */
async function rasteriseFound(deps: Deps, req: Request, res: Response): Promise<void> {
  const bundle = await bundleIn(deps, req, res);
  const build = await getBuild(deps.db, bundle.matterId, bundle.id, param(req, 'buildId'));
  const finding = await getFinding(deps.db, build.id, param(req, 'findingId'));
  const form = parseForm(rasteriseForm, req.body);
  if (!form.ok) throw new ConflictError('The page is out of date; reload it.');
  const pages = sourcePagesOf(finding.sourcePages);
  const entries = (await listEntries(deps.db, bundle.id)).filter(
    (entry) => fileOf(entry) === finding.document && entry.treatment === 'include',
  );
  if (pages.length === 0 || finding.isPaintable !== 1 || entries.length === 0)
    throw new NotFoundError('page to rasterise');
  let { version } = form.value;
  for (const entry of entries) {
    const own = pages.filter((page) => isTaken(entry, page));
    if (own.length === 0) continue;
    await paintEntry(
      deps,
      { ...bundle, version },
      entry.id,
      (painting) => ({ ...painting, rasterise: withPages(painting.rasterise, own) }),
      actorIn(res),
    );
    version += 1;
  }
  flash(
    req,
    'done',
    pages.length === 1
      ? 'The page goes in as a picture, with no text under it. Build the bundle again to see it.'
      : `${pages.length} pages go in as pictures, with no text under them. Build the bundle again to see them.`,
  );
  goTo(res, `${bundlePath(bundle)}/builds/${build.id}`);
}

async function addBox(deps: Deps, req: Request, res: Response): Promise<void> {
  const { bundle, entry, page } = await inHand(deps, req, res);
  const typed = valuesOf(req.body);
  const form = parseForm(boxForm, req.body);
  if (!form.ok) return showPage(deps, req, res, 422, typed, form.errors);
  const { version, ...rest } = form.value;
  const box = { page: page.page, ...rest };
  const problem = page.width > 0 ? boxProblem(box, page) : null;
  if (problem !== null) return showPage(deps, req, res, 422, typed, fieldError('left', problem));
  if (paintingOf(entry).redactions.length >= MAX_BOXES)
    return showPage(deps, req, res, 422, typed, formError(`One document takes ${MAX_BOXES} boxes.`));
  await paint(deps, req, res, { ...bundle, version }, entry, page.page, (painting) => ({
    ...painting,
    redactions: [...painting.redactions, box].sort((a, b) => a.page - b.page),
  }));
}

/** Saves a change and shows the page again; what was typed stays when someone else was quicker. */
async function paint(
  deps: Deps,
  req: Request,
  res: Response,
  bundle: Bundle,
  entry: ListedEntry,
  page: number,
  change: (painting: Painting) => Painting,
): Promise<void> {
  const conflict = await conflictOf(() => paintEntry(deps, bundle, entry.id, change, actorIn(res)));
  if (conflict !== null) return showPage(deps, req, res, 409, valuesOf(req.body), formError(conflict));
  flash(req, 'done', 'Saved. The original stays as it is.');
  goTo(res, `${bundlePath(bundle)}/entries/${entry.id}/pages/${page}`);
}

async function inHand(
  deps: Deps,
  req: Request,
  res: Response,
): Promise<{ bundle: Bundle; entry: ListedEntry; page: PageOfEntry }> {
  const bundle = await bundleIn(deps, req, res);
  const entry = (await listEntries(deps.db, bundle.id)).find(({ id }) => id === param(req, 'entryId'));
  if (entry === undefined) throw new NotFoundError('entry', param(req, 'entryId'));
  const number = /^[1-9]\d{0,3}$/.test(param(req, 'page')) ? Number(param(req, 'page')) : 0;
  const page = await pageToPaint(deps, bundle.matterId, entry, number);
  if (page === null) throw new NotFoundError('page of this document');
  return { bundle, entry, page };
}

async function showPage(
  deps: Deps,
  req: Request,
  res: Response,
  status: number,
  values: Values,
  errors: FormErrors,
): Promise<void> {
  const { bundle, entry, page } = await inHand(deps, req, res);
  const entries = await listEntries(deps.db, bundle.id);
  const shown = planView(bundle, entries)
    .flatMap((section) => section.entries)
    .find(({ id }) => id === entry.id);
  const { rasterise, redactions } = paintingOf(entry);
  renderPage(
    req,
    res,
    'bundles/page',
    { title: bundle.title, tab: 'bundles', status },
    {
      bundle: bundleView(bundle),
      entry: { id: entry.id, mark: shown?.mark ?? '', title: entry.title, name: entry.name },
      sheet: { ...page, look: lookOf(entry) },
      version: bundle.version,
      boxes: redactions.flatMap((box, index) => (box.page === page.page ? [{ ...box, index }] : [])),
      isPicture: rasterise.includes(page.page),
      isTaken: isTaken(entry, page.page),
      values,
      errors,
      canEdit: bundle.state === 'open' && canWrite(res),
    },
  );
}

/** What the address of the picture of a page says of a workbook. */
function lookOf(entry: ListedEntry): string {
  const query = new URLSearchParams({ ...shownMore(entry) }).toString();
  return query === '' ? '' : `?${query}`;
}

function isTaken({ pages }: Pick<ListedEntry, 'pages'>, page: number): boolean {
  const read = pages === null ? null : readPageRange(pages);
  return read === null || !read.ok || (page >= read.first && page <= (read.last ?? Infinity));
}

function sourcePagesOf(stored: string): number[] {
  const read: unknown = JSON.parse(stored);
  return Array.isArray(read) ? read.filter((page) => typeof page === 'number') : [];
}
