import type { Kind } from '../../demands/demand.js';
import { askedIn, askedInItem, type Asked } from './asked.js';
import { boilerplateIn } from './boilerplate.js';
import { asksWithoutVerb } from './headless-stems.js';
import { isReadLimit, type LimitAt } from './limit-at.js';
import { DEMAND_HEADING, opensList, type ListPlace } from './lists.js';
import { asksForAnswers, questionKind } from './questions.js';
import { impliedIn, listsWhatFollows } from './threats.js';
import type { Unit } from './units.js';
import { vagueTimeIn } from './vague-time.js';

/** A demand as found, before limits are shared and repeats joined: indexes into the units. */
export interface Found {
  readonly unit: number;
  /** The last unit its words reach, where a list is part of it. */
  readonly lastUnit: number;
  readonly start: number;
  readonly end: number;
  readonly content: number;
  readonly kind: Kind;
  readonly rule: string;
  readonly stem: number | null;
  readonly limit: LimitAt | null;
  readonly limitRule: string | null;
  readonly isImplied: boolean;
  readonly isConditional: boolean;
  readonly vagueTime: string | null;
}

/** What a stem asks of its items. */
interface StemAsks {
  readonly kind: Kind | null;
  readonly limit: LimitAt | null;
  /** “cease the following acts:”: the list is what the one demand is about. */
  readonly isObject: boolean;
}

const OBJECTS =
  /\b(?:following|these|below)\b(?:\s+\w+){0,4}?\s*(?:acts?|activit(?:y|ies)|conduct|statements?|urls?|links?|works?|materials?|content|domain\s+names?|domains|repositor(?:y|ies)|pages?|posts?|articles?|tweets?|videos?|products?|listings?|websites?|marks?|names?|invoices?|categories|types?\s+of|devices|locations?|claims|photographs|images|files|accounts?)\b\W*(?:$|\()/i;
/** “… held in:”, “… relating to:”: the list says where, or about what. */
const WITHIN_THINGS =
  /\b(?:in|from|about|regarding|concerning|respecting|(?:relating|related|relates?|referring|pertaining|connected)\s+(?:to|with)|between|involving)\s*:\s*-?$/i;
/** “preserve the following evidence:”. */
const KEPT_THINGS =
  /^(?:preserve|retain|keep|safeguard|secure)\b.*\b(?:evidence|documents?|information|items?|materials?|records|data)\W*$/i;
const ACTION_WORDS =
  /\b(?:demands?|steps|actions?|undertakings?|requests?|questions|terms|conditions|requirements|measures|remed(?:y|ies)|information|documents?|items?|evidence|particulars|details|points|confirmations?|relief)\W*$/i;
const CONDITIONAL =
  /^(?:however,?\s+|but\s+|further,?\s+)?(?:if|should\s+you|where|in\s+the\s+event|to\s+the\s+extent|unless|in\s+case)\b/i;
const LONGEST_OBJECT = 1_200;

/** The demands of a letter in order, each in the words of one sentence or list item; `theirs` finds who has to do them by name. */
export function findDemands(
  units: readonly Unit[],
  places: readonly ListPlace[],
  limitsOf: readonly (readonly LimitAt[])[],
  theirs: RegExp | null = null,
): Found[] {
  const found: Found[] = [];
  const stems = new Map<number, StemAsks>();
  const children = new Map<number, number[]>();
  const isAnswering = asksForAnswers(units);
  // Proposed by nobody; a person sees it among the sentences with demand words all the same.
  const isBoilerplate = boilerplateIn(units.map(({ words }) => words));
  for (const [index, place] of places.entries())
    if (place.stem !== null && place.item === index)
      children.set(place.stem, [...(children.get(place.stem) ?? []), index]);

  for (const [index, unit] of units.entries()) {
    const place = places[index];
    if (!place || unit.role === 'quoted' || unit.zone === 'tail' || isBoilerplate[index]) continue;
    const items = children.get(index) ?? [];
    const stem = place.item === index && place.stem !== null ? stems.get(place.stem) : undefined;
    if (stem?.isObject) {
      if (items.length > 0) stems.set(index, stem);
      continue;
    }
    if (unit.role === 'heading') {
      if (items.length > 0 && DEMAND_HEADING.test(unit.words))
        stems.set(index, { kind: null, limit: null, isObject: false });
      const isOrder = /^cease\s+(?:and|&)\s+desist\s+(?!letter|demand|notice|order|re\b|from\s*$)\w+/i.test(
        unit.words,
      );
      if (!isOrder && stem === undefined) continue;
    }
    if (unit.zone === 'head' && (unit.words.length < 50 || !/[.!]$/.test(unit.words))) continue;
    const limits = limitsOf[index] ?? [];
    const asked = stem ? askedInItem(unit.words, stem.kind) : askedIn(unit.words);
    const itemStem = stem ?? stemOfItem(place, index, places, stems);
    if (items.length > 0) {
      const last = asked.at(-1);
      const pivot = asked.length > 1 && /\b(?:it|them|same)\W*$/i.test(unit.words) ? asked[0] : last;
      const asks = pivot
        ? stemAsks(unit, pivot, limits, units[items[0] ?? 0])
        : stem
          ? { ...stem, limit: limits[0] ?? stem.limit }
          : asksWithoutVerb(unit.words, theirs)
            ? { kind: null, limit: limits[0] ?? null, isObject: false }
            : null;
      if (asks) stems.set(index, asks);
      else if (!last && listsWhatFollows(unit.words))
        stems.set(index, { kind: null, limit: null, isObject: true });
      if (asks && last) {
        found.push(...toFound(asked.slice(0, -1), index, unit, limits, stem, place));
        if (asks.isObject) found.push(...withObject(last, index, items, units, limits, stem, place));
        continue;
      }
    }
    found.push(...toFound(asked, index, unit, limits, itemStem, place));
    if (asked.length > 0) continue;
    const question = isAnswering && !stem ? questionKind(unit) : null;
    found.push(
      ...(question ? [questionFound(unit, index, question, limits)] : impliedFound(unit, index, limits)),
    );
  }
  return found;
}

/** What the stem asks of the item that a further sentence belongs to. */
function stemOfItem(
  { item }: ListPlace,
  index: number,
  places: readonly ListPlace[],
  stems: ReadonlyMap<number, StemAsks>,
): StemAsks | undefined {
  if (item === null || item === index) return undefined;
  const stem = places[item]?.stem ?? null;
  return stem === null ? undefined : stems.get(stem);
}

function stemAsks(
  unit: Unit,
  last: Asked,
  limits: readonly LimitAt[],
  firstItem: Unit | undefined,
): StemAsks | null {
  const isInline = firstItem?.mark?.style.startsWith('inline') ?? false;
  if (!opensList(unit.words) && !isInline && !/,$/.test(unit.words)) return null;
  const asked = unit.words.slice(last.content, last.end).trim();
  const limit =
    limits.find((one) => one.start >= last.start && one.end <= last.end) ??
    limits.find(isReadLimit) ??
    limits[0] ??
    null;
  const hasVerb = /[a-z]{3}/i.test(
    asked.replace(/^(?:to|that|you|the\s+following|following|as\s+follows|immediately|and)[\s:,]*/gi, ''),
  );
  const isGeneral =
    !hasVerb ||
    /^\W*(?:(?:take|do|adopt|comply\s+with|perform|complete|agree\s+to|accept)\s+)?(?:the\s+)?following\b/i.test(
      asked,
    );
  const kind =
    isGeneral && !/information|documents|undertakings?|confirmations?/i.test(asked) ? null : last.kind;
  const itemIsAct = firstItem !== undefined && askedIn(firstItem.words).length > 0;
  const isObject =
    !isGeneral &&
    !itemIsAct &&
    (!ACTION_WORDS.test(asked.replace(/\W+$/, '')) || KEPT_THINGS.test(asked)) &&
    (last.kind === 'cease' ||
      last.kind === 'preserve' ||
      last.kind === 'remove' ||
      last.kind === 'retract-or-correct' ||
      OBJECTS.test(asked) ||
      (last.kind === 'provide-evidence' && WITHIN_THINGS.test(unit.words)));
  return { kind, limit, isObject };
}

function toFound(
  asked: readonly Asked[],
  index: number,
  unit: Unit,
  limits: readonly LimitAt[],
  stem: StemAsks | undefined,
  place: ListPlace,
): Found[] {
  const leading = asked.map((one) => leadingLimit(one, limits, unit.words));
  const others = limits.filter((limit) => !leading.includes(limit));
  return asked.flatMap((one, at) => {
    const own = leading[at] ?? ownLimit(one, others);
    const shared = own ?? sharedInSentence(one, at, asked, limits) ?? (stem ? stem.limit : null);
    if (one.needsLimit && (shared === null || !isReadLimit(shared))) return [];
    if (/^\W*$/.test(unit.words.slice(one.start, one.end))) return [];
    return {
      unit: index,
      lastUnit: index,
      start: one.start,
      end: one.end,
      content: one.content,
      kind: one.kind,
      rule: one.rule,
      stem: stem ? place.stem : null,
      limit: shared,
      limitRule:
        own !== null || shared === null
          ? null
          : stem && shared === stem.limit
            ? 'the sentence the list hangs on'
            : 'the same sentence',
      isImplied: false,
      isConditional: CONDITIONAL.test(unit.words) && at === 0,
      vagueTime: vagueTimeIn(unit.words.slice(one.start, one.end)),
    };
  });
}

function withObject(
  last: Asked,
  index: number,
  items: readonly number[],
  units: readonly Unit[],
  limits: readonly LimitAt[],
  stem: StemAsks | undefined,
  place: ListPlace,
): Found[] {
  const unit = units[index];
  if (!unit) return [];
  const [one] = toFound([last], index, unit, limits, stem, place);
  const reach = items.filter((item) => (units[item]?.end ?? 0) - unit.start < LONGEST_OBJECT);
  return one ? [{ ...one, lastUnit: reach.at(-1) ?? index }] : [];
}

/** “… and, by 17 January, return the keys”: the time in front of what is asked for second is that one's. */
function leadingLimit({ start }: Asked, limits: readonly LimitAt[], words: string): LimitAt | null {
  const before = limits.findLast(({ end }) => end <= start);
  if (before === undefined || !/^[\s,]*$/u.test(words.slice(before.end, start))) return null;
  return /\b(?:and|then)\s*,?\s*$/iu.test(words.slice(0, before.start)) ? before : null;
}

/** A day named in the demand's own words goes before “immediately” there. */
function ownLimit(one: Asked, limits: readonly LimitAt[]): LimitAt | null {
  const inside = limits.filter((limit) => limit.start >= one.start && limit.end <= one.end + 1);
  return inside.find(isReadLimit) ?? inside.find((limit) => !limit.isAtOnce) ?? inside[0] ?? null;
}

/** A limit in front of the first demand, or after the last, holds for those of the sentence without one. */
function sharedInSentence(
  one: Asked,
  at: number,
  asked: readonly Asked[],
  limits: readonly LimitAt[],
): LimitAt | null {
  const [first] = asked;
  const front =
    first &&
    limits.find(
      (limit) =>
        limit.start >= first.start &&
        limit.end <= first.end &&
        (limit.start < first.content || limit.isAtOnce),
    );
  if (at > 0 && front) return front;
  // To keep a thing has no end; the time of another act is not its own.
  if (one.kind === 'preserve') return front ?? null;
  const later = asked
    .slice(at + 1)
    .filter((other) => other.form === one.form)
    .flatMap((other) => limits.filter((limit) => limit.start >= other.start && limit.end <= other.end + 1));
  const earlier = limits.filter((limit) => limit.start < one.start);
  return later.find(isReadLimit) ?? earlier.findLast(isReadLimit) ?? null;
}

/** A question in a letter that asks for answers. */
function questionFound(unit: Unit, index: number, kind: Kind, limits: readonly LimitAt[]): Found {
  return {
    ...{ unit: index, lastUnit: index, start: 0, end: unit.words.length, content: 0, kind },
    ...{
      rule: 'a question to be answered',
      stem: null,
      limit: limits.find(isReadLimit) ?? limits[0] ?? null,
      limitRule: null,
    },
    ...{ isImplied: false, isConditional: false, vagueTime: vagueTimeIn(unit.words) },
  };
}

function impliedFound(unit: Unit, index: number, limits: readonly LimitAt[]): Found[] {
  const implied = impliedIn(unit.words);
  const limit = limits.find(isReadLimit) ?? null;
  if (!implied || !limit) return [];
  return [
    {
      ...{
        unit: index,
        lastUnit: index,
        start: 0,
        end: implied.end,
        content: implied.start,
        kind: implied.kind,
      },
      ...{
        rule: 'implied by a threat',
        stem: null,
        limit,
        limitRule: null,
        isImplied: true,
        isConditional: false,
        vagueTime: null,
      },
    },
  ];
}
