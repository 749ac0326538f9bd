import { heldWithoutPending } from '../deadlines/deadline.js';
import { holdingText } from '../deadlines/holding.js';
import type { WhatHoldsOpen } from '../matters/close-matter.js';
import { dayText } from '../platform/plain-date.js';
import { listRunningDeadlines, type RunningDeadline } from './matter-page-store.js';

/** Every binding or promised date that is open, and every date nobody has confirmed or decided yet. */
export const whatHoldsOpen: WhatHoldsOpen = async (db, matterId) =>
  (await listRunningDeadlines(db, matterId)).flatMap((date) => {
    const words = heldBy(date);
    return words === null ? [] : [words];
  });

function heldBy(date: RunningDeadline): string | null {
  const on = heldWithoutPending(date);
  const day = on === null ? '' : ` of ${dayText(on)}`;
  if (date.state === 'provisional')
    return `the provisional date${day} “${date.title}”, which nobody has confirmed`;
  if (date.state === 'decision') return `the decision on “${date.words ?? 'immediately'}” (${date.title})`;
  return holdingText(date);
}
