import { z } from 'zod';
import { titleOutside } from '../building/place-entries.js';
import { batesEnds } from '../building/plan-bundle.js';
import type { Plan } from '../building/plan-bundle.js';
import type { Spec } from '../building/spec.js';

const MANIFEST_FORMAT = 'rejoinder-package/1';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'A SHA-256 is 64 hexadecimal digits.');

const packagedFile = z.object({ path: z.string(), bytes: z.int(), sha256 });

/** What leaves, and nothing else: no source name, no hash of what is held back, no internal reason. */
export const manifestSchema = z.object({
  format: z.literal(MANIFEST_FORMAT),
  title: z.string(),
  matter: z.string(),
  purpose: z.string(),
  date: z.string(),
  bundle: z.object({ path: z.string(), pages: z.int(), bytes: z.int(), sha256 }),
  documents: z.array(
    z.object({
      exhibit: z.string().nullable(),
      title: z.string(),
      date: z.string().nullable(),
      kind: z.enum(['letter', 'document', 'slip sheet']),
      firstPage: z.int(),
      lastPage: z.int(),
      batesFirst: z.string().nullable(),
      batesLast: z.string().nullable(),
    }),
  ),
  files: z.array(packagedFile),
});

export type Manifest = z.infer<typeof manifestSchema>;
export type PackagedFile = z.infer<typeof packagedFile>;

/** `files` are all files of the package but the manifest, the sums and the page that carry it. */
export function manifestOf(
  spec: Spec,
  plan: Plan,
  bundle: PackagedFile,
  files: readonly PackagedFile[],
): Manifest {
  const [front] = plan.assembly.parts;
  const letter: Manifest['documents'] =
    spec.letter === null || front?.kind !== 'copied'
      ? []
      : [
          {
            exhibit: null,
            title: spec.letter.title,
            date: spec.letter.date,
            kind: 'letter',
            firstPage: 1,
            lastPage: front.pageCount,
            batesFirst: null,
            batesLast: null,
          },
        ];
  return {
    format: MANIFEST_FORMAT,
    title: spec.title,
    matter: spec.matter,
    purpose: spec.purpose,
    date: spec.date,
    bundle: { path: bundle.path, pages: plan.pages, bytes: bundle.bytes, sha256: bundle.sha256 },
    documents: [
      ...letter,
      ...plan.placed.map(({ entry, firstPage, lastPage, bates }) => ({
        exhibit: entry.document.exhibit,
        title: titleOutside(entry),
        date: entry.document.date,
        kind: entry.becomes.kind === 'slip' ? ('slip sheet' as const) : ('document' as const),
        firstPage,
        lastPage,
        batesFirst: batesEnds(bates)?.first ?? null,
        batesLast: batesEnds(bates)?.last ?? null,
      })),
    ],
    files: [...files],
  };
}

export function manifestText(manifest: Manifest): string {
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** The form `sha256sum -c` and `shasum -a 256 -c` read: hash, two blanks, path. */
export function sumsText(files: readonly PackagedFile[]): string {
  return files.map(({ sha256: hash, path }) => `${hash}  ${path}\n`).join('');
}

export type SumsOr =
  | { readonly ok: true; readonly sums: ReadonlyMap<string, string> }
  | { readonly ok: false; readonly problem: string };

export function readSums(text: string): SumsOr {
  const sums = new Map<string, string>();
  const lines = text.split('\n').filter((line) => line !== '');
  for (const [i, line] of lines.entries()) {
    const found = /^([0-9a-f]{64}) [ *](\P{Cc}+)$/u.exec(line);
    const hash = found?.[1];
    const path = found?.[2];
    if (hash === undefined || path === undefined)
      return { ok: false, problem: `SHA256SUMS line ${i + 1} is not a hash, two blanks and a file name.` };
    if (sums.has(path)) return { ok: false, problem: `SHA256SUMS names ${path} twice.` };
    sums.set(path, hash);
  }
  return { ok: true, sums };
}
