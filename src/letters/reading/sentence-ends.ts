/** Ends of words that carry a full stop without ending the sentence. */
const SHORT_FORM =
  /(?:^|[\s("[])(?:mr|mrs|ms|messrs|dr|prof|hon|rev|inc|corp|co|cos|ltd|pty|pvt|llc|llp|bros|no|nos|v|vs|st|ave|blvd|rd|ste|jr|sr|u\.s|u\.k|u\.s\.c|c\.f\.r|e\.g|i\.e|cf|al|art|arts|sec|secs|s|ss|para|paras|cl|reg|regs|fig|ex|exh|app|p|pp|vol|ch|approx|est|ext|tel|attn|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|rs|p\.m|a\.m|[a-z])\.$/i;
/** Short forms that end a name may end the sentence too: what comes next says it. */
const COMPANY_FORM = /\b(?:inc|corp|co|ltd|llc|llp|plc|etc|a\.m|p\.m|u\.s|u\.k)\.$/i;
const SENTENCE_START =
  /^\s+(?:You|Your|We|Our|This|These|That|The|It|Its|In|On|If|Please|Accordingly|As|Any|All|By|Under|Such|To|I|My|He|She|They|There|For|However|Further|Therefore|Unless|Should|No|Nothing|Your)\b/;
const SENTENCE_END = /[.!?]["')\]]*(?=\s)/g;
const LONGEST = 6_000;

/** Where the sentences between two offsets of folded words end, the last at `to`. */
export function sentenceEnds(words: string, from: number, to: number): number[] {
  const ends = [...words.slice(from, to).matchAll(SENTENCE_END)]
    .map((match) => from + match.index + match[0].length)
    .filter((end) => isEnd(words, end));
  return [...ends, to].flatMap((end, index, all) => shortEnough(words, all[index - 1] ?? from, end));
}

/** Where a sentence of pages without a full stop is cut so that all of it is read: behind a semicolon, a comma, a word. */
function shortEnough(words: string, from: number, end: number): number[] {
  const cuts: number[] = [];
  for (let start = from; end - start > LONGEST; start = cuts.at(-1) ?? end) {
    const piece = words.slice(start, start + LONGEST);
    const at = [';', ', ', ' '].map((mark) => piece.lastIndexOf(mark)).find((place) => place > LONGEST / 2);
    cuts.push(start + (at === undefined ? LONGEST : at + 1));
  }
  return [...cuts, end];
}

function isEnd(words: string, end: number): boolean {
  const before = words.slice(Math.max(0, end - 24), end);
  if (/\.["')\]]*$/.test(before) && SHORT_FORM.test(before))
    return COMPANY_FORM.test(before) && SENTENCE_START.test(words.slice(end, end + 24));
  if (/(?:^|\s)\d{1,2}\.$/.test(before) && /^\s+\p{L}/u.test(words.slice(end, end + 4)) && end < 5)
    return false;
  if (/\bmay\.$/i.test(before) && /^\s+\d{1,2}\b/.test(words.slice(end, end + 6))) return false;
  const next = /\S/.exec(words.slice(end, end + 12))?.[0] ?? '';
  return !/[a-z]/.test(next);
}

/** The initials of a name: “J.P. Example Inc.” */
const INITIALS = /(?:^|\s)(?:\p{L}\.)+$/u;
const SHORT_WORD = /(?:^|[^\p{L}])\p{L}{1,3}\.$/u;

/** A name without the next sentence, into which capital letters let it run on: “Party A Company. On May 5”. */
export function nameAlone(words: string): string {
  const end = sentenceEnds(words, 0, words.length).find((at) => {
    const own = words.slice(0, at);
    return COMPANY_FORM.test(own) || !(INITIALS.test(own) || SHORT_WORD.test(own));
  });
  const own = words.slice(0, end);
  return SHORT_FORM.test(own) || COMPANY_FORM.test(own) || INITIALS.test(own) ? own : own.replace(/\.$/, '');
}
