import type { Request, Response } from 'express';
import { matterOf } from '../matters/matter-in-hand.js';
import type { MatterInHand } from '../matters/matter.js';
import type { Deps } from '../platform/deps.js';
import { ConflictError, NotFoundError } from '../platform/errors.js';
import { param } from '../web/locals.js';
import { getDeadlineIn } from './deadline-store.js';
import { countedOf, type Counted, type Deadline } from './deadline.js';

/** The date a route is about. Throws `NotFoundError` for one of another matter, `ConflictError` for a change in a closed one. */
export async function inHand(
  deps: Deps,
  req: Request,
  res: Response,
): Promise<{ matter: MatterInHand; deadline: Deadline }> {
  const matter = req.method === 'POST' ? requireOpen(matterOf(res)) : matterOf(res);
  return { matter, deadline: await getDeadlineIn(deps.db, matter.id, param(req, 'deadlineId')) };
}

/** A closed matter's dates stand as they are. Throws `ConflictError`. */
export function requireOpen(matter: MatterInHand): MatterInHand {
  if (matter.state === 'closed')
    throw new ConflictError('The matter is closed; open it again before changing its dates.');
  return matter;
}

/** What was counted for a date. Throws `NotFoundError` where a decision is asked for instead. */
export function requireCounted(deadline: Deadline): Counted {
  const counted = countedOf(deadline);
  if (counted === null) throw new NotFoundError('computation', deadline.id);
  return counted;
}
