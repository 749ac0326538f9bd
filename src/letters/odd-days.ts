import { oddWeekdayText, oddWeekdays } from '../deadlines/counting/odd-weekday.js';
import type { LetterWords } from './letter-pages.js';

const MOST = 20;

/** What is to be said of weekdays in a letter that do not fit the dates they stand beside. */
export function oddDaysIn(
  { pages }: Pick<LetterWords, 'pages'>,
  datedOn: string | null,
): { readonly page: number; readonly text: string }[] {
  return pages
    .flatMap(({ page, text }) =>
      oddWeekdays(text, datedOn).map((one) => ({ page, text: oddWeekdayText(one) })),
    )
    .slice(0, MOST);
}
