export type MarkStyle = 'letters' | 'numbers';

/** The mark of the n-th exhibit, from 1: A … Z, AA, AB …, or 1, 2, 3. */
export function exhibitMark(nth: number, style: MarkStyle): string {
  if (!Number.isInteger(nth) || nth < 1) throw new RangeError('Exhibits are counted from 1.');
  if (style === 'numbers') return String(nth);
  let rest = nth;
  let mark = '';
  while (rest > 0) {
    const digit = (rest - 1) % 26;
    mark = String.fromCharCode(65 + digit) + mark;
    rest = (rest - 1 - digit) / 26;
  }
  return mark;
}

/** The next marks of a style that are not taken yet, in order; a mark once given is never given again. */
export function* freeMarks(style: MarkStyle, taken: ReadonlySet<string>): Generator<string, never> {
  for (let nth = 1; ; nth++) {
    const mark = exhibitMark(nth, style);
    if (!taken.has(mark)) yield mark;
  }
}
