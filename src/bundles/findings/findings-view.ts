import { z } from 'zod';
import { itemNumber } from '../../evidence/item.js';
import { instantText } from '../../platform/plain-date.js';
import type { Bundle, ListedEntry, StoredFinding } from '../bundle.js';
import { bundlePath } from '../bundle.js';
import { fileOf, LETTER_FILE } from '../stored-spec.js';

/** What a page of findings is about, and who its names are. */
export interface FindingsOf {
  readonly bundle: Bundle;
  readonly entries: readonly ListedEntry[];
  readonly zone: string;
  readonly names: ReadonlyMap<string, string>;
}

/** Where a person goes to end what was found; a path below the base. */
interface Mend {
  readonly path: string;
  readonly text: string;
}

/** Stops one by one; notes gathered by the document they are about, to be read together. */
export function findingsView(findings: readonly StoredFinding[], of: FindingsOf) {
  const shown = findings.map((finding) => ({
    ...finding,
    // A sentence that names its pages needs no page beside it.
    page: /\(pages /.test(finding.what) ? null : finding.page,
    // How many pages would go in as pictures to end it; 0 where that would not.
    canPaint: finding.isPaintable === 1 ? z.array(z.int()).parse(JSON.parse(finding.sourcePages)).length : 0,
    mend: mendOf(finding.document, of),
    redact: redactOf(finding, of),
    cleared:
      finding.clearedAt === null
        ? null
        : `${of.names.get(finding.clearedBy ?? '') ?? 'a former account'}, ${instantText(finding.clearedAt, of.zone)}`,
  }));
  return {
    stops: shown.filter(({ level }) => level === 'stop'),
    notes: noteGroups(shown.filter(({ level }) => level === 'note')),
  };
}

/** A finding with what a page shows beside it. */
type Shown = StoredFinding & {
  readonly canPaint: number;
  readonly mend: Mend | null;
  readonly cleared: string | null;
};

/**
 * Notes by the document they are about. Documents of which the same is said, nothing of it to be mended on a page, are read
 * together: nobody reads a sentence twice.
 */
function noteGroups<T extends Shown>(notes: readonly T[]) {
  const byDocument = new Map<string, T[]>();
  for (const note of notes)
    byDocument.set(note.document ?? '', [...(byDocument.get(note.document ?? '') ?? []), note]);
  const groups = new Map<string, { readonly findings: T[]; readonly documents: DocumentNoted[] }>();
  for (const [name, own] of byDocument) {
    const isOpen = own.some(({ clearedAt }) => clearedAt === null);
    const same = own.map(({ what }) => what).sort();
    const canPaint = own.some((note) => note.canPaint > 0);
    const key = JSON.stringify(
      canPaint || name === '' ? [name] : [same, isOpen, own.map(({ cleared }) => cleared)],
    );
    const group = groups.get(key) ?? { findings: own, documents: [] };
    group.documents.push({ name, mend: own[0]?.mend ?? null, pages: pagesIn(own) });
    groups.set(key, group);
  }
  return [...groups.values()].map((group) => ({
    ...group,
    isOpen: group.findings.some(({ clearedAt }) => clearedAt === null),
  }));
}

interface DocumentNoted {
  readonly name: string;
  readonly mend: Mend | null;
  /** `page 3`, `pages 3, 5`; empty where no page is named. */
  readonly pages: string;
}

function pagesIn(notes: readonly StoredFinding[]): string {
  const pages = [
    ...new Set(notes.flatMap(({ page, volume }) => (page === null || volume !== null ? [] : [page]))),
  ];
  if (pages.length === 0) return '';
  return `${pages.length === 1 ? 'page' : 'pages'} ${pages.join(', ')}`;
}

/** Where a box is put on the words a stop is about; null where a picture of the page ends it, or it is about no page. */
function redactOf({ level, document, isPaintable, sourcePages }: StoredFinding, of: FindingsOf): Mend | null {
  const [page] = z.array(z.int()).parse(JSON.parse(sourcePages));
  const entry = of.entries.find((one) => document === fileOf(one));
  if (level !== 'stop' || isPaintable === 1 || page === undefined || entry?.treatment !== 'include')
    return null;
  return {
    path: `${bundlePath(of.bundle)}/entries/${entry.id}/pages/${page}`,
    text: `Redact it on page ${page} of ${itemNumber(entry.itemNumber)}`,
  };
}

/** Null where the document is no longer in the bundle. */
function mendOf(document: string | null, { bundle, entries }: FindingsOf): Mend | null {
  const own = bundlePath(bundle);
  if (document === null) return { path: own, text: 'See what is in the bundle' };
  if (document === LETTER_FILE && bundle.replyId !== null)
    return { path: `/matters/${bundle.matterId}/replies/${bundle.replyId}`, text: 'Open the letter' };
  const entry = entries.find((one) => {
    const file = fileOf(one);
    return document === file || document.startsWith(`${file}, attachment `);
  });
  if (!entry) return null;
  return { path: `${own}/entries/${entry.id}`, text: `Change ${itemNumber(entry.itemNumber)} in the bundle` };
}
