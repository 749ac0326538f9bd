import { z } from 'zod';
import type { Assembly, OutlineEntry } from '../pdf/assembly.js';

/** Beside record.json: the plan the bundle is checked against later. It never leaves. */
export const PLAN_FILE = 'plan.json';

const outlineEntry: z.ZodType<OutlineEntry> = z.lazy(() =>
  z.object({ title: z.string(), page: z.int(), children: z.array(outlineEntry) }),
);
const placed = {
  firstPage: z.int(),
  pageCount: z.int(),
  exhibitLines: z.array(z.string()).exactOptional(),
};
const nullableText = z.string().nullable();

const assemblySchema: z.ZodType<Assembly> = z.object({
  paper: z.enum(['letter', 'a4']),
  title: z.string(),
  date: z.string(),
  legend: nullableText,
  isDraft: z.boolean(),
  opensAt: z.enum(['page-width', 'actual-size']).exactOptional(),
  pageRuns: z
    .array(
      z.object({
        firstPage: z.int(),
        prefix: z.string(),
        style: z.enum(['arabic', 'roman']),
        start: z.int(),
      }),
    )
    .exactOptional(),
  parts: z.array(
    z.discriminatedUnion('kind', [
      z.object({
        ...placed,
        kind: z.literal('copied'),
        path: z.string(),
        sourcePage: z.int(),
        bates: z.array(z.string()).nullable(),
        marks: z.enum(['show', 'drop']).exactOptional(),
        footBaselines: z.array(z.number()).exactOptional(),
        footRooms: z.array(z.number()).exactOptional(),
        links: z.array(
          z.object({
            page: z.int(),
            rect: z.tuple([z.number(), z.number(), z.number(), z.number()]),
            toPage: z.int(),
          }),
        ),
      }),
      z.object({
        ...placed,
        kind: z.literal('cover'),
        heading: z.string(),
        title: z.string(),
        lines: z.array(z.string()),
      }),
      z.object({
        ...placed,
        kind: z.literal('index'),
        heading: z.string(),
        rows: z.array(
          z.discriminatedUnion('kind', [
            z.object({ kind: z.literal('section'), title: z.string(), page: z.int() }),
            z.object({
              kind: z.literal('document'),
              exhibit: nullableText,
              date: nullableText,
              title: z.string(),
              depth: z.int().exactOptional(),
              firstPage: z.int(),
              lastPage: z.int(),
              bates: z.object({ first: z.string(), last: z.string() }).nullable(),
            }),
          ]),
        ),
      }),
      z.object({
        ...placed,
        kind: z.literal('sheet'),
        mark: z.string(),
        title: z.string(),
        date: nullableText,
        pages: z.object({ first: z.int(), last: z.int() }),
        indexPage: z.int().exactOptional(),
        bates: nullableText,
      }),
      z.object({
        ...placed,
        kind: z.literal('slip'),
        mark: nullableText,
        title: z.string(),
        reason: z.string(),
        bates: nullableText,
      }),
    ]),
  ),
  outline: z.array(outlineEntry),
});

/** The same plan wherever it was built: places on a disk are no part of it. */
export function withoutPaths(assembly: Assembly): Assembly {
  return {
    ...assembly,
    parts: assembly.parts.map((part) => (part.kind === 'copied' ? { ...part, path: '' } : part)),
  };
}

/** Throws when the text is not a plan of ours. */
export function readPlan(text: string): Assembly {
  return assemblySchema.parse(JSON.parse(text));
}
