import type { LimitOf } from '../deadlines/deadline-page.js';
import { isTheirs } from '../demands/demand-dates.js';
import { getDemandIn } from '../demands/demand-store.js';
import type { LimitSaid } from '../demands/demand-page.js';
import type { Demand, DemandingLetter } from '../demands/demand.js';
import { demandingLetter } from './demanding-letter.js';
import { fold, quoteOf, sourceOf } from './reading/source.js';
import { isCondition, threatRule } from './reading/threats.js';
import { layOut } from './reading/units.js';

/**
 * The sentence of a letter that names the time of a demand where the demand's own words do not: somebody else's words
 * about time must not be taken for the demand's. Null where the time is in the demand, or in no sentence that is found.
 */
export function limitSaid(
  { pages }: Pick<DemandingLetter, 'pages'>,
  { quote, limitWords, page, quoteStart }: Pick<Demand, 'quote' | 'limitWords' | 'page' | 'quoteStart'>,
): LimitSaid | null {
  const wanted = folded(limitWords ?? '');
  if (wanted === '' || folded(quote).includes(wanted)) return null;
  const source = sourceOf(pages.map(({ text }) => text));
  const saying = layOut(source).units.filter(({ words }) => words.toLowerCase().includes(wanted));
  const place = pages.findIndex((one) => one.page === page);
  const at = place < 0 || quoteStart === null ? -1 : (source.pageStarts[place] ?? 0) + quoteStart;
  // Its own sentence may name the time before or behind the words that were taken as the demand.
  if (saying.some(({ start, end }) => at >= start && at < end)) return null;
  const isThreat = (words: string): boolean => threatRule(words) !== null || isCondition(words);
  const unit = saying.find(({ words }) => !isThreat(words)) ?? saying.at(-1);
  if (unit === undefined) return null;
  const on = source.pageStarts.findLastIndex((start) => start <= unit.start);
  return {
    words: quoteOf(source, unit.start, unit.end),
    page: pages[on]?.page ?? on + 1,
    isThreat: isThreat(unit.words),
  };
}

/** The same for the date that the words of a demand set; null for any other date. */
export const limitOfDate: LimitOf = async (db, matter, deadline) => {
  const { demandId, parentId, matterId } = deadline;
  if (demandId === null || parentId !== null || matterId === null || !isTheirs(deadline)) return null;
  const demand = await getDemandIn(db, matterId, demandId);
  const letter = await demandingLetter(db, matter, demand.letterId);
  const said = limitSaid(letter, demand);
  return said === null ? null : { ...said, demand: demand.number, sender: letter.sender };
};

function folded(text: string): string {
  const source = sourceOf(text);
  return fold(source, 0, source.text.length).words.trim().toLowerCase();
}
