import type { Kind } from '../demands/demand.js';
import { findTimeLimits, type FoundLimit } from '../deadlines/counting/find-time-limit.js';
import type { Sentence } from './sentences.js';

/** A sentence that asks for something or names a time. */
export interface AskingSentence extends Sentence {
  readonly asks: boolean;
  readonly limits: readonly FoundLimit[];
}

const ASKS =
  /\b(?:demand(?:s|ed|ing)?|requir(?:e|es|ed|ing)|request(?:s|ed|ing)?|insist(?:s|ed|ing)?|expect(?:s)?\s+(?:you|your|that|a)|call(?:s)?\s+(?:up)?on\s+you|direct(?:s)?\s+you|(?:hereby\s+)?on\s+notice|cease|desist|refrain|(?:you|your\s+\w+|\w+)\s+(?:must|shall|are\s+to|is\s+to|is\s+required\s+to)|please\s+(?:\w+\s+)?(?:provide|confirm|respond|reply|send|produce|preserve|remove|stop|let|advise|identify|pay|sign)|undertak(?:e|ing)|preserv(?:e|ation)|retract(?:ion)?|take\s+down|if\s+(?:we|you)\s+(?:do|have|fail|are)\s+not|failing\s+(?:which|that|this)|unless\s+(?:you|we))\b/i;
const PARTS: readonly (readonly [Kind, RegExp])[] = [
  ['preserve', /\b(?:preserv|retain|litigation\s+hold|not\s+(?:destroy|delete))/i],
  ['sign-undertaking', /\b(?:undertaking|sign\s+(?:and\s+return|the\s+(?:enclosed|attached)))/i],
  ['retract-or-correct', /\b(?:retract|correct(?:ion|ive)?\b|apolog|clarif)/i],
  ['remove', /\b(?:remove|take\s+(?:it\s+)?down|delete|withdraw\s+the|disable\s+access)/i],
  ['provide-list', /\b(?:list\s+of|names?\s+and\s+address|identif(?:y|ies)\s+(?:all|each|every))/i],
  [
    'provide-evidence',
    /\b(?:evidence|substantiat|documents?|records?|basis\s+for|proof|provide|produce|supply)/i,
  ],
  ['pay', /\b(?:pay(?:ment)?\b|reimburse|damages|sum\s+of|compensat)/i],
  ['cease', /\b(?:cease|desist|stop|refrain|discontinue|immediately\s+end)/i],
  ['respond-or-confirm', /\b(?:confirm|respond|reply|response|advise|let\s+us\s+(?:know|have)|assur)/i],
];

/** The sentences of a letter with demand or time words, in order. A plain search: a person decides what they are. */
export function askingSentences(sentences: readonly Sentence[], letterDate: string | null): AskingSentence[] {
  return sentences
    .map((sentence) => ({
      ...sentence,
      asks: ASKS.test(sentence.text),
      limits: findTimeLimits(sentence.text, letterDate),
    }))
    .filter((sentence) => sentence.asks || sentence.limits.length > 0);
}

/** The kind a form starts with for these words; the person entering the demand confirms or changes it. */
export function likelyKind(words: string): Kind {
  return PARTS.find(([, pattern]) => pattern.test(words))?.[0] ?? 'other';
}
