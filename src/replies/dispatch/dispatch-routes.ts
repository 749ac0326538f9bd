import { Router, type Request, type Response } from 'express';
import { actorIn } from '../../auth/signed-in.js';
import { matterOf } from '../../matters/matter-in-hand.js';
import type { Deps } from '../../platform/deps.js';
import { ConflictError } from '../../platform/errors.js';
import type { MailSettings } from '../../reminders/mail-settings.js';
import { conflictOf } from '../../web/edit-conflict.js';
import { fieldError, formError, parseForm, typed } from '../../web/form.js';
import { flash, goTo, param } from '../../web/locals.js';
import { addresseeWarning } from './check-addressee.js';
import { askDispatch, withdrawDispatch } from './ask-dispatch.js';
import { mailingForm, settlementForm } from '../delivery/delivery-form.js';
import { showDeliveries } from '../delivery/delivery-page.js';
import { SentBeforeError } from '../delivery/record-sending.js';
import { settleDispatch } from './settle-dispatch.js';

/** Approved files that Rejoinder mails itself. */
export function dispatchRoutes(deps: Deps, mail: MailSettings): Router {
  const routes = Router({ mergeParams: true });
  routes.post('/', (req, res) => createDispatch(deps, mail, req, res));
  routes.post('/:dispatchId/withdrawal', async (req, res) => {
    const id = param(req, 'dispatchId');
    const wrong = await conflictOf(() => withdrawDispatch(deps, matterOf(res).id, id, actorIn(res)));
    if (wrong) flash(req, 'error', wrong);
    else flash(req, 'done', 'The mail is withdrawn; it was not sent.');
    goTo(res, `/matters/${matterOf(res).id}/deliveries`);
  });
  routes.post('/:dispatchId/settlement', async (req, res) => {
    const id = param(req, 'dispatchId');
    const form = parseForm(settlementForm, req.body);
    if (!form.ok) {
      const again = { form: `settle-${id}`, status: 422, errors: form.errors, values: typed(req.body) };
      return showDeliveries(deps, mail, req, res, again);
    }
    const { outcome, reason } = form.value;
    const wrong = await conflictOf(() =>
      settleDispatch(deps, matterOf(res), id, { arrived: outcome === 'arrived', reason }, actorIn(res)),
    );
    if (wrong) flash(req, 'error', wrong);
    else
      flash(
        req,
        'done',
        outcome === 'arrived'
          ? 'It is recorded as sent. Attach the proof that it arrived below.'
          : 'It counts as not sent and may be mailed again.',
      );
    goTo(res, `/matters/${matterOf(res).id}/deliveries`);
  });
  return routes;
}

async function createDispatch(deps: Deps, mail: MailSettings, req: Request, res: Response): Promise<void> {
  const values = typed(req.body);
  const again = { form: 'mailing', values } as const;
  const form = parseForm(mailingForm, req.body);
  if (!form.ok) return showDeliveries(deps, mail, req, res, { ...again, status: 422, errors: form.errors });
  if (mail.server === null) {
    const errors = formError('No mail server is set, so nothing can be mailed from here. Nothing was saved.');
    return showDeliveries(deps, mail, req, res, { ...again, status: 409, errors });
  }
  const { mailBuildId, mailRecipient, mailAddress, mailSubject, mailWords, mailAgain } = form.value;
  const mailing = {
    ...{ buildId: mailBuildId, recipient: mailRecipient, address: mailAddress, subject: mailSubject },
    ...{ words: mailWords, isAgain: mailAgain },
  };
  try {
    await askDispatch(deps, matterOf(res).id, mail.server, mailing, actorIn(res));
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
    const isBefore = error instanceof SentBeforeError;
    const errors = isBefore ? fieldError('mailAgain', error.message) : formError(error.message);
    return showDeliveries(deps, mail, req, res, { ...again, status: 409, errors });
  }
  flash(
    req,
    'done',
    `It is on its way to ${mailAddress}. Until the mail server has taken it, it is not sent.`,
  );
  const warning = await addresseeWarning(deps.db, matterOf(res).id, mailing);
  if (warning !== null) flash(req, 'warn', warning);
  goTo(res, `/matters/${matterOf(res).id}/deliveries`);
}
