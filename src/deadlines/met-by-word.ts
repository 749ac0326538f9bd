import type { Db } from '../platform/database.js';
import { dayText, type Now } from '../platform/plain-date.js';
import { fieldError, type FormErrors } from '../web/form.js';
import { findFirstDayOfLetter } from './deadline-store.js';
import type { Deadline } from './deadline.js';
import { startsOn } from './first-day.js';

const INSTEAD = 'If nothing is asked any more, void the date with that reason.';

/**
 * Why a date cannot have been met then, beside its field; null where it can. `now` is by the clock of the date’s zone,
 * `metTime` like `16:30` there, null where the hour is not known.
 */
export async function metByWordProblem(
  db: Db,
  deadline: Deadline,
  { metOn, metTime }: { readonly metOn: string; readonly metTime: string | null },
  { today, time }: Now,
): Promise<FormErrors | null> {
  if (metOn > today) return fieldError('metOn', 'This day has not come yet');
  if (metOn === today && metTime !== null && metTime > time)
    return fieldError(
      'metTime',
      `This hour has not come yet: it is ${time} in ${deadline.zone}. Enter when it was met, or leave the hour empty.`,
    );
  const start = startsOn(deadline);
  if (start !== null && metOn < start)
    return fieldError(
      'metOn',
      `The time runs from ${dayText(start)}; what was done before cannot have met it. ${INSTEAD}`,
    );
  const letter = deadline.letterId === null ? null : await findFirstDayOfLetter(db, deadline.letterId);
  if (letter !== null && metOn < letter)
    return fieldError(
      'metOn',
      `The letter that this date comes from is of ${dayText(letter)}; what was done before cannot have met it. ${INSTEAD}`,
    );
  return null;
}
