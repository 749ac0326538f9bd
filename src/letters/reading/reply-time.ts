import type { Kind } from '../../demands/demand.js';
import type { Found } from './find-demands.js';
import { isReadLimit, type LimitAt } from './limit-at.js';
import type { Unit } from './units.js';

/** What an answer gives: words and papers. Whoever has to pay, to stop or to leave may have less time than to reply. */
const ANSWERS: readonly Kind[] = [
  'respond-or-confirm',
  'provide-evidence',
  'provide-list',
  'sign-undertaking',
];
const ACKNOWLEDGES = /\backnowledg/i;
const ANSWERS_TOO = /\b(?:respon|repl(?:y|ies)|answer|confirm|hear)/i;

/** “Your acknowledgment is due by 15 January”: that the letter came, nothing of what it asks. */
export function onlyAcknowledges(words: string): boolean {
  return ACKNOWLEDGES.test(words) && !ANSWERS_TOO.test(words);
}

/** Whether the time of a reply may be that of a demand: never where its own sentence or list names a time. */
export function mayHaveReplyTime(
  { kind, unit: at }: Found,
  units: readonly Unit[],
  limitsOf: readonly (readonly LimitAt[])[],
): boolean {
  const unit = units[at];
  if (!unit || !ANSWERS.includes(kind)) return false;
  const isTimed = (index: number): boolean => (limitsOf[index] ?? []).some(isReadLimit);
  if (isTimed(at)) return false;
  const style = unit.mark?.style;
  if (style?.startsWith('inline') !== true) return true;
  const isSibling = (index: number): boolean =>
    units[index]?.paragraph === unit.paragraph && units[index].mark?.style === style;
  for (let index = at + 1; units[index]?.paragraph === unit.paragraph; index += 1)
    if (isSibling(index) && isTimed(index)) return false;
  for (let index = at - 1; units[index]?.paragraph === unit.paragraph; index -= 1)
    if (isSibling(index) && isTimed(index)) return false;
  return true;
}
