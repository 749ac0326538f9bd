import type { Selectable } from 'kysely';
import type { DispatchTable } from '../../migrations/schema.js';

/** A mail with an approved file that Rejoinder sends itself. */
export type Dispatch = Selectable<DispatchTable>;
export type DispatchState = Dispatch['state'];

export const DISPATCH_STATES = {
  waiting: 'not sent yet',
  claimed: 'not sent yet',
  sending: 'being sent',
  sent: 'sent',
  'in-doubt': 'in doubt',
  failed: 'not sent',
  withdrawn: 'withdrawn, not sent',
} as const satisfies Record<DispatchState, string>;

/** States in which the mail may still go out, or may have gone out. */
export const UNSETTLED: readonly DispatchState[] = ['waiting', 'claimed', 'sending', 'in-doubt'];

/** Most mail servers take no message above 25 MB, and an attachment grows by a third on the way. */
export const LARGEST_MAILED = 18_000_000;

/** The same id however often it is tried, so that a server can fold doubles into one. */
export function messageIdOf(id: string, from: string): string {
  return `<dispatch-${id}@${from.slice(from.lastIndexOf('@') + 1)}>`;
}
