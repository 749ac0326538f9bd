import { AMOUNT_WITHIN, numbersOf, SAID_BEHIND } from './amount-words.js';
import { UNIT, unitOf } from './found-limit.js';
import type { LimitUnit } from './limit-facts.js';
import { numberOf } from './number-words.js';
import { partAmountIn } from './part-amounts.js';

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
  const part = partAmountIn(text);
  if (part !== null && part.count === count)
    return part.also === null
      ? null
      : { counts: [part.also], why: `“${part.words}” comes to a half more than ${part.count}` };
  const times = /\bfortnight/iu.test(text) ? 2 : 1;
  for (const match of text.matchAll(AMOUNTS)) {
    const { amount = '', behind: again = '' } = match.groups ?? {};
    const { numbers, isRange } = numbersOf(amount);
    const behind = unitBehind(match) === null ? again : '';
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

/** “7 days (i.e. five business days)”: the same time said again in another unit, or null. */
export function saidInAnotherUnit(
  text: string,
  count: number,
): {
  readonly count: number;
  readonly unit: Exclude<LimitUnit, 'date' | 'immediate'>;
  readonly why: string;
} | null {
  for (const match of text.matchAll(AMOUNTS)) {
    const unit = unitBehind(match);
    const { amount = '', behind = '' } = match.groups ?? {};
    const again = numberOf(behind);
    if (unit === null || again === null || again === 0 || !numbersOf(amount).numbers.includes(count))
      continue;
    return { count: again, unit, why: `the words say “${match[0].replace(/,$/u, '')}”` };
  }
  return null;
}

/** The unit of the number behind, where it is another than that of the number before it. */
function unitBehind({ groups }: RegExpExecArray): Exclude<LimitUnit, 'date' | 'immediate'> | null {
  const { kind = '', unit = '', behindKind = '', behindUnit } = groups ?? {};
  if (behindUnit === undefined) return null;
  const [own, other] = [
    unitOf(unit.toLowerCase(), kind.toLowerCase()),
    unitOf(behindUnit.toLowerCase(), behindKind.toLowerCase()),
  ];
  return own === other || (behindKind === '' && unit.slice(0, 2) === behindUnit.slice(0, 2) && kind === '')
    ? null
    : other;
}

function rangeText(numbers: readonly number[]): string {
  const [first = 0, second = 0, ...more] = numbers;
  return [`${first} to ${second}`, ...more].join(' or ');
}
