import { Router, type Request, type Response } from 'express';
import { isAdministrator } from '../auth/account.js';
import { namesOfAccounts } from '../auth/account-store.js';
import { accountOf } from '../auth/signed-in.js';
import { matterOf } from '../matters/matter-in-hand.js';
import type { Deps } from '../platform/deps.js';
import { NotFoundError } from '../platform/errors.js';
import { instantText } from '../platform/plain-date.js';
import { pageLocals, queryText } from '../web/locals.js';
import { renderPage } from '../web/page.js';
import {
  countAuditEvents,
  deadlineTitles,
  listActors,
  listAuditPage,
  type AuditQuery,
} from './audit-page-store.js';
import { openChainStatus, type ChainStatus } from './chain-status.js';
import { eventKinds, eventSentence } from './event-sentence.js';

const PAGE = 50;

type StatusOf = (checkNow: boolean) => Promise<ChainStatus>;

/** What happened in the matter in hand, as sentences, newest first. */
export function auditRoutes(deps: Deps): Router {
  const routes = Router({ mergeParams: true });
  const statusOf = openChainStatus(deps);
  routes.get('/', (req, res) => {
    const { id, zone } = matterOf(res);
    return showAudit(deps, statusOf, req, res, { matterId: id, zone, path: `/matters/${id}/audit` });
  });
  return routes;
}

/** The installation's own events, which belong to no matter; for the admin, to others it does not exist. */
export function installationAuditRoutes(deps: Deps): Router {
  const routes = Router();
  const statusOf = openChainStatus(deps);
  routes.get('/', (req, res) => {
    if (!isAdministrator(accountOf(res))) throw new NotFoundError('page');
    return showAudit(deps, statusOf, req, res, {
      matterId: null,
      zone: pageLocals(res).zone,
      path: '/accounts/audit',
    });
  });
  return routes;
}

async function showAudit(
  deps: Deps,
  statusOf: StatusOf,
  req: Request,
  res: Response,
  { matterId, zone, path }: { matterId: string | null; zone: string; path: string },
): Promise<void> {
  const names = await namesOfAccounts(deps.db);
  const filter = filterOf(req, matterId);
  const events = await listAuditPage(deps.db, filter, PAGE + 1);
  const shown = events.slice(0, PAGE);
  const subjects = shown.map(({ subject }) => subject);
  const dates =
    matterId === null ? new Map<string, string>() : await deadlineTitles(deps.db, matterId, subjects);
  const chain = await statusOf(queryText(req, 'check') === 'now');
  const actors = await listActors(deps.db, matterId);
  renderPage(
    req,
    res,
    'overview/audit',
    matterId === null
      ? { title: 'Audit of the installation', section: 'admin' }
      : { title: 'Audit', tab: 'audit' },
    {
      path,
      events: shown.map((event) => ({
        seq: event.seq,
        at: instantText(event.at, zone),
        iso: event.at,
        sentence: eventSentence(event, names),
        hash: event.hash,
        date: dates.has(event.subject)
          ? { title: dates.get(event.subject), path: `/matters/${matterId ?? ''}/deadlines/${event.subject}` }
          : null,
        subject: event.subject,
      })),
      total: await countAuditEvents(deps.db, matterId),
      older: events.length > PAGE ? pathWith(path, filter, { before: shown.at(-1)?.seq }) : null,
      newest: filter.before === undefined ? null : pathWith(path, filter, { before: undefined }),
      people: actors
        .map((id) => ({ value: id, text: names.get(id) ?? 'a removed account' }))
        .sort((a, b) => a.text.localeCompare(b.text)),
      kinds: eventKinds(),
      filter,
      isFiltered: (filter.by ?? filter.kind ?? filter.subject) !== undefined,
      subjectPath: (subject: string) => pathWith(path, { ...filter, before: undefined }, { subject }),
      chain: { ...chain, checked: instantText(chain.checkedAt, zone) },
    },
  );
}

function filterOf(req: Request, matterId: string | null): AuditQuery {
  const before = queryText(req, 'before');
  const kind = queryText(req, 'kind');
  return {
    matterId,
    by: queryText(req, 'by'),
    kind: kind !== undefined && eventKinds().includes(kind) ? kind : undefined,
    subject: queryText(req, 'subject'),
    before: before !== undefined && /^\d{1,15}$/.test(before) ? Number(before) : undefined,
  };
}

function pathWith(
  path: string,
  filter: AuditQuery,
  changes: { before?: number | undefined; subject?: string },
): string {
  const { by, kind, subject, before } = { ...filter, ...changes };
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ by, kind, subject, before }))
    if (value !== undefined) query.set(name, String(value));
  return query.size === 0 ? path : `${path}?${query.toString()}`;
}
