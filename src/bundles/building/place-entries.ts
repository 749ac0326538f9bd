import type { CopiedPart, Part } from '../../pdf/assembly.js';
import { batesNumbers } from './bates.js';
import type { Entry, EntryPages } from './bundle-entry.js';
import { replacementNumbers } from '../earlier-production.js';
import { paperDate } from './paper-date.js';
import type { Spec, SpecDocument } from './spec.js';

/** Where one document ended up; pages count from 1 over the whole file. */
export interface Placed {
  readonly entry: Entry;
  readonly firstPage: number;
  readonly lastPage: number;
  readonly bates: readonly string[] | null;
}

/** Every document that takes pages, one after another behind `frontPages` pages, with the sheet before each exhibit. */
export function placeEntries(spec: Spec, present: readonly Entry[], frontPages: number, isDraft: boolean) {
  const parts: Part[] = [];
  const placed: Placed[] = [];
  let lastPage = frontPages;
  let nextBates = spec.bates?.start ?? 1;
  let inExhibit: InExhibit | null = null;
  for (const [at, entry] of present.entries()) {
    const { becomes, document } = entry;
    if (becomes.kind === 'absent') continue;
    const pageCount = becomes.kind === 'pages' ? becomes.pageCount : 1;
    const { replaces } = document;
    const numbers = spec.bates === null || isDraft ? null : spec.bates;
    const bates =
      numbers === null
        ? null
        : replaces === undefined
          ? batesNumbers(numbers, nextBates, pageCount)
          : replacementNumbers(numbers, replaces, pageCount);
    if (replaces === undefined) nextBates += pageCount;
    const mark = document.exhibit;
    if (mark !== null) inExhibit = { mark, next: 1, of: pageCount + pagesBehind(present, at) };
    else if (entry.attached === undefined) inExhibit = null;
    const lines = countsExhibits(spec) ? linesOf(inExhibit, pageCount) : undefined;
    if (inExhibit !== null) inExhibit = { ...inExhibit, next: inExhibit.next + pageCount };
    if (becomes.kind === 'pages' && mark !== null) {
      lastPage += 1;
      parts.push({
        kind: 'sheet',
        firstPage: lastPage,
        pageCount: 1,
        mark: exhibitName(mark),
        title: titleOnPaper(entry),
        date: document.date === null ? null : paperDate(document.date, spec.paper),
        pages: { first: lastPage + 1, last: lastPage + pageCount + pagesBehind(present, at) },
        bates: null,
      });
    }
    const firstPage = lastPage + 1;
    lastPage += pageCount;
    if (becomes.kind === 'pages') parts.push(...copiedParts(document, becomes, firstPage, bates, lines));
    else
      parts.push({
        kind: 'slip',
        ...(lines && { exhibitLines: lines }),
        firstPage,
        pageCount: 1,
        mark: mark === null ? null : exhibitName(mark),
        title: becomes.title,
        reason: becomes.says,
        bates: bates?.[0] ?? null,
      });
    placed.push({ entry, firstPage, lastPage, bates });
  }
  return { parts, placed, pages: lastPage };
}

/** The exhibit that pages belong to: an attachment goes on with the pages of what it came attached to. */
interface InExhibit {
  readonly mark: string;
  /** Of the pages of the exhibit, from 1. */
  readonly next: number;
  readonly of: number;
}

/** A production has Bates numbers there; elsewhere each exhibit counts its own pages unless that is off. */
function countsExhibits({ purpose, exhibitPages }: Spec): boolean {
  return purpose !== 'production' && exhibitPages !== false;
}

/** `Ex. A, p. 1 of 3`, a line a page; none outside of exhibits. */
function linesOf(exhibit: InExhibit | null, count: number): string[] | undefined {
  if (exhibit === null) return undefined;
  const { mark, next, of } = exhibit;
  return Array.from({ length: count }, (_, i) => `Ex. ${mark}, p. ${next + i} of ${of}`);
}

/** The pages of one document: from its own PDF, and from the one with the pictures of those that are painted. */
function copiedParts(
  { marks }: Pick<SpecDocument, 'marks'>,
  becomes: EntryPages,
  firstPage: number,
  bates: readonly string[] | null,
  lines: readonly string[] | undefined,
): CopiedPart[] {
  const parts: CopiedPart[] = [];
  const add = (from: number, to: number, path: string, sourcePage: number): void => {
    if (to <= from) return;
    parts.push({
      kind: 'copied',
      firstPage: firstPage + from,
      pageCount: to - from,
      path,
      sourcePage,
      ...(marks && { marks }),
      ...(lines && { exhibitLines: lines.slice(from, to) }),
      footBaselines: becomes.footBaselines.slice(from, to),
      ...(becomes.footRooms && { footRooms: becomes.footRooms.slice(from, to) }),
      bates: bates?.slice(from, to) ?? null,
      links: [],
    });
  };
  let next = 0;
  for (const { index, path, sourcePage } of becomes.painted) {
    add(next, index, becomes.path, becomes.sourcePage + next);
    add(index, index + 1, path, sourcePage);
    next = index + 1;
  }
  add(next, becomes.pageCount, becomes.path, becomes.sourcePage + next);
  return parts;
}

/** Pages that everything takes that came attached to the entry at `at`. */
function pagesBehind(present: readonly Entry[], at: number): number {
  const depth = present[at]?.attached?.depth ?? 0;
  let pages = 0;
  for (const { attached, becomes } of present.slice(at + 1)) {
    if ((attached?.depth ?? 0) <= depth) break;
    pages += becomes.kind === 'pages' ? becomes.pageCount : 1;
  }
  return pages;
}

export function exhibitName(mark: string): string {
  return `Exhibit ${mark}`;
}

/** Sections that still hold something; one whose documents all stay away leaves no heading behind. */
export function bySection(spec: Spec, placed: readonly Placed[]) {
  return spec.sections.flatMap(({ title }, section) => {
    const documents = placed.filter(({ entry }) => entry.section === section);
    const [first] = documents;
    if (first === undefined) return [];
    const hasSheet = first.entry.becomes.kind === 'pages' && first.entry.document.exhibit !== null;
    return [{ title, section, page: first.firstPage - (hasSheet ? 1 : 0), documents }];
  });
}

/** The title as index and exhibit sheet print it: of an excerpt with which of its pages it has, so that nobody takes it for the whole. */
export function titleOnPaper(entry: Entry): string {
  const { becomes } = entry;
  const title = titleOutside(entry);
  if (becomes.kind !== 'pages' || becomes.excerptOf === undefined) return title;
  const { sourcePage: first, pageCount, excerptOf } = becomes;
  const pages = pageCount === 1 ? `page ${first}` : `pages ${first}–${first + pageCount - 1}`;
  return `${title} (excerpt: ${pages} of ${excerptOf})`;
}

/** The title in words for outside. */
export function titleOutside({ becomes, document }: Entry): string {
  return becomes.kind === 'slip' ? becomes.title : document.title;
}
