import { rmSync } from 'node:fs';
import { copyFile, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPostgres, openSqlite } from '../../src/platform/database.js';
import { migrate } from '../../src/platform/migrate.js';
import { systemClock } from '../../src/platform/clock.js';
import { copyOfPostgres, emptyPostgres } from './postgres.js';

let sqlite: Promise<string> | null = null;
let postgres: Promise<string> | null = null;

/** Puts a database file with all tables and no row into the folder: the migrations run once for all tests of this run. */
export async function putSqlite(folder: string): Promise<void> {
  sqlite ??= migratedSqlite();
  await copyFile(await sqlite, join(folder, 'rejoinder.db'));
}

/** A database with all tables and no row on the server that TEST_DATABASE_URL names, or null when tests run on SQLite. */
export async function migratedPostgres(): Promise<string | null> {
  if (!process.env['TEST_DATABASE_URL']) return null;
  postgres ??= migratedOnce();
  return copyOfPostgres(await postgres);
}

async function migratedSqlite(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'rejoinder-tables-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'rejoinder.db');
  const database = openSqlite(file);
  await migrate(database, systemClock);
  await database.close();
  return file;
}

async function migratedOnce(): Promise<string> {
  const url = await emptyPostgres();
  if (url === null) throw new Error('TEST_DATABASE_URL is gone.');
  const database = openPostgres(url);
  await migrate(database, systemClock);
  await database.close();
  return url;
}
