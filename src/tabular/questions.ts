import { question } from '../platform/ask.js';
import type { FirstRows } from './profile-table.js';
import type { StoredTable, StoreTableInput } from './store-table.js';
import type { Encoding } from './table-format.js';

export interface TableRowsInput {
  readonly path: string;
  readonly count: number;
  /** As the profile has it: then the file need not be read to its end to find it out. */
  readonly encoding?: Encoding;
}

/** The first `count` rows. */
export const askTableRows = question<TableRowsInput, FirstRows>('table.rows');

/** The whole table as Parquet, with its profile and what was kept aside. */
export const askStoreTable = question<StoreTableInput, StoredTable>('table.store');
