import { createHash } from 'node:crypto';
import session, { type SessionData } from 'express-session';
import type { Clock } from '../platform/clock.js';
import type { Db } from '../platform/database.js';

declare module 'express-session' {
  interface SessionData {
    accountId: string;
    /** The page asked for before the sign-in, inside this app. */
    wanted: string;
    flash: { kind: 'done' | 'warn' | 'error'; text: string }[];
  }
}

const IDLE_MS = 30 * 60_000;
const LONGEST_MS = 12 * 3_600_000;
const TOUCH_EVERY_MS = 60_000;

/** The name of the cookie that carries a session; the live app and the sample have each their own. */
export function sessionCookieName(of: { readonly isSecure: boolean; readonly isSample: boolean }): string {
  return `${of.isSecure ? '__Host-' : ''}rejoinder${of.isSample ? '-sample' : ''}`;
}

/**
 * Sessions as rows, so that they can be ended from the server; the id is stored only as its hash.
 * A session ends after 30 idle minutes or 12 hours, by the machine's own clock.
 */
export class DatabaseSessions extends session.Store {
  readonly #db: Db;
  readonly #clock: Clock;

  constructor(db: Db, clock: Clock) {
    super();
    this.#db = db;
    this.#clock = clock;
  }

  override get(id: string, done: (error: unknown, session?: SessionData | null) => void): void {
    findSession(this.#db, this.#clock, id).then(
      (found) => done(null, found),
      (error: unknown) => done(error),
    );
  }

  override set(id: string, content: SessionData, done?: (error?: unknown) => void): void {
    this.#save(id, content).then(
      () => done?.(),
      (error: unknown) => done?.(error),
    );
  }

  override destroy(id: string, done?: (error?: unknown) => void): void {
    this.#db
      .deleteFrom('session')
      .where('idHash', '=', hashed(id))
      .execute()
      .then(
        () => done?.(),
        (error: unknown) => done?.(error),
      );
  }

  override touch(id: string, _content: SessionData, done?: (error?: unknown) => void): void {
    touchSession(this.#db, this.#clock, id).then(
      () => done?.(),
      (error: unknown) => done?.(error),
    );
  }

  async #save(id: string, content: SessionData): Promise<void> {
    const now = this.#clock.machineNow();
    const accountId = (content as Partial<SessionData>).accountId ?? null;
    const text = JSON.stringify(content);
    await this.#db
      .insertInto('session')
      .values({ idHash: hashed(id), accountId, content: text, createdMs: now, seenMs: now })
      .onConflict((conflict) =>
        conflict.column('idHash').doUpdateSet({ accountId, content: text, seenMs: now }),
      )
      .execute();
  }
}

/**
 * The account whose session a request's cookies carry, or null; the session counts as used. For whoever stands before
 * the app that owns the sessions. The id is a secret in itself, so its signature is not looked at.
 */
export async function findAccountIdInCookies(
  db: Db,
  clock: Clock,
  cookies: string | undefined,
  name: string,
): Promise<string | null> {
  const start = `${name}=`;
  const cookie = (cookies ?? '').split(/;\s*/).find((one) => one.startsWith(start));
  const id = /^s(?::|%3A)([^.]+)\./i.exec(cookie?.slice(start.length) ?? '')?.[1];
  const found = id === undefined ? null : await findSession(db, clock, id);
  if (id === undefined || found === null) return null;
  await touchSession(db, clock, id);
  return (found as Partial<SessionData>).accountId ?? null;
}

/** Ends every session that nobody can use any more. */
export async function sweepSessions(db: Db, clock: Clock): Promise<void> {
  await db
    .deleteFrom('session')
    .where('seenMs', '<', clock.machineNow() - LONGEST_MS)
    .execute();
}

/** Ends an account's sessions everywhere: after a change of password or role, or when it is disabled. */
export async function endSessionsOf(db: Db, accountId: string): Promise<void> {
  await db.deleteFrom('session').where('accountId', '=', accountId).execute();
}

async function findSession(db: Db, clock: Clock, id: string): Promise<SessionData | null> {
  const row = await db.selectFrom('session').where('idHash', '=', hashed(id)).selectAll().executeTakeFirst();
  if (!row) return null;
  const now = clock.machineNow();
  // A clock that was set back must not make a session immortal: an age below zero counts as over.
  const idle = now - row.seenMs;
  const age = now - row.createdMs;
  const isOver = idle > IDLE_MS || age > LONGEST_MS || age < -IDLE_MS;
  if (!isOver) return JSON.parse(row.content) as SessionData;
  await db.deleteFrom('session').where('idHash', '=', row.idHash).execute();
  return null;
}

async function touchSession(db: Db, clock: Clock, id: string): Promise<void> {
  const now = clock.machineNow();
  await db
    .updateTable('session')
    .set({ seenMs: now })
    .where('idHash', '=', hashed(id))
    .where('seenMs', '<', now - TOUCH_EVERY_MS)
    .execute();
}

function hashed(id: string): string {
  return createHash('sha256').update(id).digest('hex');
}
