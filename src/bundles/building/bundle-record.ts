import { z } from 'zod';
import type { Plan } from './plan-bundle.js';
import { batesEnds } from './plan-bundle.js';
import type { Entry, LetterPages } from './bundle-entry.js';
import type { Finding } from '../findings/finding.js';
import type { Spec } from './spec.js';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** The internal record of a built bundle: everything, including what stayed away and why. It never leaves. */
export const bundleRecordSchema = z.object({
  spec: sha256,
  pages: z.int(),
  bundle: sha256,
  documents: z.array(
    z.object({
      file: z.string(),
      /** Of a file that came attached: its mail, as `file` names it, and its number there. */
      attached: z.object({ to: z.string(), number: z.int() }).exactOptional(),
      title: z.string(),
      exhibit: z.string().nullable(),
      sha256: sha256.nullable(),
      /** Pages taken in the bundle, its sheet apart: 0 when it takes none. */
      pages: z.int(),
      firstPage: z.int().nullable(),
      lastPage: z.int().nullable(),
      batesFirst: z.string().nullable(),
      batesLast: z.string().nullable(),
      status: z.enum(['included', 'slip-sheet', 'withheld', 'left-out']),
      reason: z.string().nullable(),
      changed: z.array(z.string()),
    }),
  ),
  findings: z.array(
    z.object({
      level: z.enum(['stop', 'note']),
      document: z.string().nullable(),
      page: z.int().nullable(),
      what: z.string(),
    }),
  ),
  /** Of a volume: its place, and one hash for all volumes that were made together. Not on records made before these were kept. */
  volume: z.object({ number: z.int(), of: z.int(), set: sha256 }).exactOptional(),
  /** The plan beside it. Not on records made before this was kept. */
  plan: sha256.exactOptional(),
  /** Every file of the package, SHA256SUMS too. Not on records made before these were kept. */
  files: z.array(z.object({ path: z.string(), bytes: z.int(), sha256 })).exactOptional(),
});

export type BundleRecord = z.infer<typeof bundleRecordSchema>;
export type DocumentRecord = BundleRecord['documents'][number];
/** What a record is held against later: the files that were written with it. */
export type WrittenFiles = Pick<BundleRecord, 'volume' | 'plan' | 'files'>;

/** One row a document of the SPEC, the letter first, in bundle order. `changes` are by page of the bundle. */
export function documentRecords(
  spec: Spec,
  letter: LetterPages | null,
  entries: readonly Entry[],
  plan: Plan,
  changes: readonly { page: number; what: string }[],
): DocumentRecord[] {
  const changedOn = (first: number, last: number) =>
    changes
      .filter(({ page }) => page >= first && page <= last)
      .map(({ page, what }) => `page ${page}: ${what}`);
  const first: DocumentRecord[] =
    letter === null || spec.letter === null
      ? []
      : [
          {
            file: spec.letter.file,
            title: spec.letter.title,
            exhibit: null,
            sha256: letter.sha256,
            pages: letter.pageCount,
            firstPage: 1,
            lastPage: letter.pageCount,
            batesFirst: null,
            batesLast: null,
            status: 'included',
            reason: null,
            changed: [...letter.changed, ...changedOn(1, letter.pageCount)],
          },
        ];
  const rest = entries.map((entry): DocumentRecord => {
    const { document, becomes, attached } = entry;
    const placed = plan.placed.find((p) => p.entry === entry) ?? null;
    const bates = batesEnds(placed?.bates ?? null);
    return {
      file: document.file,
      ...(attached === undefined ? {} : { attached: { to: attached.to, number: attached.number } }),
      title: document.title,
      exhibit: document.exhibit,
      sha256: entry.sha256,
      pages: placed === null ? 0 : placed.lastPage - placed.firstPage + 1,
      firstPage: placed?.firstPage ?? null,
      lastPage: placed?.lastPage ?? null,
      batesFirst: bates?.first ?? null,
      batesLast: bates?.last ?? null,
      status: becomes.kind === 'pages' ? 'included' : becomes.status,
      reason: entry.reason,
      changed: [...entry.changed, ...(placed === null ? [] : changedOn(placed.firstPage, placed.lastPage))],
    };
  });
  return [...first, ...rest];
}

export function bundleRecord(
  spec: string,
  bundle: { readonly sha256: string; readonly pages: number },
  documents: readonly DocumentRecord[],
  findings: readonly Finding[],
  written: WrittenFiles = {},
): BundleRecord {
  return {
    spec,
    pages: bundle.pages,
    bundle: bundle.sha256,
    documents: [...documents],
    findings: findings.map(({ level, document, page, what }) => ({ level, document, page, what })),
    ...written,
  };
}
