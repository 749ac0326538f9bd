import { dayText } from '../platform/plain-date.js';
import { bundlesNamed } from './bundles-named.js';
import { toldIn } from './further/answer-standing.js';
import { silentlyHeldBack } from './held-back.js';
import { answersDemands, hasAddressee } from './letter-kind.js';
import type { LetterBlocks, LetterParts } from './paper/reply-blocks.js';
import { unfilledFields, withoutFields } from './templates/template.js';

/** What was issued before, as far as words may point at it: bundles by number and state, and their page numbers. */
export interface Issued {
  readonly bundles: readonly { readonly number: string; readonly state: string }[];
  readonly bates: readonly {
    readonly prefix: string;
    readonly first: number;
    readonly last: number;
    readonly bundle: string;
    readonly state: string;
  }[];
}

export const NOTHING_ISSUED: Issued = { bundles: [], bates: [] };

const GONE: Readonly<Record<string, string>> = { superseded: 'superseded', voided: 'voided' };

/**
 * What stands in the way of approving a letter, in sentences; empty when nothing does. `isListComplete`: a named
 * person has confirmed that these are all the demands of the letter it answers.
 */
export function replyHindrances(
  { fields, answers, kind }: Pick<LetterParts, 'fields' | 'answers' | 'kind'>,
  letter: Pick<LetterBlocks, 'broken'>,
  isListComplete: boolean,
  issued: Issued = NOTHING_ISSUED,
): string[] {
  const told = toldIn(kind, answers);
  const words = [
    ...[fields.subject, fields.salutation, fields.opening, fields.closing, fields.addressee],
    ...told.map(({ response }) => response?.words ?? ''),
  ].join('\n\n');
  const everyWord = [...Object.values(fields).filter((value) => typeof value === 'string'), words].join('\n');
  return [
    ...(answersDemands(kind) ? demandHindrances(answers, isListComplete) : []),
    ...pastPromises(told, fields.datedOn),
    ...silentlyHeldBack(told),
    ...(hasAddressee(kind) && fields.addressee === '' ? ['The letter is addressed to nobody.'] : []),
    ...(fields.signatory === '' ? ['Nobody is named as signing the letter.'] : []),
    ...unfilledFields(everyWord).map((field) => `${field} is still to be filled in.`),
    ...(/\{\{|\}\}/.test(withoutFields(everyWord)) ? ['A field in double braces is not closed.'] : []),
    ...letter.broken,
    ...supersededCitations(words, issued),
  ];
}

/** Bundles and page numbers that the words point at and that no longer stand, or never did. */
export function supersededCitations(words: string, { bundles, bates }: Issued): string[] {
  const problems: string[] = [];
  for (const { typed, first, last } of bundlesNamed(words))
    for (const { number, state } of bundles) {
      const place = Number(/\d+$/.exec(number)?.[0]);
      const gone = GONE[state];
      if (gone === undefined || place < first || place > last) continue;
      problems.push(
        typed === number
          ? `${number} is cited and is ${gone}.`
          : `“${typed}” names ${number}, which is ${gone}.`,
      );
    }
  for (const prefix of new Set(bates.map((range) => range.prefix))) {
    for (const [typed, digits] of words.matchAll(new RegExp(`${escaped(prefix)}(\\d{4,10})\\b`, 'g'))) {
      const number = Number(digits);
      const range = bates.find((one) => one.prefix === prefix && number >= one.first && number <= one.last);
      const gone = GONE[range?.state ?? ''];
      if (range === undefined) problems.push(`${typed} is cited and was never issued.`);
      else if (gone !== undefined)
        problems.push(`${typed} is cited and is in ${range.bundle}, which is ${gone}.`);
    }
  }
  return [...new Set(problems)];
}

function demandHindrances(answers: LetterParts['answers'], isListComplete: boolean): string[] {
  return [
    ...(isListComplete ? [] : ['Nobody has confirmed that the list of demands of the letter is complete.']),
    ...(answers.length > 0 ? [] : ['The letter has no demands entered.']),
    ...answers
      .filter(({ demand, response }) => demand.state === 'open' && response === null)
      .map(({ demand }) => `Demand ${demand.number} is neither responded to nor closed.`),
  ];
}

/** What is promised is still to come on the day of the letter. */
function pastPromises(answers: LetterParts['answers'], datedOn: string): string[] {
  return answers.flatMap(({ demand, response }) =>
    response?.promisedOn != null && response.promisedOn < datedOn
      ? [
          `The response to demand ${demand.number} promises ${dayText(response.promisedOn)}, which is before the letter’s own date, ${dayText(datedOn)}.`,
        ]
      : [],
  );
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
