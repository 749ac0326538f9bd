import { looseTimes } from './loose-times.js';
import { askedIn } from './reading/asked.js';
import { letterDateOf } from './reading/letter-date.js';
import { isReadLimit, type LimitAt } from './reading/limit-at.js';
import { limitsIn } from './reading/limits.js';
import { endOffset, placeOf, quoteOf, sourceOf } from './reading/source.js';
import { layOut } from './reading/units.js';
import { vagueLimits } from './reading/vague-time.js';

/** A sentence or list item that asks for something or names a time: where it stands, its words on one line. */
export interface AskingSentence {
  readonly page: number;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly asks: boolean;
  readonly limits: readonly LimitAt[];
}

interface Page {
  readonly page: number;
  readonly text: string;
}

/** Wider than what is proposed: any of these words makes a sentence one that a person has to look at. */
const DEMAND_WORDS =
  /\b(?:no(?:ne|\s+(?:one|body|\w+))?\b[^.;:]{0,80}?\b(?:may|must|shall|should|is\s+to|are\s+to)|(?:may|should)\s+not|(?:has|have|needs?|ought)\s+to|should\s+be|(?:i\s+am|we\s+are|clients?\s+(?:is|are))\s+entitled\s+to|if\s[^.;:]{1,80}?\bnot\b|demand(?:s|ed|ing)?|requir(?:e|es|ed|ing)|request(?:s|ed|ing)?|insist(?:s|ed|ing)?|expect(?:s)?\s+(?:you|your|that|a)|call(?:s)?\s+(?:up)?on\s+you|direct(?:s)?\s+you|(?:hereby\s+)?on\s+notice|cease|desist|refrain|(?:you|your\s+\w+|\w+)\s+(?:must|shall|are\s+to|is\s+to|is\s+required\s+to)|please\s+(?:\w+\s+)?(?:provide|confirm|respond|reply|send|produce|preserve|remove|stop|let|advise|identify|pay|sign)|undertak(?:e|ing)|preserv(?:e|ation)|retract(?:ion)?|take\s+down|if\s+(?:we|you)\s+(?:do|have|fail|are)\s+not|failing\s+(?:which|that|this)|unless\s+(?:you|we))\b/i;

/** The sentences of a letter with demand or time words, in order: a person decides what they are. */
export function askingSentences(pages: readonly Page[], datedOn: string | null): AskingSentence[] {
  const source = sourceOf(pages.map((page) => page.text));
  const layout = layOut(source);
  const { date, isDayFirst } = letterDateOf(layout, source.plain);
  const context = { letterDate: datedOn ?? date, isDayFirst };
  return layout.units.flatMap((unit) => {
    const named = limitsIn(unit.words, context);
    const read = named.some(isReadLimit) ? named : [...named, ...vagueLimits(unit.words)];
    const limits = [...read, ...looseTimes(unit.words, read, context.letterDate)];
    const asks = DEMAND_WORDS.test(unit.words) || askedIn(unit.words).length > 0;
    if (!asks && limits.length === 0) return [];
    const place = placeOf(source, unit.start, endOffset(unit.folded, unit.words.length));
    const page = pages[place.page - 1]?.page ?? place.page;
    return { ...place, page, text: quoteOf(source, unit.start, unit.end), asks, limits };
  });
}
