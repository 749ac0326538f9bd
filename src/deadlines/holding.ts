import type { Tx } from '../platform/database.js';
import { ConflictError } from '../platform/errors.js';
import { dayText } from '../platform/plain-date.js';
import { listHolding } from './deadline-store.js';
import { heldWithoutPending, type Deadline } from './deadline.js';

type Held = Pick<Deadline, 'title' | 'whose' | 'state' | 'words' | 'workingOn' | 'earliestOn' | 'extendedOn'>;

/** What a running date holds open, in words; null for one that holds nothing. */
export function holdingText(date: Held): string | null {
  const on = heldWithoutPending(date);
  const day = on === null ? '' : ` of ${dayText(on)}`;
  if (date.whose === 'binding') return `the binding date${day} “${date.title}”`;
  if (date.whose === 'promised') return `the date${day} we promised, “${date.title}”`;
  return null;
}

/** Throws `ConflictError`, naming them, while binding or promised dates of a demand or a letter run. `what` is closed: `This demand`. */
export async function requireNothingHeld(
  tx: Tx,
  of: { readonly letterId: string } | { readonly demandId: string },
  what: string,
): Promise<void> {
  const held = (await listHolding(tx, of)).map(holdingText);
  if (held.length > 0)
    throw new ConflictError(
      `${what} while this is open: ${held.join('; ')}. Meet it, void it with a reason, or decide on it first.`,
    );
}
