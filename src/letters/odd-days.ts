import { oddWeekdayText, oddWeekdays } from '../deadlines/counting/odd-weekday.js';
import type { LetterWords } from './letter-pages.js';

const MOST = 20;

/**
 * The other day that a letter's date may be, where the weekday on its first page does not fit it: the day of the weekday, or
 * the date as written where that day was confirmed. Null where they fit.
 */
export function alsoDatedOn({ pages }: Pick<LetterWords, 'pages'>, datedOn: string): string | null {
  const odd = oddWeekdays(pages[0]?.text ?? '', null).find(({ on, by }) => on === datedOn || by === datedOn);
  if (odd === undefined) return null;
  return odd.on === datedOn ? odd.by : odd.on;
}

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
