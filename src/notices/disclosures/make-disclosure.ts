import { createReadStream } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { recordEvent } from '../../audit/audit-store.js';
import type { Actor } from '../../audit/event.js';
import { getAccount } from '../../auth/account-store.js';
import { actorOf } from '../../auth/account.js';
import { recordKept } from '../../documents/keep-document.js';
import { readKept } from '../../documents/read-kept.js';
import { insertLink } from '../../evidence/item-link-store.js';
import { insertCustody } from '../../evidence/custody-store.js';
import { findItemOfFile, getItem, insertItem } from '../../evidence/item-store.js';
import { itemNumber } from '../../evidence/item.js';
import type { Item } from '../../evidence/item.js';
import { getDemandIn } from '../../demands/demand-store.js';
import { getMatter } from '../../matters/matter-store.js';
import type { Matter } from '../../matters/matter.js';
import type { Progress } from '../../platform/ask.js';
import { inTransaction } from '../../platform/database.js';
import type { Tx } from '../../platform/database.js';
import type { Deps } from '../../platform/deps.js';
import { ConflictError } from '../../platform/errors.js';
import type { ReceivedFile } from '../../platform/file-store.js';
import { finishJob } from '../../platform/job-store.js';
import { todayIn } from '../../platform/plain-date.js';
import type { JobHandler } from '../../platform/run-jobs.js';
import { TABLE_LIMITS } from '../../tabular/command-io.js';
import { pseudonymKey, pseudonymsBy } from '../identities/pseudonyms.js';
import { getNoticeList } from '../lists/list-store.js';
import { listNumber, profileOf } from '../lists/notice-list.js';
import type { NoticeList } from '../lists/notice-list.js';
import { readyList } from '../lists/ready-list.js';
import { makeReconciliationPaper } from '../papers/make-reconciliation-paper.js';
import { askExportRows } from '../questions.js';
import { readyJudgedNow } from '../runs/judge-deliveries.js';
import { getNoticeRun } from '../runs/run-store.js';
import { countSafely } from './count-safely.js';
import { choicesOf, disclosureNumber, MODE_WORDS } from './disclosure.js';
import type { Disclosure, Told } from './disclosure.js';
import { countsMade, getDisclosure, updateDisclosure } from './disclosure-store.js';
import type { WhatLeft } from './told-together.js';
import { countsCsv, writeRows } from './write-disclosure.js';

const LARGEST_FILE = 2 * 1024 ** 3;

interface Made {
  readonly file: ReceivedFile;
  readonly name: string;
  readonly rows: number;
  /** Null where it gives no counts. */
  readonly told: Told | null;
}

/** Makes the file of a disclosure and the item that it is; its link to the demand and the events come with it. */
export function makeDisclosure(whatLeft: WhatLeft): JobHandler {
  return async (deps, job, held, progress) => {
    const { matterId, disclosureId } = JSON.parse(job.input) as { matterId: string; disclosureId: string }; // as queueJob wrote it
    progress(0, 0, 'reading the deliveries');
    const disclosure = await getDisclosure(deps.db, matterId, disclosureId);
    const list = await getNoticeList(deps.db, matterId, disclosure.listId);
    const matter = await getMatter(deps.db, matterId);
    const by = actorOf(await getAccount(deps.db, disclosure.askedBy));
    let recorded: Recorded;
    do {
      const before = await countsMade(deps.db, matterId);
      const made = await makeFile(deps, matter, disclosure, list, whatLeft, progress);
      await deps.files.keep(made.file);
      recorded = await inTransaction(deps, async (tx) => {
        // Counts that another worker made meanwhile were not compared with these: they are counted again, beside them.
        if (disclosure.mode === 'counts' && (await countsMade(tx, matterId)) !== before)
          return { isDone: false };
        await finishJob(tx, held, { sha256: made.file.sha256, rows: made.rows }); // throws when fenced off
        return {
          isDone: true,
          documentId: await recordMade(tx, deps, matter, disclosureId, list, made, by),
        };
      });
    } while (!recorded.isDone);
    if (recorded.documentId !== null) await readKept(deps, recorded.documentId);
  };
}

/** The document of what was made, where it is new; or that it is to be made again. */
type Recorded = { readonly isDone: true; readonly documentId: string | null } | { readonly isDone: false };

async function makeFile(
  deps: Deps,
  matter: Matter,
  disclosure: Disclosure,
  list: NoticeList,
  whatLeft: WhatLeft,
  onProgress: Progress,
): Promise<Made> {
  const choices = choicesOf(disclosure);
  const { deliveries } = await readyList(deps, list, onProgress);
  const judged =
    disclosure.runId === null
      ? null
      : await readyJudgedNow(deps, await getNoticeRun(deps.db, matter.id, disclosure.runId));
  const folder = await deps.files.workFolder();
  try {
    const path = join(folder, 'disclosure.csv');
    const tables = { deliveries, judged, zone: matter.zone, spill: join(folder, 'spill') };
    const options = { ...TABLE_LIMITS, onProgress };
    const number = disclosureNumber(disclosure.number);
    let rows = 0;
    let told: Told | null = null;
    if (disclosure.mode === 'counts') {
      const of = { ...tables, original: list.sha256 };
      const counts = await countSafely(deps, matter, disclosure, of, whatLeft, options);
      rows = counts.tables.reduce((sum, { cells }) => sum + cells.length + 1, 0);
      told = counts.told;
      if (choices.shape === 'paper') {
        const run = await getNoticeRun(deps.db, matter.id, disclosure.runId ?? '');
        const file = await makeReconciliationPaper(deps, matter, run, counts);
        return { file, rows, told, name: `Reconciliation ${number} (${MODE_WORDS.counts}).pdf` };
      }
      await writeFile(path, countsCsv(counts.tables[0], choices, matter.zone));
    } else {
      const out = join(folder, 'rows.ndjson');
      const { grain } = choices;
      rows = await deps.asker.ask(askExportRows, { ...tables, grain, out, folder }, options);
      const pseudonymise =
        disclosure.mode === 'pseudonyms'
          ? pseudonymsBy(await pseudonymKey(deps, `disclosure-${disclosure.id}`))
          : null;
      const hasVariants = (profileOf(list)?.variants.length ?? 0) > 0;
      await writeRows({ from: out, to: path, choices, hasVariants, zone: matter.zone, pseudonymise });
    }
    const file = await deps.files.receive(createReadStream(path), LARGEST_FILE);
    return { file, rows, told, name: `Deliveries ${number} (${MODE_WORDS[disclosure.mode]}).csv` };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * The same bytes twice are one item; then the disclosure points at the one there is. Gives the new document, which is
 * still to be read, or null.
 */
async function recordMade(
  tx: Tx,
  deps: Deps,
  matter: Matter,
  disclosureId: string,
  list: NoticeList,
  made: Made,
  by: Actor,
): Promise<string | null> {
  const at = deps.clock.now();
  const matterId = matter.id;
  const disclosure = await getDisclosure(tx, matterId, disclosureId);
  if (disclosure.state !== 'making') throw new ConflictError('This disclosure was withdrawn meanwhile.');
  const from = await getItem(tx, matterId, list.itemId);
  if (from.isPrivileged === 1)
    throw new ConflictError(`Item ${itemNumber(from.number)} was marked privileged meanwhile.`);
  if (from.state === 'withdrawn')
    throw new ConflictError(`Item ${itemNumber(from.number)} was withdrawn from the file meanwhile.`);
  if ((await getNoticeList(tx, matterId, list.id)).state !== 'ready')
    throw new ConflictError(`${listNumber(list.number)} was voided meanwhile.`);
  const { sha256 } = made.file;
  const known = await findItemOfFile(tx, matterId, sha256);
  const item = known
    ? { id: known.id, number: known.number, documentId: null }
    : await insertMade(tx, matter, disclosure, from, made, by, at, todayIn(deps.clock, matter.zone));
  const mode = MODE_WORDS[disclosure.mode];
  await insertCustody(tx, {
    itemId: item.id,
    matterId,
    holder: from.custodian || 'not stated',
    action: `made from ${itemNumber(from.number)} as disclosure ${disclosureNumber(disclosure.number)}, ${mode}`,
    sha256,
    fromAt: at,
    recordedAt: at,
    recordedBy: by.accountId,
  });
  await updateDisclosure(tx, disclosureId, disclosure.version, {
    state: 'made',
    itemId: item.id,
    sha256,
    rowCount: made.rows,
    told: made.told === null ? null : JSON.stringify(made.told),
    madeAt: at,
  });
  const number = itemNumber(item.number);
  const detail = { number: disclosureNumber(disclosure.number), mode, item: number, sha256 };
  await recordEvent(tx, { by, at, action: 'disclosure.made', subject: disclosureId, matterId, detail });
  if (disclosure.demandId !== null) await linkToDemand(tx, matterId, item, disclosure.demandId, by, at);
  return item.documentId;
}

async function insertMade(
  tx: Tx,
  matter: Matter,
  disclosure: Disclosure,
  from: Item,
  made: Made,
  by: Actor,
  at: string,
  today: string,
): Promise<{ id: string; number: number; documentId: string }> {
  const matterId = matter.id;
  const { sha256 } = made.file;
  const documentId = await recordKept(tx, { name: made.name, received: made.file }, { matterId }, by, at);
  const mode = MODE_WORDS[disclosure.mode];
  const { id, number } = await insertItem(tx, {
    matterId,
    documentId,
    kind: choicesOf(disclosure).shape === 'paper' ? 'document' : 'notices',
    title: disclosure.title,
    custodian: from.custodian,
    source: `Made from ${itemNumber(from.number)} as disclosure ${disclosureNumber(disclosure.number)}`,
    datedOn: today,
    legend: [from.legend, `${mode[0]?.toUpperCase() ?? ''}${mode.slice(1)}`].filter(Boolean).join('; '),
    addedAt: at,
    addedBy: by.accountId,
  });
  const detail = { number: itemNumber(number), sha256 };
  await recordEvent(tx, { by, at, action: 'item.added', subject: id, matterId, detail });
  return { id, number, documentId };
}

async function linkToDemand(
  tx: Tx,
  matterId: string,
  item: { readonly id: string; readonly number: number },
  demandId: string,
  by: Actor,
  at: string,
): Promise<void> {
  const demand = await getDemandIn(tx, matterId, demandId);
  if (demand.state === 'voided') return;
  const isNew = await insertLink(tx, { itemId: item.id, demandId, linkedAt: at, linkedBy: by.accountId });
  if (!isNew) return;
  const detail = { number: itemNumber(item.number), demand: demand.number };
  await recordEvent(tx, { by, at, action: 'item.linked', subject: item.id, matterId, detail });
}
