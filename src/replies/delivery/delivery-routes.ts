import { Router, type Request, type Response } from 'express';
import { actorIn } from '../../auth/signed-in.js';
import { matterOf } from '../../matters/matter-in-hand.js';
import { letterPath } from '../../letters/letter-drop.js';
import type { Deps } from '../../platform/deps.js';
import { ConflictError } from '../../platform/errors.js';
import { dayText, todayIn } from '../../platform/plain-date.js';
import type { MailSettings } from '../../reminders/mail-settings.js';
import { conflictOf } from '../../web/edit-conflict.js';
import { fieldError, formError, NO_ERRORS, parseForm, typed, type FormErrors } from '../../web/form.js';
import { BadRequestError } from '../../web/guards.js';
import { flash, goTo, linkTo, param } from '../../web/locals.js';
import { discardAll, receiveUpload } from '../../web/upload.js';
import { checkWarning } from './check-warning.js';
import { deliveryVoidForm, overrideForm, proofForm, sendingForm, warningCheckForm } from './delivery-form.js';
import { hourToComeText } from './delivery.js';
import { getDeliveryIn, getSetAside } from './delivery-store.js';
import { logAsLetter } from './log-as-letter.js';
import { recordSetAside } from './mail-as-sending.js';
import { overrideProof, proveDelivery } from './prove-delivery.js';
import { receiveSentMail } from './receive-sent-mail.js';
import type { ProofOutcome } from './proof-outcome.js';
import { deliveriesPath, showDeliveries } from './delivery-page.js';
import { recordSending, SentBeforeError, SentTooEarlyError, type SendingOutcome } from './record-sending.js';
import { voidDelivery } from './void-delivery.js';

/** What was sent of a matter, how, to whom, and its proof. */
export function deliveryRoutes(deps: Deps, mail: MailSettings): Router {
  const routes = Router({ mergeParams: true });
  routes.get('/', (req, res) => showDeliveries(deps, mail, req, res));
  routes.post('/', (req, res) => createSending(deps, mail, req, res));
  routes.post('/mail', (req, res) => receiveMail(deps, req, res));
  routes.post('/set-aside/:documentId/letter', async (req, res) => {
    const id = param(req, 'documentId');
    const wrong = await conflictOf(async () => {
      const letter = await logAsLetter(deps, matterOf(res), id, actorIn(res));
      flash(
        req,
        'done',
        `It is logged as ${letter.number}. Confirm who wrote it and when; then its demands.`,
      );
      goTo(res, letterPath(letter));
    });
    if (wrong === null) return;
    flash(req, 'warn', wrong);
    goTo(res, deliveriesPath(res));
  });
  routes.post('/set-aside/:documentId/sending', async (req, res) => {
    const id = param(req, 'documentId');
    const { name } = await getSetAside(deps.db, matterOf(res).id, id);
    tell(req, res, [{ name, outcome: await recordSetAside(deps, matterOf(res), id, actorIn(res)) }]);
  });
  routes.post('/:deliveryId/proof', (req, res) => receiveProof(deps, mail, req, res));
  routes.post('/:deliveryId/override', async (req, res) => {
    const matter = matterOf(res);
    const id = param(req, 'deliveryId');
    const sent = await getDeliveryIn(deps.db, matter.id, id);
    const form = parseForm(overrideForm, req.body);
    const values = typed(req.body);
    const errors = form.ok ? arrivalErrors(deps, matter.zone, form.value, sent) : form.errors;
    if (!form.ok || errors !== NO_ERRORS)
      return showDeliveries(deps, mail, req, res, { form: `override-${id}`, status: 422, errors, values });
    const met = await overrideProof(deps, matter, id, form.value, actorIn(res));
    flash(req, 'done', `It counts as delivered, as counsel asserts; it is not proven. ${metText(met)}`);
    goTo(res, deliveriesPath(res));
  });
  routes.post('/:deliveryId/check', (req, res) => receiveCheck(deps, mail, req, res));
  routes.post('/:deliveryId/voiding', async (req, res) => {
    const id = param(req, 'deliveryId');
    await getDeliveryIn(deps.db, matterOf(res).id, id);
    const form = parseForm(deliveryVoidForm, req.body);
    if (!form.ok) {
      const again = { form: `void-${id}`, status: 422, errors: form.errors, values: typed(req.body) };
      return showDeliveries(deps, mail, req, res, again);
    }
    const open = await voidDelivery(deps, matterOf(res).id, { id, ...form.value }, actorIn(res));
    flash(req, 'done', `The delivery is voided and stays on the record. ${reopenedText(open)}`);
    goTo(res, deliveriesPath(res));
  });
  return routes;
}

async function createSending(deps: Deps, mail: MailSettings, req: Request, res: Response): Promise<void> {
  const matter = matterOf(res);
  const values = typed(req.body);
  const form = parseForm(sendingForm, req.body);
  const errors = form.ok ? sendingErrors(deps, matter.zone, form.value) : form.errors;
  if (!form.ok || errors !== NO_ERRORS)
    return showDeliveries(deps, mail, req, res, { form: 'sending', status: 422, errors, values });
  const { again, ...sending } = form.value;
  try {
    tellSent(req, await recordSending(deps, matter, { ...sending, isAgain: again }, actorIn(res)));
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
    const again = { form: 'sending', status: 409, errors: refusalOf(error), values };
    return showDeliveries(deps, mail, req, res, again);
  }
  goTo(res, deliveriesPath(res));
}

function tellSent(req: Request, { problem, note }: SendingOutcome): void {
  if (problem !== null)
    return flash(
      req,
      'warn',
      `It is recorded as sent and meets no date. ${problem} Counsel decides below whether it counts, with a reason.`,
    );
  const recorded = 'It is recorded as sent. No date is met before there is proof of it: attach it below.';
  flash(req, note === null ? 'done' : 'warn', note === null ? recorded : `${recorded} ${note}`);
}

/** Each mail that was dropped has its own outcome; all of them are kept. */
async function receiveMail(deps: Deps, req: Request, res: Response): Promise<void> {
  const { fields, files } = await receiveUpload(req, res, deps.files);
  if (files.length === 0)
    throw new BadRequestError('Choose the mail that was sent, as a file like “sent.eml”.', 422);
  if (Object.keys(fields).some((name) => name !== '_csrf')) {
    await discardAll(deps.files, files);
    throw new BadRequestError('This form has a field that is not known; nothing was saved.', 422);
  }
  const outcomes: NamedOutcome[] = [];
  for (const file of files)
    outcomes.push({
      name: file.name,
      outcome: await receiveSentMail(deps, matterOf(res), file, actorIn(res)),
    });
  tell(req, res, outcomes);
}

async function receiveProof(deps: Deps, mail: MailSettings, req: Request, res: Response): Promise<void> {
  const matter = matterOf(res);
  const id = param(req, 'deliveryId');
  const sent = await getDeliveryIn(deps.db, matter.id, id);
  const { fields, files } = await receiveUpload(req, res, deps.files);
  const form = parseForm(proofForm, fields);
  const [file, ...more] = files;
  const again = async (status: number, errors: FormErrors): Promise<void> => {
    await discardAll(deps.files, files);
    await showDeliveries(deps, mail, req, res, {
      form: `proof-${id}`,
      status,
      errors,
      values: typed(fields),
    });
  };
  if (!form.ok) return again(422, form.errors);
  if (file === undefined || more.length > 0)
    return again(
      422,
      fieldError('files', 'Choose one file: the receipt, the tracking page or the sent mail'),
    );
  if (file.received.bytes === 0)
    return again(
      422,
      fieldError('files', `${file.name} has 0 bytes and proves nothing. Choose the file again.`),
    );
  const { deliveredOn, deliveredTime } = form.value;
  const errors = arrivalErrors(deps, matter.zone, { deliveredOn, deliveredTime }, sent);
  if (errors !== NO_ERRORS) return again(422, errors);
  const outcome = await proveDelivery(
    deps,
    matter,
    id,
    { arrived: file, deliveredOn, deliveredTime },
    actorIn(res),
  );
  tell(req, res, [{ name: file.name, outcome }]);
}

/** Counsel looked at one warning of a delivery. */
async function receiveCheck(deps: Deps, mail: MailSettings, req: Request, res: Response): Promise<void> {
  const { id: matterId } = matterOf(res);
  const { id: deliveryId } = await getDeliveryIn(deps.db, matterId, param(req, 'deliveryId'));
  const form = parseForm(warningCheckForm, req.body);
  const values = typed(req.body);
  const again = (status: number, errors: FormErrors): Promise<void> =>
    showDeliveries(deps, mail, req, res, {
      ...{ form: `check-${deliveryId}-${values['warning'] ?? ''}`, status, errors, values },
    });
  if (!form.ok) return again(422, form.errors);
  const { reason, ...seen } = form.value;
  const wrong = await conflictOf(() =>
    checkWarning(deps, matterId, { deliveryId, ...seen }, reason, actorIn(res)),
  );
  // The warning may be gone, and its form with it: what was typed stands in the words.
  if (wrong !== null) return again(409, formError(`${wrong} You typed: “${reason}”`));
  flash(req, 'done', 'The warning is marked as checked; it stays on the record with what you found.');
  goTo(res, deliveriesPath(res));
}

interface NamedOutcome {
  readonly name: string;
  readonly outcome: ProofOutcome;
}

/** What came of each file, on the page that it has changed, however it was sent up. */
function tell(req: Request, res: Response, outcomes: readonly NamedOutcome[]): void {
  for (const { name, outcome } of outcomes)
    flash(req, outcome.isProof && !outcome.isDoubtful ? 'done' : 'warn', `${name}: ${outcomeText(outcome)}`);
  if (req.accepts(['html', 'json']) !== 'json') return goTo(res, deliveriesPath(res));
  const files = outcomes.map(({ name, outcome }) => ({
    ...{ name, outcome: outcome.isProof ? 'kept' : 'unproved', text: outcomeText(outcome) },
  }));
  res.json({ files, href: linkTo(res, deliveriesPath(res)) });
}

/** What is wrong with the day and the hour of a sending. */
function sendingErrors(
  { clock }: Deps,
  zone: string,
  { sentOn, sentTime }: { readonly sentOn: string; readonly sentTime: string | null },
): FormErrors {
  const toCome = hourToComeText(clock.now(), sentOn, sentTime, zone);
  if (toCome !== null) return fieldError('sentTime', toCome);
  return dayErrors('sentOn', sentOn, null, todayIn(clock, zone));
}

/** What is wrong with the day and the hour of an arrival. */
function arrivalErrors(
  { clock }: Deps,
  zone: string,
  arrived: { readonly deliveredOn: string | null; readonly deliveredTime: string | null },
  sent: { readonly sentOn: string; readonly sentTime: string | null },
): FormErrors {
  const { deliveredOn: on, deliveredTime: time } = arrived;
  if (on === null) return NO_ERRORS;
  const toCome = hourToComeText(clock.now(), on, time, zone);
  if (toCome !== null) return fieldError('deliveredTime', toCome);
  if (time !== null && sent.sentTime !== null && on === sent.sentOn && time < sent.sentTime)
    return fieldError('deliveredTime', `It was sent at ${sent.sentTime}; it cannot have arrived before`);
  return dayErrors('deliveredOn', on, sent.sentOn, todayIn(clock, zone));
}

/** Why a sending was refused, beside the box it is about. */
function refusalOf(error: ConflictError): FormErrors {
  if (error instanceof SentTooEarlyError) return fieldError(error.field, error.message);
  return error instanceof SentBeforeError ? fieldError('again', error.message) : formError(error.message);
}

/** What is wrong with a day on which something was sent or delivered. */
function dayErrors(field: string, on: string, notBefore: string | null, today: string): FormErrors {
  if (on > today) return fieldError(field, 'This day has not come yet');
  if (notBefore !== null && on < notBefore)
    return fieldError(field, `It was sent on ${dayText(notBefore)}; it cannot have arrived before`);
  return NO_ERRORS;
}

function outcomeText({ isProof, text, metDates }: ProofOutcome): string {
  return isProof ? `${text} ${metText(metDates)}` : text;
}

function metText(met: number): string {
  if (met === 0) return 'No open date was waiting for it.';
  return met === 1 ? 'One date is met.' : `${met} dates are met.`;
}

function reopenedText(open: number): string {
  if (open === 0) return 'No date is open again.';
  return open === 1 ? 'One date is open again.' : `${open} dates are open again.`;
}
