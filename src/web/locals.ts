import type { Request, Response } from 'express';

export interface Banner {
  readonly text: string;
  readonly actions: readonly { readonly label: string; readonly href?: string; readonly post?: string }[];
}

/** One part of the line under a matter's title: `**3 demands**, 1 responded to`. */
export type StatusPart =
  | string
  | { readonly text: string; readonly strong?: boolean; readonly after?: string; readonly href?: string };

/** The heading and tabs of the matter in hand. */
export interface MatterHeading {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly legend: string;
  readonly isClosed: boolean;
  readonly canWrite: boolean;
  readonly statusLine: readonly StatusPart[];
  /** Who decides as counsel here, for accounts that are not counsel themselves. */
  readonly counsel: {
    /** Names of the counsel who work on the matter. */
    readonly names: readonly string[];
    /** True where accounts of counsel exist, on this matter or not. */
    readonly isAnywhere: boolean;
    /** True for whoever can give them access to it. */
    readonly canAdd: boolean;
  };
}

/** What middleware learns on the way in and pages need on the way out. */
export interface PageLocals {
  base: string;
  /** The address asked for, inside this app, without the token that a form with files carries. */
  address: string;
  today: string;
  zone: string;
  account: { id: string; name: string; role: string; administers: boolean } | null;
  banner: Banner | null;
  matter: MatterHeading | null;
  csrf: () => string;
}

/** Our own corner of `res.locals`, typed. Throws when the first middleware has not run. */
export function pageLocals(res: Response): PageLocals {
  const held: unknown = res.locals['rejoinder'];
  if (held === undefined) throw new Error('The page has not been prepared.');
  return held as PageLocals;
}

export function preparePage(res: Response, locals: PageLocals): void {
  res.locals['rejoinder'] = locals;
}

/** A link inside this app, wherever it is mounted: `/matters` becomes `/sample/matters` in the sample. */
export function linkTo(res: Response, path: string): string {
  return pageLocals(res).base + path;
}

/** Sends the browser on after a change, so that reloading does not repeat it. */
export function goTo(res: Response, path: string): void {
  res.redirect(303, linkTo(res, path));
}

/** One short line shown on the next page. */
export function flash(req: Request, kind: 'done' | 'warn' | 'error', text: string): void {
  req.session.flash = [...(req.session.flash ?? []), { kind, text }];
}

/** A parameter of the route; the router has matched it, so it is there. */
export function param(req: Request, name: string): string {
  const value: unknown = req.params[name];
  return typeof value === 'string' ? value : '';
}

/** A query value as text, or undefined: a repeated one was refused before. */
export function queryText(req: Request, name: string): string | undefined {
  const value: unknown = req.query[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
