import type { Kind } from '../../demands/demand.js';

/** A way of asking found in a sentence: where it begins and where what is asked for begins, in its folded words. */
export interface Form {
  readonly rule: string;
  readonly start: number;
  readonly content: number;
  /** The kind, where the form alone says it. */
  readonly kind?: Kind;
  /** “must not”, “do not”: what is asked for is to stop, or to keep. */
  readonly isNegative?: boolean;
  /** Where its own words end: no further demand begins before. */
  readonly whole?: number;
  /** Asks only where a time limit stands with it. */
  readonly needsLimit?: boolean;
}

/** Words that may stand between who asks and the verb, or between the verb and what is asked. */
export const ADVERB =
  '(?:hereby|therefore|accordingly|thus|also|further|furthermore|again|now|formally|respectfully|strongly|simply|kindly|only|expressly|specifically|additionally|urgently|immediately|forthwith|promptly|hence|likewise|consequently|nevertheless|however|moreover|do|does|once\\s+(?:more|again)|in\\s+addition|at\\s+this\\s+time|at\\s+a\\s+minimum|at\\s+the\\s+very\\s+least|in\\s+writing|unequivocally|categorically|firmly|politely|jointly\\s+and\\s+severally|as\\s+a\\s+matter\\s+of\\s+urgency|without\\s+(?:further\\s+)?delay|(?:through|by|vide|via|under)\\s+(?:this|the\\s+present)\\s+(?:\\w+\\s+)?(?:notice|letter|e-?mail|communication)|instead|first|finally|then|otherwise|and|please)';
export const ADVERBS = `(?:,?\\s+${ADVERB},?)*`;
/** What an asking leads to that is courtesy or form, never a demand. */
export const COURTESY =
  /^(?:to\s+)?(?:(?:your|the|this|our)?\s*(?:most\s+)?(?:immediate|urgent|prompt|full|close|serious|careful|best)?(?:\s+and\s+\w+)?\s*(?:attention|understanding|consideration|patience)\b|(?:be\s+(?:aware|advised|informed|assured|warned|reminded|mindful|under\s+no\s+illusion)|note|understand|know|appreciate|realise|realize|recognise|recognize|remember|bear\s+in\s+mind|rest\s+assured|find\s+(?:[\w'-]+\s+){0,6}?(?:attached|enclosed|below|herewith)|see|refer\s+to|govern\s+(?:yourself|yourselves)|feel\s+free|(?:do\s+)?not\s+hesitate|(?:quote|cite|reference|mention|include)\s+(?:the\s+|our\s+|this\s+|your\s+)?(?:above\s+)?(?:case|claim|file|account|reference|matter|identification)\b|don't\s+hesitate|take\s+(?:this\s+)?(?:notice|note|heed|advice|this\s+(?:letter|matter)|legal\s+advice|independent)|treat\s+this|accept\s+(?:this|my|our)|consider\s+(?:this|yourself|the\s+(?:seriousness|consequences)|obtaining|seeking|taking|carefully)|seek\s+(?:\w+\s+){0,2}(?:advice|counsel)|consult|obtain\s+(?:\w+\s+){0,2}(?:advice|counsel)|give\s+(?:this|the)\s+(?:matter|letter)|excuse|forgive|allow\s+me|let\s+me\s+(?:be\s+clear|remind|explain)|let\s+us\s+be\s+clear|act\s+accordingly|also\s+(?:note|be\s+aware)|read\b|look\s+at|visit|click|imagine|recall\s+that|think)\b|(?:contact|call|email|e-mail|write\s+to|telephone|reach(?:\s+out)?)\b(?!.*\b(?:confirm|setting|within|no\s+later|today|immediately)\b)(?=.*\b(?:if|should|questions?|discuss|with\s+any|any\s+(?:further\s+)?(?:queries|questions|concerns)|to\s+arrange|further\s+information)\b)|(?:(?:contact|call|email|telephone|write\s+to)(?!.*\b(?:confirm|setting|within|by|before|no\s+later|today|immediately|with\s+your)\b)\s+(?:me|us|the\s+(?:undersigned|writer)|our\s+office|my\s+office|him|her)\b[^.]{0,60}\.?$)|(?:direct|address|forward|refer|pass|send|mark|quote|identify|copy|cc)\s+(?:all\s+|any\s+|your\s+|this\s+|the\s+)?(?:further\s+|future\s+|written\s+|electronic\s+)*(?:correspondence|communications?|letter\b|reply\b|response\b|responses|replies|inquir|enquir|questions|queries|our\s+(?:ref|file)|reference|to\s+(?:your|our)\s+(?:insur|solicit|attorney|lawyer|legal|counsel)))/i;
/** Verbs by which a person is told something; what they are told may be a duty. */
export const TOLD =
  /\b(?:(?:advised|notice|informed|notified|notify\s+you|aware|remind(?:ed)?(?:\s+you)?|note|inform\s+you|advise\s+you|notify|clear|understand|know|warned)(?:\s+(?:hereby|also|therefore))?(?:\s+that)?,?(?:\s+(?:accordingly|therefore|as\s+such|under\b[^,]{3,60}),?)*)$/i;
/** Words right before “you” or a verb that make it part of a description, not an asking. */
export const RELATIVE =
  /\b(?:that|which|whom|who|where|whereby|as|if|whether|because|since|when|what|how|why|although|though|while|unless|until|than|before|after|once|in\s+(?:which|case))\s*$/i;
/** “so that we may …”: what comes after it is what the writer will do. */
export const FOR_A_PURPOSE =
  /\b(?:so|in\s+order)\s+(?:that\s+)?(?:we|i|it|they|our\s+clients?|my\s+client)\s+(?:may|can|could|might|will|are\s+able\s+to)\b[^.;]*$/i;
/** Laws, contracts and the like: what they ask is no demand of the letter. */
export const LEGAL =
  /\b(?:sections?|§+|clauses?|articles?|acts?|laws?|regulations?|gdpr|agreements?|contracts?|licen[cs]es?|terms|polic(?:y|ies)|rules?|statutes?|courts?|judges?|standards?|protocols?|paragraphs?|directive|treaty|code|lease|covenants?|by-?laws|ordinances?|legislation|constitution|guidelines?|guidance|provisions?|definition|doctrine|case\s+law|dmca|fda\s+regulations|order)\b/i;

/** Every match of a pattern in the words, with its index. */
export function matches(words: string, pattern: RegExp): RegExpExecArray[] {
  return [...words.matchAll(pattern)];
}

/** The words from the last break in the sentence to `at`. */
export function clauseBefore(words: string, at: number): string {
  const before = words.slice(0, at);
  const cut = Math.max(
    before.lastIndexOf(';'),
    before.lastIndexOf(': '),
    before.lastIndexOf(', '),
    before.lastIndexOf(' - '),
  );
  return before.slice(cut + 1).trim();
}
