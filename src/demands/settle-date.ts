import { adoptableDays, adoptionStart, ONLY_READING } from '../deadlines/deadline-view.js';
import { DECISIONS, type Deadline } from '../deadlines/deadline.js';
import { isUnsettled } from '../deadlines/settling/waiting-dates.js';
import type { Demand } from './demand.js';

/** The date that a demand's own words set and that counsel has still to settle; null without one. */
export function unsettledDate(demand: Pick<Demand, 'id'>, deadlines: readonly Deadline[]): Deadline | null {
  return (
    deadlines.find(
      (one) =>
        one.demandId === demand.id && one.whose !== 'promised' && one.parentId === null && isUnsettled(one),
    ) ?? null
  );
}

/** What the form of the date's own page needs on the page of its demand; null where nothing is to be settled. */
export function settleForm(demand: Pick<Demand, 'id' | 'matterId'>, deadlines: readonly Deadline[]) {
  const deadline = unsettledDate(demand, deadlines);
  if (deadline === null) return null;
  const isDecision = deadline.state === 'decision';
  return {
    isDecision,
    path: `/matters/${demand.matterId}/deadlines/${deadline.id}`,
    version: deadline.version,
    zone: deadline.zone,
    adoptable: adoptableDays(deadline),
    decisions: Object.entries(DECISIONS).map(([value, text]) => ({ value, text })),
    onlyReading: ONLY_READING,
    start: isDecision ? {} : adoptionStart(deadline),
  };
}
