import { recordEvent } from '../../audit/audit-store.js';
import { actorOf } from '../../auth/account.js';
import { findActiveAccount } from '../../auth/account-store.js';
import { inTransaction } from '../../platform/database.js';
import { finishJob } from '../../platform/job-store.js';
import type { JobHandler } from '../../platform/run-jobs.js';
import { getNoticeList, updateNoticeList } from './list-store.js';
import { listNumber } from './notice-list.js';
import { readListFile } from './ready-list.js';

/** Reads a list that was entered; its figures, the end of the one it corrects and the event come together. */
export const readListJob: JobHandler = async (deps, job, held, progress) => {
  const { matterId, listId } = JSON.parse(job.input) as { matterId: string; listId: string }; // as enterList queued it
  progress(0, 0, 'reading the list');
  const list = await getNoticeList(deps.db, matterId, listId);
  const account = await findActiveAccount(deps.db, list.enteredBy);
  const profile = await readListFile(deps, list, progress);
  const at = deps.clock.now();
  const by = account && actorOf(account);
  await inTransaction(deps, async (tx) => {
    await finishJob(tx, held, { deliveries: profile.deliveries }); // throws when fenced off
    const now = await getNoticeList(tx, matterId, listId);
    const state = now.state === 'voided' ? 'voided' : 'ready';
    await updateNoticeList(tx, listId, now.version, {
      state,
      profile: JSON.stringify(profile),
      readAt: at,
    });
    const number = listNumber(list.number);
    const { deliveries, uncounted } = profile;
    const detail = { number, deliveries, uncounted };
    await recordEvent(tx, { by, at, action: 'noticeList.read', subject: listId, matterId, detail });
    if (list.replaces === null || state === 'voided') return;
    const before = await getNoticeList(tx, matterId, list.replaces);
    if (before.state === 'voided') return;
    await updateNoticeList(tx, before.id, before.version, {
      state: 'voided',
      voidReason: `Read anew as ${number}.`,
    });
    const gone = { number: listNumber(before.number) };
    await recordEvent(tx, {
      by,
      at,
      action: 'noticeList.voided',
      subject: before.id,
      matterId,
      detail: gone,
    });
  });
};
