import type { Request, Response, Router } from 'express';
import { recordEvent } from '../../audit/audit-store.js';
import type { Actor } from '../../audit/event.js';
import { actorIn } from '../../auth/signed-in.js';
import { inTransaction } from '../../platform/database.js';
import type { Deps } from '../../platform/deps.js';
import { conflictOf } from '../../web/edit-conflict.js';
import { flash, goTo, param } from '../../web/locals.js';
import { letterPath } from '../letter-drop.js';
import { letterOf } from '../letter-page.js';
import type { Letter } from '../letter.js';
import { markSeen } from './letter-change-store.js';

/** A named person has looked at what changed when a letter was read again. */
export function addChangeRoutes(routes: Router, deps: Deps): void {
  routes.post('/:letterId/changes/:changeId/seen', (req, res) => seeChange(deps, req, res));
}

async function seeChange(deps: Deps, req: Request, res: Response): Promise<void> {
  const letter = await letterOf(deps, req, res);
  const wrong = await conflictOf(() => recordSeen(deps, letter, param(req, 'changeId'), actorIn(res)));
  flash(req, wrong === null ? 'done' : 'warn', wrong ?? 'It is kept that you looked at what changed.');
  goTo(res, letterPath(letter));
}

/** Throws `ConflictError` where somebody did so before. */
async function recordSeen(deps: Deps, letter: Letter, changeId: string, by: Actor): Promise<void> {
  const at = deps.clock.now();
  const { id: subject, number, matterId } = letter;
  await inTransaction(deps, async (tx) => {
    await markSeen(tx, letter.id, changeId, { seenAt: at, seenBy: by.accountId });
    await recordEvent(tx, { by, at, action: 'letter.changeSeen', subject, matterId, detail: { number } });
  });
}
