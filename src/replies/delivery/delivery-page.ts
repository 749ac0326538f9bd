import type { Request, Response } from 'express';
import { accountOf } from '../../auth/signed-in.js';
import { bundleNumber } from '../../bundles/bundle.js';
import { canWrite, matterOf } from '../../matters/matter-in-hand.js';
import { listTeam, type TeamMember } from '../../matters/matter-store.js';
import { choices, type Matter } from '../../matters/matter.js';
import { listParties } from '../../people/person-store.js';
import type { Deps } from '../../platform/deps.js';
import { dayText, instantText, todayIn } from '../../platform/plain-date.js';
import type { MailSettings } from '../../reminders/mail-settings.js';
import { NO_ERRORS, type FormErrors } from '../../web/form.js';
import { queryText } from '../../web/locals.js';
import { renderPage } from '../../web/page.js';
import { fingerprintOf } from '../fingerprint.js';
import { allWarnings, warningsNow } from './check-now.js';
import { listDeliveryChecks, type DeliveryCheck } from './delivery-check-store.js';
import { isProved, provesSending, METHODS, type ApprovedFile } from './delivery.js';
import { DISPOSITION_WORDS, type Disposition } from './delivery-report.js';
import { asideRows, type AsideRow } from './aside-rows.js';
import {
  listApprovedFiles,
  listDeliveries,
  listDeliveryPapers,
  type ListedDelivery,
} from './delivery-store.js';
import { heldIn, proofFactsOf } from './proof-facts.js';
import { DISPATCH_STATES, type Dispatch } from '../dispatch/dispatch.js';
import { whyNotLeaving } from '../dispatch/why-not-leaving.js';
import { listUnsent } from '../dispatch/dispatch-store.js';
import { getReplyIn } from '../reply-store.js';

/** One form of the page that did not pass, with what was typed in it. */
export interface Again {
  readonly form: string;
  readonly status: number;
  readonly errors: FormErrors;
  readonly values: Readonly<Record<string, string>>;
}

const PAPERS = {
  receipt: 'Delivery receipt',
  bounce: 'Report: did not arrive',
  delay: 'Report: not arrived yet',
} as const;

export function deliveriesPath(res: Response): string {
  return `/matters/${matterOf(res).id}/deliveries`;
}

/** What was sent, what waits to be sent, and the forms for both. */
export async function showDeliveries(
  deps: Deps,
  mail: MailSettings,
  req: Request,
  res: Response,
  again?: Again,
): Promise<void> {
  const matter = matterOf(res);
  const files = await listApprovedFiles(deps.db, matter.id);
  const deliveries = await listDeliveries(deps.db, matter.id);
  const sent = new Set(deliveries.filter(counts).map(({ buildId }) => buildId));
  const papers = await listDeliveryPapers(deps.db, matter.id);
  const aside = await asideRows(deps, matter, { deliveries, files });
  const checks = await listDeliveryChecks(deps.db, matter.id);
  const now = await warningsNow(deps.db, matter.id, deliveries);
  // One that failed and has reached its addressee since is of the past; the audit log has it.
  const unsent = (await listUnsent(deps.db, matter.id)).filter(
    ({ state, alertId }) => state !== 'failed' || alertId !== null,
  );
  const today = todayIn(deps.clock, matter.zone);
  const team = await listTeam(deps.db, matter.id);
  const held = await heldBack(deps, matter.id, files, sent);
  const next = files.find(({ buildId }) => !sent.has(buildId)) ?? files[0];
  renderPage(
    req,
    res,
    'deliveries/list',
    {
      title: 'What was sent',
      tab: 'bundles',
      status: again?.status ?? 200,
      // Until the mail in hand has its answer the page looks again by itself.
      refreshSeconds: again === undefined && unsent.some(isUnderWay) ? 5 : 0,
    },
    {
      path: deliveriesPath(res),
      deliveries: deliveries.map((delivery) => ({
        ...deliveryRow(delivery, matter.id, papers, aside),
        warnings: warningsOf(delivery, allWarnings(delivery, now), checks, matter.zone),
      })),
      setAside: aside.filter(({ deliveryId }) => deliveryId === null),
      unsent: unsent.map((dispatch) => dispatchRow(dispatch, matter.zone)),
      files: files.map((file) => ({ value: file.buildId, text: fileText(file, sent.has(file.buildId)) })),
      held,
      mailable: files
        .filter(({ bundleId }) => !held.some((one) => one.bundleId === bundleId))
        .map((file) => ({ value: file.buildId, text: fileText(file, sent.has(file.buildId)) })),
      waiting: files
        .filter(({ buildId }) => !sent.has(buildId))
        .map((file) => ({
          path: `/matters/${matter.id}/bundles/${file.bundleId}`,
          title: file.title,
          sha256: file.pdfSha256,
          fingerprint: file.volumes.length > 0 ? null : fingerprintOf(file.title, file.pdfSha256),
        })),
      methods: choices(METHODS),
      canWrite: canWrite(res),
      isCounsel: accountOf(res).role === 'counsel',
      whoVoids: onlyCounsel(team, 'void it'),
      whoChecks: onlyCounsel(team, 'say that it is checked'),
      whoDecides: onlyCounsel(team, 'decide whether it counts'),
      zone: matter.zone,
      failed: again?.form ?? '',
      errors: again?.errors ?? NO_ERRORS,
      values: again?.values ?? {},
      start: { buildId: queryText(req, 'build') ?? next?.buildId ?? '', sentOn: today, method: '' },
      isBefore: again?.errors['again'] !== undefined,
      mailFrom: mail.server?.from ?? null,
      mailStart: await mailValues(deps, matter, next ?? null),
      isMailedBefore: again?.errors['mailAgain'] !== undefined,
    },
  );
}

/** Approved files that were not sent and may not leave any more, each with the sentence why. */
async function heldBack(
  { db }: Deps,
  matterId: string,
  files: readonly ApprovedFile[],
  sent: ReadonlySet<string>,
): Promise<{ bundleId: string; path: string; title: string; why: string }[]> {
  const held: { bundleId: string; path: string; title: string; why: string }[] = [];
  for (const { bundleId, buildId, title } of files) {
    const why = sent.has(buildId) ? null : await whyNotLeaving(db, matterId, bundleId);
    const path = `/matters/${matterId}/bundles/${bundleId}/builds/${buildId}`;
    if (why !== null) held.push({ bundleId, path, title, why });
  }
  return held;
}

function deliveryRow(
  delivery: ListedDelivery,
  matterId: string,
  papers: Awaited<ReturnType<typeof listDeliveryPapers>>,
  aside: readonly AsideRow[],
) {
  const proof = delivery.proofDocumentId;
  const { answer, tied, held } = proofFactsOf(delivery);
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
    delivered:
      delivery.deliveredOn === null
        ? null
        : `${dayText(delivery.deliveredOn)}${delivery.deliveredTime === null ? '' : `, ${delivery.deliveredTime}`}`,
    isProved: isProved(delivery),
    isSendingProof: provesSending(delivery),
    proof: proof === null ? null : { path: `/documents/${proof}`, name: delivery.proofName ?? 'the proof' },
    voided: delivery.voidReason,
    refuted: delivery.refutedWhy,
    answer,
    tied,
    isHeld: held !== null,
    mail: held === null || held.documentId === null ? null : { path: `/documents/${held.documentId}` },
    papers: papers.filter(({ deliveryId }) => deliveryId === delivery.id).map(paperRow),
    aside: aside.filter(({ deliveryId }) => deliveryId === delivery.id),
    override: delivery.overrideReason,
    version: delivery.version,
    sha256: delivery.pdfSha256 ?? '',
    by: delivery.recordedByName,
  };
}

/** What a person should look at in a delivery, and who did. */
function warningsOf(
  delivery: ListedDelivery,
  warnings: readonly string[],
  checks: readonly DeliveryCheck[],
  zone: string,
) {
  const isHeld = heldIn(delivery) !== null;
  const { held } = proofFactsOf(delivery);
  return warnings.map((words, index) => {
    const check = checks.find((one) => one.deliveryId === delivery.id && one.warning === words);
    const isOfHeld = index < (held?.why.length ?? 0);
    return {
      seen: words,
      words: isOfHeld && isHeld ? `${words} It meets no date until counsel decides.` : words,
      // Counsel’s decision that it counts all the same stands above it, with the reason.
      isDecided: isOfHeld && !isHeld,
      checked:
        check === undefined
          ? null
          : { reason: check.reason, by: `${check.checkedByName}, ${instantText(check.checkedAt, zone)}` },
    };
  });
}

function paperRow(paper: Awaited<ReturnType<typeof listDeliveryPapers>>[number]) {
  const { kind, disposition, isInferred, name, documentId } = paper;
  const said = isDisposition(disposition) ? DISPOSITION_WORDS[disposition] : null;
  const matched = isInferred === 1 ? 'matched by the address alone' : null;
  return {
    kind: said === null ? PAPERS[kind] : 'Read receipt',
    note: [said, matched].filter((one) => one !== null).join('; '),
    ...{ name, path: `/documents/${documentId}` },
  };
}

function isDisposition(word: string | null): word is Disposition {
  return word !== null && word in DISPOSITION_WORDS;
}

function dispatchRow(dispatch: Awaited<ReturnType<typeof listUnsent>>[number], zone: string) {
  return {
    id: dispatch.id,
    title: dispatch.bundleTitle,
    state: dispatch.state,
    stateText: DISPATCH_STATES[dispatch.state],
    recipient: dispatch.recipient,
    address: dispatch.address,
    reason: dispatch.reason,
    asked: `${dispatch.askedByName}, ${instantText(dispatch.askedAt, zone)}`,
    tries: dispatch.attempts,
  };
}

/** What a mail begins with: the addressee as the record knows them, and few words. */
async function mailValues(
  deps: Deps,
  matter: Matter,
  file: ApprovedFile | null,
): Promise<Readonly<Record<string, string>>> {
  if (file === null) return {};
  const theirs = (await listParties(deps.db, matter.id)).filter(
    ({ side, email }) => side === 'theirs' && email,
  );
  const to = theirs.find(({ capacity }) => capacity === 'counsel') ?? theirs[0];
  const reply = file.replyId === null ? null : await getReplyIn(deps.db, matter.id, file.replyId);
  return {
    mailBuildId: file.buildId,
    mailRecipient: to?.name ?? '',
    mailAddress: to?.email ?? '',
    mailSubject: reply?.subject ?? file.title,
    mailWords: 'Please see the attached.',
  };
}

/** Whom to ask for what only counsel does. */
function onlyCounsel(team: readonly TeamMember[], what: string): string {
  const counsel = team.filter(
    ({ role, access, isOff }) => role === 'counsel' && access !== 'viewer' && !isOff,
  );
  if (counsel.length === 0) return `Only counsel can ${what}, and no counsel works on this matter yet.`;
  return `Only counsel can ${what}: ask ${counsel.map(({ name }) => name).join(' or ')}.`;
}

/** Stands as sent: neither voided nor returned. */
function counts({ voidedAt, refutedAt }: Pick<ListedDelivery, 'voidedAt' | 'refutedAt'>): boolean {
  return voidedAt === null && refutedAt === null;
}

function isUnderWay({ state, reason }: Pick<Dispatch, 'state' | 'reason'>): boolean {
  return state === 'claimed' || state === 'sending' || (state === 'waiting' && reason === null);
}

function fileText(file: ApprovedFile, isSent: boolean): string {
  return `${bundleNumber(file.number)} ${file.title}, ${file.pages ?? 0} pages${isSent ? ' (sent before)' : ''}`;
}
