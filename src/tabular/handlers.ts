import { firstRows } from './profile-table.js';
import type { FirstRows } from './profile-table.js';
import type { TableRowsInput } from './questions.js';

/** What the document child answers about tables, by the name of the question. */
export const tableHandlers = {
  'table.rows': ({ path, count, encoding }: TableRowsInput): Promise<FirstRows> =>
    firstRows(path, count, encoding),
} as const;
