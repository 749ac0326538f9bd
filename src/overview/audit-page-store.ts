import type { StoredEvent } from '../audit/audit-store.js';
import type { Db } from '../platform/database.js';

export interface AuditQuery {
  /** Null: the events of the installation, which belong to no matter. */
  readonly matterId: string | null;
  readonly by?: string | undefined;
  readonly kind?: string | undefined;
  readonly subject?: string | undefined;
  readonly before?: number | undefined;
}

/** Newest first. `kind` is the noun an action begins with, like `letter`. */
export async function listAuditPage(db: Db, query: AuditQuery, limit: number): Promise<StoredEvent[]> {
  return db
    .selectFrom('auditEvent')
    .where('matterId', query.matterId === null ? 'is' : '=', query.matterId)
    .$if(query.by !== undefined, (events) => events.where('byAccount', '=', query.by ?? ''))
    .$if(query.kind !== undefined, (events) => events.where('action', 'like', `${query.kind ?? ''}.%`))
    .$if(query.subject !== undefined, (events) => events.where('subject', '=', query.subject ?? ''))
    .$if(query.before !== undefined, (events) => events.where('seq', '<', query.before ?? 0))
    .orderBy('seq', 'desc')
    .limit(limit)
    .selectAll()
    .execute();
}

/** What the dates among these subjects are called, by their ids. */
export async function deadlineTitles(
  db: Db,
  matterId: string,
  subjects: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (subjects.length === 0) return new Map();
  const rows = await db
    .selectFrom('deadline')
    .where('matterId', '=', matterId)
    .where('id', 'in', [...new Set(subjects)])
    .select(['id', 'title'])
    .execute();
  return new Map(rows.map(({ id, title }) => [id, title]));
}

/** Who has acted here: account ids. */
export async function listActors(db: Db, matterId: string | null): Promise<string[]> {
  const rows = await db
    .selectFrom('auditEvent')
    .where('matterId', matterId === null ? 'is' : '=', matterId)
    .where('byAccount', 'is not', null)
    .select('byAccount')
    .distinct()
    .execute();
  return rows.flatMap(({ byAccount }) => (byAccount === null ? [] : [byAccount]));
}

export async function countAuditEvents(db: Db, matterId: string | null): Promise<number> {
  const row = await db
    .selectFrom('auditEvent')
    .where('matterId', matterId === null ? 'is' : '=', matterId)
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(row.n);
}
