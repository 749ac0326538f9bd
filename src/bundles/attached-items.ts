import type { Db } from '../platform/database.js';
import { ConflictError } from '../platform/errors.js';
import type { Bundle } from './bundle.js';
import type { HeldBack } from './building/spec.js';
import { listHeldBack } from './held-back-store.js';

/** Throws `ConflictError` when a file that came attached must stay away now and did not when the SPEC was written. */
export async function expectStillHeldBack(
  db: Db,
  bundle: Pick<Bundle, 'id' | 'matterId'>,
  before: readonly HeldBack[],
): Promise<void> {
  const known = new Set(before.map(({ sha256 }) => sha256));
  const now = await listHeldBack(db, bundle);
  if (now.every(({ sha256 }) => known.has(sha256))) return;
  throw new ConflictError('An item was marked privileged or withdrawn meanwhile; build the bundle again.');
}
