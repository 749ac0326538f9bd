import type { Selectable } from 'kysely';
import type { AuditEventTable } from '../migrations/schema.js';
import type { Db, Tx } from '../platform/database.js';
import { ConflictError } from '../platform/errors.js';
import { mayFollowClosing } from './closed-matter.js';
import type { Action } from './sentences.js';
import { chainHash, CHAIN_START, eventText, type NewEvent } from './event.js';

export type StoredEvent = Selectable<AuditEventTable>;

export interface EventFilter {
  readonly matterId: string | null;
  readonly subject?: string | undefined;
  readonly by?: string | undefined;
  readonly action?: string | undefined;
  readonly before?: number | undefined;
}

/**
 * Adds an event to the one chain. Call it in the transaction that makes the change it tells of. Throws `ConflictError` for
 * a person's change in a closed matter.
 */
export async function recordEvent(tx: Tx, event: NewEvent): Promise<void> {
  if (!mayFollowClosing(event)) await expectOpenMatter(tx, event.matterId ?? null);
  const last = await tx
    .selectFrom('auditEvent')
    .orderBy('seq', 'desc')
    .limit(1)
    .select(['seq', 'hash'])
    .executeTakeFirst();
  const seq = (last?.seq ?? 0) + 1;
  const prevHash = last?.hash ?? CHAIN_START;
  const text = eventText(seq, event);
  await tx
    .insertInto('auditEvent')
    .values({
      seq,
      at: event.at,
      byAccount: event.by?.accountId ?? null,
      action: event.action,
      subject: event.subject,
      matterId: event.matterId ?? null,
      text,
      prevHash,
      hash: chainHash(prevHash, text),
    })
    .execute();
}

/** Every change has its event in its own transaction, so here none slips into a matter closed while its form was on the way. */
async function expectOpenMatter(tx: Tx, matterId: string | null): Promise<void> {
  if (matterId === null) return;
  const closed = await tx
    .selectFrom('matter')
    .where('id', '=', matterId)
    .where('state', '=', 'closed')
    .select('id')
    .executeTakeFirst();
  if (closed) throw new ConflictError('The matter is closed; open it again before changing anything in it.');
}

/** Newest first; `before` is the sequence number to go on from. */
export async function listEvents(db: Db, filter: EventFilter, limit: number): Promise<StoredEvent[]> {
  return db
    .selectFrom('auditEvent')
    .$if(filter.matterId !== null, (query) => query.where('matterId', '=', filter.matterId))
    .$if(filter.subject !== undefined, (query) => query.where('subject', '=', filter.subject ?? ''))
    .$if(filter.by !== undefined, (query) => query.where('byAccount', '=', filter.by ?? ''))
    .$if(filter.action !== undefined, (query) => query.where('action', '=', filter.action ?? ''))
    .$if(filter.before !== undefined, (query) => query.where('seq', '<', filter.before ?? 0))
    .orderBy('seq', 'desc')
    .limit(limit)
    .selectAll()
    .execute();
}

/** In order of the chain, in pieces, for checking it. */
export async function listChain(db: Db, after: number, limit: number): Promise<StoredEvent[]> {
  return db
    .selectFrom('auditEvent')
    .where('seq', '>', after)
    .orderBy('seq')
    .limit(limit)
    .selectAll()
    .execute();
}

/** Whether any of these happened in a matter after event `seq`: every write has its event, so none hides. */
export async function happenedSince(
  db: Db,
  matterId: string,
  seq: number,
  actions: readonly Action[],
): Promise<boolean> {
  const event = await db
    .selectFrom('auditEvent')
    .where('matterId', '=', matterId)
    .where('seq', '>', seq)
    .where('action', 'in', [...actions])
    .select('seq')
    .limit(1)
    .executeTakeFirst();
  return event !== undefined;
}

/** The number of the last event of a matter; 0 while there is none. */
export async function lastEventOf(db: Db, matterId: string): Promise<number> {
  const last = await db
    .selectFrom('auditEvent')
    .where('matterId', '=', matterId)
    .orderBy('seq', 'desc')
    .limit(1)
    .select('seq')
    .executeTakeFirst();
  return Number(last?.seq ?? 0);
}

export async function findChainHead(db: Db): Promise<{ seq: number; hash: string } | null> {
  return (
    (await db
      .selectFrom('auditEvent')
      .orderBy('seq', 'desc')
      .limit(1)
      .select(['seq', 'hash'])
      .executeTakeFirst()) ?? null
  );
}
