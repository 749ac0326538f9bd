import { isDeepStrictEqual } from 'node:util';
import { hasOpenStop, type Deadline } from './deadline.js';
import { adoptable } from './deadline-view.js';
import type { Moment } from './hour.js';

/** A date that counsel can settle with another in one act: what its form says of it. */
export interface AlikeDate {
  /** The date and the version of it that was shown. */
  readonly value: string;
  readonly text: string;
}

/**
 * Of the dates of its matter, those that wait for a working date and whose time is read in the very ways of this one:
 * the same letter, the same ends for the same reasons. None where this one is adopted already or its end was moved.
 */
export function datesAlike(deadline: Deadline, all: readonly Deadline[]): Deadline[] {
  if (!waits(deadline) || deadline.letterId === null) return [];
  const ways = waysOf(deadline);
  return all.filter(
    (other) =>
      other.id !== deadline.id &&
      waits(other) &&
      other.letterId === deadline.letterId &&
      other.whose === deadline.whose &&
      other.zone === deadline.zone &&
      isDeepStrictEqual(waysOf(other), ways),
  );
}

export function alikeChoices(deadline: Deadline, all: readonly Deadline[]): AlikeDate[] {
  return datesAlike(deadline, all).map(({ id, version, title, words }) => ({
    value: `${id}.${version}`,
    text: words === null ? title : `${title}: “${words}”`,
  }));
}

/** What is said where a date ticked is no longer one of those offered. */
export const NO_LONGER_ALIKE =
  'One of these dates was changed meanwhile and is no longer read in the same ways; the list is fresh. Nothing was saved.';

/** Of the dates alike, those that were ticked as they stand now; null where one of those ticked is none of them. */
export function alikeChosen(
  alike: readonly Deadline[],
  chosen: readonly Pick<Deadline, 'id' | 'version'>[],
): Deadline[] | null {
  const dates = chosen.map(({ id, version }) =>
    alike.find((one) => one.id === id && one.version === version),
  );
  return dates.every((one) => one !== undefined) ? dates : null;
}

/** For whom else a day was adopted, in words after the day itself; '' for nobody. */
export function alsoText(dates: readonly Pick<Deadline, 'title'>[]): string {
  return dates.length === 0
    ? ''
    : ` It is adopted for the same reason for ${dates.map(({ title }) => `“${title}”`).join(', ')}.`;
}

/** An open date that nobody adopted, stopped, extended or hung on another. */
function waits(one: Deadline): boolean {
  return (
    one.state === 'open' &&
    one.workingOn === null &&
    one.extendedOn === null &&
    one.pendingOn === null &&
    one.parentId === null &&
    !hasOpenStop(one)
  );
}

function waysOf(deadline: Deadline): readonly (Moment & { readonly hint: string })[] {
  return adoptable(deadline).map(({ on, time, hint }) => ({ on, time, hint }));
}
