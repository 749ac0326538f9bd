import { NUMBER_WORDS, numberOf } from './number-words.js';

const UNIT_AHEAD = String.raw`(?=[\s-]+(?:(?:full|clear|complete|calendar|consecutive|business|working|banking|court)[\s-]+)*(?:hour|hr|day|week|wk|fortnight|month|year))`;
const NUMBER = String.raw`(?:\d{1,4}|${NUMBER_WORDS})`;
/** “five (7) days”. */
const IN_BRACKETS = new RegExp(
  String.raw`\b(?<one>${NUMBER})\s*\(\s*(?<other>${NUMBER})\s*\)${UNIT_AHEAD}`,
  'giu',
);
/** “5 to 7 days”, “between 7 and 14 days”. */
const RANGE = new RegExp(
  String.raw`\b(?:(?<one>${NUMBER})\s*(?:to|or|-|–)\s*(?<other>${NUMBER})|between\s+(?<low>${NUMBER})\s+and\s+(?<high>${NUMBER}))${UNIT_AHEAD}`,
  'giu',
);

/** Another number that the words of a limit give for the same count. */
export interface SaidTwice {
  readonly count: number;
  /** `the words say both 5 and 7` */
  readonly why: string;
}

/** “five (7) days”: the number beside the one that was read, or null where figure and word agree. */
export function saidTwice(text: string, count: number): SaidTwice | null {
  const isFortnight = /\bfortnight/iu.test(text) ? 2 : 1;
  for (const match of [...text.matchAll(IN_BRACKETS), ...text.matchAll(RANGE)]) {
    const { one, other, low, high } = match.groups ?? {};
    const pair = [numberOf(one ?? low ?? ''), numberOf(other ?? high ?? '')].map(
      (number) => (number ?? 0) * isFortnight,
    );
    const [first = 0, second = 0] = pair;
    if (first === second || !pair.includes(count) || first === 0 || second === 0) continue;
    const isRange = low !== undefined || !match[0].includes('(');
    const why = isRange
      ? `the words say ${first} to ${second}`
      : `figure and word differ: the words say both ${first} and ${second}`;
    return { count: first === count ? second : first, why };
  }
  return null;
}
