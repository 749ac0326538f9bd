import { z } from 'zod';
import type { Looked } from '../../pdf/findings/look-at-pdf.js';
import { HIDDEN_KINDS, LOOK_VERSION } from '../../pdf/findings/hidden-kinds.js';
import { PERSONAL_KINDS } from '../../pdf/findings/personal-data.js';
import { inTransaction, type Db } from '../../platform/database.js';
import type { Deps } from '../../platform/deps.js';
import type { LookCache } from './look-at-pages.js';

const pagesSchema = z.array(
  z.object({
    page: z.int(),
    hidden: z.array(z.object({ kind: z.enum(HIDDEN_KINDS), count: z.int(), sample: z.string() })),
    personal: z.array(z.object({ kind: z.enum(PERSONAL_KINDS), count: z.int(), sample: z.string() })),
  }),
);

/** What was found in the pages of an original stays known by its hash, until pages are looked at otherwise. */
export function keptLooks(deps: Pick<Deps, 'db'> & Parameters<typeof inTransaction>[0]): LookCache {
  return {
    find: async (sha256) => {
      const row = await deps.db
        .selectFrom('pageLook')
        .where('sha256', '=', sha256)
        .where('lookVersion', '=', LOOK_VERSION)
        .select('pages')
        .executeTakeFirst();
      return row === undefined ? null : { pages: pagesSchema.parse(JSON.parse(row.pages)) };
    },
    keep: (sha256: string, { pages }: Looked) =>
      inTransaction(deps, async (tx) => {
        await tx.deleteFrom('pageLook').where('sha256', '=', sha256).execute();
        const row = { sha256, lookVersion: LOOK_VERSION, pages: JSON.stringify(pages) };
        await tx.insertInto('pageLook').values(row).execute();
      }),
  };
}

/** Readable PDFs of matters whose pages this version has not looked at, the oldest first. */
export async function listNotLookedAt(
  db: Db,
  limit: number,
): Promise<{ readonly sha256: string; readonly pages: number | null }[]> {
  return db
    .selectFrom('document')
    .leftJoin('pageLook', (join) =>
      join.onRef('pageLook.sha256', '=', 'document.sha256').on('pageLook.lookVersion', '=', LOOK_VERSION),
    )
    .where('document.mediaType', '=', 'application/pdf')
    .where('document.state', '=', 'readable')
    .where('document.matterId', 'is not', null)
    .where('pageLook.sha256', 'is', null)
    .orderBy('document.receivedAt')
    .orderBy('document.id')
    .limit(limit)
    .select(['document.sha256', 'document.pages'])
    .execute();
}
