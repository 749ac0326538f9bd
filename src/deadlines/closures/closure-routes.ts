import { Router, type Request, type Response } from 'express';
import { namesOfAccounts } from '../../auth/account-store.js';
import { actorIn } from '../../auth/signed-in.js';
import { matterOf } from '../../matters/matter-in-hand.js';
import type { Deps } from '../../platform/deps.js';
import { ConflictError } from '../../platform/errors.js';
import { dayText, instantText } from '../../platform/plain-date.js';
import { fieldError, NO_ERRORS, parseForm, typed, type FormErrors } from '../../web/form.js';
import { flash, goTo, param } from '../../web/locals.js';
import { renderPage } from '../../web/page.js';
import { getClosureIn, listClosures } from './closure-store.js';
import { AID } from '../counting/computation.js';
import { enterClosure, voidClosure } from './enter-closure.js';
import { closureForm, closureVoidForm } from '../held-forms.js';

/** The days on which a court or an office of this matter is closed, each with its authority. */
export function closureRoutes(deps: Deps): Router {
  const routes = Router({ mergeParams: true });
  routes.get('/closures', (req, res) => showClosures(deps, req, res, 200, '', {}, NO_ERRORS));
  routes.post('/closures', async (req, res) => {
    const form = parseForm(closureForm, req.body);
    const again = (status: number, errors: FormErrors) =>
      showClosures(deps, req, res, status, 'new', typed(req.body), errors);
    if (!form.ok) return again(422, form.errors);
    try {
      const asked = await enterClosure(deps, matterOf(res).id, form.value, actorIn(res));
      flash(req, asked === 0 ? 'done' : 'warn', `The closed day is entered. ${askedText(asked)}`);
      goTo(res, `/matters/${matterOf(res).id}/deadlines/closures`);
    } catch (error) {
      if (error instanceof ConflictError) return again(409, fieldError('on', error.message));
      throw error;
    }
  });
  routes.post('/closures/:closureId/voiding', async (req, res) => {
    const { id } = await getClosureIn(deps.db, matterOf(res).id, param(req, 'closureId'));
    const form = parseForm(closureVoidForm, req.body);
    if (!form.ok) return showClosures(deps, req, res, 422, id, typed(req.body), form.errors);
    const asked = await voidClosure(deps, matterOf(res).id, { id, ...form.value }, actorIn(res));
    flash(req, asked === 0 ? 'done' : 'warn', `The closed day is voided. ${askedText(asked)}`);
    goTo(res, `/matters/${matterOf(res).id}/deadlines/closures`);
  });
  return routes;
}

function askedText(asked: number): string {
  if (asked === 0) return 'No date moves.';
  return `${asked === 1 ? 'One date counts' : `${asked} dates count`} differently with it. Nothing has moved: counsel decides on the page of each.`;
}

async function showClosures(
  deps: Deps,
  req: Request,
  res: Response,
  status: number,
  failed: string,
  values: Readonly<Record<string, string>>,
  errors: FormErrors,
): Promise<void> {
  const matter = matterOf(res);
  const names = await namesOfAccounts(deps.db);
  const nameOf = (id: string | null) => (id === null ? '' : (names.get(id) ?? 'an account'));
  renderPage(
    req,
    res,
    'deadlines/closures',
    { title: 'Closed days', tab: 'deadlines', status },
    {
      closures: (await listClosures(deps.db, matter.id)).map((one) => ({
        id: one.id,
        day: dayText(one.closedOn),
        iso: one.closedOn,
        what: one.what,
        authority: one.authority,
        who: `${nameOf(one.enteredBy)}, ${instantText(one.enteredAt, matter.zone)}`,
        voided:
          one.voidedAt === null
            ? ''
            : `Voided by ${nameOf(one.voidedBy)}, ${instantText(one.voidedAt, matter.zone)}: ${one.voidReason ?? ''}`,
      })),
      failed,
      values,
      errors,
      aid: AID,
    },
  );
}
