import type { Kind } from '../../demands/demand.js';
import type { Found } from './find-demands.js';
import { saysAGeneralRule } from './general-rules.js';
import { isReadLimit, type LimitAt } from './limit-at.js';
import type { CountedLimit } from './proposal.js';
import { lastDayOf } from './own-times.js';
import { referredLimit, referredLimits } from './refer-limits.js';
import { mayHaveReplyTime, onlyAcknowledges } from './reply-time.js';
import { isCondition } from './threats.js';
import type { Unit } from './units.js';
import { vagueLimits } from './vague-time.js';

/** A sentence whose limit holds for demands elsewhere in the letter. */
interface Common {
  readonly unit: number;
  readonly paragraph: number;
  readonly limit: LimitAt;
  readonly rule: string;
  /** How surely the sentence speaks of the demands: the lower the surer. */
  readonly rank: number;
  /** “the questions below”: it speaks of what comes after it. */
  readonly pointsDown: boolean;
  /** It is the time of a reply alone: to act, there may be less. */
  readonly isOfReply?: boolean;
  /** “The deadline for payment is …”: the time of demands of one kind alone. */
  readonly onlyOf?: Kind;
}

const COMPLIANCE =
  /\b(?:compl(?:y|ies|ied|iance|ying)|do(?:ne)?\s+so|this\s+(?:must|should|is\s+to)\s+be\s+done|(?:the|all|each)\s+(?:above|foregoing)|agree\s+to\s+the\s+above|these\s+(?:demands|steps|requests|requirements|actions|terms|undertakings|documents|items|violations|defaults|breaches|deficiencies|defects|matters|issues)|(?:have|make)\s+(?:these|them|it)\s+(?:\w+\s+)?(?:ready|available)|(?:ample|sufficient|adequate|enough|reasonable)\s+time|(?:return|response|compliance)\s+date|this\s+(?:demand|request|has\s+been|action)|our\s+(?:client'?s?\s+)?(?:demands|requests?|requirements|terms)|request(?:s|ed)?\s+(?:above|actions?|information|materials|steps)|requested\s+(?:undertakings|documents|information)|have\s+(?:ceased|removed|taken|deleted|stopped|complied|done)|(?:has|have)\s+been\s+(?:removed|done|taken|complied|deleted)|demands?\s+(?:set\s+out|above)|this\s+deadline|meet\s+(?:these|this|our)|take\s+(?:these|this|such|the\s+(?:above|following|steps|action))|satisf|signed\s+undertakings?|undertakings?\s+(?:sought|requested|required)|cur(?:e|ed|ing)\s+(?:the|these|this|such|all|any|your|said)\s+(?:\w+\s+){0,2}?(?:defaults?|breach(?:es)?|violations?|deficienc\w+|failures?)|the\s+following|resolved?|(?:items?|documents?|information|materials?|answers?|steps?|payments?|records?|questions?)\s+(?:\w+\s+)?(?:listed|described|sought|identified|specified|set\s+out|referred\s+to|below))\b(?!\s+(?:officer|department|team|manager))/i;
const ANSWERING =
  /\b(?:respon[ds]|respons|repl(?:y|ies)|hear(?:d|ing)?\b|confirm|written\s+assurance|acknowledg|notif(?:y|ication)|receiv)/i;
const IN_ANSWER =
  /\b(?:in\s+(?:your|the|a)\s+(?:written\s+)?(?:response|reply)|(?:your|the)\s+(?:written\s+)?(?:response|reply|submission|notification)\s+(?:should|must|shall|is\s+to|needs\s+to)|in\s+response\s+to\s+this\s+letter|with\s+your\s+(?:response|reply))/i;
/** “Tell us the name of …”, “acknowledge receipt”: an answer about one thing says nothing of the other demands. */
const NARROW =
  /^(?:(?:also|please|kindly)\s+)*(?:(?:tell|advise|inform|let|notify|state|indicate|specify|give|provide|send|name|submit|offer|telephone|phone|call|ring|contact|meet|email|e-mail|write)\b[^.]{0,60}?\b(?:who|whom|which|when|where|what\s+time|the\s+(?:names?|dates?|identity|address|time|number)|(?:your|a|any)\s+(?:names?|availability|insurers?|contact|comments|observations|views)|to\s+(?:discuss|arrange|schedule|set)|available|availability)\b|acknowledge\s+(?:(?:safe\s+)?receipt|(?:this|our|my|the)\s+(?:letter|request|notice|e-?mail|complaint))\b)/i;
const OF_THE_WHOLE =
  /\b(?:compl(?:y|ied|iance)|intend|demands?|the\s+(?:above|foregoing|following)|undertak\w+|agree|cease\w*|remov\w+)\b/i;
const POINTS_DOWN =
  /\b(?:below|(?:the|these)\s+following|that\s+follow|as\s+follows|(?:attached|enclosed|annexed)\s+(?:list|schedule|questions|requests?))\b/i;
/** A case that only refers to the item it stands in: its demand keeps the time of the item. */
const SHORT_CASE = /^if\s+(?:so|not|none|any|yes|no|available|applicable)\b/i;
/** “Send this information to us”, “provide the documents listed in the annex”: everything asked for elsewhere. */
const ALL_THAT_IS_ASKED =
  /^(?:sign|execute|countersign|complete|return)\b[^.;]{0,40}\b(?:undertakings?|declaration|acknowledgement)\b|^(?:the|these|all|such|said)\s+(?:(?:requested|above|foregoing)\s+)*(?:records|documents|information|materials?|items|copies)\s+(?:requested\s+|sought\s+)?(?:must|should|shall|(?:is|are)\s+(?:required\s+)?to)\b|^(?:(?:you|must|shall|to|immediately|promptly)\s+)*(?:send|submit|provide|produce|furnish|deliver|return|supply|forward|serve)\s+(?:(?:to\s+)?(?:us|me|this\s+office|the\s+undersigned)\s+)?(?:(?:with|all|of)\s+)*(?:(?:this|these|such|said)\s+(?:(?:required|requested|responsive)\s+)?(?:information|documents?|documentation|materials?|items|records|answers?|responses?|particulars|data)\b|(?:the|your|all)\s+(?:(?:required|requested|above|foregoing|responsive|aforesaid|said)\s+)*(?:information|documents?|documentation|materials?|items|records|answers?|responses?|particulars|data)\s+(?:(?:requested|specified|listed|described|set\s+out|sought|identified|required|itemi[sz]ed)\b|(?:in|to)\s+(?:the\s+)?(?:annex|schedule|appendix|attachment|questions)))/i;
/** “If you cannot meet this date, tell us by …”: its time is that of asking for more. */
const IF_UNABLE =
  /\bif\s+(?:you|your\s+\w+|any|it)\b[^,]{0,60}?\b(?:unable|cannot|can\s*not|can't|need|require\s+(?:more|further|additional)|wish|dispute|object|consider|believe|do\s+not\s+(?:hold|have|agree|accept|intend))\b/i;
/** “The plan promised by 14 May has not been received”: what was, no time for what is asked. */
const TELLS =
  /^(?!.*\b(?:must|should|shall|will|need|needs|requires?d?|expect(?:s|ed)?|please|deadline|to\s+be|look|within|you\s+have)\b).*\b(?:has|have|had|was|were|did)\b/i;
/** “until we have seen it”, “in the meantime”: a ban that has its own end. */
const FOR_A_WHILE = /\b(?:until|till|pending|in\s+the\s+meantime|meanwhile)\b/i;
/** An item of a list that has its own thing put right says nothing of the other items. */
const OWN_CURE = /\bcur(?:e|ed|ing)\s+(?:the|these|this|such|all|any|your|said)\b|\bresolved?\b|\bsatisf/i;
const LOOKS_FORWARD = 'we look forward to';
const WEAK_LETTER_RANK = 3;

/** Gives demands without a limit the one that the letter sets for them elsewhere, with the rule that says so. */
export function shareLimits(said: readonly Found[], units: readonly Unit[], limitsOf: LimitsOf): Found[] {
  const commons = commonLimits(said, units, limitsOf);
  const started = startsSaid(limitsOf);
  const found = said.map((one) => withSameTime(one, said, units));
  const byUnit = new Map(found.map((one) => [one.unit, one]));
  const referred = referredLimits(units, limitsOf);
  const shared = found
    .map((one) => withStart(one, started))
    .map((one) => {
      const named = one.limit === null || one.limitRule !== null ? referredLimit(one, units, referred) : null;
      if (named)
        return withStart({ ...one, limit: named, limitRule: 'the time set for its number' }, started);
      const isCase = one.isConditional && !SHORT_CASE.test(units[one.unit]?.words ?? '');
      if (one.limit !== null || isCase || (one.kind === 'preserve' && one.stem === null)) return one;
      const words = units[one.unit]?.words ?? '';
      if ((one.kind === 'cease' || one.kind === 'preserve') && FOR_A_WHILE.test(words)) return one;
      const near = inSameAnswer(one, found, units);
      if (near) return { ...one, limit: near, limitRule: 'the reply it belongs to' };
      const closing = atEndOfList(one, found, units);
      if (closing) return { ...one, limit: closing, limitRule: 'the end of the list' };
      const next =
        inReference(one, { units, limitsOf }) ??
        inDoingSo(one, { units, limitsOf }) ??
        inNextSentence(one, byUnit, units);
      if (next) return { ...one, limit: next, limitRule: 'the sentence that follows' };
      if (vagueLimits(words.slice(one.start, one.end)).length > 0) return one;
      const paragraph = units[one.unit]?.paragraph ?? 0;
      const common = [...commons]
        .filter((each) => each.isOfReply !== true || mayHaveReplyTime(one, units, limitsOf))
        .filter((each) => each.onlyOf === undefined || each.onlyOf === one.kind)
        .sort((a, b) => a.rank - b.rank || distance(a, one, paragraph) - distance(b, one, paragraph))[0];
      const like = common
        ? undefined
        : found.find((other) => other.kind === one.kind && one.kind !== 'other' && other.limit?.isAtOnce);
      if (like?.limit) return { ...one, limit: like.limit, limitRule: 'a demand like it' };
      if (!common || (common.rank >= WEAK_LETTER_RANK && byUnit.get(common.unit)?.kind === 'preserve'))
        return one;
      return withStart({ ...one, limit: common.limit, limitRule: common.rule }, started);
    });
  return shared.filter((one) => !asksNothingMore(one, shared, units));
}

/** The limits in each unit. */
type LimitsOf = readonly (readonly LimitAt[])[];
const SAME_TIME =
  /^(?:otherwise|failing\s+(?:that|which))\b|\b(?:(?:same|said|foregoing|aforesaid|above|that|this)\s+(?:time(?:\s*frame)?|period|deadline|date|day)|by\s+then)\b/i;

/** “within the same period”, “by that date”: the limit named before it. */
function withSameTime(one: Found, found: readonly Found[], units: readonly Unit[]): Found {
  if (one.limit !== null || !SAME_TIME.test(units[one.unit]?.words.slice(one.start, one.end) ?? ''))
    return one;
  const before = found.findLast(
    (other) => other.unit <= one.unit && other.limit !== null && !other.limit.isAtOnce,
  );
  return before ? { ...one, limit: before.limit, limitRule: 'the time named before it' } : one;
}

type Starts = ReadonlyMap<string, 'letter-date' | 'receipt' | 'service' | 'event'>;

/** Counts whose start the letter says somewhere: “15 working days” of receipt. */
function startsSaid(limitsOf: LimitsOf): Starts {
  const said = new Map<string, 'letter-date' | 'receipt' | 'service' | 'event'>();
  for (const limits of limitsOf)
    for (const { limit } of limits)
      if ('count' in limit && limit.fromStated && limit.count > 0 && isPlainCount(limit))
        said.set(`${limit.count} ${limit.unit}`, limit.from);
  return said;
}

/** Not one that runs back, or from a day of its own: another count of so many days does not start there. */
function isPlainCount({ direction, eventOn }: CountedLimit): boolean {
  return direction === 'after' && eventOn === null;
}

/** The same count named again without its start: where the other was said to run from, which these words do not state. */
function withStart(one: Found, starts: Starts): Found {
  const limit = one.limit?.limit;
  if (!one.limit || !limit || !('count' in limit) || limit.fromStated) return one;
  const from = starts.get(`${limit.count} ${limit.unit}`);
  return from === undefined ? one : { ...one, limit: { ...one.limit, limit: { ...limit, from } } };
}

/** What stands before its limit is nearer than what comes after it. */
function distance(common: Common, one: Found, paragraph: number): number {
  const gap = common.unit - one.unit;
  if (common.pointsDown && gap < 0) return -gap / 10;
  return common.paragraph === paragraph ? Math.abs(gap) / 100 : gap > 0 ? gap : 1_000 - gap;
}

function commonLimits(found: readonly Found[], units: readonly Unit[], limitsOf: LimitsOf): Common[] {
  return units.flatMap((unit, index) => {
    if (unit.zone === 'tail' || unit.role === 'quoted') return [];
    const limit = /\bdisput/i.test(unit.words)
      ? undefined
      : theOne(
          (limitsOf[index] ?? []).filter(
            (one) =>
              isReadLimit(one) &&
              !('from' in one.limit && one.limit.from === 'event' && one.limit.eventOn === null),
          ),
          unit.words,
        );
    if (!limit) return [];
    const own = found.filter((one) => one.unit === index);
    if (own.length === 0 && saysAGeneralRule(unit.words)) return [];
    if (own.length > 0 && own.every((one) => one.rule === LOOKS_FORWARD)) return [];
    // The words of the limit itself (“of receipt of this request”) say nothing of what is asked.
    const said = without(unit.words, limit);
    const pointsDown = POINTS_DOWN.test(unit.words);
    const at = { unit: index, paragraph: unit.paragraph, limit, pointsDown };
    const ofTheWhole = own.some((one) => ALL_THAT_IS_ASKED.test(said.slice(one.content, one.end)));
    const isReply = own.length > 0 && own.every((one) => one.kind === 'respond-or-confirm' || pointsDown);
    if (isReply && own.every((one) => isNarrow(said.slice(one.content, one.end)))) return [];
    if (isReply && onlyAcknowledges(said) && !OF_THE_WHOLE.test(said)) return [];
    if (
      own.length > 0 &&
      !isReply &&
      !ofTheWhole &&
      !own.some((one) => one.kind === 'other' && COMPLIANCE.test(said.slice(one.content)))
    )
      return [];
    if (own.length > 0 && own.every((one) => one.isConditional) && IF_UNABLE.test(unit.words)) return [];
    const isItem = own.length > 0 && own.every((one) => one.stem !== null && one.limitRule === null);
    if (isItem && (!COMPLIANCE.test(said) || OWN_CURE.test(said)) && !OF_THE_WHOLE.test(said)) return [];
    if (isCondition(unit.words) && !own.some((one) => one.isConditional))
      return [{ ...at, rule: 'the threat that follows', rank: COMPLIANCE.test(said) ? 0 : 2 }];
    const lastDay = own.length === 0 ? lastDayOf(unit.words) : null;
    if (lastDay === 'pay') return [{ ...at, rule: 'the time to pay', rank: 0, onlyOf: 'pay' }];
    if (COMPLIANCE.test(said) || lastDay === 'other') return [{ ...at, rule: 'the time to comply', rank: 0 }];
    if (isReply || ofTheWhole || (ANSWERING.test(said) && !(own.length === 0 && TELLS.test(said))))
      return [{ ...at, rule: 'the time to answer', rank: WEAK_LETTER_RANK, isOfReply: !ofTheWhole }];
    return [];
  });
}

/** “acknowledge within 5 days and answer within 30”: the time to answer. */
function theOne(limits: readonly LimitAt[], words: string): LimitAt | undefined {
  return (
    limits.find((one) => !/\backnowledg\w*\b(?:(?!\band\b)[^,;])*$/i.test(words.slice(0, one.start))) ??
    limits[0]
  );
}

/** The words with blanks for those of a count and of the paper it runs from. */
function without(words: string, { start, end, limit }: LimitAt): string {
  if ('date' in limit) return words;
  const paper =
    /^\s+(?:of|from|after)\s+(?:this|our|the\s+present)\s+\w+/i.exec(words.slice(end))?.[0].length ?? 0;
  const length = end - start + paper;
  return words.slice(0, start) + ' '.repeat(length) + words.slice(start + length);
}

/** “Send us the accounts. These must reach us within 9 days.”: what was just asked for, with its time. */
function inReference(one: Found, { units, limitsOf }: Pick<Letter, 'units' | 'limitsOf'>): LimitAt | null {
  const next = units[one.unit + 1];
  if (!next || next.paragraph !== units[one.unit]?.paragraph || !REFERS_BACK.test(next.words)) return null;
  if (COMPLIANCE.test(next.words)) return null;
  return (limitsOf[one.unit + 1] ?? []).find(isReadLimit) ?? null;
}
const REFERS_BACK =
  /^(?:(?:by|under|pursuant\s+to|in\s+accordance\s+with)\s+(?:\w+\s+){1,4})?,?\s*(?:these|they|those|this|it|the\s+same|such\s+\w+|all\s+of\s+(?:which|this|these))\s+(?:must|should|shall|(?:is|are)\s+(?:\w+\s+)?(?:to\s+be|due|required)|needs?\s+to|ha(?:s|ve)\s+to)\b/i;

/** “Cease the notices and retract the statements. Please do so within seven days.”: what stands before it in its paragraph. */
const DO_SO = /^\W*(?:(?:please|kindly|you|must|shall|should|are\s+to|will|therefore)\s+)*do\s+so\b/iu;

function inDoingSo(one: Found, { units, limitsOf }: Pick<Letter, 'units' | 'limitsOf'>): LimitAt | null {
  const { paragraph } = units[one.unit] ?? {};
  const next = units.findIndex((unit, index) => index > one.unit && DO_SO.test(unit.words));
  if (next < 0 || units[next]?.paragraph !== paragraph) return null;
  return (limitsOf[next] ?? []).find(isReadLimit) ?? null;
}

/** “Please do so within seven days” asks for nothing of its own where what it speaks of has its time from it. */
function asksNothingMore(one: Found, found: readonly Found[], units: readonly Unit[]): boolean {
  if (one.kind !== 'other' || !DO_SO.test(units[one.unit]?.words ?? '')) return false;
  return found.some((other) => other.unit < one.unit && other.limit !== null && other.limit === one.limit);
}

interface Letter {
  readonly units: readonly Unit[];
  readonly limitsOf: LimitsOf;
}

/** “… and (c) pay £9, within 15 days of this notice, failing which …”: the time of the whole list. */
function atEndOfList(one: Found, found: readonly Found[], units: readonly Unit[]): LimitAt | null {
  if (one.stem === null) return null;
  const last = found.findLast((other) => other.stem === one.stem);
  if (!last?.limit || !isReadLimit(last.limit) || last.limitRule !== null || last.unit === one.unit)
    return null;
  const after = (units[last.unit]?.words ?? '').slice(last.limit.end);
  return /^[\s,;]*(?:failing\s+(?:which|that)|in\s+default|or\s+else|otherwise)\b/i.test(after)
    ? last.limit
    : null;
}

/** “Pay the fee. Payment is due within 14 days.”: the same thing asked again at once, with its time. */
function inNextSentence(
  one: Found,
  byUnit: ReadonlyMap<number, Found>,
  units: readonly Unit[],
): LimitAt | null {
  const next = byUnit.get(one.unit + 1);
  if (next?.kind !== one.kind || next.limitRule !== null) return null;
  if (units[next.unit]?.paragraph !== units[one.unit]?.paragraph) return null;
  return next.limit && isReadLimit(next.limit) ? next.limit : null;
}

function isNarrow(asked: string): boolean {
  return NARROW.test(asked) && !OF_THE_WHOLE.test(asked);
}

/** “Your response should include …” runs with the response. */
function inSameAnswer(one: Found, found: readonly Found[], units: readonly Unit[]): LimitAt | null {
  const unit = units[one.unit];
  if (!unit) return null;
  const stem = one.stem === null ? undefined : units[one.stem];
  const isAnswer = IN_ANSWER.test(unit.words) || (stem !== undefined && IN_ANSWER.test(stem.words));
  const replies = found.filter(
    (other) =>
      other.kind === 'respond-or-confirm' &&
      other.limit !== null &&
      isReadLimit(other.limit) &&
      !other.isConditional &&
      !isNarrow(units[other.unit]?.words.slice(other.content, other.end) ?? ''),
  );
  const near = replies.find(
    (other) => units[other.unit]?.paragraph === unit.paragraph && other.unit <= one.unit,
  );
  return near?.limit ?? (isAnswer ? (replies[0]?.limit ?? null) : null);
}
