import { isReadLimit, type LimitAt } from './limit-at.js';

/** What may stand between two times that are said of one thing: “, that is”, “ and in any event”, “ or, if earlier,”. */
const BETWEEN =
  /^[\s,(–—-]*(?:(?:i\.\s?e\.|that\s+is(?:\s+to\s+say)?|namely|or|but|alternatively|otherwise|being|(?:and|but)\s+(?=in\b|at\b|if\b|preferably|ultimately|no\b|not\b)|in\s+(?:any|either|each)\s+(?:event|case)|at\s+all\s+events|at\s+the\s+(?:very\s+)?latest|if\s+(?:earlier|sooner|later)|failing\s+(?:that|which)|preferably|ultimately)[\s,]*)*\(?(?:(?:by|on)\s+)?$/iu;
/** “within 7 days and by 12 June”: one thing, unless what follows asks for another. */
const AND = /^,?\s+and\s+$/iu;
const ENDS = /^\s*(?:[.,;:)]|$)/u;

/** Two times of one thing become one limit with the words of both, so that each is counted: nobody can tell which one holds. */
export function joinLimits(limits: readonly LimitAt[], words: string): LimitAt[] {
  const joined: LimitAt[] = [];
  for (const one of limits) {
    const before = joined.at(-1);
    // “forthwith and in any event within 7 days”: the days are counted, and that it is asked for at once is kept in the words.
    const isTimed = before !== undefined && (before.isAtOnce || isReadLimit(before));
    if (before && isTimed && isReadLimit(one) && isOfOneThing(before, one, words)) {
      const text = words.slice(before.start, one.end);
      const close = /\([^()]*$/u.test(text) ? (/^\s*\)/u.exec(words.slice(one.end))?.[0].length ?? 0) : 0;
      const end = one.end + close;
      const main = before.isAtOnce ? one : before;
      const limit = { ...main.limit, text: words.slice(before.start, end) };
      joined[joined.length - 1] = { ...main, start: before.start, end, limit };
    } else joined.push(one);
  }
  return joined;
}

function isOfOneThing(before: LimitAt, one: LimitAt, words: string): boolean {
  const between = words.slice(before.end, one.start);
  if (one.start < before.end) return false;
  return BETWEEN.test(between) || (AND.test(between) && ENDS.test(words.slice(one.end)));
}
