const ONES =
  'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const ORDINALS =
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth'.split(
    ' ',
  );
const UNDER_HUNDRED = `(?:${TENS.join('|')})(?:[\\s-]+(?:${ONES.slice(0, 9).join('|')})\\b)?|${[...ONES].reverse().join('|')}`;

/** A pattern for whole numbers from one to 199 in words; longest first. */
export const NUMBER_NAMES = `(?:one|a) hundred(?:(?: and)?[\\s-]+(?:${UNDER_HUNDRED}))?|${UNDER_HUNDRED}`;
/** The same, “a” included. */
export const NUMBER_WORDS = `${NUMBER_NAMES}|an?\\b`;

/** A pattern for `third`, `twentieth`, `10th`. */
export const ORDINAL_WORDS = `\\d{1,3}(?:st|nd|rd|th)|thirtieth|${[...ORDINALS].reverse().join('|')}`;

/** `five`, `twenty-one`, `one hundred and twenty`, `30`, `a`: the number, or null. */
export function numberOf(words: string): number | null {
  const text = words
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, ' ');
  if (/^\d{1,4}$/.test(text)) return Number(text);
  if (text === 'a' || text === 'an') return 1;
  const hundred = /^(?:one|a) hundred(?: and)?(?: (?<rest>.+))?$/.exec(text);
  if (hundred) {
    const rest = hundred.groups?.['rest'];
    const more = rest === undefined ? 0 : underHundred(rest);
    return more === null ? null : 100 + more;
  }
  return underHundred(text);
}

/** `third`, `10th`: the number, or null. */
export function ordinalOf(words: string): number | null {
  const text = words.trim().toLowerCase();
  const figures = /^(\d{1,3})(?:st|nd|rd|th)$/.exec(text);
  if (figures) return Number(figures[1]);
  if (text === 'thirtieth') return 30;
  const index = ORDINALS.indexOf(text);
  return index < 0 ? null : index + 1;
}

function underHundred(text: string): number | null {
  const [tens = '', ones] = text.split(' ');
  const small = ONES.indexOf(tens);
  if (small >= 0) return ones === undefined ? small + 1 : null;
  const ten = TENS.indexOf(tens);
  if (ten < 0) return null;
  return (ten + 2) * 10 + (ones === undefined ? 0 : ONES.indexOf(ones) + 1);
}
