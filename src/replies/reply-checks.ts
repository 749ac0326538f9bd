import type { LetterBlocks, LetterParts } from './reply-blocks.js';

/**
 * What stands in the way of approving a reply, in sentences; empty when nothing does. `isListComplete`: a named
 * person has confirmed that these are all the demands of the letter.
 */
export function replyHindrances(
  { fields, answers }: Pick<LetterParts, 'fields' | 'answers'>,
  letter: Pick<LetterBlocks, 'broken'>,
  isListComplete: boolean,
): string[] {
  return [
    ...(isListComplete ? [] : ['Nobody has confirmed that the list of demands of the letter is complete.']),
    ...(answers.length > 0 ? [] : ['The letter has no demands entered.']),
    ...answers
      .filter(({ demand, response }) => demand.state === 'open' && response === null)
      .map(({ demand }) => `Demand ${demand.number} is neither responded to nor closed.`),
    ...(fields.signatory === '' ? ['Nobody is named as signing the letter.'] : []),
    ...letter.broken,
  ];
}
