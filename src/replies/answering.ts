import type { Demand } from '../demands/demand.js';

type Answered = Pick<Demand, 'state' | 'page' | 'lineFrom' | 'quoteStart'> & { readonly isTold: boolean };

const EACH = 'We respond to each of its demands below, in its own words and order.';
const EACH_BY_ITSELF = 'We respond to each of its demands below, in its own words.';
const THOSE_BELOW = 'We respond to the demands set out below, each in its own words.';

/**
 * What a reply says of the demands it responds to, in the order in which it prints them: that it responds to each, and in
 * their order, only where it does.
 */
export function answeringSentence(demands: readonly Answered[]): string {
  if (demands.some(({ isTold }) => !isTold)) return THOSE_BELOW;
  return isInTheirOrder(demands) ? EACH : EACH_BY_ITSELF;
}

/** Why the opening of a reply is not true any more, as a sentence; null where it is, and where it is in other words. */
export function answeringProblem(opening: string, demands: readonly Answered[]): string | null {
  const said = opening.replace(/\s+/g, ' ');
  const claims = [EACH, EACH_BY_ITSELF].find((sentence) => said.includes(sentence.replace(/\.$/, '')));
  const now = answeringSentence(demands);
  if (claims === undefined || claims === now || now === EACH) return null;
  const why =
    now === THOSE_BELOW
      ? 'a demand of their letter is left out of it'
      : 'the demands do not stand in the order of their letter';
  return `The opening says “${claims}”, and ${why}. Say instead: “${now}”`;
}

/** True where nothing is known to stand earlier in their letter than what is printed before it. */
function isInTheirOrder(demands: readonly Pick<Answered, 'page' | 'lineFrom' | 'quoteStart'>[]): boolean {
  return demands.every((one, index) => {
    const before = demands[index - 1];
    if (before === undefined) return true;
    if (one.page === null || before.page === null) return true;
    if (one.page !== before.page) return one.page > before.page;
    if (one.quoteStart !== null && before.quoteStart !== null) return one.quoteStart >= before.quoteStart;
    return one.lineFrom === null || before.lineFrom === null || one.lineFrom >= before.lineFrom;
  });
}
