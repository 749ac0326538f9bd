import type { Kind } from '../../demands/demand.js';
import type { Found } from './find-demands.js';
import { isReadLimit, limitKey, type LimitAt } from './limit-at.js';
import type { Joined } from './same-demand.js';
import { CONSEQUENCE_BEGINS, isCondition } from './threats.js';
import type { Unit } from './units.js';

const CURE = '(?:cur(?:e|ing)|compl(?:y|iance|ying)|remed(?:y|ying)|performance|perform(?:ing)?)';
const ANSWER = '(?:(?:respon(?:se|d(?:ing)?)|repl(?:y(?:ing)?|ies)|answer(?:s|ing)?))';
const PAY = '(?:pay(?:ment|ing)?)';
const LAST_DAY =
  '(?:deadline|cut-?off(?:\\s+date)?|time\\s+limit|last\\s+(?:day|date)|final\\s+(?:day|date)|due\\s+date)';
const ENDS = '(?:expires?|ends?|(?:will|shall)\\s+(?:expire|end)|runs?\\s+(?:out|until|to))';
/** “The deadline for cure is …”, “your time to respond ends …”, “cure period expires …”. */
const SAID: readonly (readonly [Kind, RegExp])[] = (
  [
    ['other', CURE],
    ['respond-or-confirm', ANSWER],
    ['pay', PAY],
  ] as const
).map(([kind, noun]) => [
  kind,
  new RegExp(
    `\\b(?:${LAST_DAY}\\s+(?:for|to|of)\\s+(?:(?:the|your|such|full|any|written|a)\\s+)*${noun}\\b|${noun}\\s+(?:deadline|due\\s+date|date)\\b\\s*(?:is|:|will|falls)|(?:time|period)\\s+(?:for|to|of)\\s+(?:(?:the|your)\\s+)*${noun}\\b[^.;]{0,40}?\\b${ENDS}|${noun}\\s+period\\s+${ENDS})`,
    'i',
  ),
]);
const PAST = /\b(?:was|were|had|expired|ended|passed|has\s+(?:now\s+)?(?:passed|expired|gone))\b/i;
const CASE = /\b(?:if|unless|should|in\s+the\s+event|fail(?:ure|ing)?|absent|in\s+default\s+of)\b/i;
const COMPLY =
  /\b(?:compl(?:y|ied|iance)|do(?:ne)?\s+so|do\s+not\s+cure|cured?|remed(?:y|ied)|rectif(?:y|ied)|meet\s+(?:these|our|the)|satisf(?:y|ied)|(?:these|those|the\s+(?:above|foregoing))\s+(?:demands|steps|requirements|conditions|actions|undertakings))\b/i;
const NOT = /\b(?:not|fail\w*|unless|absent|default|refus\w*|neglect)\b/i;
const DISPUTE = /\bdisput/i;

/** What a sentence says of the last day of something asked for elsewhere: its kind, or null for none such. */
export function lastDayOf(words: string): Kind | null {
  if (PAST.test(words)) return null;
  return SAID.find(([, pattern]) => pattern.test(words))?.[0] ?? null;
}

/**
 * Adds the times that stand in a sentence of their own (“If you do not comply by 20 June we will …”, “The deadline for
 * cure is 20 June”) and that no demand has taken: a day that counsel must see is not left among what is no demand.
 */
export function withOwnTimes(
  demands: readonly Joined[],
  units: readonly Unit[],
  limitsOf: readonly (readonly LimitAt[])[],
): Joined[] {
  const inUse = new Set(demands.flatMap((one) => [one.unit, ...one.others.map(({ unit }) => unit)]));
  const taken = new Set(demands.flatMap(({ limit }) => (limit ? [limitKey(limit)] : [])));
  const added = units.flatMap((unit, index): Joined[] => {
    if (inUse.has(index) || unit.zone !== 'body' || unit.role === 'quoted') return [];
    const limit = (limitsOf[index] ?? []).find(isReadLimit);
    if (!limit || taken.has(limitKey(limit))) return [];
    const kind = lastDayOf(unit.words);
    const isThreat = kind === null && waitsFor(unit.words, limit);
    if (kind === null && !isThreat) return [];
    taken.add(limitKey(limit));
    return [
      {
        ...foundAt(unit, index, limit),
        kind: kind ?? 'other',
        isImplied: isThreat,
        rule: isThreat ? 'implied by a threat' : 'a last day is named',
      },
    ];
  });
  return [...demands, ...added].sort((a, b) => a.unit - b.unit || a.start - b.start);
}

/** “If you do not comply by …, we will”: the day stands in what is waited for, not in what follows. */
function waitsFor(words: string, limit: LimitAt): boolean {
  const at = CASE.exec(words)?.index ?? Infinity;
  if (!isCondition(words) || at > limit.start || DISPUTE.test(words)) return false;
  const between = words.slice(at, limit.start);
  const isBehind =
    CONSEQUENCE_BEGINS.some((pattern) => pattern.test(between)) || /\b(?:will|shall)\b/i.test(between);
  return !isBehind && COMPLY.test(between) && NOT.test(between);
}

function foundAt(unit: Unit, index: number, limit: LimitAt): Joined {
  const place: Omit<Found, 'kind' | 'rule' | 'isImplied'> = {
    ...{ unit: index, lastUnit: index, start: 0, end: unit.words.length, content: 0, stem: null },
    ...{ limit, limitRule: null, isConditional: false, vagueTime: null },
  };
  return { ...place, kind: 'other', rule: '', isImplied: false, others: [] };
}
