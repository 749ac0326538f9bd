import { recordEvent } from '../../audit/audit-store.js';
import type { Actor } from '../../audit/event.js';
import { inTransaction } from '../../platform/database.js';
import type { Deps } from '../../platform/deps.js';
import { ConflictError } from '../../platform/errors.js';
import { dayIn, dayText } from '../../platform/plain-date.js';
import { getDeadlineIn, listRunningPreDates, updateDeadline } from '../deadline-store.js';
import { dayPrepared } from '../follow-parent.js';
import { getPreDatePlan, insertPreDatePlan } from './pre-date-store.js';
import { countPreDate, stepText, type PreDateStep } from './pre-date.js';
import { setDeadlineWith } from '../set-deadline.js';

/**
 * Sets the pre-dates of the matter's template before an open date, as internal dates tied to it. Those that would lie
 * in the past are left out. Returns the names of the steps set and left out. Throws `ConflictError`.
 */
export async function setPreDates(
  deps: Deps,
  matterId: string,
  request: { readonly id: string; readonly version: number; readonly calendar: string },
  by: Actor,
): Promise<{ readonly set: readonly string[]; readonly leftOut: readonly string[] }> {
  const at = deps.clock.now();
  return inTransaction(deps, async (tx) => {
    const deadline = await getDeadlineIn(tx, matterId, request.id);
    const today = dayIn(at, deadline.zone);
    const on = dayPrepared(deadline, today);
    if (deadline.state !== 'open' || on === null || deadline.parentId !== null)
      throw new ConflictError('Pre-dates need an open date with a day, which is not itself one.');
    if ((await listRunningPreDates(tx, deadline.id)).length > 0)
      throw new ConflictError('This date has its pre-dates already; void those that should not run.');
    await updateDeadline(tx, { id: deadline.id, version: request.version }, {});
    const { steps } = await getPreDatePlan(tx, matterId);
    const counted = steps.map((step) => ({
      step,
      counted: countPreDate(step, on, request.calendar, deadline.zone),
    }));
    const ahead = counted.filter((one) => one.counted.result.due >= today && one.counted.result.verified);
    for (const { step, counted: count } of ahead)
      await setDeadlineWith(
        tx,
        {
          matterId,
          letterId: deadline.letterId,
          demandId: deadline.demandId,
          title: `${step.name}: ${deadline.title}`,
          whose: 'internal',
          zone: deadline.zone,
          counted: count,
          working: { on: count.result.due, time: null, why: `${stepText(step)} ${dayText(on)}` },
          responsible: deadline.responsible,
          second: deadline.second,
          parentId: deadline.id,
        },
        { by, setBy: by.accountId, at },
      );
    await recordEvent(tx, {
      by,
      at,
      action: 'deadline.preDated',
      subject: deadline.id,
      matterId,
      detail: { dates: ahead.length, due: on },
    });
    const names = (list: typeof counted) => list.map((one) => one.step.name);
    return { set: names(ahead), leftOut: names(counted.filter((one) => !ahead.includes(one))) };
  });
}

/** Writes the next version of a matter's template. Pre-dates that are set stand. Throws `ConflictError`. */
export async function planPreDates(
  deps: Deps,
  matterId: string,
  request: { readonly after: number; readonly steps: readonly PreDateStep[] },
  by: Actor,
): Promise<void> {
  const at = deps.clock.now();
  await inTransaction(deps, async (tx) => {
    const { after, steps } = request;
    const number = await insertPreDatePlan(tx, { matterId, after, steps, setAt: at, setBy: by.accountId });
    await recordEvent(tx, {
      by,
      at,
      action: 'preDates.planned',
      subject: matterId,
      matterId,
      detail: { number, steps: steps.length },
    });
  });
}
