import { Readable } from 'node:stream';
import { recordEvent } from '../audit/audit-store.js';
import type { Action } from '../audit/sentences.js';
import { getAccount } from '../auth/account-store.js';
import { actorOf } from '../auth/account.js';
import { downloadName } from '../bundles/bundle-view.js';
import { bundleNumber } from '../bundles/bundle.js';
import { recordKept } from '../documents/keep-document.js';
import { readKept } from '../documents/read-kept.js';
import { getMatter } from '../matters/matter-store.js';
import { inTransaction, type Tx } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { IntegrityError } from '../platform/errors.js';
import type { ReceivedFile } from '../platform/file-store.js';
import { dayIn } from '../platform/plain-date.js';
import type { MailServer, MailSettings } from '../reminders/mail-settings.js';
import { openPostman, type Outcome, type Postman } from '../reminders/postman.js';
import { raiseAlert } from './alert-unsent.js';
import { composeDispatch } from './compose-dispatch.js';
import { timeIn } from './delivery.js';
import { getApprovedFile, updateDelivery } from './delivery-store.js';
import { LARGEST_MAILED, type Dispatch } from './dispatch.js';
import { findWaiting, listAbandoned, updateAlert, updateDispatch } from './dispatch-store.js';
import { meetDatesOf } from './meet-dates.js';
import { sendIn } from './record-sending.js';
import { whyNotLeaving } from './why-not-leaving.js';

/** How long a mail stays its sender's without a sign of life. */
const LEASE_MS = 60_000;
const RENEW_MS = 15_000;
const MINUTE_MS = 60_000;
/** Minutes until the next try, the last one again and again. */
const BACK_OFF = [1, 2, 5, 15, 30, 60] as const;
const LOST = 'the sender was cut off between the message and the server’s answer';
const LARGEST_MESSAGE = 2 * LARGEST_MAILED;

/** A message that is ready, and what has to be kept before its first byte leaves. */
interface Ready {
  readonly message: Buffer;
  readonly received: ReceivedFile;
}

/**
 * Mails approved files that wait, one after the other. Each is claimed first, its exact message kept and noted as
 * being sent before its first byte, and noted as sent with the server's answer; what was cut off between those two
 * is in doubt and never sent again by itself. Returns how many the server accepted.
 */
export async function sendDispatches(deps: Deps, { server }: Pick<MailSettings, 'server'>): Promise<number> {
  await recoverDispatches(deps);
  if (server === null) return 0;
  const postman = openPostman(server);
  let accepted = 0;
  try {
    for (;;) {
      const claimed = await claimDispatch(deps);
      if (claimed === null) break;
      const outcome = await deliver(deps, claimed, server, postman);
      if (outcome.kind === 'accepted') accepted += 1;
      if (outcome.kind === 'later' && outcome.isServerDown) break;
    }
  } finally {
    postman.close();
  }
  return accepted;
}

/** What a sender that is gone left behind: not begun, it waits again; begun, it is in doubt. */
async function recoverDispatches(deps: Deps): Promise<void> {
  for (const dispatch of await listAbandoned(deps.db, deps.clock.machineNow()))
    if (dispatch.state === 'sending')
      await recordOutcome(deps, dispatch, { kind: 'doubt', reason: LOST }, null);
    else
      await inTransaction(deps, (tx) =>
        updateDispatch(tx, dispatch, ['claimed'], { state: 'waiting', leaseUntilMs: null }),
      );
}

async function claimDispatch(deps: Deps): Promise<Dispatch | null> {
  if ((await findWaiting(deps.db, deps.clock.machineNow())) === null) return null;
  return inTransaction(deps, async (tx) => {
    const dispatch = await findWaiting(tx, deps.clock.machineNow());
    if (dispatch === null) return null;
    const held = {
      state: 'claimed' as const,
      attempts: dispatch.attempts + 1,
      fence: dispatch.fence + 1,
      leaseUntilMs: deps.clock.machineNow() + LEASE_MS,
    };
    await updateDispatch(tx, dispatch, ['waiting'], held);
    return { ...dispatch, ...held };
  });
}

async function deliver(
  deps: Deps,
  dispatch: Dispatch,
  server: MailServer,
  postman: Postman,
): Promise<Outcome> {
  const renewal = setInterval(
    () =>
      void renewLease(deps, dispatch).catch((error: unknown) =>
        deps.log.warn({ err: error }, 'lease not renewed'),
      ),
    RENEW_MS,
  );
  try {
    const ready = await prepare(deps, dispatch, server);
    const outcome: Outcome =
      typeof ready === 'string'
        ? { kind: 'refused', answer: ready }
        : await postman.send({ from: server.from, to: dispatch.address }, ready.message, () =>
            beginSending(deps, dispatch, ready.received),
          );
    await recordOutcome(deps, dispatch, outcome, typeof ready === 'string' ? null : ready.received);
    return outcome;
  } finally {
    clearInterval(renewal);
  }
}

/** The message with the exact approved bytes, kept in the store; or why there is none, as a sentence. */
async function prepare(deps: Deps, dispatch: Dispatch, server: MailServer): Promise<Ready | string> {
  const file = await getApprovedFile(deps.db, dispatch.matterId, dispatch.buildId);
  const why = await whyNotLeaving(deps.db, dispatch.matterId, file.bundleId);
  if (why !== null) return why;
  const { name: sender, email: replyTo } = await getAccount(deps.db, dispatch.askedBy);
  try {
    const pieces: Buffer[] = [];
    for await (const piece of await deps.files.read(file.pdfSha256))
      pieces.push(Buffer.from(piece as Uint8Array));
    const pdf = Buffer.concat(pieces);
    const fileName = downloadName(file.title, 'pdf');
    const at = deps.clock.now();
    const message = await composeDispatch(dispatch, { server, sender, replyTo, pdf, fileName, at });
    const received = await deps.files.receive(Readable.from([message]), LARGEST_MESSAGE);
    await deps.files.keep(received);
    return { message, received };
  } catch (error) {
    if (!(error instanceof IntegrityError)) throw error;
    return 'The approved file is missing or damaged.';
  }
}

/** The last look before the first byte: still ours, and the file may still leave. */
async function beginSending(deps: Deps, dispatch: Dispatch, received: ReceivedFile): Promise<boolean> {
  return inTransaction(deps, async (tx) => {
    const file = await getApprovedFile(tx, dispatch.matterId, dispatch.buildId);
    if ((await whyNotLeaving(tx, dispatch.matterId, file.bundleId)) !== null) return false;
    return updateDispatch(tx, dispatch, ['claimed'], {
      state: 'sending',
      messageSha256: received.sha256,
      messageBytes: received.bytes,
      leaseUntilMs: deps.clock.machineNow() + LEASE_MS,
    });
  });
}

async function renewLease(deps: Deps, dispatch: Dispatch): Promise<void> {
  const leaseUntilMs = deps.clock.machineNow() + LEASE_MS;
  await inTransaction(deps, (tx) => updateDispatch(tx, dispatch, ['claimed', 'sending'], { leaseUntilMs }));
}

async function recordOutcome(
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
  const by = actorOf(await getAccount(tx, dispatch.askedBy));
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
  await updateDelivery(tx, delivery, {
    deliveredOn: sentOn,
    proofDocumentId: proofId,
    matchedSha256: file.pdfSha256,
    messageId,
    proofFacts: JSON.stringify({ differs: [], answer }),
  });
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
  const outcome = 'the approved file, to the byte, taken by the mail server';
  const detail = { number, outcome, deliveredOn: sentOn, sha256: received.sha256 };
  await recordEvent(tx, { by, ...of, action: 'delivery.proved', subject: delivery.id, detail });
  await meetDatesOf(tx, matterId, { ...delivery, deliveredOn: sentOn }, by, at);
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
  await updateAlert(tx, id, await raiseAlert(tx, { matterId, zone, title, why }, askedBy, at));
}
