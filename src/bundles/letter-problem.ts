import type { Db } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import type { Bundle, ListedEntry } from './bundle.js';

/**
 * Why the letter in front of a finished file is no longer the one to send, in a sentence, and where a person sees it; or
 * null. `letterSha256` is that of the letter as it was set for the file. Asked of the rooms of letters, which stand after
 * bundles.
 */
export type LetterProblem = (
  db: Db,
  bundle: Bundle,
  entries: readonly ListedEntry[],
  letterSha256: string,
) => Promise<{ readonly text: string; readonly path: string; readonly isChange: boolean } | null>;

/** The letter in front of a bundle as it stands, for whoever approves the file; paths begin at the app's own address. */
export interface LetterInFront {
  readonly path: string;
  readonly text: string;
  readonly to: string;
  readonly dated: string;
  readonly signatory: string;
  readonly responses: readonly {
    readonly number: number;
    readonly quote: string;
    readonly stance: string | null;
    readonly promised: string | null;
    /** The day on the letter whose response it replaces. */
    readonly replaces: string | null;
    readonly path: string;
  }[];
  /** Demands it is silent on because what was sent stands. */
  readonly standing: readonly number[];
}

/** Null where a bundle has no letter. */
export type LetterOut = (db: Db, bundle: Bundle) => Promise<LetterInFront | null>;

export interface BundleDeps extends Deps {
  readonly letterProblem: LetterProblem;
  readonly letterOut: LetterOut;
}
