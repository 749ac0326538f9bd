import type { Unit } from './units.js';

/** Which stem each unit hangs on: the index of the unit before the list, or null. */
export interface ListPlace {
  /** The unit that opens the list, like “we demand that you:”. */
  readonly stem: number | null;
  /** The item a further sentence of it belongs to, by index; its own index for the first sentence of an item. */
  readonly item: number | null;
}

const OPEN =
  /(?::\s*-?|:?\s*-{1,2}|\b(?:to|that|that\s+you|you|you\s+must|must|shall|by|following|as\s+follows)(?:\s+(?:either|both))?[.,]?|\b(?:immediately|forthwith|at\s+once),?)$/i;
/** “we demand that you, by 3 June 2014,” over a list. */
const STOPS_AT_COMMA = /\b(?:that\s+you|you\s+(?:to|must|shall)|to)\b[^;]{0,90},$/i;
const LIST_AHEAD = /\b(?:the\s+following|as\s+follows|set\s+out\s+below|listed\s+below)\b.{0,160}\.$/i;
/** A heading under which a list makes the demands, with no sentence to introduce it. */
export const DEMAND_HEADING =
  /^\W*(?:(?:our|your|the|my)\s+)?(?:(?:client'?s?|immediate|formal|specific|requested|required|corrective)\s+)*(?:demands?|requests?|requirements|actions?\s+(?:required|requested|needed|demanded)|required\s+actions?|what\s+(?:we|you|our\s+clients?)\s+(?:require|demand|must\s+do|need|want)s?.{0,20}|steps\s+(?:required|to\s+be\s+taken)|relief\s+(?:sought|requested)|remed(?:y|ies)\s+(?:sought|requested|required)|undertakings(?:\s+(?:required|sought))?|(?:documents?|information|items?|records?|materials?)\s+(?:to\s+be\s+(?:produced|provided|supplied|furnished|submitted)|demanded|sought)|interrogator(?:y|ies)|document\s+requests?|requests?\s+for\s+(?:the\s+)?(?:documents|production|information|records)(?:\s+of\s+documents)?|information\s+(?:required|requested)|documents?\s+(?:required|requested)(?:\s+.{0,40})?|action(?:s)?\s+to\s+be\s+taken)\W*$/i;
const FULL_SENTENCE =
  /^(?:we|i|you|this|that|these|those|it|he|she|they|there|if|unless|in\s+(?:the\s+event|addition|light|view|response|your)|please|should|failure|failing|as|our|my|your|note|after|within|finally|sincerely|once|until|to\s+the\s+extent|for\s+(?:the\s+avoidance|more|further)|nothing|not(?:hing|withstanding)|accordingly|therefore|however)\b/i;

/** Whether words stop short, so that a list completes them. */
export function opensList(words: string): boolean {
  return OPEN.test(words) || LIST_AHEAD.test(words);
}

/** The list structure of a letter: marked items by their marks, items without marks as long as they look alike. */
export function placesInLists(units: readonly Unit[]): ListPlace[] {
  const places: ListPlace[] = [];
  let open: { style: string; stem: number | null; ordinal: number }[] = [];
  let isInterrupted = false;
  let bare: { stem: number; shape: string } | null = null;
  for (const [index, unit] of units.entries()) {
    const before = units[index - 1];
    const isInline =
      unit.mark?.style.startsWith('inline') === true &&
      unit.mark.ordinal === 1 &&
      before?.paragraph === unit.paragraph;
    const stopsAtComma =
      unit.mark !== null &&
      unit.mark.ordinal <= 1 &&
      before?.mark === null &&
      STOPS_AT_COMMA.test(before.words);
    const stemBefore =
      before && before.role !== 'quoted' && (isStem(before) || isInline || stopsAtComma) ? index - 1 : null;
    if (unit.mark) {
      bare = null;
      const { style, ordinal } = unit.mark;
      const known = open.findIndex((list) => list.style === style);
      const list = open[known];
      const isInList = list !== undefined && before?.mark?.style === style;
      const isNew = stemBefore !== null && (ordinal === 1 || !list || (ordinal === 0 && !isInList));
      const isBroken = isInterrupted && ordinal !== (list?.ordinal ?? 0) + 1;
      if (isNew || !list || isBroken || (ordinal === 1 && list.ordinal >= 1)) {
        if (known >= 0) open = open.slice(0, known);
        const isInside = ordinal <= 1 && !isInterrupted && open.length > 0;
        open.push({ style, stem: stemBefore ?? (isInside ? (open.at(-1)?.stem ?? null) : null), ordinal });
      } else {
        open = open.slice(0, known + 1);
        open[known] = { ...list, ordinal };
      }
      isInterrupted = false;
      places.push({ stem: open.at(-1)?.stem ?? null, item: index });
      continue;
    }
    if (!unit.isFirst || (before && unit.paragraph === before.paragraph)) {
      const isNext = bare?.shape === 'thing' && shapeOf(unit.words) === 'thing';
      places.push(
        bare && isNext
          ? { stem: bare.stem, item: index }
          : { stem: null, item: isAfterInline(units, index) ? null : (places[index - 1]?.item ?? null) },
      );
      continue;
    }
    if (unit.role === 'quoted') {
      places.push({ stem: null, item: null });
      continue;
    }
    const shape = shapeOf(unit.words);
    if (
      stemBefore !== null &&
      before &&
      OPEN.test(before.words) &&
      shape !== 'sentence' &&
      unit.role !== 'heading' &&
      unit.words.length < 600
    )
      bare = { stem: stemBefore, shape };
    else if (bare && (shape !== bare.shape || unit.role === 'heading')) bare = null;
    if (bare) {
      places.push({ stem: bare.stem, item: index });
      continue;
    }
    open = open.filter((list) => !list.style.startsWith('bullet'));
    isInterrupted = true;
    places.push({ stem: null, item: null });
  }
  return places;
}

/** A sentence behind the last item of “must (i) …, (ii) … and (iii) ….”: the list ended with the sentence before. */
function isAfterInline(units: readonly Unit[], index: number): boolean {
  const paragraph = units[index]?.paragraph;
  const isHere = (at: number): boolean => units[at]?.paragraph === paragraph;
  let before = index - 1;
  while (isHere(before) && units[before]?.mark === null) before -= 1;
  let after = index + 1;
  while (isHere(after) && units[after]?.mark === null) after += 1;
  return isHere(before) && units[before]?.mark?.style.startsWith('inline') === true && !isHere(after);
}

function isStem(unit: Unit): boolean {
  if (unit.zone === 'head') return false;
  if (unit.role === 'heading') return DEMAND_HEADING.test(unit.words);
  return opensList(unit.words);
}

/** What a line after a stem begins with: items of one list without marks begin alike. */
function shapeOf(words: string): string {
  if (FULL_SENTENCE.test(words)) return 'sentence';
  if (
    /^(?:an?|the|all|any|each|every|copies|copy|documents?|details?|evidence|proof|names?|lists?|information|confirmation|payment)\b/i.test(
      words,
    )
  )
    return 'thing';
  if (/^[a-z]+ing\b/i.test(words)) return 'doing';
  return 'act';
}
