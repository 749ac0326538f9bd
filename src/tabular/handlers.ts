import { firstRows } from './profile-table.js';
import type { FirstRows } from './profile-table.js';
import type { TableRowsInput } from './questions.js';
import { storeTable } from './store-table.js';

/** What the document child answers about tables, by the name of the question. */
export const tableHandlers = {
  'table.rows': ({ path, count, encoding }: TableRowsInput): Promise<FirstRows> =>
    firstRows(path, count, encoding),
  'table.store': storeTable,
} as const;
