import { datesIn } from '../../deadlines/counting/find-date.js';
import { longDayText } from '../../platform/plain-date.js';

/** A date as the paper it stands on has it: `June 9, 2014` on US Letter, `9 June 2014` on A4. */
export function paperDate(date: string, paper: 'letter' | 'a4'): string {
  const [, day = '', month = '', year = ''] = longDayText(date).split(' ');
  return paper === 'letter' ? `${month} ${day}, ${year}` : `${day} ${month} ${year}`;
}

/** A title with its date behind it, where the title does not say that date itself in one way or another. */
export function titleAndDate(title: string, date: string | null, paper: 'letter' | 'a4'): string {
  return date === null || saysDate(title, date) ? title : `${title}, ${paperDate(date, paper)}`;
}

function saysDate(words: string, date: string): boolean {
  return [...words.matchAll(/(?<![\p{L}\d])[\p{L}\d]/gu)].some(({ index }) =>
    datesIn(words.slice(index), null)?.dates.includes(date),
  );
}
