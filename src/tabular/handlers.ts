import { firstRows, profileTable } from './profile-table.js';
import type { FirstRows, TableProfile } from './profile-table.js';
import type { TableRowsInput } from './questions.js';

/** What the document child answers about tables, by the name of the question. */
export const tableHandlers = {
  'table.profile': ({ path }: { path: string }): Promise<TableProfile> => profileTable(path),
  'table.rows': ({ path, count, encoding }: TableRowsInput): Promise<FirstRows> =>
    firstRows(path, count, encoding),
} as const;
