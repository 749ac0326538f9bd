import { beginsWithAct } from './duty-forms.js';
import { FOR_A_PURPOSE } from './form.js';
import { isMailAct } from './mail-words.js';
import { TIME_IN_FRONT } from './time-in-front.js';
import { ACT, ACT_NOUN, DONE, mayBeNoun } from './verbs.js';

const JOIN =
  '(?:[,;]\\s*(?:(?:and|or)(?:/or)?\\s+|as\\s+well\\s+as\\s+(?:to\\s+)?|but\\s+also\\s+|then\\s+)?|\\s+(?:and|as\\s+well\\s+as|and/or|together\\s+with)\\s+)';
const BETWEEN =
  '(?:(?:that\\s+you|you\\s+must|you|that|to|also|further(?:more)?|then|immediately|promptly|forthwith|thereafter|please|kindly|not|must|shall|should|in\\s+addition|additionally|subsequently|finally|permanently|in\\s+future|henceforth|in\\s+any\\s+event|,)\\s+)*';
const AT_VERB = new RegExp(`${JOIN}(?<between>${BETWEEN})(?=${ACT}\\b(?!-))`, 'giu');
const AT_NOUN = new RegExp(
  `(?:[,;]\\s*(?:and|or|as\\s+well\\s+as|together\\s+with)\\s+|;\\s*|\\s+(?:and|as\\s+well\\s+as|together\\s+with)\\s+)(?=(?:for\\s+)?(?:the|an?|your|full|immediate|written|prompt)\\s+(?:(?:immediate|prompt|full|written|complete|permanent|public|signed|formal|unreserved|unqualified|further)\\s+(?:and\\s+)?)*${ACT_NOUN}\\b)`,
  'giu',
);
const AT_PASSIVE = new RegExp(
  `${JOIN}(?=that\\s+(?:the|all|any|no|each|your|such|these|this)\\b[^;:]{2,160}?\\b(?:be|is|are)\\s+(?:\\w+ly\\s+)?${DONE}\\b)`,
  'giu',
);
/** What refers back to what stands before it is no demand of its own. */
const REFERS_BACK = /^\S+\s+(?:it|them|him|her|so|the\s+same)\b/i;
const PAIRS =
  /^(?:cease(?:\s+and)?|sign|disable|remove|delete|take\s+down|contact|identify|review|stop|complete|execute|investigate|preserve|print|retain|return|date|check|block|find|locate|go|come|try|read|inspect)$/i;

/** “We demand that you, within 5 days, send …”: nothing is asked before the comma. */
const ONLY_A_TIME = new RegExp(`^(?:(?:that|you|to|must|shall)\\b,?\\s*)*${TIME_IN_FRONT}$`, 'i');

/** Where further demands begin in words that ask for something: indexes, in order, the first demand's start left out. */
export function splitPoints(words: string, content: number, isNounAsked: boolean): number[] {
  const points: number[] = [];
  const add = (at: number, begin: number): void => {
    const last = points.at(-1) ?? content;
    if (begin - last > 12 && begin > content) points.push(at);
  };
  const candidates = [
    ...[...words.matchAll(AT_VERB)].map((match) => ({
      index: match.index,
      begin: match.index + match[0].length,
      between: match.groups?.['between'] ?? '',
      verb: true,
    })),
    ...(isNounAsked ? [...words.matchAll(AT_NOUN)] : []).map((match) => ({
      index: match.index,
      begin: match.index + match[0].length,
      between: '',
      verb: false,
    })),
    ...[...words.matchAll(AT_PASSIVE)].map((match) => ({
      index: match.index,
      begin: match.index + match[0].length,
      between: '',
      verb: false,
    })),
  ].sort((a, b) => a.begin - b.begin);
  for (const { begin, index, between, verb } of candidates) {
    if (index < content) continue;
    const from = begin - between.length;
    if (!verb) {
      add(from, begin);
      continue;
    }
    const rest = words.slice(begin);
    const act = beginsWithAct(rest);
    if (!act || rest.split(/\s+/).length < 4) continue;
    if (mayBeNoun(act.act) && /^\s+of\b/i.test(rest.slice(act.length))) continue;
    if (!isMailAct(act.act, rest.slice(act.length))) continue;
    const left = words.slice(points.at(-1) ?? content, index).trim();
    if (left.split(/\s+/).length < 3 || PAIRS.test(left) || ONLY_A_TIME.test(left)) continue;
    if (between === '' && FORBIDS.test(left)) continue;
    if (FOR_A_PURPOSE.test(words.slice(content, index))) continue;
    if (between === '' && WHAT_WOULD.test(left)) continue;
    if (REFERS_BACK.test(rest) && !/^(?:replace|return|destroy|send)\b/i.test(rest)) continue;
    if (between === '' && isListOfThings(words.slice(0, index), rest)) continue;
    if (
      /\b(?:that|which|who|whether|how|what)\s+(?:you|we|they|it|is|are|has|have|will|would|may|can)\b[^;]*$/i.test(
        left,
      ) &&
      between === '' &&
      !/^[;]/.test(words.slice(index).trim())
    ) {
      if (mayBeNoun(act.act)) continue;
    }
    add(from, begin);
  }
  return points;
}

/** “and not destroy, delete or alter …”: one ban in several verbs. */
const FORBIDS = /\b(?:not|never)\s+(?:to\s+)?(?:\w+ly\s+)?\w+(?:,\s*\w+)*$/i;
/** “anything that would alter, destroy …”: the verbs of a description. */
const WHAT_WOULD = /\b(?:that|which|who)\s+(?:would|will|may|might|could|can)\s+(?:\w+,\s+)*(?:or\s+)?\w+$/i;
/** “use, display or sell”: verbs after a preposition or “from” are things to stop, not further demands. */
function isListOfThings(before: string, rest: string): boolean {
  return (
    /\b(?:right|rights|ability|order|attempt|failure|able|likely|continue|continuing|not|never|going|license|licence|permission|authority)\s+to\s+[^;]*$/i.test(
      before.slice(-140),
    ) && !/^(?:confirm|provide|pay|return|destroy|preserve|retract)\b/i.test(rest)
  );
}
