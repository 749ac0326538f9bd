import { Readable } from 'node:stream';
import { getAccount } from '../../auth/account-store.js';
import { downloadName } from '../../bundles/bundle-view.js';
import { inTransaction } from '../../platform/database.js';
import type { Deps } from '../../platform/deps.js';
import { IntegrityError } from '../../platform/errors.js';
import type { ReceivedFile } from '../../platform/file-store.js';
import type { MailServer, MailSettings } from '../../reminders/mail-settings.js';
import { openPostman, type Outcome, type Postman } from '../../reminders/postman.js';
import { fingerprintOf } from '../fingerprint.js';
import { composeDispatch } from './compose-dispatch.js';
import { getApprovedFile } from '../delivery/delivery-store.js';
import { LARGEST_MAILED, type Dispatch } from './dispatch.js';
import { findWaiting, listAbandoned, updateDispatch } from './dispatch-store.js';
import { recordOutcome } from './record-dispatch.js';
import { whyHeld, whyNotLeaving, whyNotNeeded } from './why-not-leaving.js';

/** How long a mail stays its sender's without a sign of life. */
const LEASE_MS = 60_000;
const RENEW_MS = 15_000;
const LOST = 'the sender was cut off between the message and the server’s answer';
const LARGEST_MESSAGE = 2 * LARGEST_MAILED;

/** A message that is ready, and what has to be kept before its first byte leaves. */
interface Ready {
  readonly message: Buffer;
  readonly received: ReceivedFile;
}

/**
 * Mails approved files that wait, one after the other, until `stop` is aborted. Each is claimed first, its exact message kept and noted as
 * being sent before its first byte, and noted as sent with the server's answer; what was cut off between those two
 * is in doubt and never sent again by itself. Returns how many the server accepted.
 */
export async function sendDispatches(
  deps: Deps,
  { server }: Pick<MailSettings, 'server'>,
  stop: AbortSignal = new AbortController().signal,
): Promise<number> {
  await recoverDispatches(deps);
  if (server === null) return 0;
  const postman = openPostman(server, stop);
  let accepted = 0;
  try {
    while (!stop.aborted) {
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
  const why =
    (await whyHeld(deps.db, dispatch)) ??
    (await whyNotLeaving(deps.db, dispatch.matterId, file.bundleId)) ??
    (await whyNotNeeded(deps.db, dispatch));
  if (why !== null) return why;
  const { name: sender, email: replyTo } = await getAccount(deps.db, dispatch.askedBy);
  try {
    const pieces: Buffer[] = [];
    for await (const piece of await deps.files.read(file.pdfSha256))
      pieces.push(Buffer.from(piece as Uint8Array));
    const pdf = Buffer.concat(pieces);
    const fileName = downloadName(file.title, 'pdf');
    const fingerprint = fingerprintOf(file.title, file.pdfSha256);
    const at = deps.clock.now();
    const frame = { server, sender, replyTo, pdf, fileName, fingerprint, at };
    const message = await composeDispatch(dispatch, frame);
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
    if ((await whyHeld(tx, dispatch)) !== null) return false;
    if ((await whyNotLeaving(tx, dispatch.matterId, file.bundleId)) !== null) return false;
    if ((await whyNotNeeded(tx, dispatch)) !== null) return false;
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
