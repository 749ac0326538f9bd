import { Router, type Request, type Response } from 'express';
import { actorIn } from '../auth/signed-in.js';
import { namesOfAccounts } from '../auth/account-store.js';
import { getDemandIn } from '../demands/demand-store.js';
import { quotedInside } from '../demands/demand.js';
import { changedBoxes, demandsOfItemForm, pickedForm } from '../demands/link-change.js';
import { getDocument, listAttached } from '../documents/document-store.js';
import { previewOf } from '../documents/preview.js';
import { hiddenPreview } from '../documents/restricted.js';
import { canWrite, matterOf } from '../matters/matter-in-hand.js';
import type { Deps } from '../platform/deps.js';
import { dayText, instantText } from '../platform/plain-date.js';
import { conflictOf } from '../web/edit-conflict.js';
import { formError, NO_ERRORS, parseForm, typed, type FormErrors } from '../web/form.js';
import { flash, goTo, linkTo, param } from '../web/locals.js';
import { renderPage } from '../web/page.js';
import { BadRequestError } from '../web/guards.js';
import { discardAll, receiveUpload, sizeText } from '../web/upload.js';
import { acceptProposals } from './accept-proposals.js';
import { addAttachedItem } from './add-attached-item.js';
import { addItems } from './add-items.js';
import { attachedById, attachedByMail } from './attached-file.js';
import { listAttachedTo } from './attached-file-store.js';
import { editItems } from './edit-items.js';
import { fingerprint } from './fingerprint.js';
import {
  custodyForm,
  parseAcceptances,
  parseGrid,
  picksIn,
  provenanceForm,
  withdrawForm,
} from './item-form.js';
import { demandsByItem, listDemandIdsOf, listLinkableDemands } from './item-link-store.js';
import { errorsByRow } from './grid-errors.js';
import { listCustody } from './custody-store.js';
import { countItems, getItem, listItems, PAGE_SIZE } from './item-store.js';
import { itemNumber, KINDS } from './item.js';
import { custodiansOffered, stepAfterEvidence } from './list-offers.js';
import type { AskedOfItems } from './asked-of-items.js';
import { changeLinks } from './link-item.js';
import { backQuery, filterFrom, queryOf, SHOWS, sortLinks } from './list-query.js';
import { listOurDomains } from './our-domains.js';
import { listPrivilegeSaid } from './privilege-said.js';
import { recordCustody } from './record-custody.js';
import { conflictRows, demandWords, listedRow, savedWords } from './row-view.js';
import { withdrawItem, type WhatHoldsItem } from './withdraw-item.js';

/** The evidence of the matter in hand. `whatHoldsItem` is asked before an item is withdrawn, the rest before one is shown. */
export function itemRoutes(deps: Deps, whatHoldsItem: WhatHoldsItem, asked: AskedOfItems): Router {
  const routes = Router({ mergeParams: true });
  routes.get('/', (req, res) => showList(deps, req, res, 200, {}, NO_ERRORS));
  routes.post('/', (req, res) => saveGrid(deps, req, res));
  routes.post('/links', (req, res) => linkPicked(deps, req, res));
  routes.post('/items', (req, res) => receiveFiles(deps, req, res));
  routes.get('/:itemId', (req, res) => showItem(deps, asked, req, res, 200, {}, NO_ERRORS));
  routes.post('/:itemId/demands', async (req, res) => {
    const matterId = matterOf(res).id;
    const { id: itemId } = await getItem(deps.db, matterId, param(req, 'itemId'));
    const form = parseForm(demandsOfItemForm, req.body);
    if (!form.ok) return showItem(deps, asked, req, res, 422, {}, form.errors);
    const changes = changedBoxes(form.value.demand, form.value.was).map(({ id, isLinked }) => ({
      itemId,
      demandId: id,
      isLinked,
    }));
    const wrong = await conflictOf(() => changeLinks(deps, matterId, changes, actorIn(res)));
    if (wrong) return showItem(deps, asked, req, res, 409, {}, formError(wrong));
    flash(req, 'done', 'The demands this item bears on are saved.');
    goTo(res, itemPath(req, res));
  });
  routes.post('/:itemId/custody', async (req, res) => {
    const form = parseForm(custodyForm, req.body);
    if (!form.ok) return showItem(deps, asked, req, res, 422, typed(req.body), form.errors);
    await recordCustody(deps, matterOf(res).id, param(req, 'itemId'), form.value, actorIn(res));
    flash(req, 'done', 'The entry is on the chain of custody.');
    goTo(res, itemPath(req, res));
  });
  routes.post('/:itemId/attachments/:documentId/item', async (req, res) => {
    const matterId = matterOf(res).id;
    const id = await addAttachedItem(
      deps,
      matterId,
      param(req, 'itemId'),
      param(req, 'documentId'),
      actorIn(res),
    );
    flash(req, 'done', 'The attachment is an item of its own now.');
    goTo(res, `/matters/${matterId}/evidence/${id}`);
  });
  routes.post('/:itemId/withdrawal', async (req, res) => {
    const form = parseForm(withdrawForm, req.body);
    if (!form.ok) return showItem(deps, asked, req, res, 422, typed(req.body), form.errors);
    const request = { itemId: param(req, 'itemId'), ...form.value };
    await withdrawItem(deps, matterOf(res).id, request, actorIn(res), whatHoldsItem);
    flash(req, 'done', 'The item is withdrawn; it stays on record.');
    goTo(res, `/matters/${matterOf(res).id}/evidence`);
  });
  return routes;
}

async function receiveFiles(deps: Deps, req: Request, res: Response): Promise<void> {
  const { fields, files } = await receiveUpload(req, res, deps.files);
  const matterId = matterOf(res).id;
  const form = parseForm(provenanceForm, fields);
  const wantsJson = req.accepts(['html', 'json']) === 'json';
  if (!form.ok) {
    await discardAll(deps.files, files);
    if (wantsJson) return void res.status(422).json({ error: Object.values(form.errors).flat().join('. ') });
    return showList(deps, req, res, 422, fields, form.errors);
  }
  if (files.length === 0) throw new BadRequestError('Choose at least one file.', 422);
  const outcomes = await addItems(deps, matterId, files, form.value, actorIn(res)).catch(
    async (error: unknown) => {
      await discardAll(deps.files, files); // what was kept has left its temporary place already
      throw error;
    },
  );
  const hrefOf = (itemId: string | null): string | null =>
    itemId === null ? null : linkTo(res, `/matters/${matterId}/evidence/${itemId}`);
  const shown = outcomes.map(({ name, outcome, text, itemId }) => {
    const href = hrefOf(itemId);
    return {
      name,
      outcome: outcome === 'refused' ? 'failed' : outcome,
      text,
      ...(href === null ? {} : { href }),
    };
  });
  if (wantsJson) return void res.json({ files: shown });
  renderPage(
    req,
    res,
    'evidence/outcomes',
    { title: 'What became of the files', tab: 'evidence' },
    { outcomes: shown },
  );
}

async function saveGrid(deps: Deps, req: Request, res: Response): Promise<void> {
  const matter = matterOf(res);
  const form = parseGrid(req.body);
  const acceptances = parseAcceptances(req.body);
  if (!acceptances.ok)
    return showList(
      deps,
      req,
      res,
      422,
      typed(req.body),
      formError(Object.values(acceptances.errors).flat().join('. ')),
    );
  if (!form.ok) {
    const named = await errorsByRow(deps.db, matter.id, form.errors);
    return showList(deps, req, res, 422, typed(req.body), named);
  }
  const outcome = await editItems(deps, matter.id, form.value, actorIn(res));
  const back = backQuery(typed(req.body)['back'] ?? '');
  const { changed } = outcome;
  if (outcome.conflicts.length > 0) {
    const names = await namesOfAccounts(deps.db);
    const conflicts = outcome.conflicts.map((one) => conflictRows(one, actorIn(res).accountId, names));
    const options = { title: 'Changed meanwhile', tab: 'evidence', status: 409 } as const;
    return renderPage(req, res, 'evidence/conflict', options, { conflicts, changed, back: back.slice(1) });
  }
  const accepted = await acceptProposals(deps, matter.id, acceptances.value, actorIn(res));
  flash(req, 'done', savedWords(changed, acceptances.value.length === 0 ? null : accepted));
  goTo(res, `/matters/${matter.id}/evidence${back}`);
}

/** Links the rows picked in the grid to one demand, or unlinks them; a form of its own, so nothing typed is sent. */
async function linkPicked(deps: Deps, req: Request, res: Response): Promise<void> {
  const matterId = matterOf(res).id;
  const form = parseForm(pickedForm, req.body);
  const values = { back: '', ...typed(req.body) };
  if (!form.ok) return showList(deps, req, res, 422, values, form.errors, picksIn(req.body));
  const { pick, demand: demandId, link, back } = form.value;
  const changes = [...new Set(pick)].map((itemId) => ({ itemId, demandId, isLinked: link === 'on' }));
  let changed = 0;
  const wrong = await conflictOf(async () => {
    changed = await changeLinks(deps, matterId, changes, actorIn(res));
  });
  if (wrong) return showList(deps, req, res, 409, values, formError(wrong), pick);
  const { number } = await getDemandIn(deps.db, matterId, demandId);
  const items = changed === 1 ? '1 item' : `${changed} items`;
  const done =
    link === 'on' ? `${items} linked to demand ${number}.` : `${items} unlinked from demand ${number}.`;
  flash(req, 'done', changed === 0 ? 'Nothing had to be changed.' : done);
  goTo(res, `/matters/${matterId}/evidence${backQuery(back)}`);
}

async function showList(
  deps: Deps,
  req: Request,
  res: Response,
  status: number,
  values: Readonly<Record<string, string>>,
  errors: FormErrors,
  picked: readonly string[] = [],
): Promise<void> {
  const matter = matterOf(res);
  const asked = new URLSearchParams(
    values['back'] ?? (req.method === 'GET' ? (req.originalUrl.split('?')[1] ?? '') : ''),
  );
  const filter = filterFrom(asked);
  const total = await countItems(deps.db, matter.id, filter);
  const last = Math.max(1, Math.ceil(total / PAGE_SIZE));
  const page = Math.min(last, Math.max(1, Number(asked.get('page') ?? '1') || 1));
  const items = await listItems(deps.db, matter.id, filter, page);
  const back = new URLSearchParams(queryOf(filter));
  if (page > 1) back.set('page', String(page));
  const demandsOf = await demandsByItem(
    deps.db,
    items.map((item) => item.id),
  );
  const demands = await listLinkableDemands(deps.db, matter.id);
  const ours = await listOurDomains(deps.db, matter.id);
  const documents = items.map(({ documentId }) => documentId);
  const said = await listPrivilegeSaid(deps.db, items);
  const attached = attachedByMail(await listAttachedTo(deps.db, matter.id, documents));
  const rows = items.map((item) => ({
    ...listedRow(
      item,
      values,
      fingerprint(item),
      demandsOf.get(item.id) ?? [],
      ours,
      said.get(item.documentId) ?? null,
    ),
    attached: attached.get(item.documentId) ?? null,
    isPicked: picked.includes(item.id),
  }));
  renderPage(
    req,
    res,
    'evidence/list',
    { title: 'Evidence', tab: 'evidence', status },
    {
      rows,
      proposed: rows.reduce((sum, row) => sum + Object.keys(row.proposals).length, 0),
      demands: demands.map((demand) => ({ value: demand.id, text: demandWords(demand) })),
      demand: values['demand'] ?? asked.get('demand') ?? '',
      filter,
      back: back.toString(),
      query: Object.fromEntries(new URLSearchParams(queryOf(filter))),
      sorts: sortLinks(filter, linkTo(res, `/matters/${matter.id}/evidence`)),
      custodians: await custodiansOffered(deps.db, matter.id),
      step: total > 0 && canWrite(res) ? await stepAfterEvidence(deps.db, matter.id, actorIn(res)) : null,
      shows: SHOWS,
      kinds: Object.entries(KINDS).map(([value, text]) => ({ value, text })),
      pagination: { page, pageSize: PAGE_SIZE, total },
      errors,
      values,
    },
  );
}

async function showItem(
  deps: Deps,
  { restrictionOf, withdrawnBehind }: AskedOfItems,
  req: Request,
  res: Response,
  status: number,
  values: Readonly<Record<string, string>>,
  errors: FormErrors,
): Promise<void> {
  const matter = matterOf(res);
  const item = await getItem(deps.db, matter.id, param(req, 'itemId'));
  const document = await getDocument(deps.db, item.documentId);
  const restricted = await restrictionOf(deps.db, actorIn(res).accountId, document);
  const names = await namesOfAccounts(deps.db);
  const linked = await listDemandIdsOf(deps.db, item.id);
  const demands = await listLinkableDemands(deps.db, matter.id);
  const custody = await listCustody(deps.db, item.id);
  const attached = await listAttached(deps.db, document.id);
  const known = attachedById(await listAttachedTo(deps.db, matter.id, [document.id]));
  renderPage(
    req,
    res,
    'evidence/item',
    { title: `${itemNumber(item.number)} ${item.title}`, tab: 'evidence', status },
    {
      item: { ...item, number: itemNumber(item.number), kind: KINDS[item.kind] },
      dated: item.datedOn === null ? null : dayText(item.datedOn),
      added: `${instantText(item.addedAt, matter.zone)} by ${names.get(item.addedBy) ?? 'an account'}`,
      document: { ...document, size: sizeText(document.bytes) },
      preview: restricted ? hiddenPreview(restricted) : await previewOf(deps, document),
      demands: demands.map((demand) => ({
        ...demand,
        quote: quotedInside(demand.quote),
        isLinked: linked.includes(demand.id),
      })),
      custody: custody.map((entry) => ({
        ...entry,
        from: entry.fromAt.length === 10 ? dayText(entry.fromAt) : instantText(entry.fromAt, matter.zone),
        recorded: `${instantText(entry.recordedAt, matter.zone)} by ${names.get(entry.recordedBy) ?? 'an account'}`,
      })),
      behind: (await withdrawnBehind(deps.db, matter.id)).get(item.id) ?? [],
      attached: attached.map((file) => ({ ...file, size: sizeText(file.bytes), ...known.get(file.id) })),
      values,
      errors,
    },
  );
}

function itemPath(req: Request, res: Response): string {
  return `/matters/${matterOf(res).id}/evidence/${param(req, 'itemId')}`;
}
