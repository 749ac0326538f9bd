import type { Tx } from '../platform/database.js';
import { ConflictError, IntegrityError } from '../platform/errors.js';
import { takenText, usedPrefixes } from './bates-memory.js';
import { findReplacement, insertBatesRange, insertReplacements } from './bates-store.js';
import type { BatesStart } from './building/bates.js';
import { parseSpec } from './building/spec.js';
import type { Spec } from './building/spec.js';
import { bundleNumber } from './bundle.js';
import type { Build, Bundle } from './bundle.js';
import { replacementNumbers } from './earlier-production.js';

/**
 * Gives the numbers printed in a file to its bundle, in the transaction that approves it: gap-free unless a first number
 * was asked for, and never twice. Throws `ConflictError` naming the earlier production when they went elsewhere meanwhile.
 */
export async function allotBates(tx: Tx, bundle: Bundle, build: Build, at: string): Promise<void> {
  const parsed = parseSpec(JSON.parse(build.spec));
  if (!parsed.ok) throw new IntegrityError('The stored SPEC of this build cannot be read.');
  const { bates } = parsed.spec;
  if (bates === null) return;
  await allotReplacements(tx, build, parsed.spec, bates, at);
  if (build.batesPages === null || build.batesPages === 0) return;
  const known = (await usedPrefixes(tx, build.matterId)).find(({ prefix }) => prefix === bates.prefix);
  if (known !== undefined && bates.start < known.next)
    throw new ConflictError(
      `${takenText(known, bates.start)}: these numbers went to another bundle meanwhile; build this one again.`,
    );
  if (known !== undefined && bates.start > known.next && bundle.batesStart === null)
    throw new IntegrityError('The numbers in this file leave a gap that nobody asked for.');
  await insertBatesRange(tx, {
    matterId: build.matterId,
    buildId: build.id,
    allottedAt: at,
    bates,
    count: build.batesPages,
  });
}

/** A document is replaced once by one number: two supplements cannot both take its place. */
async function allotReplacements(
  tx: Tx,
  build: Build,
  spec: Spec,
  bates: BatesStart,
  at: string,
): Promise<void> {
  const replaced = spec.sections
    .flatMap(({ documents }) => documents)
    .filter(({ treatment }) => treatment !== 'leave-out')
    .flatMap(({ replaces }) => replaces ?? []);
  for (const replaces of replaced) {
    const [number = ''] = replacementNumbers(bates, replaces, 1);
    const taken = await findReplacement(tx, build.matterId, number);
    if (taken !== null)
      throw new ConflictError(
        `${number} was given in ${bundleNumber(taken.bundleNumber)} “${taken.title}” meanwhile; replace ${number} instead, and build again.`,
      );
    await insertReplacements(tx, build, [number], at);
  }
}
