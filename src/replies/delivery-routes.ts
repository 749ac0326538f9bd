import { Router, type Request, type Response } from 'express';
import { accountOf, actorIn } from '../auth/signed-in.js';
import { bundleNumber } from '../bundles/bundle.js';
import { canWrite, matterOf } from '../matters/matter-in-hand.js';
import { choices } from '../matters/matter.js';
import type { Deps } from '../platform/deps.js';
import { ConflictError } from '../platform/errors.js';
import { dayText, todayIn } from '../platform/plain-date.js';
import { fieldError, formError, NO_ERRORS, parseForm, typed, type FormErrors } from '../web/form.js';
import { BadRequestError } from '../web/guards.js';
import { flash, goTo, linkTo, param, queryText } from '../web/locals.js';
import { renderPage } from '../web/page.js';
import { discardAll, receiveUpload } from '../web/upload.js';
import { isProved, METHODS, type ApprovedFile } from './delivery.js';
import { deliveryVoidForm, overrideForm, proofForm, sendingForm } from './delivery-form.js';
import { getDeliveryIn, listApprovedFiles, listDeliveries, type ListedDelivery } from './delivery-store.js';
import { overrideProof, proveDelivery, receiveSentMail, type ProofOutcome } from './prove-delivery.js';
import { recordSending, SentBeforeError } from './record-sending.js';
import { voidDelivery } from './void-delivery.js';

/** One form of the page that did not pass, with what was typed in it. */
interface Again {
  readonly form: string;
  readonly status: number;
  readonly errors: FormErrors;
  readonly values: Readonly<Record<string, string>>;
}

/** What was sent of a matter, how, to whom, and its proof. */
export function deliveryRoutes(deps: Deps): Router {
  const routes = Router({ mergeParams: true });
  routes.get('/', (req, res) => showDeliveries(deps, req, res));
  routes.post('/', (req, res) => createSending(deps, req, res));
  routes.post('/mail', (req, res) => receiveMail(deps, req, res));
  routes.post('/:deliveryId/proof', (req, res) => receiveProof(deps, req, res));
  routes.post('/:deliveryId/override', async (req, res) => {
    const matter = matterOf(res);
    const id = param(req, 'deliveryId');
    const { sentOn } = await getDeliveryIn(deps.db, matter.id, id);
    const form = parseForm(overrideForm, req.body);
    const values = typed(req.body);
    const today = todayIn(deps.clock, matter.zone);
    const errors = form.ok ? dayErrors('deliveredOn', form.value.deliveredOn, sentOn, today) : form.errors;
    if (!form.ok || errors !== NO_ERRORS)
      return showDeliveries(deps, req, res, { form: `override-${id}`, status: 422, errors, values });
    const met = await overrideProof(deps, matter, id, form.value, actorIn(res));
    flash(req, 'done', `It counts as delivered, by counsel’s word. ${metText(met)}`);
    goTo(res, deliveriesPath(res));
  });
  routes.post('/:deliveryId/voiding', async (req, res) => {
    const id = param(req, 'deliveryId');
    await getDeliveryIn(deps.db, matterOf(res).id, id);
    const form = parseForm(deliveryVoidForm, req.body);
    if (!form.ok) {
      const again = { form: `void-${id}`, status: 422, errors: form.errors, values: typed(req.body) };
      return showDeliveries(deps, req, res, again);
    }
    const open = await voidDelivery(deps, matterOf(res).id, { id, ...form.value }, actorIn(res));
    flash(req, 'done', `The delivery is voided and stays on the record. ${reopenedText(open)}`);
    goTo(res, deliveriesPath(res));
  });
  return routes;
}

async function createSending(deps: Deps, req: Request, res: Response): Promise<void> {
  const matter = matterOf(res);
  const values = typed(req.body);
  const form = parseForm(sendingForm, req.body);
  const today = todayIn(deps.clock, matter.zone);
  const errors = form.ok ? dayErrors('sentOn', form.value.sentOn, null, today) : form.errors;
  if (!form.ok || errors !== NO_ERRORS)
    return showDeliveries(deps, req, res, { form: 'sending', status: 422, errors, values });
  const { again, ...sending } = form.value;
  try {
    await recordSending(deps, matter.id, { ...sending, isAgain: again }, actorIn(res));
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
    const words =
      error instanceof SentBeforeError ? fieldError('again', error.message) : formError(error.message);
    return showDeliveries(deps, req, res, { form: 'sending', status: 409, errors: words, values });
  }
  flash(
    req,
    'done',
    'It is recorded as sent. No date is met before there is proof of delivery: attach it below.',
  );
  goTo(res, deliveriesPath(res));
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
  const outcomes: { name: string; outcome: ProofOutcome }[] = [];
  for (const file of files)
    outcomes.push({
      name: file.name,
      outcome: await receiveSentMail(deps, matterOf(res), file, actorIn(res)),
    });
  if (req.accepts(['html', 'json']) === 'json')
    return void res.json({
      files: outcomes.map(({ name, outcome }) => ({
        name,
        outcome: outcome.isProof ? 'kept' : 'marked',
        text: outcomeText(outcome),
      })),
      href: linkTo(res, deliveriesPath(res)),
    });
  for (const { name, outcome } of outcomes)
    flash(req, outcome.isProof ? 'done' : 'warn', `${name}: ${outcomeText(outcome)}`);
  goTo(res, deliveriesPath(res));
}

async function receiveProof(deps: Deps, req: Request, res: Response): Promise<void> {
  const matter = matterOf(res);
  const id = param(req, 'deliveryId');
  const { sentOn } = await getDeliveryIn(deps.db, matter.id, id);
  const { fields, files } = await receiveUpload(req, res, deps.files);
  const form = parseForm(proofForm, fields);
  const [file, ...more] = files;
  const again = async (status: number, errors: FormErrors): Promise<void> => {
    await discardAll(deps.files, files);
    await showDeliveries(deps, req, res, { form: `proof-${id}`, status, errors, values: typed(fields) });
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
  const { deliveredOn } = form.value;
  const errors =
    deliveredOn === null
      ? NO_ERRORS
      : dayErrors('deliveredOn', deliveredOn, sentOn, todayIn(deps.clock, matter.zone));
  if (errors !== NO_ERRORS) return again(422, errors);
  const outcome = await proveDelivery(deps, matter, id, { arrived: file, deliveredOn }, actorIn(res));
  if (req.accepts(['html', 'json']) === 'json')
    return void res.json({
      files: [{ name: file.name, outcome: outcome.isProof ? 'kept' : 'marked', text: outcomeText(outcome) }],
      href: linkTo(res, deliveriesPath(res)),
    });
  flash(req, outcome.isProof ? 'done' : 'warn', `${file.name}: ${outcomeText(outcome)}`);
  goTo(res, deliveriesPath(res));
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
  if (open === 0) return 'No date was met by it alone.';
  return open === 1 ? 'One date is open again.' : `${open} dates are open again.`;
}

function deliveriesPath(res: Response): string {
  return `/matters/${matterOf(res).id}/deliveries`;
}

async function showDeliveries(deps: Deps, req: Request, res: Response, again?: Again): Promise<void> {
  const matter = matterOf(res);
  const files = await listApprovedFiles(deps.db, matter.id);
  const deliveries = await listDeliveries(deps.db, matter.id);
  const sent = new Set(deliveries.filter(({ voidedAt }) => voidedAt === null).map(({ buildId }) => buildId));
  const today = todayIn(deps.clock, matter.zone);
  const next = files.find(({ buildId }) => !sent.has(buildId)) ?? files[0];
  renderPage(
    req,
    res,
    'replies/deliveries',
    { title: 'What was sent', tab: 'bundles', status: again?.status ?? 200 },
    {
      path: deliveriesPath(res),
      deliveries: deliveries.map((delivery) => deliveryRow(delivery, matter.id)),
      files: files.map((file) => ({ value: file.buildId, text: fileText(file, sent.has(file.buildId)) })),
      waiting: files
        .filter(({ buildId }) => !sent.has(buildId))
        .map((file) => ({
          path: `/matters/${matter.id}/bundles/${file.bundleId}`,
          title: file.title,
          sha256: file.pdfSha256,
        })),
      methods: choices(METHODS),
      canWrite: canWrite(res),
      isCounsel: accountOf(res).role === 'counsel',
      failed: again?.form ?? '',
      errors: again?.errors ?? NO_ERRORS,
      values: again?.values ?? {},
      start: { buildId: queryText(req, 'build') ?? next?.buildId ?? '', sentOn: today, method: '' },
      isBefore: again?.errors['again'] !== undefined,
    },
  );
}

function deliveryRow(delivery: ListedDelivery, matterId: string) {
  const proof = delivery.proofDocumentId;
  return {
    id: delivery.id,
    bundle: {
      path: `/matters/${matterId}/bundles/${delivery.bundleId}`,
      text: `${bundleNumber(delivery.bundleNumber)} ${delivery.bundleTitle}`,
    },
    method: METHODS[delivery.method],
    recipient: delivery.recipient,
    address: delivery.address,
    sent: dayText(delivery.sentOn),
    sentIso: delivery.sentOn,
    time: delivery.sentTime,
    tracking: delivery.tracking,
    delivered: delivery.deliveredOn === null ? null : dayText(delivery.deliveredOn),
    isProved: isProved(delivery),
    isMatched: delivery.matchedSha256 !== null,
    proof: proof === null ? null : { path: `/documents/${proof}`, name: delivery.proofName ?? 'the proof' },
    voided: delivery.voidReason,
    override: delivery.overrideReason,
    differs: differsOf(delivery.proofFacts),
    sha256: delivery.pdfSha256 ?? '',
    by: delivery.recordedByName,
  };
}

function differsOf(facts: string): string[] {
  const parsed: unknown = JSON.parse(facts);
  if (typeof parsed !== 'object' || parsed === null || !('differs' in parsed)) return [];
  return Array.isArray(parsed.differs) ? parsed.differs.map(String) : [];
}

function fileText(file: ApprovedFile, isSent: boolean): string {
  return `${bundleNumber(file.number)} ${file.title}, ${file.pages ?? 0} pages${isSent ? ' (sent before)' : ''}`;
}
