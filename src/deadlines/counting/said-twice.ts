import { AMOUNT_WITHIN, numbersOf, SAID_BEHIND } from './amount-words.js';
import { UNIT } from './found-limit.js';
import { numberOf } from './number-words.js';

/** “five (7) days”, “5 to 7 days”, “between 7 and 14 days”, “7 days (five)”. */
const AMOUNTS = new RegExp(
  String.raw`\b${AMOUNT_WITHIN}[\s-]*(?:(?:full|complete|clear|calendar)[\s-]+)*${UNIT}${SAID_BEHIND}`,
  'giu',
);

/** Other numbers that the words of a limit give for the same count. */
export interface SaidTwice {
  readonly counts: readonly number[];
  /** `the words say 5 to 7` */
  readonly why: string;
}

/** “five (7) days”: the numbers beside the one that was read, or null where figure and word agree. */
export function saidTwice(text: string, count: number): SaidTwice | null {
  const times = /\bfortnight/iu.test(text) ? 2 : 1;
  for (const match of text.matchAll(AMOUNTS)) {
    const { amount = '', behind = '' } = match.groups ?? {};
    const { numbers, isRange } = numbersOf(amount);
    const said = [...new Set([...numbers, numberOf(behind) ?? []].flat())].map((number) => number * times);
    if (said.length < 2 || !said.includes(count) || said.includes(0)) continue;
    return {
      counts: said.filter((number) => number !== count),
      why: isRange
        ? `the words say ${rangeText(said)}`
        : `figure and word differ: the words say both ${said.join(' and ')}`,
    };
  }
  return null;
}

function rangeText(numbers: readonly number[]): string {
  const [first = 0, second = 0, ...more] = numbers;
  return [`${first} to ${second}`, ...more].join(' or ');
}
