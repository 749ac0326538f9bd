import type { Asker } from './ask.js';
import type { Clock } from './clock.js';
import type { Db, Engine } from './database.js';
import type { FileStore } from './file-store.js';
import type { Log } from './log.js';

/** What the machine offers to everything above it. */
export interface Deps {
  readonly db: Db;
  readonly engine: Engine;
  readonly files: FileStore;
  readonly clock: Clock;
  /** The document child, the only place where untrusted documents are opened. */
  readonly asker: Asker;
  readonly log: Log;
  /** The zone of dates that belong to no matter. */
  readonly zone: string;
  /** The folder that holds rows, files and secrets. */
  readonly dataDir: string;
  /** The sample: its clock stands still and one click signs in. */
  readonly isSample: boolean;
  /** True where people reach us over https, so that cookies may be Secure. */
  readonly isSecure: boolean;
  /** Tells the job worker that something waits. */
  readonly wakeWorker: () => void;
}
