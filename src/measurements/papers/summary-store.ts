import type { Db } from '../../platform/database.js';
import { MADE_HERE, summaryFiles } from './summary-names.js';

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
    await findMade(db, matterId, runNumber, names.paper),
    await findMade(db, matterId, runNumber, names.table),
  ];
  return paper && table ? { paper, table } : null;
}

/** By the name it was given, and by where it says it comes from: a file of that name that was dropped is not it. */
async function findMade(
  db: Db,
  matterId: string,
  runNumber: number,
  name: string,
): Promise<StoredFile | null> {
  const row = await db
    .selectFrom('item')
    .innerJoin('document', 'document.id', 'item.documentId')
    .innerJoin('custodyEntry', 'custodyEntry.itemId', 'item.id')
    .where('item.matterId', '=', matterId)
    .where('item.state', '=', 'in-file')
    .where('document.name', '=', name)
    .where('custodyEntry.holder', '=', MADE_HERE)
    .where('custodyEntry.action', 'like', `% by run ${runNumber} of the measurements`)
    .orderBy('item.number', 'desc')
    .select(['item.id as itemId', 'item.number as itemNumber', 'document.sha256'])
    .executeTakeFirst();
  return row ?? null;
}
