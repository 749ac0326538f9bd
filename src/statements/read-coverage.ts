import { listDemands, listResponses } from '../demands/demand-store.js';
import { itemsByDemand } from '../evidence/items-by-demand.js';
import type { Db } from '../platform/database.js';
import { coverageOf, type DemandCoverage } from './coverage.js';
import { listStatements } from './statement-store.js';

/** The coverage of every demand of a matter that still asks for something, by number. */
export async function readCoverage(db: Db, matterId: string): Promise<DemandCoverage[]> {
  const [demands, responses, statements] = await Promise.all([
    listDemands(db, matterId),
    listResponses(db, matterId),
    listStatements(db, matterId),
  ]);
  const onStatements = statements.flatMap(({ links }) => links.map(({ itemId }) => itemId));
  const items = await itemsByDemand(db, matterId, onStatements);
  return coverageOf(demands, responses, items, statements);
}
