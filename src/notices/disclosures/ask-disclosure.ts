import { recordEvent } from '../../audit/audit-store.js';
import type { Actor } from '../../audit/event.js';
import { getDemandIn } from '../../demands/demand-store.js';
import { getItem } from '../../evidence/item-store.js';
import { itemNumber } from '../../evidence/item.js';
import { withdrawnOf } from '../../measurements/papers/withdrawn-behind.js';
import { inTransaction } from '../../platform/database.js';
import type { Tx } from '../../platform/database.js';
import type { Deps } from '../../platform/deps.js';
import { ConflictError, ForbiddenError } from '../../platform/errors.js';
import { newId } from '../../platform/ids.js';
import { insertJob } from '../../platform/job-store.js';
import { seesNames } from '../identities/identity-right-store.js';
import { getNoticeList } from '../lists/list-store.js';
import { listNumber } from '../lists/notice-list.js';
import type { NoticeList } from '../lists/notice-list.js';
import { runNumber } from '../runs/notice-run.js';
import { getNoticeRun, listSourcesOfRun } from '../runs/run-store.js';
import { disclosureNumber, MODE_WORDS } from './disclosure.js';
import type { Choices, Mode } from './disclosure.js';
import { getDisclosure, insertDisclosure, updateDisclosure } from './disclosure-store.js';

export const DISCLOSE_JOB = 'notices.disclose';

export interface NewDisclosure {
  readonly listId: string;
  readonly runId: string | null;
  readonly demandId: string | null;
  readonly mode: Mode;
  /** Without the mode, which is put behind it. */
  readonly title: string;
  readonly choices: Choices;
  /** The legal basis of an identified list, the ground of one held back. */
  readonly ground: string;
}

/**
 * Asks for people of a list to leave in one form. Counts and pseudonyms are made at once; names wait for approval; what is
 * held back is on record with its ground. Throws `ForbiddenError` where someone asks for names they may not see.
 */
export async function askDisclosure(
  deps: Deps,
  matterId: string,
  request: NewDisclosure,
  by: Actor,
): Promise<string> {
  const at = deps.clock.now();
  const id = newId();
  const { mode, choices, title, ...rest } = request;
  await inTransaction(deps, async (tx) => {
    const list = await getReadyList(tx, matterId, request);
    if (mode === 'identified' && !(await seesNames(tx, matterId, by.accountId)))
      throw new ForbiddenError(
        'Only someone with the right to see account names can ask for a list that names them; nothing was saved.',
      );
    if (request.demandId !== null) {
      const demand = await getDemandIn(tx, matterId, request.demandId);
      if (demand.state === 'voided')
        throw new ConflictError(`Demand ${demand.number} was voided; choose another.`);
    }
    const isMadeNow = mode === 'counts' || mode === 'pseudonyms';
    const jobId = isMadeNow ? await queueJob(tx, deps, matterId, id, by) : null;
    const state = mode === 'held-back' ? 'held-back' : isMadeNow ? 'making' : 'asked';
    const number = await insertDisclosure(tx, {
      id,
      matterId,
      ...rest,
      mode,
      title: `${title} (${MODE_WORDS[mode]})`,
      choices: JSON.stringify(choices),
      state,
      jobId,
      askedAt: at,
      askedBy: by.accountId,
    });
    const detail = { number: disclosureNumber(number), list: listNumber(list.number), mode };
    const action = mode === 'held-back' ? 'disclosure.heldBack' : 'disclosure.asked';
    await recordEvent(tx, { by, at, action, subject: id, matterId, detail });
  });
  deps.wakeWorker();
  return id;
}

/** Takes a disclosure back that has made no item. Throws `ConflictError` where it has one: that is withdrawn in the evidence. */
export async function withdrawDisclosure(
  deps: Deps,
  matterId: string,
  id: string,
  { reason, version }: { readonly reason: string; readonly version: number },
  by: Actor,
): Promise<void> {
  const at = deps.clock.now();
  await inTransaction(deps, async (tx) => {
    const disclosure = await getDisclosure(tx, matterId, id);
    if (disclosure.state === 'withdrawn') throw new ConflictError('This disclosure is withdrawn already.');
    if (disclosure.itemId !== null)
      throw new ConflictError('It is an item of evidence now; withdraw the item there.');
    await updateDisclosure(tx, id, version, { state: 'withdrawn', endReason: reason });
    const detail = { number: disclosureNumber(disclosure.number) };
    await recordEvent(tx, { by, at, action: 'disclosure.withdrawn', subject: id, matterId, detail });
  });
}

export async function queueJob(
  tx: Tx,
  deps: Deps,
  matterId: string,
  disclosureId: string,
  by: Actor,
): Promise<string> {
  return insertJob(tx, deps.clock, {
    kind: DISCLOSE_JOB,
    input: { matterId, disclosureId },
    by: by.accountId,
    matterId,
    subject: disclosureId,
  });
}

/** A list that was read, of an item that may leave; a run of that list that is finished. */
async function getReadyList(
  tx: Tx,
  matterId: string,
  { listId, runId, mode }: Pick<NewDisclosure, 'listId' | 'runId' | 'mode'>,
): Promise<NoticeList> {
  const list = await getNoticeList(tx, matterId, listId);
  if (list.state !== 'ready')
    throw new ConflictError(
      `${listNumber(list.number)} is ${list.state === 'voided' ? 'voided; choose another list' : 'not read yet; wait until it is'}.`,
    );
  const item = await getItem(tx, matterId, list.itemId);
  if (mode !== 'held-back' && item.isPrivileged === 1)
    throw new ConflictError(
      `Item ${itemNumber(item.number)} is marked privileged: hold the list back, or lift the mark on the item first.`,
    );
  if (mode !== 'held-back' && item.state === 'withdrawn')
    throw new ConflictError(
      `Item ${itemNumber(item.number)} was withdrawn from the file; nothing leaves of it.`,
    );
  if (runId === null) return list;
  const run = await getNoticeRun(tx, matterId, runId);
  if (run.listId !== listId)
    throw new ConflictError(`${runNumber(run.number)} is of another list; choose one of this list.`);
  if (run.finishedAt === null) throw new ConflictError(`${runNumber(run.number)} is not finished.`);
  const gone = mode === 'held-back' ? [] : withdrawnOf(await listSourcesOfRun(tx, run));
  if (gone.length > 0)
    throw new ConflictError(
      `${runNumber(run.number)} rests on ${gone.join('; ')}. Set the list against what is used now, and take that reconciliation.`,
    );
  return list;
}
