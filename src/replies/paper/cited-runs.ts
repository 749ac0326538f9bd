import { pageProblem, pagesText, REFERENCED_PAGES, type Pinpoint } from '../../demands/pinpoint.js';
import { itemNumber } from '../../evidence/item.js';
import type { Run } from '../../pdf/blocks.js';
import { readExhibitList, type ExhibitList } from './exhibit-list.js';
import { goesWith, placeInSentence, runsInPlace, type Place } from './in-sentence.js';

/** An item as it stands in what goes out with a letter. */
export interface CitableExhibit {
  readonly itemId: string;
  readonly itemNumber: number;
  readonly mark: string;
  readonly title: string;
  readonly datedOn: string | null;
  /** Of what goes in; null before its pages are known. */
  readonly pages: number | null;
  /** What the list of enclosures says where only a slip sheet stands for it; else null. */
  readonly slip: string | null;
}

/** Items of the file that are cited and have no mark in what goes out. */
export interface Unmarked {
  readonly items: readonly {
    readonly itemId: string;
    readonly itemNumber: number;
    /** Of its document; null where they are not known. */
    readonly pages: number | null;
  }[];
  /** What the letter says in place of the mark, as long as it is a draft. */
  readonly why: string;
}

export const NONE_UNMARKED: Unmarked = { items: [], why: '' };

export interface CitedRuns {
  readonly runs: readonly Run[];
  /** Marks of the exhibits that the words point at. */
  readonly cited: readonly string[];
  /** What points at nothing that goes out, in sentences. */
  readonly broken: readonly string[];
}

/** In small letters it may be a verb: “we exhibit A copy”, “exhibit 3 signs”. */
const NOUN = String.raw`exhibit(?!\s+(?:[AI]|\d{1,3})\b(?!\s*(?:[,.;:)\]]|$)))`;
/** `[R-0003]`, `[R-0003, page 2]`, `[R-0003, pages 2-4]`, `Exhibit B`, `Ex. B, pp. 3–5`; `Exhibits`, before a list of marks. */
const REFERENCE = new RegExp(
  String.raw`\[R-?0*(\d{1,9})${REFERENCED_PAGES})?\]|\b(?:Exhibit|Ex\.?|${NOUN})\s+([A-Z]{1,3}|\d{1,3})\b${REFERENCED_PAGES}\b)?|\b(?:[Ee]xhibits|[Ee]xs\.?)\s+(?=[A-Z]{1,2}\b|\d)`,
  'g',
);

/** An item's number written in another way than a reference is: it would go out as our own number. */
const STRAY = /\[?\bR-\d{1,9}\b(?:[^[\]\n]{0,30}\])?/gi;

/**
 * Words with each reference to the evidence as a citation of an exhibit; the rest stays as it was typed. `inFile` are
 * the numbers of the cited items that the file has, where that is known: one that is not among them never was. An item
 * of `unmarked` is named by its number, in place of the mark it has not.
 */
export function citedRuns(
  words: string,
  exhibits: readonly CitableExhibit[],
  inFile: ReadonlySet<number> | null = null,
  unmarked: Unmarked = NONE_UNMARKED,
): CitedRuns {
  const runs: Run[] = [];
  const cited: string[] = [];
  const broken: string[] = [];
  const references = [...words.matchAll(REFERENCE)];
  let end = 0;
  for (const [index, found] of references.entries()) {
    if (found.index < end) continue; // within a list or a group that is read already
    const before = words.slice(end, found.index);
    if (found[1] === undefined && found[4] === undefined) {
      const list = readExhibitList(words, found.index + found[0].length);
      if (list === null) continue;
      const listed = listRuns(words, found.index, list, exhibits);
      if (before !== '') runs.push({ text: before });
      broken.push(...straysIn(before), ...listed.broken);
      runs.push(...listed.runs);
      cited.push(...listed.cited);
      end = list.end;
      continue;
    }
    if (before !== '') runs.push({ text: before });
    broken.push(...straysIn(before));
    const place = placeAt(words, found);
    const group = groupAt(words, references.slice(index), place, (one) =>
      pointedAt(one, place, { exhibits, inFile, unmarked }),
    );
    for (const { broken: problems, mark } of group.pointed) {
      broken.push(...problems);
      if (mark !== null) cited.push(mark);
    }
    const set = group.pointed.map(({ run }) => run);
    runs.push(...(group.isAsTyped ? set : runsInPlace(place, set, words.slice(0, found.index))));
    end = group.end;
  }
  if (end < words.length) runs.push({ text: words.slice(end) });
  broken.push(...straysIn(words.slice(end)));
  return { runs, cited, broken };
}

/** One reference: as it is set, the mark it points at, and what is wrong with it. */
interface Pointed {
  readonly run: Run;
  /** Null where it points at nothing that has a mark. */
  readonly mark: string | null;
  readonly broken: readonly string[];
  /** True for a reference to nothing, which stays as it was typed. */
  readonly isAsTyped: boolean;
}

/** A mark that a person typed stands where it was put; an item’s number is set as its place in the sentence asks. */
function placeAt(words: string, found: RegExpExecArray): Place {
  if (found[1] === undefined) return 'part';
  return placeInSentence(words.slice(0, found.index), words.slice(found.index + found[0].length));
}

/** The first of these references and those to items that go with it: `[R-0003] and [R-0004]`. */
function groupAt(
  words: string,
  [first, ...others]: readonly RegExpExecArray[],
  place: Place,
  pointed: (found: RegExpExecArray) => Pointed,
): { readonly pointed: readonly Pointed[]; readonly isAsTyped: boolean; readonly end: number } {
  if (first === undefined) throw new TypeError('A group has a first reference.');
  const group = [pointed(first)];
  const isAsTyped = group.some((one) => one.isAsTyped);
  let end = first.index + first[0].length;
  if (isAsTyped || first[1] === undefined) return { pointed: group, isAsTyped, end };
  for (const other of others) {
    const behind = other.index + other[0].length;
    if (other[1] === undefined || !goesWith(place, words.slice(end, other.index), words.slice(behind))) break;
    const next = pointed(other);
    if (next.isAsTyped) break;
    group.push(next);
    end = behind;
  }
  return { pointed: group, isAsTyped, end };
}

function pointedAt(
  [typed, item, itemFirst, itemLast, mark, markFirst, markLast]: RegExpExecArray,
  place: Place,
  {
    exhibits,
    inFile,
    unmarked,
  }: {
    readonly exhibits: readonly CitableExhibit[];
    readonly inFile: ReadonlySet<number> | null;
    readonly unmarked: Unmarked;
  },
): Pointed {
  const pages = pagesOf(itemFirst ?? markFirst, itemLast ?? markLast);
  const exhibit = exhibits.find((one) =>
    item === undefined ? one.mark === mark : one.itemNumber === Number(item),
  );
  const problem = problemOf(typed, item, exhibit, pages, inFile);
  const broken = problem === null ? [] : [problem];
  const bare = exhibit === undefined && item !== undefined ? unmarkedItem(unmarked, Number(item)) : null;
  if (bare !== null) {
    const run = unmarkedCitation(bare, pages, unmarked.why, place);
    return { run, mark: null, broken: [...broken, ...unmarkedPages(typed, bare, pages)], isAsTyped: false };
  }
  if (exhibit !== undefined && problem === null)
    return { run: citation(exhibit.mark, pages), mark: exhibit.mark, broken, isAsTyped: false };
  // A reference to nothing stays a citation, so that the bundle finds it broken too.
  const name = exhibit?.mark ?? mark ?? itemNumber(Number(item));
  const run = { text: typed, bold: true, citation: { exhibit: name, page: pages?.[0] ?? null } };
  return { run, mark: null, broken, isAsTyped: true };
}

/** Each mark of a list leads to its exhibit, the words between them stay; a range stands for what is between, too. */
function listRuns(
  words: string,
  start: number,
  { marks, between, wrong, end: stop }: ExhibitList,
  exhibits: readonly CitableExhibit[],
): CitedRuns {
  const runs: Run[] = [];
  const typed = words.slice(start, stop);
  const known = (mark: string) => exhibits.find((one) => one.mark === mark);
  const broken = wrong.map((range) => `“${range}” in “${typed}” names no exhibits.`);
  let end = start;
  for (const { mark, typed: one, at, pages } of marks) {
    runs.push({ text: words.slice(end, at) });
    const exhibit = known(mark);
    const problem =
      exhibit === undefined
        ? `Exhibit ${mark}, named in “${typed}”, is not in what goes out.`
        : pagesProblem(`Exhibit ${one}`, exhibit, pages);
    if (problem !== null) broken.push(problem);
    const isBold = problem === null ? {} : { bold: true };
    runs.push({ text: one, ...isBold, citation: { exhibit: mark, page: pages?.[0] ?? null } });
    end = at + one.length;
  }
  for (const mark of between)
    if (known(mark) === undefined)
      broken.push(`Exhibit ${mark}, within “${typed}”, is not in what goes out.`);
  return { runs, broken, cited: [...marks.map(({ mark }) => mark), ...between] };
}

function straysIn(text: string): string[] {
  return [...text.matchAll(STRAY)].map(
    ([typed]) => `“${typed}” would go out as our own number of an item; write it like [R-0003, page 2].`,
  );
}

/** `Exhibit B, pages 3–5`, pointing at the first of them. */
export function citation(mark: string, pages: Pinpoint['pages']): Run {
  const text = pages === null ? `Exhibit ${mark}` : `Exhibit ${mark}, ${pagesText(pages)}`;
  return { text, citation: { exhibit: mark, page: pages?.[0] ?? null } };
}

/**
 * `Exhibit (R-0003, mark to come), page 2`: what a draft says of an exhibit that has no mark, with brackets of the other
 * kind where it stands in brackets itself. It is never final.
 */
export function unmarkedCitation(
  { itemNumber: number }: Unmarked['items'][number],
  pages: Pinpoint['pages'],
  why: string,
  place: Place = 'part',
): Run {
  const name = {
    part: `Exhibit (${itemNumber(number)}, ${why})`,
    mark: `Exhibit (${itemNumber(number)}, ${why})`,
    beside: `Exhibit ${itemNumber(number)} [${why}]`,
    inside: `Exhibit ${itemNumber(number)} (${why})`,
  }[place];
  const text = pages === null ? name : `${name}, ${pagesText(pages)}`;
  // It stays a citation, so that the bundle finds it broken too.
  return { text, bold: true, citation: { exhibit: itemNumber(number), page: pages?.[0] ?? null } };
}

/** What is wrong with the pages of an item that has no mark, in sentences. */
export function unmarkedPages(
  typed: string,
  { itemNumber: number, pages: count }: Unmarked['items'][number],
  pages: Pinpoint['pages'],
): string[] {
  if (pages === null) return [];
  const problem = pageProblem(typed, { name: itemNumber(number), count }, pages);
  return problem === null ? [] : [problem];
}

function unmarkedItem({ items }: Unmarked, number: number): Unmarked['items'][number] | null {
  return items.find((one) => one.itemNumber === number) ?? null;
}

/** Why pages cannot be pointed at within an exhibit, as a sentence, or null. */
export function pagesProblem(
  typed: string,
  { mark, pages: count }: Pick<CitableExhibit, 'mark' | 'pages'>,
  pages: Pinpoint['pages'],
): string | null {
  return pages === null ? null : pageProblem(typed, { name: `Exhibit ${mark}`, count }, pages);
}

function pagesOf(first: string | undefined, last: string | undefined): Pinpoint['pages'] {
  return first === undefined ? null : [Number(first), Number(last ?? first)];
}

function problemOf(
  typed: string,
  item: string | undefined,
  exhibit: CitableExhibit | undefined,
  pages: Pinpoint['pages'],
  inFile: ReadonlySet<number> | null,
): string | null {
  if (exhibit !== undefined) return pagesProblem(typed, exhibit, pages);
  if (item === undefined) return `“${typed}” is not in what goes out.`;
  const number = itemNumber(Number(item));
  return inFile !== null && !inFile.has(Number(item))
    ? `${number} is cited and there is no ${number} in the file.`
    : `${number} is cited and is not in what goes out.`;
}
