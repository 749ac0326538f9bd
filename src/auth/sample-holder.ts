import type { Request, Response } from 'express';
import type { Deps } from '../platform/deps.js';
import { isAdministrator } from './account.js';
import { countAccounts, findActiveAccount } from './account-store.js';
import { findAccountIdInCookies, sessionCookieName } from './session-store.js';

/**
 * How the sample stands: not there, on disk but not open, being made or opened, ready to be visited, or not made
 * because something failed (the log says what).
 */
export type SampleStands = 'gone' | 'kept' | 'making' | 'ready' | 'failed';

/** The sample as the server holds it: the same app with a data folder and a clock of its own. */
export interface SampleHolder {
  /** Until the first real account exists, afterwards only when an administrator switched it on. */
  isOffered(): Promise<boolean>;
  stands(): SampleStands;
  /** Begins to make or open the sample and returns at once; `stands` tells how it goes. */
  begin(): void;
  reset(): Promise<void>;
  throwAway(): Promise<void>;
}

/** Who visits the sample. */
export interface SampleVisitor {
  /** No real account exists yet: whoever is there may try everything. */
  readonly isFirst: boolean;
  /** May reset the sample or throw it away. */
  readonly mayEnd: boolean;
}

/** Who a request to the sample comes from, by the session of the live app; null for whoever must sign in there first. */
export async function findSampleVisitor(live: Deps, req: Request): Promise<SampleVisitor | null> {
  if ((await countAccounts(live.db)) === 0) return { isFirst: true, mayEnd: true };
  const id = await findAccountIdInCookies(live.db, live.clock, req.get('cookie'), sessionCookieName(live));
  const account = id === null ? null : await findActiveAccount(live.db, id);
  return account && { isFirst: false, mayEnd: isAdministrator(account) };
}

/** Lets a visitor into the sample: its pages know then what to offer. */
export function letIntoSample(res: Response, visitor: SampleVisitor): void {
  res.locals['sampleVisitor'] = visitor;
}

export function sampleVisitorIn(res: Response): SampleVisitor {
  const visitor: unknown = res.locals['sampleVisitor'];
  if (visitor === undefined) throw new Error('Nobody was let into the sample here.');
  return visitor as SampleVisitor;
}
