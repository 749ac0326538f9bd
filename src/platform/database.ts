import { AsyncLocalStorage } from 'node:async_hooks';
import BetterSqlite3 from 'better-sqlite3';
import {
  CamelCasePlugin,
  CompiledQuery,
  Kysely,
  PostgresDialect,
  PostgresDriver,
  SqliteDialect,
  SqliteDriver,
  sql,
  type DatabaseConnection,
  type PostgresDialectConfig,
  type SqliteDialectConfig,
  type Transaction,
} from 'kysely';
import pg from 'pg';
import type { Tables } from '../migrations/schema.js';
import { ForbiddenError, StorageError } from './errors.js';
import { whyNotActing } from './not-acting.js';

/** What a query needs: the database, or a transaction of it. */
export type Db = Kysely<Tables>;
export type Tx = Transaction<Tables>;
export type Engine = 'sqlite' | 'postgres';

export interface OpenDatabase {
  readonly db: Db;
  readonly engine: Engine;
  close(): Promise<void>;
}

/** The PostgreSQL advisory lock that makes every writing transaction wait its turn: "rejoinder" in one number. */
const WRITER_LOCK = 727_653_463;
const INT8 = 20;

const insideTransaction = new AsyncLocalStorage<Tx>();

/**
 * Runs `work` in one writing transaction, one at a time over all processes: that keeps the audit chain
 * unforked, numbers gap-free and check-then-insert true. Await nothing slow inside.
 * Throws when it is called inside another, or when the outer database is used inside `work`; `ForbiddenError` while
 * a request is answered without acting on it.
 */
export async function inTransaction<T>(
  database: { readonly db: Db; readonly engine: Engine },
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const why = whyNotActing();
  if (why !== null) throw new ForbiddenError(why);
  try {
    return await database.db.transaction().execute(async (tx) =>
      insideTransaction.run(tx, async () => {
        if (database.engine === 'postgres')
          await sql`select pg_advisory_xact_lock(${WRITER_LOCK})`.execute(tx);
        return work(tx);
      }),
    );
  } catch (error) {
    throw isDiskFull(error) ? new StorageError() : error;
  }
}

/** As SQLite says it, and PostgreSQL (class 53, insufficient resources). */
function isDiskFull(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && (error.code === 'SQLITE_FULL' || error.code === '53100')
  );
}

/** Opens the SQLite file: WAL, `synchronous=FULL` (an answer is on disk), typed and guarded tables. */
export function openSqlite(file: string): OpenDatabase {
  const sqlite = new BetterSqlite3(file);
  // Without recursive triggers a REPLACE would slip past the triggers that keep the audit append-only.
  for (const pragma of [
    'journal_mode = WAL',
    'synchronous = FULL',
    'foreign_keys = ON',
    'busy_timeout = 5000',
    'recursive_triggers = ON',
    'trusted_schema = OFF',
    'cell_size_check = ON',
    'secure_delete = ON',
  ])
    sqlite.pragma(pragma);
  const statements = new Map<string, BetterSqlite3.Statement>();
  const prepare = (text: string): BetterSqlite3.Statement => {
    const known = statements.get(text);
    if (known && !known.busy) return known;
    const made = sqlite.prepare(text);
    if (statements.size < 500) statements.set(text, made);
    return made;
  };
  const config = {
    database: {
      prepare: prepare as unknown as SqliteDatabase['prepare'],
      close: () => {
        sqlite.pragma('optimize');
        sqlite.close();
      },
    },
  } satisfies SqliteDialectConfig;
  const dialect = new (class extends SqliteDialect {
    override createDriver(): SqliteDriver {
      return new ImmediateSqliteDriver(config);
    }
  })(config);
  const db = new Kysely<Tables>({ dialect, plugins: [new CamelCasePlugin()] });
  return { db, engine: 'sqlite', close: () => db.destroy() };
}

/** Opens PostgreSQL; `int8` arrives as a checked number, dates and JSON are text in our tables. */
export function openPostgres(url: string): OpenDatabase {
  const types: pg.CustomTypesConfig = {
    getTypeParser: (oid: number, format?: 'text' | 'binary'): unknown => {
      if (oid === INT8) return checkedNumber;
      return format === 'binary'
        ? pg.types.getTypeParser(oid, 'binary')
        : pg.types.getTypeParser(oid, 'text');
    },
  };
  const config = {
    pool: new pg.Pool({ connectionString: url, max: 8, types }),
  } satisfies PostgresDialectConfig;
  const dialect = new (class extends PostgresDialect {
    override createDriver(): PostgresDriver {
      return new GuardedPostgresDriver(config);
    }
  })(config);
  const db = new Kysely<Tables>({ dialect, plugins: [new CamelCasePlugin()] });
  return { db, engine: 'postgres', close: () => db.destroy() };
}

type SqliteDatabase = Exclude<SqliteDialectConfig['database'], (...args: never[]) => unknown>;

class ImmediateSqliteDriver extends SqliteDriver {
  override async acquireConnection(): Promise<DatabaseConnection> {
    refuseInsideTransaction();
    return super.acquireConnection();
  }

  /** A plain `begin` that reads first and writes later fails at once when another process wrote meanwhile. */
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }

  /** SQLite itself has rolled back what met a full disk: saying so again would hide why. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    try {
      await super.rollbackTransaction(connection);
    } catch (error) {
      if (!(error instanceof Error && /no transaction is active/.test(error.message))) throw error;
    }
  }
}

class GuardedPostgresDriver extends PostgresDriver {
  override async acquireConnection(): ReturnType<PostgresDriver['acquireConnection']> {
    refuseInsideTransaction();
    return super.acquireConnection();
  }
}

/** On SQLite the outer database would wait for ever for the transaction's own connection. */
function refuseInsideTransaction(): void {
  if (insideTransaction.getStore()) throw new Error('Use the transaction here, not the database outside it.');
}

function checkedNumber(value: string): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number))
    throw new RangeError(`A stored number is too large to be exact: ${value}`);
  return number;
}
