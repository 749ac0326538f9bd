import { sql, type Kysely } from 'kysely';

type Engine = 'sqlite' | 'postgres';

/** A migration's only view of the database: it must not depend on today's tables. */
export type AnyDb = Kysely<never>;

/** What a column holds. Ids, dates, instants and JSON are text on both engines; booleans are int 0/1. */
export type ColumnType = 'text' | 'int' | 'real';

/** `text`, `int` or `real`, then what is true of the column, in SQL both engines read: `text not null`. */
export type Column = `${ColumnType}${'' | ` ${string}`}`;

/** Creates a table whose types are enforced: STRICT on SQLite, byte order for text on PostgreSQL. */
export async function createTable(
  db: AnyDb,
  engine: Engine,
  name: string,
  columns: Readonly<Record<string, Column>>,
  constraints: readonly string[] = [],
): Promise<void> {
  const lines = Object.entries(columns).map(([column, spec]) => `${column} ${typeOn(engine, spec)}`);
  const strict = engine === 'sqlite' ? ' strict' : '';
  await sql
    .raw(`create table ${name} (\n  ${[...lines, ...constraints].join(',\n  ')}\n)${strict}`)
    .execute(db);
}

/** Adds a column, which is empty in the rows there are. */
export async function addColumn(
  db: AnyDb,
  engine: Engine,
  table: string,
  name: string,
  column: Column,
): Promise<void> {
  await sql.raw(`alter table ${table} add column ${name} ${typeOn(engine, column)}`).execute(db);
}

export async function createIndex(
  db: AnyDb,
  table: string,
  columns: string,
  options: { unique?: boolean } = {},
): Promise<void> {
  const name = `${table}_by_${columns.replaceAll(/[^a-z0-9]+/g, '_')}`;
  await sql
    .raw(`create ${options.unique ? 'unique ' : ''}index ${name} on ${table} (${columns})`)
    .execute(db);
}

/** Rows of this table can be added and read, and nothing else: UPDATE, DELETE, REPLACE and TRUNCATE are refused. */
export async function makeAppendOnly(db: AnyDb, engine: Engine, table: string): Promise<void> {
  const words = `rows of ${table} are never changed or removed`;
  if (engine === 'sqlite') {
    for (const change of ['update', 'delete'])
      await sql
        .raw(
          `create trigger ${table}_no_${change} before ${change} on ${table} begin select raise(abort, '${words}'); end`,
        )
        .execute(db);
    return;
  }
  await sql
    .raw(
      `create function ${table}_refuse() returns trigger language plpgsql as $$ begin raise exception '${words}'; end $$`,
    )
    .execute(db);
  await sql
    .raw(
      `create trigger ${table}_no_change before update or delete on ${table} for each row execute function ${table}_refuse()`,
    )
    .execute(db);
  await sql
    .raw(
      `create trigger ${table}_no_truncate before truncate on ${table} for each statement execute function ${table}_refuse()`,
    )
    .execute(db);
}

function typeOn(engine: Engine, spec: Column): string {
  const [type = 'text', ...rest] = spec.split(' ');
  const types = {
    sqlite: { text: 'text', int: 'integer', real: 'real' },
    postgres: { text: 'text collate "C"', int: 'bigint', real: 'double precision' },
  } as const;
  return [types[engine][type as ColumnType], ...rest].join(' ');
}
