/** Words behind which `6/12` is a day. */
const BEHIND =
  /\b(?:by|before|until|till|than|on|after|following|due|deadline|latest|at\s+the\s+latest)(?:\s+the)?:?\s+$/iu;
/** “reduce it by 1/3”, “approved by 2/3”: a share of something. */
const SHARED =
  /\b(?:(?:reduc|increas|decreas|cut|lower|rais|multipl|divid|discount|diminish|shrink|shrunk|fall|fell|rise|rose|grow|grew|exceed|shorten|scal|extend|outnumber)\p{L}*\s+(?:(?!(?:and|or|but|then|to)\s)[^\s,;:]+\s+){0,10}?|(?:approved|passed|carried|adopted|owned|held|outvoted)\s+)$/iu;
const LAST_LEAD = /\b(?:by|than)\s+$/iu;
/** The parts people speak of; nobody says “6/12” or “5/11” of one. */
const PARTS = /^(?:1\/2|[12]\/3|[13]\/4|[1-4]\/5|[15]\/6|[1357]\/8|[1379]\/10)(?![\d/])/u;

/** “6-12” is a day only where nothing that it counts stands behind it: “by 6-12 months”, “by 6-12 of them” are none. */
export const DASHED_DAY = String.raw`(?!24[-–]0?7\b)\d{1,2}[-–‐‑]\d{1,2}(?=\s*(?:[,;:!?)]|\.(?!\d)|$|(?:and|or|at|so|if|unless|failing|otherwise|please|we|our|in\s+writing)\b(?!\s+\d)))`;
const DASHED = new RegExp(`^${DASHED_DAY}`, 'iu');

/** “3/4 of an inch”, “2/3 majority”, “24/7”: a part of something, or all the time. */
const IS_NO_DAY =
  /^(?:24\/0?7\b|\d{1,2}\/\d{1,2}(?:\s*[%″]|\s+(?:of\b(?!\s+(?:this|next)\s+year)|(?:per\s?cent|percent|points?|inch(?:es)?|hours?|miles?|pages?|shares?|interests?|majorit\w+|votes?|owners?|acres?)\b|an?\s+(?:per\s?cent|percent|point|inch|hour|mile|page|share|day|week|month|year)\b)))/iu;

/** True where numbers at the start of the text are a part of something by what stands behind them, and no day. */
export function isPart(text: string): boolean {
  return IS_NO_DAY.test(text);
}

/**
 * True where numbers like `6/12` at `at` stand behind “by”, “no later than”, “on” or “before”, and so are a day without
 * its year; not where they are a share of something.
 */
export function isShortDay(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 80), at);
  return BEHIND.test(before) && !isShare(text, at);
}

/** True for a share like `1/3` at `at`, behind a word that takes one: “reduce it by 1/3”, “cut it by 5-10”. */
export function isShare(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 120), at).replace(LAST_LEAD, '');
  const rest = text.slice(at);
  return (PARTS.test(rest) || DASHED.test(rest)) && SHARED.test(before);
}
