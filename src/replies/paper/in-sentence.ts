import type { Run } from '../../pdf/blocks.js';

/**
 * How a reference stands in its sentence: a part of it (`see Exhibit K`), behind the word itself (`Exhibit [R-0003]`),
 * beside the words it bears out (`its website (Exhibit K)`), or beside words in brackets (`(the notice [Exhibit K])`).
 */
export type Place = 'part' | 'mark' | 'beside' | 'inside';

/** Words that take what follows them into the sentence. */
const PREPOSITIONS =
  'in into on onto at to of by from with within without under per via for as about behind between beyond against through throughout across after before since during until upon over like unlike except besides despite concerning regarding including towards toward cf e.g i.e viz namely';
const JOINED = 'and or but nor both either neither';
const OWNED = 'the a an our your their its his';
const BEING = 'is are was were be been being isn’t have has had';
const SHOWN =
  'see compare enclose attach append annex produce provide submit send include contain cite quote consult consider repeat deliver call named marked numbered';
const TAKES_IT = new RegExp(
  String.raw`(?:^|[^\p{L}])(?:${alternatives(PREPOSITIONS, JOINED, OWNED, BEING, SHOWN)}|(?:${alternatives(SHOWN)})(?:e?s|ing)|(?:enclos|includ|produc|provid|cit|quot)ing|(?:see|compare|cf\.?)\s+(?:also|generally|especially|again|further|now|here))[.,]?$`,
  'iu',
);
/** `we have enclosed`: who does it stands before it; without that, it is said of what was enclosed. */
const DONE =
  /\b(?:we|i|you|they|he|she)\s+(?:(?:have|had|already|also|now|then)\s+)*(?:sent|enclosed|attached|provided|produced|included|submitted|cited|quoted|delivered|received)$/i;
/** A clause may begin behind these: with a word in small letters behind it the reference is what the clause is about. */
const BEGINS_CLAUSE =
  /\b(?:that|which|whether|if|because|when|where|while|although|though|than|how|what|why|this|so|then)$/i;
/** Behind one exhibit, not behind two: it begins a clause of its own. */
const ONE_ALONE =
  /^\s+(?:is|was|has|does|shows|says|proves|sets|gives|names|records|states|contains|confirms|lists|explains|describes|bears|speaks)\b/;

/** Of the words before a reference, as many signs as are looked at. */
const LONGEST = 80;

/** Where a reference stands, by the words of its paragraph before and behind it. */
export function placeInSentence(before: string, behind: string): Place {
  if (/\bex(?:hibit|\.)?\s+$/i.test(before)) return 'mark';
  return isBeside(before, behind) ? (depthOf(before) > 0 ? 'inside' : 'beside') : 'part';
}

/** Whether a second reference goes with the one before it, by what stands between the two and behind the second. */
export function goesWith(place: Place, between: string, behind: string): boolean {
  if (/^[^\S\n]*$/.test(between)) return true;
  if (place === 'part') return false;
  return /^[^\S\n]*(?:[,;]|(?:,[^\S\n]*)?(?:\band\b|&))[^\S\n]*$/.test(between) && !ONE_ALONE.test(behind);
}

/** References that stand together, as they are printed there; `before` are the words they follow. */
export function runsInPlace(place: Place, references: readonly Run[], before: string): Run[] {
  const runs = place === 'mark' ? references.map(withoutNoun) : together(references);
  if (place === 'part' || place === 'mark') return runs;
  const isAttached = /\S$/.test(before);
  const [open, close] = place === 'beside' ? ['(', ')'] : ['[', ']'];
  return [{ text: `${isAttached ? ' ' : ''}${open}` }, ...runs, { text: close }];
}

function isBeside(before: string, behind: string): boolean {
  const lines = before.split('\n');
  const own = lines.at(-1) ?? '';
  // A line broken within a sentence goes on; behind the end of one, or in a list, a reference begins its own.
  const isBroken = own.trim() === '' && /[\p{L}\p{N}]\s*$/u.test(lines.at(-2) ?? '');
  const line = isBroken ? (lines.at(-2) ?? '').trimEnd() : own;
  if (line.trim() === '' || /^\s*\(?[\p{L}\p{N}]{1,4}[.)]\s*$/u.test(line)) return false;
  const said = line.trimEnd().slice(-LONGEST);
  if (/[,;:–—([{“‘/*•-]$/.test(said)) return false;
  if (line.endsWith(said) && /["']$/.test(said)) return false; // a straight mark that opens
  if (TAKES_IT.test(said) || DONE.test(said)) return false;
  if (BEGINS_CLAUSE.test(said)) return !/^\s+\p{Ll}/u.test(behind);
  // A sentence that begins with it, or its number alone behind one that ended.
  if (/[.!?][”’")\]]*$/.test(said)) return /^\s*(?:$|\n|[\p{Lu}“‘"(])/u.test(behind);
  return true;
}

/** How many round brackets are open there. */
function depthOf(before: string): number {
  return [...before].reduce(
    (depth, sign) => (sign === '(' ? depth + 1 : sign === ')' ? Math.max(0, depth - 1) : depth),
    0,
  );
}

/** `Exhibits K and L`; with the pages of one, each by itself: `Exhibit K, page 2 and Exhibit L`. */
function together(references: readonly Run[]): Run[] {
  const isShort = references.length > 1 && references.every(({ text }) => /^Exhibit \w+$/.test(text));
  const runs = isShort ? references.map(withoutNoun) : references;
  const joined = runs.flatMap((run, index) => {
    if (index === 0) return [run];
    const isLast = index === runs.length - 1;
    return [{ text: isLast ? ' and ' : isShort ? ', ' : '; ' }, run];
  });
  return isShort ? [{ text: 'Exhibits ' }, ...joined] : joined;
}

function withoutNoun(run: Run): Run {
  return { ...run, text: run.text.replace(/^Exhibit /, '') };
}

function alternatives(...lists: readonly string[]): string {
  return lists
    .join(' ')
    .replaceAll('.', String.raw`\.`)
    .split(' ')
    .join('|');
}
