import type { Db } from '../../platform/database.js';
import { getMatter } from '../../matters/matter-store.js';
import { lawOf } from '../deadline-choices.js';
import { listClosuresToCount } from '../closures/closure-store.js';
import { DeadlineInputError } from '../counting/deadline-input-error.js';
import { cautiousOf, endsInFirstDay, type Counted, type Deadline } from '../deadline.js';
import { firstHourOn, isLater, type Moment } from '../hour.js';
import { listMatterRules } from '../matter-rules/matter-rule-store.js';
import { rewrittenSince } from '../matter-rules/matter-rule.js';
import { changedCount, recounted } from './recount.js';

/**
 * A count that takes effect now: as it is, or as today's closed days, tables and rules make it where that is the more
 * cautious. Where today's would give more time it is not taken: `askAboutMatter`, once the date is set, asks counsel.
 */
export async function moreCautiousToday(
  db: Db,
  { matterId, matterRuleId }: Pick<Deadline, 'matterId' | 'matterRuleId'>,
  counted: Counted,
): Promise<Counted> {
  if (matterId === null) return counted;
  const closures = await listClosuresToCount(db, matterId);
  const { law, court } = lawOf(await getMatter(db, matterId));
  const rewritten = rewrittenSince(await listMatterRules(db, matterId), matterRuleId, counted.input);
  try {
    const today = recounted(counted, { closures, rewritten, law, court });
    return today.result.verified && isMoreCautious(today, counted) ? today : counted;
  } catch (error) {
    // What cannot be counted any more stands as it was counted.
    if (error instanceof DeadlineInputError) return counted;
    throw error;
  }
}

/** Words just counted, with the closed days of their matter: each reading is counted round them as its own rule says. */
export async function withClosedDays(
  db: Db,
  { matterId }: Pick<Deadline, 'matterId'>,
  counted: Counted,
): Promise<Counted> {
  const closures = matterId === null ? [] : await listClosuresToCount(db, matterId);
  return closures.length === 0 ? counted : changedCount(counted, (input) => ({ ...input, closures }));
}

/** True where the first holds us to an earlier moment, or to a later first day allowed. */
export function isMoreCautious(one: Counted, other: Counted): boolean {
  return endsInFirstDay(other) ? isLater(heldAt(one), heldAt(other)) : isLater(heldAt(other), heldAt(one));
}

function heldAt(counted: Counted): Moment {
  const on = cautiousOf(counted);
  return { on, time: firstHourOn(counted.result.readings, on) };
}
