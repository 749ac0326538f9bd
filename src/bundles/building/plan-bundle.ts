import type { Assembly, IndexRow, Part } from '../../pdf/assembly.js';
import type { PlacedCitation } from '../../pdf/blocks.js';
import { pageName } from '../../pdf/page-names.js';
import { changeRows, isReplacement } from '../earlier-production.js';
import type { Numbered } from '../earlier-production.js';
import type { Entry, LetterPages } from './bundle-entry.js';
import { profileOf } from './court-profiles.js';
import { paperDate } from './paper-date.js';
import { bySection, placeEntries, titleOnPaper, titleOutside } from './place-entries.js';
import { outlineOf } from './plan-outline.js';
import type { Placed } from './place-entries.js';
import { pageRunsOf } from './section-pages.js';
import type { Purpose, Spec } from './spec.js';

const COVER_HEADINGS: Record<Purpose, string> = {
  enclosures: 'Enclosures',
  production: 'Production of documents',
  court: 'Court bundle',
  internal: 'Internal bundle',
};

/** Documents that took another's place, as far as the cover names them; the list of changes has all. */
const MOST_ON_COVER = 4;

export interface PlanInput {
  readonly spec: Spec;
  readonly entries: readonly Entry[];
  readonly letter: LetterPages | null;
  /** How many pages the index takes; measured, since long titles wrap. */
  readonly indexPages: number;
  /** How many pages the list of what changed since an earlier production takes; 0 without one. */
  readonly changesPages?: number;
  /** A draft says so on every page and carries no Bates numbers: those are allotted at issue. */
  readonly isDraft: boolean;
}

export interface Plan {
  readonly assembly: Assembly;
  readonly pages: number;
  /** Only documents that take pages, in bundle order. */
  readonly placed: readonly Placed[];
  /** Citations of the letter that point at nothing in the bundle. */
  readonly brokenCitations: readonly PlacedCitation[];
}

/** Where everything lands. Pure, so that stamps, labels, index, links and bookmarks cannot disagree. */
export function planBundle({
  spec,
  entries,
  letter,
  indexPages,
  changesPages = 0,
  isDraft,
}: PlanInput): Plan {
  const present = entries.filter(({ becomes }) => becomes.kind !== 'absent');
  const hasIndex = present.length > 0;
  const frontPages = (letter?.pageCount ?? 1) + (hasIndex ? indexPages + changesPages : 0);
  const { parts: bodyParts, placed, pages } = placeEntries(spec, present, frontPages, isDraft);

  const runs = pageRunsOf(spec, bySection(spec, placed));
  const pageRuns = runs === undefined ? {} : { pageRuns: runs };
  const indexPage = (letter?.pageCount ?? 1) + 1;
  const { links, broken } = resolveCitations(letter?.citations ?? [], placed);
  const front: Part =
    letter === null
      ? {
          kind: 'cover',
          firstPage: 1,
          pageCount: 1,
          heading: COVER_HEADINGS[spec.purpose],
          title: spec.title,
          lines: coverLines(spec, placed),
        }
      : {
          kind: 'copied',
          firstPage: 1,
          pageCount: letter.pageCount,
          path: letter.path,
          sourcePage: 1,
          footBaselines: letter.footBaselines,
          ...(letter.footRooms && { footRooms: letter.footRooms }),
          bates: null,
          links,
        };
  const index: Part = {
    kind: 'index',
    firstPage: indexPage,
    pageCount: indexPages,
    heading: indexHeading(spec),
    rows: indexRows(spec, placed),
  };

  const changes: Part = {
    kind: 'index',
    firstPage: index.firstPage + indexPages,
    pageCount: changesPages,
    heading: changesHeading(spec),
    rows: rowsOfChanges(spec, placed),
  };

  const assembly: Assembly = {
    paper: spec.paper,
    title: spec.title,
    date: spec.date,
    legend: spec.legend,
    isDraft,
    opensAt: profileOf(spec)?.opensAt ?? 'page-width',
    ...pageRuns,
    parts: hasIndex
      ? [front, index, ...(changesPages > 0 ? [changes] : []), ...bodyParts.map(withWayBack)]
      : [front],
    outline: outlineOf(
      spec,
      { front, index: hasIndex ? index : null, changes: changesPages > 0 ? changes : null },
      placed,
      (page) => pageName(runs, page),
    ),
  };
  return { assembly, pages, placed, brokenCitations: broken };

  function withWayBack(part: Part): Part {
    return part.kind === 'sheet' ? { ...part, indexPage } : part;
  }
}

/** The rows of index and changes before anything is placed: enough to measure how many pages they take. */
export function provisionalRows(
  spec: Spec,
  entries: readonly Entry[],
  isDraft: boolean,
): { readonly index: readonly IndexRow[]; readonly changes: readonly IndexRow[] } {
  const present = entries.filter(({ becomes }) => becomes.kind !== 'absent');
  const { placed } = placeEntries(spec, present, 1, isDraft);
  return { index: indexRows(spec, placed), changes: rowsOfChanges(spec, placed) };
}

function indexRows(spec: Spec, placed: readonly Placed[]): IndexRow[] {
  return bySection(spec, placed).flatMap(({ title, page, documents }) => [
    { kind: 'section' as const, title, page },
    ...documents.map(({ entry, firstPage, lastPage, bates }) => ({
      kind: 'document' as const,
      exhibit: entry.document.exhibit,
      // A withheld document's date is on the privilege log; its title is nowhere.
      date: entry.document.date === null ? null : paperDate(entry.document.date, spec.paper),
      title: rowTitle(entry),
      ...(entry.attached === undefined ? {} : { depth: entry.attached.depth }),
      firstPage,
      lastPage,
      bates: batesEnds(bates),
    })),
  ]);
}

/** A row whose page only stands for the document says so: nobody should have to turn to it to learn that. */
function rowTitle(entry: Entry): string {
  const shown = titleOnPaper(entry);
  if (entry.becomes.kind !== 'slip' || entry.becomes.status === 'withheld') return shown;
  return `${shown} (slip sheet: ${entry.isNative ? 'provided in native form' : 'not reproduced'})`;
}

/** What the cover says under the title; numbers of pages that take the place of earlier ones stand by themselves. */
function coverLines(spec: Spec, placed: readonly Placed[]): string[] {
  const numbered = placed.flatMap(({ bates }) => batesEnds(bates) ?? []);
  const own = numbered.filter(({ first }) => !isReplacement(first));
  const replaced = numbered.filter(({ first }) => isReplacement(first));
  const [first, last] = [own[0]?.first, own.at(-1)?.last];
  const matter = spec.matter === spec.title ? [] : [spec.matter];
  const bates = first === undefined || last === undefined ? [] : [`${first} – ${last}`];
  const more = replaced.length > MOST_ON_COVER ? [`and ${replaced.length - MOST_ON_COVER} more`] : [];
  const shown = replaced.slice(0, MOST_ON_COVER).map((ends) => rangeText(ends));
  const instead = replaced.length === 0 ? [] : [`Replaced: ${[...shown, ...more].join(', ')}`];
  return [...matter, paperDate(spec.date, spec.paper), ...bates, ...instead];
}

function rangeText({ first, last }: { readonly first: string; readonly last: string }): string {
  return first === last ? first : `${first} – ${last}`;
}

/** A citation reaches the page of the exhibit as sent; one that points past its end reaches nothing. */
function resolveCitations(citations: readonly PlacedCitation[], placed: readonly Placed[]) {
  const byMark = new Map(placed.map((p) => [p.entry.document.exhibit?.toUpperCase(), p]));
  const broken: PlacedCitation[] = [];
  const links = citations.flatMap((placedCitation) => {
    const { citation, page, rect } = placedCitation;
    const target = byMark.get(citation.exhibit.toUpperCase());
    const toPage = target === undefined ? Infinity : target.firstPage + (citation.page ?? 1) - 1;
    if (target === undefined || toPage > lastOfFamily(placed, target)) {
      broken.push(placedCitation);
      return [];
    }
    return [{ page, rect, toPage }];
  });
  return { links, broken };
}

/** An exhibit ends with the last page of what came attached to it. */
function lastOfFamily(placed: readonly Placed[], first: Placed): number {
  const behind = placed.slice(placed.indexOf(first) + 1);
  const next = behind.findIndex(({ entry }) => entry.attached === undefined);
  return behind.slice(0, next < 0 ? behind.length : next).at(-1)?.lastPage ?? first.lastPage;
}

/** What changed since the production this one continues; no rows without one. */
function rowsOfChanges({ continues, paper }: Spec, placed: readonly Placed[]): IndexRow[] {
  return continues === undefined
    ? []
    : changeRows(
        continues,
        placed.map((one) => numberedOf(one, paper)),
      );
}

/** A document with its numbers, as a list of changes names it. */
export function numberedOf({ entry, ...where }: Placed, paper: Spec['paper']): Numbered {
  const { document } = entry;
  const date = document.date === null ? null : paperDate(document.date, paper);
  return { ...where, document, title: titleOutside(entry), date };
}

export function changesHeading({ continues, paper }: Spec): string {
  if (continues === undefined) return 'What changed';
  return `What changed since ${continues.title}, ${paperDate(continues.date, paper)}`;
}

export function indexHeading(spec: Spec): string {
  return spec.letter === null ? 'Index' : 'Index of enclosures';
}

export function batesEnds(bates: readonly string[] | null): { first: string; last: string } | null {
  const first = bates?.[0];
  const last = bates?.at(-1);
  return first === undefined || last === undefined ? null : { first, last };
}
