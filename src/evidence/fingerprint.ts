import { createHash } from 'node:crypto';
import { FIELD_WORDS } from './item.js';
import type { ItemFields } from './item.js';

const CELLS = Object.keys(FIELD_WORDS) as (keyof ItemFields)[];
/** How many characters tell what a cell said. */
const MARK = 10;

/** What a fingerprint looks like. */
export const FINGERPRINT = new RegExp(`^[0-9a-f]{${MARK * CELLS.length}}$`);

/** What each cell of a row said when the page was made, in short. */
export function fingerprint(fields: ItemFields): string {
  const markOf = (cell: keyof ItemFields): string =>
    createHash('sha256').update(JSON.stringify(fields[cell])).digest('hex').slice(0, MARK);
  return CELLS.map(markOf).join('');
}

/** The cells that say something else than they did. A mark of privilege and its ground are one: neither moves without the other. */
export function cellsMoved(fields: ItemFields, was: string): (keyof ItemFields)[] {
  const now = fingerprint(fields);
  const isMoved = (cell: keyof ItemFields): boolean => {
    const from = CELLS.indexOf(cell) * MARK;
    return now.slice(from, from + MARK) !== was.slice(from, from + MARK);
  };
  const isPairMoved = isMoved('isPrivileged') || isMoved('privilegeGround');
  return CELLS.filter((cell) =>
    cell === 'isPrivileged' || cell === 'privilegeGround' ? isPairMoved : isMoved(cell),
  );
}
