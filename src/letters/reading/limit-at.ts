import type { Limit } from './proposal.js';

/** A time limit with where it stands in the words it was found in. */
export interface LimitAt {
  readonly start: number;
  readonly end: number;
  readonly limit: Limit;
  /** “immediately” and its like: no day is named. */
  readonly isAtOnce: boolean;
}

/** A limit that names a day or a count: not “immediately”, and not words that could not be read. */
export function isReadLimit({ isAtOnce, limit }: LimitAt): boolean {
  return !isAtOnce && !('isUnread' in limit);
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
