import { firstRows, profileTable } from './profile-table.js';
import type { FirstRows, TableProfile } from './profile-table.js';

/** What the document child answers about tables, by the name of the question. */
export const tabularHandlers = {
  'table.profile': ({ path }: { path: string }): Promise<TableProfile> => profileTable(path),
  'table.rows': ({ path, count }: { path: string; count: number }): Promise<FirstRows> =>
    firstRows(path, count),
} as const;
