import { firstBytes } from '../../tabular/table-format.js';
import { UnreadableDocument } from '../reading.js';

const LONGEST_HEADER = 256 * 1024;

/** How many NUL bytes stand before the first header: they would be taken for part of its name. */
export async function nulsBefore(path: string): Promise<number> {
  const start = await firstBytes(path, 4_096);
  const first = start.findIndex((byte) => byte !== 0);
  return first === -1 ? 0 : first;
}

/** Throws `UnreadableDocument` where no header ends within 256 kB. */
export async function refuseEndlessHeader(path: string): Promise<void> {
  const start = (await firstBytes(path, LONGEST_HEADER + 4)).toString('latin1');
  if (start.length > LONGEST_HEADER && !/\r?\n\r?\n/.test(start))
    throw new UnreadableDocument('unsupported', 'The header of the message is longer than 256 kB.');
}
