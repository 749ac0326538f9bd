const ONES =
  'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');

/** A pattern for whole numbers from one to ninety-nine in words, “a” and “one hundred” included; longest first. */
export const NUMBER_WORDS = `(?:${TENS.join('|')})(?:[\\s-]+(?:${ONES.slice(0, 9).join('|')}))?|one hundred|${[...ONES].reverse().join('|')}|an?\\b`;

/** `five`, `twenty-one`, `30`, `a`: the number, or null. */
export function numberOf(words: string): number | null {
  const text = words
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, ' ');
  if (/^\d{1,4}$/.test(text)) return Number(text);
  if (text === 'a' || text === 'an') return 1;
  if (text === 'one hundred') return 100;
  const [tens = '', ones] = text.split(' ');
  const small = ONES.indexOf(tens);
  if (small >= 0) return ones === undefined ? small + 1 : null;
  const ten = TENS.indexOf(tens);
  if (ten < 0) return null;
  return (ten + 2) * 10 + (ones === undefined ? 0 : ONES.indexOf(ones) + 1);
}
