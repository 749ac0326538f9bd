import type { Limit } from './proposal.js';

/** A time limit with where it stands in the words it was found in. */
export interface LimitAt {
  readonly start: number;
  readonly end: number;
  readonly limit: Limit;
  /** “immediately” and its like: no day is named. */
  readonly isAtOnce: boolean;
  /** A day that was gone when the letter was written: the time of the demand that names it, and of no other. */
  readonly isGone?: true;
}

/** A limit that names a count or a day to come: not “immediately”, not a day gone by, and not words that could not be read. */
export function isReadLimit({ isAtOnce, isGone, limit }: LimitAt): boolean {
  return !isAtOnce && isGone !== true && !('isUnread' in limit);
}

/** The same for limits that mean the same time, whatever their words. */
export function limitKey({ limit }: LimitAt): string {
  const { text, ...time } = limit;
  return 'isUnread' in limit ? text : JSON.stringify(time);
}

/** What limits are read against: the letter's date, and whether it writes the day before the month. */
export interface LimitContext {
  readonly letterDate: string | null;
  readonly isDayFirst: boolean;
}
