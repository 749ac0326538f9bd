import { Router, type Request, type Response } from 'express';
import { actorIn } from '../auth/signed-in.js';
import { DEFAULT_LEGEND } from '../matters/matter.js';
import type { Deps } from '../platform/deps.js';
import { queryText } from '../web/locals.js';
import { renderPage } from '../web/page.js';
import { SEARCHES, type Found, type Kind } from './search-store.js';
import { inContext, LONGEST_QUERY, wordsOf } from './words.js';

const KINDS = {
  letters: 'Letters',
  demands: 'Demands',
  items: 'Evidence',
  pages: 'Words on pages',
} as const satisfies Record<Kind, string>;

const FEW = 8;
const PAGE = 50;

/** One box over everything an account may see. A search by POST keeps the words out of the address. */
export function searchRoutes(deps: Deps): Router {
  const routes = Router();
  routes.get('/', (req, res) => showFound(deps, req, res, queryText(req, 'q') ?? ''));
  routes.post('/', (req, res) => {
    const body: unknown = req.body;
    const typed = typeof body === 'object' && body !== null && 'q' in body ? body.q : '';
    return showFound(deps, req, res, typeof typed === 'string' ? typed : '');
  });
  return routes;
}

async function showFound(deps: Deps, req: Request, res: Response, typed: string): Promise<void> {
  const query = typed.trim();
  const isTooLong = query.length > LONGEST_QUERY || query.includes('\0');
  const words = isTooLong ? [] : wordsOf(query);
  const asked = queryText(req, 'kind');
  const kind = isKind(asked) ? asked : null;
  const page = pageOf(queryText(req, 'page'));
  const actor = actorIn(res);
  const groups = [];
  for (const one of kindsOf(kind)) {
    if (words.length === 0) break;
    const limit = kind === null ? FEW : PAGE;
    const found = await SEARCHES[one](deps.db, {
      actor,
      words,
      limit: limit + 1,
      offset: kind === null ? 0 : (page - 1) * PAGE,
    });
    if (found.length === 0) continue;
    groups.push({
      title: KINDS[one],
      kind: one,
      found: found.slice(0, limit).map((hit) => ({
        path: pathOf(one, hit),
        title: hit.title,
        where: [hit.matterTitle ?? 'no matter yet', ...(hit.page === null ? [] : [`page ${hit.page}`])].join(
          ' · ',
        ),
        pieces: inContext(hit.text, words),
      })),
      hasMore: found.length > limit,
    });
  }
  renderPage(
    req,
    res,
    'search/found',
    { title: 'Search', section: 'search', legend: DEFAULT_LEGEND, status: isTooLong ? 422 : 200 },
    {
      searched: query.slice(0, LONGEST_QUERY),
      words,
      groups,
      kind: kind === null ? null : { id: kind, title: KINDS[kind] },
      page,
      isTooLong,
      longest: LONGEST_QUERY,
      // After a search by POST the words are not put into an address.
      canLink: req.method === 'GET',
    },
  );
}

function kindsOf(kind: Kind | null): readonly Kind[] {
  return kind === null ? ['letters', 'demands', 'items', 'pages'] : [kind];
}

function isKind(text: string | undefined): text is Kind {
  return text !== undefined && Object.hasOwn(KINDS, text);
}

function pageOf(text: string | undefined): number {
  return text !== undefined && /^[1-9]\d{0,3}$/.test(text) ? Number(text) : 1;
}

function pathOf(kind: Kind, { id, matterId }: Found): string {
  if (kind === 'pages') return `/documents/${id}`;
  if (kind === 'letters')
    return matterId === null ? `/desk/letters/${id}` : `/matters/${matterId}/letters/${id}`;
  return `/matters/${matterId ?? ''}/${kind === 'demands' ? 'demands' : 'evidence'}/${id}`;
}
