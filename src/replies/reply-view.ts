import { bundleNumber } from '../bundles/bundle.js';
import { STANCES } from '../demands/demand.js';
import { groundsTaken, groundText } from '../demands/objection.js';
import { dayText } from '../platform/plain-date.js';
import { toldIn } from './further/answer-standing.js';
import type { LetterInHand } from './letter-in-hand.js';
import { LETTER_KINDS } from './letter-kind.js';
import { STATES, type Reply } from './reply.js';

/** How a letter stands: one whose bundle is approved is approved with it, though its own row is kept as a draft. */
export function stateText({ state }: Pick<Reply, 'state'>, bundleState: string | null): string {
  return state === 'draft' && bundleState === 'approved' ? STATES.approved : STATES[state];
}

/** What a letter is, as a list says it. */
export function kindText({ kind, repeatedDemands }: Pick<Reply, 'kind' | 'repeatedDemands'>): string {
  return repeatedDemands === null ? LETTER_KINDS[kind] : 'Further reply to the demands';
}

/** The demands of the letter that is answered, each with what we say to it, how many items bear on it, and whether this letter says it. */
export function answerRows({ answers }: LetterInHand, matterId: string, linked: ReadonlyMap<string, number>) {
  const told = toldIn('reply', answers);
  return answers.map((answer) => ({
    ...answerRow(answer, matterId),
    items: linked.get(answer.demandId) ?? 0,
    isTold: told.includes(answer),
  }));
}

function answerRow(
  { demandId, demand, response, stance, earlier, isRepeated }: LetterInHand['answers'][number],
  matterId: string,
) {
  return {
    id: demandId,
    isRepeated: isRepeated === true,
    earlier: earlier && {
      isChanged: earlier.isChanged,
      text: `sent in ${bundleNumber(earlier.bundleNumber)}, letter of ${dayText(earlier.datedOn)}`,
      path: `/matters/${matterId}/bundles/${earlier.bundleId}/builds/${earlier.buildId}`,
    },
    number: demand.number,
    quote: demand.quote,
    state: demand.state,
    words: response?.words ?? null,
    stance: stance === null ? null : STANCES[stance],
    grounds:
      response === null
        ? []
        : groundsTaken(response.objections).map((ground) => ({
            text: groundText(ground),
            source: ground.source,
          })),
    path: `/matters/${matterId}/demands/${demandId}`,
  };
}
