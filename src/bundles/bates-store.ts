import type { Db, Tx } from '../platform/database.js';
import { newId } from '../platform/ids.js';
import type { BatesStart } from './building/bates.js';
import type { BatesAllotted, Build } from './bundle.js';

const USUAL_DIGITS = 6;

/** Every range ever allotted in a matter, with the bundle that carries it. */
export async function listBatesRanges(
  db: Db,
  matterId: string,
): Promise<(BatesAllotted & { title: string; bundleId: string; bundleNumber: number; digits: number })[]> {
  const ranges = await rangesOf(db, matterId);
  return ranges.map(({ batesDigits, ...range }) => ({ ...range, digits: batesDigits ?? USUAL_DIGITS }));
}

async function rangesOf(db: Db, matterId: string) {
  return db
    .selectFrom('batesRange')
    .innerJoin('bundleBuild', 'bundleBuild.id', 'batesRange.buildId')
    .innerJoin('bundle', 'bundle.id', 'bundleBuild.bundleId')
    .where('batesRange.matterId', '=', matterId)
    .orderBy('batesRange.prefix')
    .orderBy('batesRange.firstNumber')
    .selectAll('batesRange')
    .select(['bundle.title', 'bundle.id as bundleId', 'bundle.number as bundleNumber', 'bundle.batesDigits'])
    .execute();
}

export async function insertBatesRange(
  tx: Tx,
  range: { matterId: string; buildId: string; allottedAt: string; bates: BatesStart; count: number },
): Promise<void> {
  const { matterId, buildId, allottedAt, bates, count } = range;
  await tx
    .insertInto('batesRange')
    .values({
      id: newId(),
      matterId,
      buildId,
      prefix: bates.prefix,
      firstNumber: bates.start,
      lastNumber: bates.start + count - 1,
      allottedAt,
    })
    .execute();
}

/** The bundle that gave a replacement number, or null. */
export async function findReplacement(
  db: Db,
  matterId: string,
  number: string,
): Promise<{ readonly bundleNumber: number; readonly title: string } | null> {
  const found = await db
    .selectFrom('batesReplacement')
    .innerJoin('bundleBuild', 'bundleBuild.id', 'batesReplacement.buildId')
    .innerJoin('bundle', 'bundle.id', 'bundleBuild.bundleId')
    .where('batesReplacement.matterId', '=', matterId)
    .where('batesReplacement.firstBates', '=', number)
    .select(['bundle.number as bundleNumber', 'bundle.title'])
    .executeTakeFirst();
  return found ?? null;
}

export async function insertReplacements(
  tx: Tx,
  build: Pick<Build, 'id' | 'matterId'>,
  numbers: readonly string[],
  at: string,
): Promise<void> {
  await tx
    .insertInto('batesReplacement')
    .values(
      numbers.map((number) => ({
        id: newId(),
        matterId: build.matterId,
        buildId: build.id,
        firstBates: number,
        allottedAt: at,
      })),
    )
    .execute();
}
