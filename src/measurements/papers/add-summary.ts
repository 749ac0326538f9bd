import { recordEvent } from '../../audit/audit-store.js';
import type { Actor } from '../../audit/event.js';
import { recordKept } from '../../documents/keep-document.js';
import { readKept } from '../../documents/read-kept.js';
import { insertCustody } from '../../evidence/custody-store.js';
import { findItemOfFile, insertItem } from '../../evidence/item-store.js';
import { itemNumber } from '../../evidence/item.js';
import type { Item } from '../../evidence/item.js';
import { MADE_HERE } from '../../evidence/made-here.js';
import { inTransaction } from '../../platform/database.js';
import type { Tx } from '../../platform/database.js';
import type { Deps } from '../../platform/deps.js';
import { ConflictError } from '../../platform/errors.js';
import type { ReceivedFile } from '../../platform/file-store.js';
import { dayIn } from '../../platform/plain-date.js';
import { sourceNumber } from '../measurement-source.js';
import { findRunFigures, listRunSources } from '../runs/run-store.js';
import type { MeasurementRun } from '../runs/run-store.js';
import { gatherSummary, itemsOfRun, letterDays } from './gather-summary.js';
import type { MatterOfSummary } from './gather-summary.js';
import { madeByRun } from './made-by-run.js';
import { makeSummary } from './make-summary.js';
import { summaryFiles } from './summary-names.js';
import { titleOf } from './summary-paper.js';
import { withdrawnOf } from './withdrawn-behind.js';

export interface AddedSummary {
  /** Ids of the new items: the paper, and the table beside it. */
  readonly paper: string;
  readonly table: string;
}

/**
 * Makes the summary of a run and puts its paper and its table into the file as items, made from the items the run rests
 * on and privileged where one of those is. Throws `ConflictError` where the run has no figures or its summary is there.
 */
export async function addSummaryToEvidence(
  deps: Deps,
  matter: MatterOfSummary,
  run: MeasurementRun,
  { examination }: { readonly examination: string },
  by: Actor,
): Promise<AddedSummary> {
  const gone = withdrawnOf(await listRunSources(deps.db, run));
  if (gone.length > 0)
    throw new ConflictError(
      `Run ${run.number} rests on ${gone.join('; ')}. Make another run over what is used now, and the summary of that one.`,
    );
  const marked = await letterDays(deps, matter.id, await findRunFigures(deps.db, run.id));
  const facts = await gatherSummary(deps, matter, run, { examination, marked });
  const title = `${titleOf(facts)}, run ${run.number}`;
  const names = summaryFiles(run.number);
  const made = await makeSummary(deps, facts, matter);
  const datedOn = dayIn(facts.run.madeAt, facts.figures.method.zone);
  return addMade(
    deps,
    run,
    [
      { name: names.paper, title, datedOn, received: made.paper },
      { name: names.table, title: `${title}: the table`, datedOn, received: made.table },
    ],
    by,
  ).then(([paper = '', table = '']) => ({ paper, table }));
}

/** A file that was made here from the files of a run. */
export interface MadeFile {
  readonly name: string;
  readonly title: string;
  readonly datedOn: string;
  readonly received: ReceivedFile;
  /** Why it is held back from the start, whatever its sources are. */
  readonly privilegeGround?: string;
}

/** Keeps files made from a run's items as items of their own, all or none; returns their ids in the same order. */
export async function addMade(
  deps: Deps,
  run: MeasurementRun,
  files: readonly MadeFile[],
  by: Actor,
): Promise<string[]> {
  for (const { received } of files) await deps.files.keep(received);
  const sources = await listRunSources(deps.db, run);
  const items = await itemsOfRun(deps, run);
  const from = items
    .map((item) => {
      const numbers = sources
        .filter(({ itemId }) => itemId === item.id)
        .map(({ number }) => sourceNumber(number));
      return `${itemNumber(item.number)} (${numbers.join(', ')})`;
    })
    .join(', ');
  const added = await inTransaction(deps, async (tx) => {
    const kept: { id: string; documentId: string }[] = [];
    for (const file of files)
      kept.push(await recordMade(tx, file, { run, items, from, at: deps.clock.now() }, by));
    return kept;
  });
  for (const { documentId } of added) await readKept(deps, documentId);
  return added.map(({ id }) => id);
}

async function recordMade(
  tx: Tx,
  { name, title, datedOn, received, privilegeGround }: MadeFile,
  made: {
    readonly run: MeasurementRun;
    readonly items: readonly Item[];
    readonly from: string;
    readonly at: string;
  },
  by: Actor,
): Promise<{ id: string; documentId: string }> {
  const { run, items, from, at } = made;
  const { matterId } = run;
  const { sha256 } = received;
  const known = await findItemOfFile(tx, matterId, sha256);
  if (known)
    throw new ConflictError(`This is in the file already, byte for byte, as ${itemNumber(known.number)}.`);
  const documentId = await recordKept(tx, { name, received }, { matterId }, by, at);
  const held = items.find(({ isPrivileged }) => isPrivileged === 1);
  const ground = privilegeGround ?? held?.privilegeGround ?? '';
  const { id, number } = await insertItem(tx, {
    matterId,
    documentId,
    kind: 'document',
    title,
    source: madeByRun(from, run.number),
    datedOn,
    isPrivileged: privilegeGround !== undefined || held ? 1 : 0,
    privilegeGround: ground,
    addedAt: at,
    addedBy: by.accountId,
  });
  await insertCustody(tx, {
    itemId: id,
    matterId,
    holder: MADE_HERE,
    action: madeByRun(from, run.number),
    sha256,
    fromAt: at,
    recordedAt: at,
    recordedBy: by.accountId,
  });
  const detail = { number: itemNumber(number), sha256 };
  await recordEvent(tx, { by, at, action: 'item.added', subject: id, matterId, detail });
  return { id, documentId };
}
