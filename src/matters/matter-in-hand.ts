import type { RequestHandler, Response } from 'express';
import { countCounsel } from '../auth/account-store.js';
import { isAdministrator, isReadOnly } from '../auth/account.js';
import { accountOf, actorIn } from '../auth/signed-in.js';
import type { Db } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { ConflictError, ForbiddenError } from '../platform/errors.js';
import { todayIn } from '../platform/plain-date.js';
import { pageLocals, param, type MatterHeading, type StatusPart } from '../web/locals.js';
import { getMatterFor, listTeam } from './matter-store.js';
import type { MatterInHand } from './matter.js';

/** The line under the matter's title; asked of folders that come after this one. */
export type StatusLineOf = (db: Db, matter: MatterInHand, base: string) => Promise<readonly StatusPart[]>;

/** From here on, the account works on this matter; to anyone else it does not exist. */
export function loadMatter(deps: Deps, statusLineOf: StatusLineOf): RequestHandler {
  return async (req, res, next) => {
    // Several folders stand below one matter's address: the first of them has loaded it.
    if (res.locals['matter'] !== undefined) return next();
    const matter = await getMatterFor(deps.db, actorIn(res), param(req, 'matterId'));
    res.locals['matter'] = matter;
    const locals = pageLocals(res);
    locals.matter = {
      id: matter.id,
      number: matter.number,
      title: matter.title,
      legend: matter.legend,
      isClosed: matter.state === 'closed',
      canWrite: canWrite(res),
      statusLine: await statusLineOf(deps.db, matter, locals.base),
      counsel: await counselOn(deps.db, res),
    };
    locals.zone = matter.zone;
    locals.today = todayIn(deps.clock, matter.zone);
    if (req.method === 'POST' && !worksOn(res))
      throw new ForbiddenError(
        'You can read this matter but not change it; nothing was saved. Ask whoever leads it.',
      );
    next();
  };
}

/** Asked for only where the page may have to say so: counsel act themselves. */
async function counselOn(db: Db, res: Response): Promise<MatterHeading['counsel']> {
  const { id, access } = matterOf(res);
  if (accountOf(res).role === 'counsel') return { names: [], isAnywhere: true, canAdd: false };
  const names = (await listTeam(db, id))
    .filter((member) => member.role === 'counsel' && member.access !== 'viewer' && !member.isOff)
    .map(({ name }) => name);
  const isAnywhere = names.length > 0 || (await countCounsel(db)) > 0;
  return { names, isAnywhere, canAdd: access === 'lead' && worksOn(res) };
}

export function matterOf(res: Response): MatterInHand {
  const matter: unknown = res.locals['matter'];
  if (matter === undefined) throw new Error('There is no matter in hand here.');
  return matter as MatterInHand;
}

/** From here down nothing changes in a closed matter; who works on it and opening it again stand above. */
export const refuseWhenClosed: RequestHandler = (req, res, next) => {
  if (req.method === 'POST' && matterOf(res).state === 'closed')
    throw new ConflictError('The matter is closed; open it again before changing anything in it.');
  next();
};

/** Viewers and auditors read; everyone else on the matter works on it. */
export function worksOn(res: Response): boolean {
  return matterOf(res).access !== 'viewer' && !isReadOnly(accountOf(res).role);
}

/** Whoever works on the matter writes in it while it is open. */
export function canWrite(res: Response): boolean {
  return worksOn(res) && matterOf(res).state === 'open';
}

/** Whoever leads the matter, or administers and works on it, sets how it is worked. */
export function maySet(res: Response): boolean {
  return worksOn(res) && (matterOf(res).access === 'lead' || isAdministrator(accountOf(res)));
}

/** Throws `ForbiddenError` unless the account leads the matter. */
export function requireLead(res: Response): void {
  if (matterOf(res).access !== 'lead')
    throw new ForbiddenError('Only whoever leads the matter can do this; nothing was saved.');
}
