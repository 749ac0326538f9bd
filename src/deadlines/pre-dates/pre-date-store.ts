import type { Selectable } from 'kysely';
import type { PreDatePlanTable } from '../../migrations/schema.js';
import type { Db, Tx } from '../../platform/database.js';
import { ConflictError } from '../../platform/errors.js';
import { newId } from '../../platform/ids.js';
import { FIRST_PLAN, preDateSteps, type PreDateStep } from './pre-date.js';

export interface PreDatePlan {
  /** 0 for the one every matter begins with. */
  readonly number: number;
  readonly steps: readonly PreDateStep[];
  readonly setAt: string | null;
  readonly setBy: string | null;
}

/** The template of a matter as it is now. */
export async function getPreDatePlan(db: Db, matterId: string): Promise<PreDatePlan> {
  const [latest] = await listPreDatePlans(db, matterId);
  if (!latest) return { number: 0, steps: FIRST_PLAN, setAt: null, setBy: null };
  return { ...latest, steps: preDateSteps.parse(JSON.parse(latest.steps)) };
}

/** Every version of the template, the latest first. */
export async function listPreDatePlans(db: Db, matterId: string): Promise<Selectable<PreDatePlanTable>[]> {
  return db
    .selectFrom('preDatePlan')
    .where('matterId', '=', matterId)
    .orderBy('number', 'desc')
    .selectAll()
    .execute();
}

/** Throws `ConflictError` when someone else wrote a version since `after`. */
export async function insertPreDatePlan(
  tx: Tx,
  plan: {
    readonly matterId: string;
    readonly after: number;
    readonly steps: readonly PreDateStep[];
    readonly setAt: string;
    readonly setBy: string;
  },
): Promise<number> {
  const { number } = await getPreDatePlan(tx, plan.matterId);
  if (number !== plan.after) throw new ConflictError('Someone else changed the template meanwhile.');
  const { matterId, setAt, setBy } = plan;
  await tx
    .insertInto('preDatePlan')
    .values({ id: newId(), matterId, number: number + 1, steps: JSON.stringify(plan.steps), setAt, setBy })
    .execute();
  return number + 1;
}
