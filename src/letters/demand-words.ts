import type { Kind } from '../demands/demand.js';
import { findTimeLimits, type FoundLimit } from '../deadlines/counting/find-time-limit.js';
import type { Sentence } from './sentences.js';

/** A sentence that asks for something or names a time. */
export interface AskingSentence extends Sentence {
  readonly asks: boolean;
  readonly limits: readonly FoundLimit[];
}

const ASKS =
  /^\W*(?:send|give|provide|produce|supply|furnish|disclose|hand\s+over|turn\s+over|deliver|return|forward)\b|\b(?:demand(?:s|ed|ing)?|requir(?:e|es|ed|ing)|request(?:s|ed|ing)?|insist(?:s|ed|ing)?|expect(?:s)?\s+(?:you|your|that|a)|call(?:s)?\s+(?:up)?on\s+you|direct(?:s)?\s+you|(?:hereby\s+)?on\s+notice|cease|desist|refrain|(?:you|your\s+\w+|\w+)\s+(?:must|shall|are\s+to|is\s+to|is\s+required\s+to)|please\s+(?:\w+\s+)?(?:provide|confirm|respond|reply|send|produce|preserve|remove|stop|let|advise|identify|pay|sign)|undertak(?:e|ing)|preserv(?:e|ation)|retract(?:ion)?|take\s+down|if\s+(?:we|you)\s+(?:do|have|fail|are)\s+not|failing\s+(?:which|that|this)|unless\s+(?:you|we))\b/i;
const GIVES =
  /\b(?:provid|produc|suppl(?:y|ie)|send|give|furnish|disclos|deliver|hand\s+(?:over|us)|turn\s+over|submit|share|forward|let\s+us\s+have|make\s+available)/i;
const THINGS =
  /\b(?:documents?|documentation|records?|recordings?|data|reports?|photographs?|photos?|pictures?|images?|videos?|footage|logs?|measurements?|results|files?|emails?|e-mails|correspondence|invoices?|materials?|information|samples?|copies|copy\s+of)\b/i;
const LIST = /\b(?:list\s+of|names?\s+and\s+address|identif(?:y|ies)\s+(?:all|each|every))/i;

/** What a demand asks to be done, by its words; more than one of them and nobody can say from the words alone. */
const ACTS: readonly (readonly [Kind, (words: string) => boolean])[] = [
  ['preserve', has(/\b(?:preserv|retain|litigation\s+hold|not\s+(?:destroy|delete))/i)],
  ['sign-undertaking', has(/\b(?:undertaking|sign\s+(?:and\s+return|the\s+(?:enclosed|attached)))/i)],
  ['retract-or-correct', has(/\b(?:retract|correct(?:ion|ive)?\b|apolog|clarif)/i)],
  ['remove', has(/\b(?:remove|take\s+(?:it\s+)?down|delete|withdraw\s+the|disable\s+access)/i)],
  ['provide-list', has(LIST)],
  [
    'provide-evidence',
    (words) =>
      /\b(?:evidence|substantiat|proof|basis\s+for)/i.test(words) ||
      (GIVES.test(words) && THINGS.test(words)),
  ],
  ['pay', has(/\b(?:pay(?:ment)?\b|reimburse|damages|sum\s+of|compensat)/i)],
  ['cease', has(/\b(?:cease|desist|stop|refrain|discontinue|immediately\s+end)/i)],
];
/** Beside the first, the second says nothing of its own: documents are preserved, a list is provided. */
const GOES_WITH: Readonly<Partial<Record<Kind, readonly Kind[]>>> = {
  preserve: ['remove', 'provide-evidence'],
  'sign-undertaking': ['cease', 'provide-evidence'],
  'provide-list': ['provide-evidence'],
};
const RESPONDS = /\b(?:confirm|respond|reply|response|advise|let\s+us\s+(?:know|have)|assur)/i;

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

/**
 * The kind a form starts with for these words, which the person entering the demand confirms or changes. Null where
 * no words say it, or where they say several things: then the form starts with no kind.
 */
export function likelyKind(words: string): Kind | null {
  const said = ACTS.filter(([, isSaid]) => isSaid(words)).map(([kind]) => kind);
  const own = said.filter((kind) => !said.some((other) => GOES_WITH[other]?.includes(kind)));
  const [only, second] = own;
  if (only === undefined) return RESPONDS.test(words) ? 'respond-or-confirm' : null;
  return second === undefined ? only : null;
}

function has(pattern: RegExp): (words: string) => boolean {
  return (words) => pattern.test(words);
}
