import { MADE_HERE } from '../../evidence/made-here.js';
import type { Db } from '../../platform/database.js';
import { runIn } from './made-by-run.js';
import { summaryFiles } from './summary-names.js';

export interface StoredFile {
  readonly itemId: string;
  readonly itemNumber: number;
  readonly sha256: string;
}

/** The summary of a run as it is in the file. */
export interface StoredSummary {
  readonly paper: StoredFile;
  readonly table: StoredFile;
}

/** The latest summary of a run that is in the file of a matter, or null. */
export async function findSummary(
  db: Db,
  matterId: string,
  runNumber: number,
): Promise<StoredSummary | null> {
  const names = summaryFiles(runNumber);
  const [paper, table] = [
    (await listMade(db, matterId, runNumber, names.paper))[0],
    (await listMade(db, matterId, runNumber, names.table))[0],
  ];
  return paper && table ? { paper, table } : null;
}

/**
 * Files made from a run that are in the file under a name, the latest first: by the name, and by where they say they come
 * from, for a file of that name that was dropped is none.
 */
export async function listMade(
  db: Db,
  matterId: string,
  runNumber: number,
  name: string,
): Promise<StoredFile[]> {
  const rows = await madeItems(db, matterId)
    .innerJoin('document', 'document.id', 'item.documentId')
    .where('item.state', '=', 'in-file')
    .where('document.name', '=', name)
    .orderBy('item.number', 'desc')
    .select(['item.id as itemId', 'item.number as itemNumber', 'document.sha256', 'custodyEntry.action'])
    .execute();
  return rows
    .filter(({ action }) => runIn(action) === runNumber)
    .map(({ itemId, itemNumber, sha256 }) => ({ itemId, itemNumber, sha256 }));
}

/** The runs of a matter over sources that were withdrawn, once for each of those. */
export async function listRunsOverWithdrawn(
  db: Db,
  matterId: string,
): Promise<
  { readonly runNumber: number; readonly number: number; readonly withdrawnReason: string | null }[]
> {
  return db
    .selectFrom('measurementSource')
    .innerJoin('measurementRunSource', 'measurementRunSource.sourceId', 'measurementSource.id')
    .innerJoin('measurementRun', 'measurementRun.id', 'measurementRunSource.runId')
    .where('measurementSource.matterId', '=', matterId)
    .where('measurementSource.state', '=', 'withdrawn')
    .orderBy('measurementSource.number')
    .select([
      'measurementRun.number as runNumber',
      'measurementSource.number',
      'measurementSource.withdrawnReason',
    ])
    .execute();
}

/** Every item that was made from a run, with the run’s number, by where they say they come from. */
export async function listMadeByRuns(
  db: Db,
  matterId: string,
): Promise<{ readonly itemId: string; readonly runNumber: number }[]> {
  const rows = await madeItems(db, matterId)
    .orderBy('item.number')
    .select(['item.id as itemId', 'custodyEntry.action'])
    .execute();
  return rows.flatMap(({ itemId, action }) => {
    const runNumber = runIn(action);
    return runNumber === null ? [] : [{ itemId, runNumber }];
  });
}

/** Items that the program made, with the entry of custody written when each was: one that a person added later says nothing. */
function madeItems(db: Db, matterId: string) {
  return db
    .selectFrom('item')
    .innerJoin('custodyEntry', 'custodyEntry.itemId', 'item.id')
    .whereRef('custodyEntry.recordedAt', '=', 'item.addedAt')
    .where('item.matterId', '=', matterId)
    .where('custodyEntry.holder', '=', MADE_HERE);
}
