import { isPlainDate, MONTHS } from './plain-date.js';

/** What a person typed for a day: the day, or two days it could be; null where it is none. */
export type ReadDay = { readonly on: string } | { readonly either: readonly [string, string] } | null;

/**
 * Reads a day as people write it: `2014-06-05`, `27/11/2026`, `5 June 2014`, `June 5, 2014`. Day and month in
 * numbers alone are read only where the other order is no day; nothing is guessed.
 */
export function readDay(typed: string): ReadDay {
  const text = typed.trim();
  if (isPlainDate(text)) return { on: text };
  const numbers = /^(\d{1,2})([./-])(\d{1,2})\2(\d{4})$/.exec(text);
  if (numbers) {
    const [, first = '', , second = '', year = ''] = numbers;
    const days = [...new Set([dayOf(year, second, first), dayOf(year, first, second)])].filter(isPlainDate);
    const [one, other] = days;
    if (one === undefined) return null;
    return other === undefined ? { on: one } : { either: [one, other] };
  }
  const named =
    /^(?<day>\d{1,2})(?:st|nd|rd|th)?\s+(?<month>[a-z]{3,9})\.?,?\s+(?<year>\d{4})$/i.exec(text) ??
    /^(?<month>[a-z]{3,9})\.?\s+(?<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?<year>\d{4})$/i.exec(text);
  const { day = '', month = '', year = '' } = named?.groups ?? {};
  const number = monthNumber(month);
  const on = number === null ? '' : dayOf(year, String(number), day);
  return isPlainDate(on) ? { on } : null;
}

function dayOf(year: string, month: string, day: string): string {
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** `Nov`, `Sept` and `November` are 11, 9 and 11. */
function monthNumber(name: string): number | null {
  const start = name.toLowerCase();
  if (start.length < 3) return null;
  const at = MONTHS.findIndex((month) => month.toLowerCase().startsWith(start));
  return at === -1 ? null : at + 1;
}
