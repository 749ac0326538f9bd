import type { Db, Tx } from '../platform/database.js';
import { NotFoundError } from '../platform/errors.js';
import { newId } from '../platform/ids.js';
import type { Mail, MailKind, MailState } from './reminder.js';

/** What makes a reminder that one reminder: planned again, by this server or another, it is the same row. */
export interface NewMail {
  readonly kind: MailKind;
  /** The date, the escalation or `digest` it is about. */
  readonly about: string;
  readonly day: string;
  readonly accountId: string;
  readonly deadlineId: string | null;
  readonly matterId: string | null;
}

export interface ListedMail extends Mail {
  readonly accountName: string;
}

/** States in which a mail has not gone out and still may. */
const UNSENT = ['waiting', 'no-server'] as const;
const PIECE = 400;

/** The natural key in one text. */
export function keyOf(mail: Pick<NewMail, 'kind' | 'about' | 'day' | 'accountId'>): string {
  return [mail.about, mail.kind, mail.day, mail.accountId].join(' ');
}

/** What is planned already about the given things, by key. */
export async function listPlanned(db: Db, about: readonly string[]): Promise<ReadonlyMap<string, Mail>> {
  const planned = new Map<string, Mail>();
  for (let at = 0; at < about.length; at += PIECE) {
    const rows = await db
      .selectFrom('outbox')
      .where('about', 'in', about.slice(at, at + PIECE))
      .selectAll()
      .execute();
    for (const row of rows) planned.set(keyOf(row), row);
  }
  return planned;
}

/** Adds a mail unless the same one is there. Returns its id, or null. */
export async function insertMail(
  tx: Tx,
  mail: NewMail,
  at: string,
  state: 'waiting' | 'no-server',
): Promise<string | null> {
  const row = await tx
    .insertInto('outbox')
    .values({ id: newId(), ...mail, state, plannedAt: at })
    .onConflict((conflict) => conflict.columns(['about', 'kind', 'day', 'accountId']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id ?? null;
}

/** What was withdrawn unsent waits again. False where it is not withdrawn any more. */
export async function updateWithdrawn(
  tx: Tx,
  mail: Mail,
  at: string,
  state: 'waiting' | 'no-server',
): Promise<boolean> {
  return updateMail(tx, mail, ['withdrawn'], {
    ...{ state, plannedAt: at, fence: mail.fence + 1, attempts: 0, retryMs: 0 },
    ...{ endedAt: null, answer: null, reason: null },
  });
}

export async function getMail(db: Db, id: string): Promise<Mail> {
  const mail = await db.selectFrom('outbox').where('id', '=', id).selectAll().executeTakeFirst();
  if (!mail) throw new NotFoundError('mail', id);
  return mail;
}

/** No mail waits longer for its next try than an hour: what says otherwise was written by a clock that ran ahead. */
const LONGEST_WAIT_MS = 65 * 60_000;
/** Nor does a sender hold one for longer than seconds at a time; minutes are left for clocks of several servers. */
const LONGEST_HOLD_MS = 10 * 60_000;

/** Mail whose sender is gone, told by a lease that ran out, or that no sender can have taken. */
export async function listAbandoned(db: Db, nowMs: number): Promise<Mail[]> {
  return db
    .selectFrom('outbox')
    .where('state', 'in', ['claimed', 'sending'])
    .where((eb) => eb.or([eb('leaseUntilMs', '<', nowMs), eb('leaseUntilMs', '>', nowMs + LONGEST_HOLD_MS)]))
    .orderBy('id')
    .limit(500)
    .selectAll()
    .execute();
}

/** The mail that waits longest and may be tried now, or null. */
export async function findWaiting(db: Db, nowMs: number): Promise<Mail | null> {
  return (
    (await db
      .selectFrom('outbox')
      .where('state', '=', 'waiting')
      .where((eb) => eb.or([eb('retryMs', '<=', nowMs), eb('retryMs', '>', nowMs + LONGEST_WAIT_MS)]))
      .orderBy('plannedAt')
      .orderBy('id')
      .limit(1)
      .selectAll()
      .executeTakeFirst()) ?? null
  );
}

/** Mail that has not gone out, about dates that no longer run. */
export async function listUnsentOfEnded(db: Db): Promise<Mail[]> {
  return db
    .selectFrom('outbox')
    .innerJoin('deadline', 'deadline.id', 'outbox.deadlineId')
    .where('outbox.state', 'in', UNSENT)
    .where('deadline.state', 'not in', ['open', 'provisional', 'decision'])
    .orderBy('outbox.id')
    .limit(500)
    .selectAll('outbox')
    .execute();
}

/** Changes a mail that is still held by whoever changes it. False where it is not. */
export async function updateMail(
  tx: Tx,
  held: { readonly id: string; readonly fence: number },
  from: readonly MailState[],
  changes: Partial<
    Pick<
      Mail,
      | 'state'
      | 'plannedAt'
      | 'attempts'
      | 'retryMs'
      | 'fence'
      | 'leaseUntilMs'
      | 'endedAt'
      | 'answer'
      | 'reason'
    >
  >,
): Promise<boolean> {
  const updated = await tx
    .updateTable('outbox')
    .set(changes)
    .where('id', '=', held.id)
    .where('fence', '=', held.fence)
    .where('state', 'in', [...from])
    .executeTakeFirst();
  return updated.numUpdatedRows === 1n;
}

/** From now on there is a mail server: what was kept waits like anything else. */
export async function updateKeptToWaiting(tx: Tx): Promise<void> {
  await tx.updateTable('outbox').set({ state: 'waiting' }).where('state', '=', 'no-server').execute();
}

export async function hasKept(db: Db): Promise<boolean> {
  const row = await db
    .selectFrom('outbox')
    .where('state', '=', 'no-server')
    .select('id')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** One page of the outbox, the newest first. */
export async function listMail(
  db: Db,
  states: readonly MailState[],
  page: { readonly offset: number; readonly limit: number },
): Promise<ListedMail[]> {
  return db
    .selectFrom('outbox')
    .innerJoin('account', 'account.id', 'outbox.accountId')
    .where('outbox.state', 'in', [...states])
    .orderBy('outbox.plannedAt', 'desc')
    .orderBy('outbox.id')
    .offset(page.offset)
    .limit(page.limit)
    .selectAll('outbox')
    .select('account.name as accountName')
    .execute();
}

export async function countMail(db: Db): Promise<ReadonlyMap<MailState, number>> {
  const rows = await db
    .selectFrom('outbox')
    .groupBy('state')
    .select((eb) => ['state', eb.fn.countAll<number>().as('n')])
    .execute();
  return new Map(rows.map((row) => [row.state, Number(row.n)]));
}
