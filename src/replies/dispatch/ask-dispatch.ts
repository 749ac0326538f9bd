import { recordEvent } from '../../audit/audit-store.js';
import type { Actor } from '../../audit/event.js';
import { bundleNumber } from '../../bundles/bundle.js';
import type { MailServer } from '../../reminders/mail-settings.js';
import { inTransaction } from '../../platform/database.js';
import type { Deps } from '../../platform/deps.js';
import { ConflictError } from '../../platform/errors.js';
import { newId } from '../../platform/ids.js';
import { getApprovedFile, listDeliveriesOfBuild } from '../delivery/delivery-store.js';
import { LARGEST_MAILED, messageIdOf } from './dispatch.js';
import { getDispatchIn, insertDispatch, listUnsettled, updateDispatch } from './dispatch-store.js';
import { endAlert } from './alert-unsent.js';
import { SentBeforeError, sentBeforeText } from '../delivery/record-sending.js';
import { whyNotLeaving } from './why-not-leaving.js';

export interface Mailing {
  readonly buildId: string;
  readonly recipient: string;
  readonly address: string;
  readonly subject: string;
  readonly words: string;
  /** The person knows that this file was sent before. */
  readonly isAgain: boolean;
}

/**
 * Asks for an approved file to be mailed to one address; the worker sends it. Throws `SentBeforeError` for a file
 * that was sent before unless that is meant, and `ConflictError` while the same mail is on its way or in doubt, for
 * a file too large for mail, and for one that may not leave.
 */
export async function askDispatch(
  deps: Deps,
  matterId: string,
  server: MailServer,
  { isAgain, ...mailing }: Mailing,
  by: Actor,
): Promise<string> {
  const at = deps.clock.now();
  const id = newId();
  await inTransaction(deps, async (tx) => {
    const file = await getApprovedFile(tx, matterId, mailing.buildId);
    const why = await whyNotLeaving(tx, matterId, file.bundleId);
    if (why !== null) throw new ConflictError(why);
    if (file.volumes.length > 0)
      throw new ConflictError(
        `This was approved in ${file.volumes.length} volumes, and one mail carries one file. Send each volume from your own mail, or upload them all, and record that.`,
      );
    if ((file.pdfBytes ?? 0) > LARGEST_MAILED)
      throw new ConflictError(
        'This file is too large for mail servers to take. Upload it to a portal or send it on a medium, and record that.',
      );
    const unsettled = await listUnsettled(tx, file.buildId);
    if (unsettled.some(({ state }) => state === 'in-doubt'))
      throw new ConflictError(
        'An earlier mail with this file is in doubt: find out whether it arrived and say so first.',
      );
    const same = unsettled.find(({ address }) => address.toLowerCase() === mailing.address.toLowerCase());
    if (same) throw new ConflictError(`The mail to ${same.address} is on its way already.`);
    const before = [...(await listDeliveriesOfBuild(tx, file.buildId)), ...unsettled];
    if (before.length > 0 && !isAgain) throw new SentBeforeError(sentBeforeText(before));
    await insertDispatch(tx, {
      ...{ id, matterId, ...mailing, isAgain: isAgain ? 1 : 0, state: 'waiting' },
      messageId: messageIdOf(id, server.from),
      messageSha256: '',
      messageBytes: 0,
      askedAt: at,
      askedBy: by.accountId,
    });
    const detail = { number: bundleNumber(file.number), sha256: file.pdfSha256 };
    await recordEvent(tx, { by, at, action: 'dispatch.asked', subject: id, matterId, detail });
  });
  deps.wakeWorker();
  return id;
}

/** Takes a mail back that has not begun to go out. Throws `ConflictError` when it has. */
export async function withdrawDispatch(deps: Deps, matterId: string, id: string, by: Actor): Promise<void> {
  const at = deps.clock.now();
  await inTransaction(deps, async (tx) => {
    const dispatch = await getDispatchIn(tx, matterId, id);
    const isTaken = await updateDispatch(tx, dispatch, ['waiting'], {
      ...{ state: 'withdrawn', endedAt: at, endedBy: by.accountId, fence: dispatch.fence + 1 },
    });
    if (!isTaken) throw new ConflictError('It is being sent, or has ended; reload the page.');
    await endAlert(tx, dispatch, 'the mail was withdrawn', by, at);
    const file = await getApprovedFile(tx, matterId, dispatch.buildId);
    const detail = { number: bundleNumber(file.number) };
    await recordEvent(tx, { by, at, action: 'dispatch.withdrawn', subject: id, matterId, detail });
  });
}
