import type { Kind } from '../../demands/demand.js';
import { kindOf } from './kinds.js';

const RESERVED =
  /\b(?:reserv(?:e|es|ed|ing|ation)\b.{0,80}\b(?:rights?|remed|position|claims?|action)|rights?\b.{0,60}\breserved|without\s+prejudice\s+to|(?:no|not|nothing)\b.{0,120}\bwaiv(?:er|e|ed|ing)|does\s+not\s+(?:constitute|purport)|not\s+(?:be\s+)?(?:intended|construed|deemed)\s+(?:to\s+be|as|to\s+constitute)|all\s+(?:of\s+)?(?:its|our|my|their|which)\s+(?:rights|remedies)|expressly\s+reserved|not\s+(?:a\s+)?(?:complete|full|exhaustive)\s+statement)/i;
const CONSEQUENCE =
  /\b(?:legal\s+(?:action|proceedings?|remed\w+|costs?|steps)|court\s+(?:action|proceedings?|order|costs)|proceedings|litigation|lawsuit|sue\b|injuncti\w+|restraining\s+order|damages|criminal|prosecut\w+|penalt(?:y|ies)|fines?\b|enforcement|seizure|liab(?:le|ility)|costs\b|attorneys?'?s?\s+fees|relief|further\s+action|remedies|court\b|police|regulator|credit\s+(?:agency|bureau|report)|eviction|bailiff|winding[\s-]up|bankruptcy|terminat\w+|additional\s+steps|without\s+further\s+(?:notice|warning|reference|recourse)|take\s+(?:all|such|any|whatever|further|appropriate)\b.{0,40}(?:action|steps|measures)|import\s+alert|pursu\w+|escalat\w+|refer(?:red)?\s+(?:the|this|to))/i;
const AHEAD =
  /\b(?:will|shall|may|intends?\s+to|(?:is|are|am)\s+(?:prepared|instructed|ready|likely)\s+to|would|could|reserves?|entitled\s+to|no\s+(?:choice|alternative|option)\s+but|(?:is|are)\s+considering|without\s+further\s+notice|forced\s+to|not\s+hesitate)\b/i;
const CONDITION =
  /\b(?:if\s+(?:you|we|i|our\s+client|the|this|no|payment|any)\b|unless\b|fail(?:ure|ing|s)?\b|should\s+(?:you|we|i|this|the|payment)\b|in\s+(?:the\s+)?(?:absence|default|event)\b|otherwise\b|in\s+case\s+of)/i;
/** “If Bright Kettle does not comply …”. */
const IF_THEY = /\b[Ii]f\s+\p{Lu}[^,;]{1,60}?\s(?:does|do|has|have|fails?|refuses?|is|are)\s/u;
const OURS = /\b(?:we|i|our\s+clients?|my\s+client|its?|agency|company|court|proceedings|action|you|your)\b/i;
/** “If we do not receive your undertakings by …”: what they wait for is what they ask. */
const WAITED_FOR =
  /\b(?:(?:if|unless|should|in\s+the\s+event(?:\s+that)?)\s+(?:we|i|our\s+(?:clients?|office)|this\s+(?:office|firm))\s+(?:(?:do|does|have|has|should|fail|will|shall)\s+)?(?:not\s+|to\s+)?(?:hear(?:d)?\b|receiv(?:e|ed)|been\s+(?:paid|provided)|had|get|in\s+receipt|see)|(?:unless|if)\s+(?:payment|(?:these|those|all)\s+\w+|the\s+(?:sum|amount|debt|balance|full|\w+)|no\s+(?:response|reply|payment)|an?\s+\w+|such|your|written|cleared\s+funds|funds|full\s+payment)\b(?:[^,;]|,(?=\d)){0,140}?\s+(?:is|are|has|have|been|not|reach(?:es)?|arrives?|ceases?|stops?)\s|(?:if|should|unless|in\s+the\s+event(?:\s+that)?)\s+you\s+(?:(?:do|have|should|choose|elect)\s+)?(?:not\s+|fail\s+to\s+|refuse\s+to\s+|neglect\s+to\s+|to\s+)?(?:so\s+)?(?=\w)|fail(?:ure|ing)\s+(?:on\s+your\s+part\s+)?to\s+(?=\w)|(?:absent|in\s+the\s+absence\s+of|failing(?!\s+(?:which|that)\b))\s+(?=\w))/i;
const GENERAL =
  /^(?:\W*(?:(?:your\s+|full\s+|prompt\s+)*(?:compliance|cooperation|agreement)|comply|do\s+so|do\s+this|take\s+(?:these|this|the|such)|meet\s+(?:these|this|our)|satisfy|agree|act|heed|cooperate|co-operate|this|these|that|such|have\s+(?:any|questions)|wish|dispute|believe|disagree|need|require|would\s+like|continue|persist|are\b|were\b|had\b|know\b|accept\b|choose\b))/i;

/** A sentence that says what will follow, or that keeps a right; the rule that found it, or null. */
export function threatRule(words: string): string | null {
  if (RESERVED.test(words)) return 'a right is reserved';
  if ((CONDITION.test(words) || IF_THEY.test(words)) && CONSEQUENCE.test(words) && AHEAD.test(words))
    return 'what follows if not';
  if (
    AHEAD.test(words) &&
    CONSEQUENCE.test(words) &&
    OURS.test(words) &&
    /\b(?:will|shall|intend|instructed|hesitate|entitled|could\s+face|may\s+be\s+(?:liable|subject)|liable)\b/i.test(
      words,
    )
  )
    return 'what will follow';
  return null;
}

/** Whether a sentence says what happens if the letter is not complied with. */
export function isCondition(words: string): boolean {
  return CONDITION.test(words);
}

/** “The seller may, at its option:”, “our client will seek:”: the list says what may follow, or what they have a right to. */
const STEM_OF_THREAT =
  /\b(?:may|will|shall|can|could|would|intends?\s+to|(?:is|are|be)\s+(?:entitled|instructed|prepared)\s+to|reserves?\s+the\s+right\s+to|rights?\s+to|without\s+limitation|not\s+limited\s+to)\b[^.]{0,140}?[\s,:-]*$/i;
const STEM_OF_DEMAND =
  /\b(?:you|your\s+\w+)(?:\s+\w+ly)?\s+(?:may|will|shall|can|could|would|must|should)\b|\b(?:demands?|requires?|requests?|asks?|insists?|calls?)\b|\byou\s+(?:to|must)\b|\bresolve|\bsettle|\bif\s+you\s+(?:will|agree)\b/i;
export function listsWhatFollows(words: string): boolean {
  return STEM_OF_THREAT.test(words) && !STEM_OF_DEMAND.test(words) && OTHERS_WILL.test(words);
}
const OTHERS_WILL =
  /\b(?:we|i|it|they|he|she|(?:our|my|the)\s+[\w-]+|\p{Lu}[\w.&'-]*)\s*(?:,[^,]{2,40},)?\s+(?:\w+ly\s+)?(?:may|will|shall|can|could|would|intends?|is|are|reserves?)\b/iu;

/** Where what is waited for ends and what follows begins: “, we will”, “2026 our client will”, “, Meridian will”. */
export const CONSEQUENCE_BEGINS: readonly RegExp[] = [
  /,\s+(?:then\s+)?(?:we|i|our|my|the|legal|proceedings|it|they|further|an?|you|please|no|court|this|counsel|solicitors|attorneys?)\b|\s+(?:will|shall|may)\s+(?:result|be|lead|leave)\b/i,
  /(?<=\d{4})\s+(?:then\s+)?(?:we|our|my|the)\s+(?:[\w-]+\s+){0,3}?(?:will|shall|may|would|intends?|reserves?|is|are|have|has)\b/i,
  // A party by its name: capitals tell it from the words waited for, a day or a month is none.
  /(?:,|(?<=\d{4}))\s+(?:then\s+)?(?!(?:January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b)\p{Lu}[^;]{0,120}?\s(?:will|shall|may|would|must|intends?|reserves?|is|are|has|have)\b/u,
];
const RECEIVED = /^(?:not\s+)?(?:been\s+)?(?:received|with\s+us|in\s+our\s+hands)\b/i;
const THING_WAITED_FOR = /^(?:unless|if)\s+(?<thing>.+?)\s+(?:is|are|has|have|been|not)\s+$/i;

/** The demand that a threat implies, by the words waited for: indexes in the sentence, up to the consequence. */
export function impliedIn(
  words: string,
): { readonly start: number; readonly end: number; readonly kind: Kind } | null {
  const match = WAITED_FOR.exec(words);
  if (!match) return null;
  const isComing = /\b(?:reach(?:es)?|arrives?)\s$/i.test(match[0]);
  const start = match.index + (isComing ? 7 : match[0].length); // past “unless ”
  const rest = words.slice(start);
  if (GENERAL.test(rest) || /\bdisput/i.test(words)) return null;
  const ends = CONSEQUENCE_BEGINS.flatMap((pattern) => pattern.exec(rest)?.index ?? []);
  const asked = rest.slice(0, Math.min(rest.length, ...ends));
  const isAct = /^(?:if|should|unless|in|fail)/i.test(match[0]) && /\byou\b|fail(?:ure|ing)/i.test(match[0]);
  // “Unless the sum is received by …”: what is waited for stands before the verb.
  const thing = RECEIVED.test(asked) ? THING_WAITED_FOR.exec(match[0])?.groups?.['thing'] : undefined;
  const kind = kindOf(thing ?? asked, false);
  if (kind === 'other' && isAct && !/^\w+\s/.test(asked)) return null;
  const isHearing = /\b(?:hear|receiv|response|reply)/i.test(match[0] + asked);
  return { start, end: words.length, kind: kind === 'other' && isHearing ? 'respond-or-confirm' : kind };
}
