import type { Entry, LetterPages } from '../building/bundle-entry.js';
import { continuedFindings } from '../earlier-production.js';
import { note, stop } from './finding.js';
import type { Finding } from './finding.js';
import { sharePages } from '../building/page-range.js';
import type { Plan } from '../building/plan-bundle.js';
import { numberedOf } from '../building/plan-bundle.js';
import { exhibitName } from '../building/place-entries.js';
import type { Spec } from '../building/spec.js';

/** Pages of one file: viewers and courts take no more. */
export const MOST_PAGES = 20_000;

/** What is wrong or worth knowing about the choice of documents and where they landed. Pure. */
export function planFindings(
  spec: Spec,
  entries: readonly Entry[],
  letter: LetterPages | null,
  plan: Plan,
  elsewhere: ReadonlySet<string> = new Set(),
): Finding[] {
  return [
    ...duplicates(entries),
    ...uncovered(entries),
    ...settlementTalk(spec),
    ...citationFindings(spec, letter, plan, elsewhere),
    ...citedSlips(spec, letter, plan),
    ...gapsInMarks(spec, entries),
    ...sameBates(plan),
    ...continuedFindings(
      spec,
      plan.placed.map((one) => numberedOf(one, spec.paper)),
    ),
    ...(plan.pages > MOST_PAGES
      ? [
          stop(
            null,
            `The bundle has ${plan.pages} pages; one file holds ${MOST_PAGES}. Split it into volumes of at most ${MOST_PAGES} pages (on the command line: --max-pages).`,
          ),
        ]
      : []),
  ];
}

/** One file twice with pages in common is a mistake; equal bytes under two names may be meant. */
function duplicates(entries: readonly Entry[]): Finding[] {
  const takers = entries.filter(({ becomes }) => becomes.kind !== 'absent');
  return takers.flatMap((entry, i) => {
    const twin = takers
      .slice(0, i)
      .find(({ document }) => document.file === entry.document.file && sharePages(document, entry.document));
    if (twin !== undefined)
      return [
        stop(entry.document.file, 'It is in the bundle twice; take one out, or give each its own pages.'),
      ];
    const copy = takers
      .slice(0, i)
      .find((e) => e.sha256 === entry.sha256 && e.document.file !== entry.document.file);
    if (copy !== undefined)
      return [note(entry.document.file, `It has the same bytes as ${copy.document.file}.`)];
    return [];
  });
}

/** What is covered or held back in one copy of a file may be read in another one. */
function uncovered(entries: readonly Entry[]): Finding[] {
  const byHash = new Map<string, Entry[]>();
  for (const entry of entries)
    if (entry.sha256 !== null) byHash.set(entry.sha256, [...(byHash.get(entry.sha256) ?? []), entry]);
  return [...byHash.values()].flatMap((copies) =>
    copies.filter(isShown).flatMap((shown) => {
      const other = copies.find((copy) => copy !== shown && hidesMore(copy, shown));
      if (other === undefined) return [];
      const what = whatItHides(other, shown);
      return [
        stop(
          shown.document.file,
          `It has the same bytes as ${other.document.file}, which ${what}: whoever reads this one reads what is covered there. Treat both alike.`,
        ),
      ];
    }),
  );
}

function isShown({ becomes, isNative }: Entry): boolean {
  return becomes.kind === 'pages' || isNative;
}

function whatItHides(copy: Entry, shown: Entry): string {
  if (copy.document.withhold !== null) return 'is held back';
  return leavesHiddenOut(copy, shown)
    ? 'leaves out what is hidden in it'
    : 'has redactions that this one lacks';
}

/** Of a workbook, hidden sheets, rows, columns and cells. Its native has them too, and says so for itself. */
function leavesHiddenOut({ document: copy, becomes }: Entry, { document: shown }: Entry): boolean {
  return becomes.kind === 'pages' && copy.hidden === 'drop' && shown.hidden === 'show';
}

/** Whether `copy` keeps something back of pages that `shown` shows. */
function hidesMore(one: Entry, other: Entry): boolean {
  const [{ document: copy }, { document: shown }] = [one, other];
  if (!sharePages(copy, shown)) return false;
  if (copy.withhold !== null || leavesHiddenOut(one, other)) return true;
  const boxes = new Set((shown.redactions ?? []).map((box) => JSON.stringify(box)));
  return (copy.redactions ?? []).some((box) => {
    const page = String(box.page);
    return sharePages({ pages: page }, shown) && !boxes.has(JSON.stringify(box));
  });
}

/** FRE 408 and without-prejudice papers stay out of a court bundle unless a person says why they may go in. */
function settlementTalk(spec: Spec): Finding[] {
  if (spec.purpose !== 'court') return [];
  return spec.sections
    .flatMap((section) => section.documents)
    .filter(
      ({ settlement, treatment }) =>
        settlement !== null && settlement.reason === null && treatment !== 'leave-out',
    )
    .map(({ file }) =>
      stop(file, 'It is marked without prejudice or FRE 408; a court bundle takes it only with a reason.'),
    );
}

function citationFindings(
  spec: Spec,
  letter: LetterPages | null,
  plan: Plan,
  elsewhere: ReadonlySet<string>,
): Finding[] {
  if (letter === null || spec.letter === null) return [];
  const { file, citations } = spec.letter;
  const level = citations === null ? note : stop; // words found by searching may mean another paper's exhibit
  const broken = plan.brokenCitations.filter(
    ({ citation }) => !elsewhere.has(citation.exhibit.toUpperCase()),
  );
  return broken.map(({ citation, page }) => {
    const pages = citation.page === null ? '' : `, page ${citation.page}`;
    const what = isItemNumber(citation.exhibit) ? `item ${citation.exhibit}` : exhibitName(citation.exhibit);
    return level(file, `The letter in front cites ${what}${pages}, which is not in this bundle.`, page);
  });
}

/** A letter may point at a slip sheet, but somebody must have meant it: its reader finds no page of the exhibit. */
function citedSlips(spec: Spec, letter: LetterPages | null, { placed }: Plan): Finding[] {
  if (letter === null || spec.letter === null) return [];
  const { file } = spec.letter;
  return placed.flatMap(({ entry: { becomes, document, isNative } }) => {
    if (becomes.kind !== 'slip' || isNative || document.exhibit === null) return [];
    const mark = document.exhibit.toUpperCase();
    const cited = letter.citations.find(({ citation }) => citation.exhibit.toUpperCase() === mark);
    if (cited === undefined) return [];
    const what = `The letter in front cites ${exhibitName(document.exhibit)}, of which only a slip sheet goes out: none of its pages is reproduced.`;
    return [note(file, what, cited.page)];
  });
}

/** A reference to an item that has no mark in this bundle stays as it was typed, like R-0099. */
function isItemNumber(mark: string): boolean {
  return /^R-\d+$/.test(mark);
}

function gapsInMarks(spec: Spec, entries: readonly Entry[]): Finding[] {
  if (spec.purpose !== 'enclosures') return [];
  return entries
    .filter(({ becomes, document }) => becomes.kind === 'absent' && document.exhibit !== null)
    .map(({ document }) =>
      note(
        document.file,
        `It stays away, but its mark ${document.exhibit ?? ''} is skipped in what leaves; give the marks anew to leave no trace.`,
      ),
    );
}

function sameBates(plan: Plan): Finding[] {
  const seen = new Set<string>();
  return plan.placed.flatMap(({ entry, bates }) =>
    (bates ?? []).flatMap((number) => {
      if (seen.has(number)) return [stop(entry.document.file, `The Bates number ${number} is given twice.`)];
      seen.add(number);
      return [];
    }),
  );
}
