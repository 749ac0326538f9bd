import { DuckDBInstance } from '@duckdb/node-api';
import type { Json } from '@duckdb/node-api';
import type { Progress } from '../platform/ask.js';

/** A row as DuckDB gives it: whole numbers beyond 32 bits come as text. */
export type DuckRow = Readonly<Record<string, Json>>;

export interface Duck {
  /** Runs one statement; a long one reports how far it is. */
  run(sql: string): Promise<void>;
  rows(sql: string): Promise<DuckRow[]>;
  close(): void;
}

export interface DuckOptions {
  /** Files that may be read; nothing else outside the folders can be. */
  readonly files: readonly string[];
  /** Folders that may be read and written. */
  readonly folders: readonly string[];
  /** Where what does not fit into memory goes; one of the folders or inside one. */
  readonly spill: string;
  readonly progress?: Progress;
}

const MEMORY = '512MB';
const SPILL_LIMIT = '40GB';
const THREADS = '2';
const REPORT_MS = 500;

/**
 * A DuckDB in memory that reaches the named files and folders and nothing else: no network, no extensions, no way
 * back (the configuration is locked). Text without a zone is never taken for local time: the session's zone is UTC.
 */
export async function openDuck({ files, folders, spill, progress }: DuckOptions): Promise<Duck> {
  const instance = await DuckDBInstance.create(':memory:', {
    threads: THREADS,
    memory_limit: MEMORY,
    temp_directory: spill,
    max_temp_directory_size: SPILL_LIMIT,
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_community_extensions: 'false',
  });
  const connection = await instance.connect();
  const close = (): void => {
    connection.closeSync();
    instance.closeSync();
  };
  try {
    for (const setting of [
      `set timezone = 'UTC'`,
      // Without its bar DuckDB does not count how far it is; it is never printed.
      ...(progress ? ['set enable_progress_bar = true', 'set enable_progress_bar_print = false'] : []),
      `set allowed_paths = [${files.map(text).join(', ')}]`,
      `set allowed_directories = [${[...folders, spill].map((folder) => text(`${folder}/`)).join(', ')}]`,
      'set enable_external_access = false',
      'set lock_configuration = true',
    ])
      await connection.run(setting);
  } catch (error) {
    close();
    throw error;
  }
  return {
    run: (sql) => reported(() => connection.run(sql).then(() => undefined)),
    rows: (sql) => reported(async () => (await connection.runAndReadAll(sql)).getRowObjectsJson()),
    close,
  };

  async function reported<T>(work: () => Promise<T>): Promise<T> {
    if (!progress) return work();
    const timer = setInterval(() => {
      const { percentage } = connection.progress;
      if (percentage >= 0) progress(Math.round(percentage), 100, 'percent of this step');
    }, REPORT_MS);
    try {
      return await work();
    } finally {
      clearInterval(timer);
    }
  }
}

/** A value of text in SQL. */
export function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

/** The name of a column in SQL. */
export function name(value: string): string {
  return `"${value.replaceAll('"', '""')}"`;
}

export function numberOf(value: Json | undefined): number {
  return typeof value === 'number' ? value : Number(value ?? 0);
}

export function textOf(value: Json | undefined): string | null {
  return value === null || value === undefined
    ? null
    : typeof value === 'string'
      ? value
      : JSON.stringify(value);
}
