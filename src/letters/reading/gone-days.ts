import { addDays } from '../../platform/plain-date.js';
import type { LimitAt, LimitContext } from './limit-at.js';
import { isDescribed } from './unread-limits.js';

/** Words that set a last day; “before 1 May” and “until 1 May” of a day that is gone tell what there was by then. */
const SETS_A_LAST_DAY =
  /^(?:by\b(?:\s+(?:no|not)\s+later\s+than\b)?|on\s+or\s+before\b|(?:no|not)\s+later\s+than\b)/iu;
const WITH_YEAR = /\b(?:19|20)\d{2}\b|\b\d{1,2}[-/.]\d{1,2}[-/.]\d{2}\b/u;
/** What was to be done is told, not asked: “you were to return the goods by 1 May 2026”, “payment, due by …”. */
const TELLS = /\b(?:was|were|had|did|has|have|been|due|promised|agreed|undertook|ought)\b/iu;
/** A day longer gone than a slip of the year makes it belongs to what the letter tells. */
const LONGEST_GONE = 366;

/**
 * A last day that is written with its year and that was gone when the letter was written: it ran out before the letter came,
 * or its year is a slip. It is the time of the demand that names it, so that no later day of another takes its place, and of
 * no other. Null where its words tell of the past instead.
 */
export function goneLimit(
  {
    start,
    end,
    dates,
    time,
  }: Pick<LimitAt, 'start' | 'end'> & { dates: readonly string[]; time: string | null },
  words: string,
  { letterDate }: LimitContext,
): LimitAt | null {
  const text = words.slice(start, end);
  const [date, ...alternatives] = dates;
  if (letterDate === null || date === undefined || date < addDays(letterDate.slice(0, 10), -LONGEST_GONE))
    return null;
  if (!SETS_A_LAST_DAY.test(text) || !WITH_YEAR.test(text)) return null;
  if (TELLS.test(words.slice(0, start)) || isDescribed(words, start)) return null;
  return {
    start,
    end,
    limit: { text, date, alternatives, time, yearInferred: false },
    isAtOnce: false,
    isGone: true,
  };
}
