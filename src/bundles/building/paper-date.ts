import { datesIn } from '../../deadlines/counting/find-date.js';
import { paperDate } from '../../matters/paper-date.js';

export { paperDate };

/** A title with its date behind it, where the title does not say that date itself in one way or another. */
export function titleAndDate(title: string, date: string | null, paper: 'letter' | 'a4'): string {
  return date === null || saysDate(title, date) ? title : `${title}, ${paperDate(date, paper)}`;
}

function saysDate(words: string, date: string): boolean {
  return [...words.matchAll(/(?<![\p{L}\d])[\p{L}\d]/gu)].some(({ index }) =>
    datesIn(words.slice(index), null)?.dates.includes(date),
  );
}
