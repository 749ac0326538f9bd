import { heldWithoutPending, type Deadline } from '../deadlines/deadline.js';
import { dayText } from '../platform/plain-date.js';
import type { Demand, Performance } from './demand.js';

/** Of what was done, as much as goes into the reason of a date that it met. */
const LONGEST = 1_500;

/**
 * What the form of a promised date needs, to be recorded as met by what was done about its demand: the date that runs, and
 * its reason from what was recorded last. Null without a promise that runs; `start` is null while nothing was recorded.
 */
export function metByDoing(
  demand: Pick<Demand, 'id' | 'matterId'>,
  deadlines: readonly Deadline[],
  performances: readonly Performance[],
  nameOf: (accountId: string) => string,
) {
  const date = deadlines.find(
    ({ demandId, whose, state, parentId }) =>
      demandId === demand.id && whose === 'promised' && state === 'open' && parentId === null,
  );
  if (date === undefined) return null;
  const on = heldWithoutPending(date);
  const done = performances
    .filter(({ demandId }) => demandId === demand.id)
    .sort((a, b) => a.doneOn.localeCompare(b.doneOn) || a.recordedAt.localeCompare(b.recordedAt))
    .at(-1);
  return {
    path: `/matters/${demand.matterId}/deadlines/${date.id}`,
    title: date.title,
    day: on === null ? '' : dayText(on),
    version: date.version,
    start: done === undefined ? null : { metOn: done.doneOn, reason: reasonOf(done, nameOf) },
  };
}

function reasonOf(done: Performance, nameOf: (accountId: string) => string): string {
  const words = done.words.length > LONGEST ? `${done.words.slice(0, LONGEST)}…` : done.words;
  const proof = done.documentId === null ? 'no proof is kept with it' : 'its proof is kept with it';
  return `Met by what was done, which no delivery shows: ${words} (done on ${dayText(done.doneOn)}, recorded by ${nameOf(done.recordedBy)}; ${proof})`;
}
