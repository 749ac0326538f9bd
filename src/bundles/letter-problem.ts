import type { Db } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import type { Bundle } from './bundle.js';

/**
 * Why the letter in front of a finished file is no longer the one to send, in a sentence, or null. `letterSha256` is
 * that of the letter as it was set for the file. Asked of the rooms of letters, which stand after bundles.
 */
export type LetterProblem = (db: Db, bundle: Bundle, letterSha256: string) => Promise<string | null>;

export interface BundleDeps extends Deps {
  readonly letterProblem: LetterProblem;
}
