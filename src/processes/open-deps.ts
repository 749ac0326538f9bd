import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { openSqlite, openPostgres, type OpenDatabase } from '../platform/database.js';
import type { Asker } from '../platform/ask.js';
import type { Deps } from '../platform/deps.js';
import { openAsker } from '../platform/document-child.js';
import { openFileStore } from '../platform/file-store.js';
import type { Clock } from '../platform/clock.js';
import type { Log } from '../platform/log.js';
import { migrate } from '../platform/migrate.js';

export interface OpenOptions {
  readonly dataDir: string;
  readonly databaseUrl: string | null;
  readonly clock: Clock;
  readonly zone: string;
  readonly log: Log;
  readonly isSample?: boolean;
  readonly isSecure?: boolean;
  readonly wakeWorker?: () => void;
  readonly documentChildren?: number;
}

export interface OpenDeps extends Deps {
  close(): Promise<void>;
}

/** The document child's module beside this one: `.ts` from sources, `.js` when built. */
const DOCUMENT_CHILD = new URL(
  `./document-child${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`,
  import.meta.url,
);

/** The document child, for whoever needs no database. */
export function openDocumentAsker(log: Log, children: number): Asker {
  return openAsker(DOCUMENT_CHILD, log, children);
}

/** Opens rows, files and the document child of one data folder, and brings the tables up to date. */
export async function openDeps(options: OpenOptions): Promise<OpenDeps> {
  const files = await openFileStore(join(options.dataDir, 'files'), options.clock.machineNow);
  const database: OpenDatabase = options.databaseUrl
    ? openPostgres(options.databaseUrl)
    : openSqlite(join(options.dataDir, 'rejoinder.db'));
  await migrate(database, options.clock);
  const asker = openDocumentAsker(options.log, options.documentChildren ?? 1);
  return {
    db: database.db,
    engine: database.engine,
    files,
    clock: options.clock,
    asker,
    log: options.log,
    zone: options.zone,
    dataDir: options.dataDir,
    isSample: options.isSample ?? false,
    isSecure: options.isSecure ?? false,
    wakeWorker: options.wakeWorker ?? (() => undefined),
    close: async () => {
      await asker.close();
      await database.close();
    },
  };
}

/** True when the folder has rows of ours in it. */
export function hasData(dataDir: string): boolean {
  try {
    return readdirSync(dataDir).includes('rejoinder.db');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}
