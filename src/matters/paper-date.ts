import { longDayText } from '../platform/plain-date.js';

/** A date as the paper it stands on has it: `June 9, 2014` on US Letter, `9 June 2014` on A4. */
export function paperDate(date: string, paper: 'letter' | 'a4'): string {
  const [, day = '', month = '', year = ''] = longDayText(date).split(' ');
  return paper === 'letter' ? `${month} ${day}, ${year}` : `${day} ${month} ${year}`;
}
