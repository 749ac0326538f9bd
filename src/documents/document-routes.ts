import { pipeline } from 'node:stream/promises';
import { Router, type Request, type Response } from 'express';
import { recordEvent } from '../audit/audit-store.js';
import type { Action } from '../audit/sentences.js';
import { actorIn } from '../auth/signed-in.js';
import { getMatterFor } from '../matters/matter-store.js';
import { inTransaction } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { DocumentChildError } from '../platform/ask.js';
import { ConflictError, ForbiddenError, NotFoundError } from '../platform/errors.js';
import { instantText } from '../platform/plain-date.js';
import { downloadHeaders, framedHeaders, inlineHeaders } from '../web/headers.js';
import { pageLocals, param } from '../web/locals.js';
import { renderPage } from '../web/page.js';
import { sizeText } from '../web/upload.js';
import { getDocumentFor, listAttached, listPageText } from './document-store.js';
import type { Document } from './document-store.js';
import { framedHtml, FRAME_POLICY, htmlOf } from './mail/shown-html.js';
import { previewOf } from './preview.js';
import { hiddenPreview, type RestrictionOf } from './restricted.js';
import { pageImageOf, pdfOf, type ShownMore } from './shown-pages.js';

/** Originals and what they look like. To anyone without access to its matter a document does not exist. */
export function documentRoutes(deps: Deps, restrictionOf: RestrictionOf): Router {
  const routes = Router();
  routes.get('/:documentId', (req, res) => showDocument(deps, restrictionOf, req, res));
  routes.get('/:documentId/text', async (req, res) => {
    const document = await openIn(deps, restrictionOf, req, res, false);
    const pages = await listPageText(deps.db, document.id, 200);
    const options = { title: `Text of ${document.name}`, legend: await legendOf(deps, res, document) };
    renderPage(req, res, 'documents/text', options, { document, pages });
  });
  routes.get('/:documentId/original', async (req, res) => {
    const document = await openIn(deps, restrictionOf, req, res);
    const bytes = await deps.files.read(document.sha256); // throws when the bytes no longer have their hash
    await recordLook(deps, res, document, 'document.downloaded');
    const isPdf = document.mediaType === 'application/pdf';
    downloadHeaders(res, fileName(document), isPdf ? 'application/pdf' : 'application/octet-stream');
    res.set('Content-Length', String(document.bytes));
    await pipeline(bytes, res);
  });
  routes.get('/:documentId/pdf', async (req, res) => {
    const document = await openIn(deps, restrictionOf, req, res);
    const { sha256, bytes } = await shown(pdfOf(deps, document));
    const stream = await deps.files.read(sha256);
    await recordLook(deps, res, document, 'document.viewed');
    inlineHeaders(res, 'application/pdf');
    res.set('Content-Length', String(bytes));
    await pipeline(stream, res);
  });
  routes.get('/:documentId/html', async (req, res) => {
    const document = await openIn(deps, restrictionOf, req, res);
    const { html } = await shown(htmlOf(deps, document));
    await recordLook(deps, res, document, 'document.viewed');
    framedHeaders(res, FRAME_POLICY);
    res.send(framedHtml(html));
  });
  routes.get('/:documentId/pages/:page', async (req, res) => {
    const document = await openIn(deps, restrictionOf, req, res, false);
    const page = /^[1-9]\d{0,4}$/.test(param(req, 'page')) ? Number(param(req, 'page')) : 0;
    if (page === 0) throw new NotFoundError('page of this document');
    const stream = await deps.files.read(await shown(pageImageOf(deps, document, page, shownMore(req))));
    inlineHeaders(res, 'image/png');
    // The picture of a page of an original never changes, but who may see it can.
    res.set('Cache-Control', 'private, max-age=600');
    await pipeline(stream, res);
  });
  return routes;
}

/** What of a workbook the page has beside what Excel shows, as the address says. */
function shownMore({ query }: Request): ShownMore {
  return {
    ...(query['hidden'] === 'show' ? { hidden: 'show' } : {}),
    ...(query['marks'] === 'show' ? { marks: 'show' } : {}),
  };
}

async function showDocument(
  deps: Deps,
  restrictionOf: RestrictionOf,
  req: Request,
  res: Response,
): Promise<void> {
  const document = await documentIn(deps, req, res);
  const restricted = await restrictionOf(deps.db, actorIn(res).accountId, document);
  const attached = await listAttached(deps.db, document.id);
  const options = { title: document.name, legend: await legendOf(deps, res, document) };
  renderPage(req, res, 'documents/show', options, {
    document: { ...document, size: sizeText(document.bytes) },
    received: instantText(document.receivedAt, pageLocals(res).zone),
    attached: attached.map((file) => ({ ...file, size: sizeText(file.bytes) })),
    preview: restricted ? hiddenPreview(restricted) : await previewOf(deps, document),
  });
}

async function documentIn(deps: Deps, req: Request, res: Response): Promise<Document> {
  return getDocumentFor(deps.db, actorIn(res), param(req, 'documentId'));
}

/** The document, to be opened. Throws `ForbiddenError` for one that names people, where the account may not see names. */
async function openIn(
  deps: Deps,
  restrictionOf: RestrictionOf,
  req: Request,
  res: Response,
  isRecordedAnyway = true,
): Promise<Document> {
  const document = await documentIn(deps, req, res);
  const restricted = await restrictionOf(deps.db, actorIn(res).accountId, document);
  if (restricted && !restricted.mayOpen) throw new ForbiddenError(restricted.why);
  if (restricted && !isRecordedAnyway) await recordLook(deps, res, document, 'document.viewed');
  return document;
}

/** Pages that show a matter's papers carry its legend, wherever they stand. */
async function legendOf(deps: Deps, res: Response, document: Document): Promise<string> {
  if (document.matterId === null) return '';
  return (await getMatterFor(deps.db, actorIn(res), document.matterId)).legend;
}

async function recordLook(deps: Deps, res: Response, document: Document, action: Action): Promise<void> {
  const { id, sha256, matterId } = document;
  const by = actorIn(res);
  const at = deps.clock.now();
  await inTransaction(deps, (tx) =>
    recordEvent(tx, { by, at, action, subject: id, matterId, detail: { sha256 } }),
  );
}

async function shown<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof DocumentChildError) throw new ConflictError(error.message);
    throw error;
  }
}

/** What the person's own computer should call it: without the folders it was dropped in. */
function fileName(document: Document): string {
  return document.name.split('/').at(-1) ?? document.name;
}
