import type { Request, Response } from 'express';
import { pageLocals } from './locals.js';
import { newOnce } from './once.js';

export interface PageOptions {
  readonly title: string;
  readonly section?: 'desk' | 'matters' | 'calendar' | 'admin' | 'search';
  /** The tab of the matter in hand. */
  readonly tab?:
    | 'overview'
    | 'letters'
    | 'demands'
    | 'deadlines'
    | 'evidence'
    | 'measurements'
    | 'notices'
    | 'statements'
    | 'bundles'
    | 'replies'
    | 'audit';
  readonly status?: number;
  /** The internal legend of a page outside any one matter. */
  readonly legend?: string;
  /** True for pages before sign-in: no navigation. */
  readonly isPlain?: boolean;
  /** A line for the head: reload after so many seconds, for progress without scripts. */
  readonly refreshSeconds?: number;
}

/**
 * Renders a view inside the layout. `locals` is an object literal built by hand by the caller; the view
 * sees it as `it`, with `it.page` for the layout.
 */
export function renderPage(
  req: Request,
  res: Response,
  view: string,
  options: PageOptions,
  locals: Readonly<Record<string, unknown>>,
): void {
  const held = pageLocals(res);
  const messages = takeFlash(req);
  const matter = held.matter;
  res.status(options.status ?? 200).render(view, {
    ...locals,
    page: {
      base: held.base,
      title: options.title,
      today: held.today,
      zone: held.zone,
      account: held.account,
      banner: held.banner,
      csrf: held.csrf(),
      once: newOnce(),
      flash: messages,
      section: options.section ?? (matter ? 'matters' : ''),
      matter: matter && { ...matter, tab: options.tab ?? '' },
      legend: matter?.legend ?? options.legend ?? null,
      isPlain: options.isPlain ?? false,
      refreshSeconds: options.refreshSeconds ?? 0,
      path: req.originalUrl.split('?')[0] ?? '',
    },
  });
}

/** Shown once. Where the session could not be read there is none, and the page must still come. */
function takeFlash(req: Request): readonly { kind: string; text: string }[] {
  const session = req.session as Request['session'] | undefined;
  const messages = session?.flash ?? [];
  if (messages.length > 0) delete session?.flash;
  return messages;
}
