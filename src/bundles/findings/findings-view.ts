import { z } from 'zod';
import { itemNumber } from '../../evidence/item.js';
import { instantText } from '../../platform/plain-date.js';
import type { Bundle, ListedEntry, StoredFinding } from '../bundle.js';
import { bundlePath } from '../bundle-routes.js';
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
    cleared:
      finding.clearedAt === null
        ? null
        : `${of.names.get(finding.clearedBy ?? '') ?? 'a former account'}, ${instantText(finding.clearedAt, of.zone)}`,
  }));
  const documents = new Map<string, typeof shown>();
  for (const finding of shown)
    if (finding.level === 'note')
      documents.set(finding.document ?? '', [...(documents.get(finding.document ?? '') ?? []), finding]);
  return {
    stops: shown.filter(({ level }) => level === 'stop'),
    notes: [...documents].map(([document, own]) => ({
      document,
      findings: own,
      mend: own[0]?.mend ?? null,
      isOpen: own.some(({ clearedAt }) => clearedAt === null),
    })),
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
