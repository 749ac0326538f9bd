import { adoptionProblem } from '../adoption.js';
import type { Deadline } from '../deadline.js';
import type { Extension } from './extension-store.js';

/**
 * True where the working date could be adopted only because of this confirmed extension, which it overtook: once that is
 * revoked, no reading and nothing agreed gives the day.
 */
export function workingDateRestsOn(
  deadline: Deadline,
  { state, confirmedAt, extendedTo }: Pick<Extension, 'state' | 'confirmedAt' | 'extendedTo'>,
): boolean {
  const { workingOn, workingTime, extendedOn } = deadline;
  if (state !== 'superseded' || confirmedAt === null) return false;
  if (deadline.state !== 'open' || workingOn === null || extendedOn !== null || workingOn > extendedTo)
    return false;
  return adoptionProblem(deadline, { on: workingOn, time: workingTime }) !== null;
}
