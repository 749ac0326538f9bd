import { recordEvent } from '../../audit/audit-store.js';
import type { Actor } from '../../audit/event.js';
import type { Action } from '../../audit/sentences.js';
import { getAccount } from '../../auth/account-store.js';
import { actorOf } from '../../auth/account.js';
import { bundleNumber } from '../../bundles/bundle.js';
import { recordKept } from '../../documents/keep-document.js';
import { readKept } from '../../documents/read-kept.js';
import { getMatter, listTeam } from '../../matters/matter-store.js';
import { inTransaction, type Tx } from '../../platform/database.js';
import type { Deps } from '../../platform/deps.js';
import type { ReceivedFile } from '../../platform/file-store.js';
import { dayIn } from '../../platform/plain-date.js';
import type { Outcome } from '../../reminders/postman.js';
import { raiseAlert } from './alert-unsent.js';
import { recordHeld } from '../delivery/accept-proof.js';
import { timeIn } from '../delivery/delivery.js';
import { storedFacts } from '../delivery/proof-facts.js';
import { getApprovedFile, updateDelivery } from '../delivery/delivery-store.js';
import { checkAddressee } from './check-addressee.js';
import type { Dispatch } from './dispatch.js';
import { updateAlert, updateDispatch } from './dispatch-store.js';
import { endReturned } from '../delivery/end-returned.js';
import { meetDatesOf } from '../delivery/meet-dates.js';
import { sendIn } from '../delivery/record-sending.js';

const MINUTE_MS = 60_000;
/** Minutes until the next try, the last one again and again. */
const BACK_OFF = [1, 2, 5, 15, 30, 60] as const;

/** What became of a mail, on record with everything that follows from it. `received` is the message that was sent. */
export async function recordOutcome(
  deps: Deps,
  dispatch: Dispatch,
  outcome: Outcome,
  received: ReceivedFile | null,
): Promise<void> {
  const at = deps.clock.now();
  const unread = await inTransaction(deps, async (tx): Promise<readonly (string | null)[]> => {
    switch (outcome.kind) {
      case 'accepted':
        return received === null ? [] : recordSent(tx, dispatch, outcome.answer, received, at);
      case 'refused':
        await recordUnsent(tx, dispatch, 'failed', outcome.answer, at);
        return [];
      case 'doubt':
        await recordUnsent(tx, dispatch, 'in-doubt', outcome.reason, at);
        return [];
      case 'later':
        await recordLater(deps, tx, dispatch, outcome.reason, at);
        return [];
      case 'abandoned':
        await updateDispatch(tx, dispatch, ['claimed'], { state: 'waiting', leaseUntilMs: null });
        return [];
    }
  });
  for (const id of unread) if (id !== null) await readKept(deps, id);
}

/** Sent: the delivery is on record with the exact message and the server's answer as its proof. */
async function recordSent(
  tx: Tx,
  dispatch: Dispatch,
  answer: string,
  received: ReceivedFile,
  at: string,
): Promise<(string | null)[]> {
  const { matterId, buildId, recipient, address, messageId } = dispatch;
  // The mail has left: what comes of it must not be lost, though the matter was closed meanwhile.
  const by: Actor = { ...actorOf(await getAccount(tx, dispatch.askedBy)), isFinishing: true };
  const { zone } = await getMatter(tx, matterId);
  const file = await getApprovedFile(tx, matterId, buildId);
  const sentOn = dayIn(at, zone);
  const sending = {
    buildId,
    method: 'email',
    recipient,
    address,
    sentOn,
    sentTime: timeIn(at, zone),
  } as const;
  // The message has gone: whatever else was recorded meanwhile, this is recorded too.
  const { delivery, unreadDocumentId } = await sendIn(
    tx,
    matterId,
    { ...sending, tracking: messageId, isAgain: true },
    by,
    at,
  );
  const name = `Mail to ${address}, ${sentOn}.eml`;
  const proofId = await recordKept(tx, { name, received }, { matterId }, by, at);
  const { problem, note } = await checkAddressee(tx, matterId, file, { recipient, address });
  const isHeld = problem !== null;
  const proof = { matchedSha256: file.pdfSha256, messageId };
  await updateDelivery(
    tx,
    delivery,
    isHeld
      ? { ...proof, proofFacts: storedFacts({ answer, held: { documentId: proofId, why: [problem] } }) }
      : {
          ...proof,
          deliveredOn: sentOn,
          deliveredTime: sending.sentTime,
          proofDocumentId: proofId,
          proofFacts: storedFacts({ answer, differs: note === null ? [] : [note] }),
        },
  );
  const number = bundleNumber(file.number);
  await updateDispatch(tx, dispatch, ['claimed', 'sending', 'in-doubt'], {
    ...{ state: 'sent', answer, reason: null, endedAt: at, leaseUntilMs: null, deliveryId: delivery.id },
  });
  const of = { at, matterId } as const;
  await recordEvent(tx, {
    by: null,
    ...of,
    action: 'dispatch.sent',
    subject: dispatch.id,
    detail: { number },
  });
  if (isHeld) {
    await recordHeld(tx, matterId, delivery, file, received.sha256, by, at);
    return [unreadDocumentId, proofId];
  }
  const outcome = 'the approved file, to the byte, taken by the mail server';
  const detail = { number, outcome, deliveredOn: sentOn, sha256: received.sha256 };
  await recordEvent(tx, { by, ...of, action: 'delivery.proved', subject: delivery.id, detail });
  await endReturned(tx, delivery, by, at);
  await meetDatesOf(
    tx,
    matterId,
    { ...delivery, deliveredOn: sentOn, deliveredTime: sending.sentTime },
    by,
    at,
  );
  return [unreadDocumentId, proofId];
}

const ENDS = {
  failed: 'dispatch.failed',
  'in-doubt': 'dispatch.doubted',
} as const satisfies Record<string, Action>;

async function recordUnsent(
  tx: Tx,
  dispatch: Dispatch,
  state: keyof typeof ENDS,
  reason: string,
  at: string,
): Promise<void> {
  const from = state === 'in-doubt' ? (['sending'] as const) : (['claimed', 'sending'] as const);
  const isEnded = await updateDispatch(tx, dispatch, from, {
    ...{ state, reason, endedAt: at, leaseUntilMs: null },
  });
  if (!isEnded) return;
  const file = await getApprovedFile(tx, dispatch.matterId, dispatch.buildId);
  const { id: subject, matterId } = dispatch;
  const detail = {
    number: bundleNumber(file.number),
    why: state === 'failed' ? 'it was refused' : 'no answer came',
  };
  await recordEvent(tx, { by: null, at, action: ENDS[state], subject, matterId, detail });
  const title =
    state === 'failed'
      ? `Not sent: “${file.title}” to ${dispatch.recipient}`
      : `In doubt whether it was sent: “${file.title}” to ${dispatch.recipient}`;
  await alertOnce(tx, dispatch, title, reason, at);
}

async function recordLater(
  deps: Deps,
  tx: Tx,
  dispatch: Dispatch,
  reason: string,
  at: string,
): Promise<void> {
  const minutes = BACK_OFF[Math.min(dispatch.attempts, BACK_OFF.length) - 1] ?? BACK_OFF[0];
  const isWaiting = await updateDispatch(tx, dispatch, ['claimed', 'sending'], {
    ...{ state: 'waiting', leaseUntilMs: null, reason },
    retryMs: deps.clock.machineNow() + minutes * MINUTE_MS,
  });
  if (!isWaiting) return;
  const file = await getApprovedFile(tx, dispatch.matterId, dispatch.buildId);
  await alertOnce(tx, dispatch, `Not sent yet: “${file.title}” to ${dispatch.recipient}`, reason, at);
}

async function alertOnce(tx: Tx, dispatch: Dispatch, title: string, why: string, at: string): Promise<void> {
  if (dispatch.alertId !== null) return;
  const { id, matterId, askedBy } = dispatch;
  const { zone } = await getMatter(tx, matterId);
  const responsible = await whoIsTold(tx, matterId, askedBy);
  await updateAlert(tx, id, await raiseAlert(tx, { matterId, zone, title, why, responsible }, askedBy, at));
}

/** Whoever asked for the mail, while they work on the matter; else counsel on it. */
async function whoIsTold(tx: Tx, matterId: string, askedBy: string): Promise<string | null> {
  const team = (await listTeam(tx, matterId)).filter(({ isOff, access }) => !isOff && access !== 'viewer');
  const told =
    team.find(({ accountId }) => accountId === askedBy) ?? team.find(({ role }) => role === 'counsel');
  return told?.accountId ?? null;
}
