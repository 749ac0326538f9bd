import type { Kind } from '../../demands/demand.js';
import type { Unit } from './units.js';

const ANSWERS_ASKED =
  /\b(?:answers?|answering|respon(?:d|ses?)|repl(?:y|ies)|address|explanations?)\b.{0,80}\b(?:questions?|queries)\b|\b(?:questions|queries)\b.{0,80}(?::$|\bbelow\b|\b(?:by|within|no\s+later\s+than)\b.{0,30}\d)|\bfollowing\s+(?:questions|queries)\b/i;
const NO_QUESTIONS =
  /\b(?:if|should)\b.{0,40}\bquestions?\b|\bany\s+(?:further\s+)?questions?\b|in\s+question\b/i;
const FOR_A_LIST =
  /^(?:\W*(?:and|of\s+(?:those|these),?|if\s+so,?|for\s+each\b[^,]{0,60},?))?\s*(?:how\s+(?:many|much|often)|which|who(?:m|se)?\b|to\s+whom|what\s+(?:is|are|was|were)\s+the\s+(?:names?|identit|number|total|amounts?))/i;
const RHETORICAL =
  /\b(?:do\s+you\s+(?:really|honestly|seriously|think)|surely|what\s+(?:more|else)\s+(?:can|could|is)|who\s+(?:would|could|cares)|how\s+(?:dare|could\s+(?:you|anyone)))\b/i;

/** Whether a letter asks for answers to questions, so that its questions are demands. */
export function asksForAnswers(units: readonly { readonly words: string }[]): boolean {
  return units.some(
    ({ words }) => words.length < 600 && ANSWERS_ASKED.test(words) && !NO_QUESTIONS.test(words),
  );
}

/** The kind of what a question asks for; null for a sentence that is none, or one that wants no answer. */
export function questionKind({ words, role, zone }: Unit): Kind | null {
  if (
    role !== 'sentence' ||
    zone !== 'body' ||
    !/\?["')\]]*(?:\[\d+\])?$/.test(words) ||
    RHETORICAL.test(words)
  )
    return null;
  return FOR_A_LIST.test(words) ? 'provide-list' : 'respond-or-confirm';
}
