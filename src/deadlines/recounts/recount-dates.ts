import { recordEvent } from '../../audit/audit-store.js';
import { inTransaction, type Db, type Tx } from '../../platform/database.js';
import type { Deps } from '../../platform/deps.js';
import { getMatter } from '../../matters/matter-store.js';
import { lawOf } from '../deadline-choices.js';
import { listClosuresToCount } from '../closures/closure-store.js';
import { DeadlineInputError } from '../counting/deadline-input-error.js';
import { loadReference, type Reference } from '../counting/reference.js';
import { listOpenEverywhere, listOpenIn } from '../deadline-store.js';
import { countedOf, type Counted, type Deadline } from '../deadline.js';
import { listMatterRules } from '../matter-rules/matter-rule-store.js';
import { rewrittenSince } from '../matter-rules/matter-rule.js';
import { basisOf, isSameDays, recounted } from './recount.js';
import { insertRecount, listBases, updateOvertaken } from './recount-store.js';

interface Question {
  readonly deadline: Deadline & { readonly matterId: string };
  readonly was: Counted;
  readonly now: Counted;
  /**
   * `ask`: a day moves. `note`: only what it was counted with differs. `drop`: a question that waits is overtaken, as
   * when a closed day is voided again.
   */
  readonly outcome: 'ask' | 'note' | 'drop';
}

/**
 * Counts every open date again under today's rules, holiday tables, closed days and matter rules. A date that would
 * move does not: the new count is put beside it and counsel is asked, once. Returns how many ask anew. For the
 * worker's tick; running twice does nothing.
 */
export async function recountDates(deps: Deps, reference: Reference = loadReference()): Promise<number> {
  const open = await listOpenEverywhere(deps.db);
  let asked = 0;
  for (const matterId of new Set(open.map((one) => one.matterId))) {
    const deadlines = open.filter((one) => one.matterId === matterId);
    if ((await questionsOf(deps.db, matterId, deadlines, reference)).length === 0) continue;
    asked += await inTransaction(deps, (tx) => askAboutMatter(tx, matterId, deps.clock.now(), reference));
  }
  return asked;
}

/** The same for one matter, inside a transaction whose own change may have moved its dates. */
export async function askAboutMatter(
  tx: Tx,
  matterId: string,
  at: string,
  reference: Reference = loadReference(),
): Promise<number> {
  const questions = await questionsOf(tx, matterId, await listOpenIn(tx, matterId), reference);
  for (const { deadline, was, now, outcome } of questions) {
    await updateOvertaken(tx, deadline.id);
    if (outcome === 'drop') continue;
    await insertRecount(tx, {
      matterId,
      deadlineId: deadline.id,
      basis: basisOf(now),
      wasBasis: basisOf(was),
      input: JSON.stringify(now.input),
      result: JSON.stringify(now.result),
      computedOn: now.result.due,
      earliestOn: now.result.earliest,
      state: outcome === 'note' ? 'same' : 'asked',
      raisedAt: at,
    });
    if (outcome === 'note') continue;
    await recordEvent(tx, {
      by: null,
      at,
      action: 'deadline.recounted',
      subject: deadline.id,
      matterId,
      detail: { was: was.result.due, due: now.result.due, basis: basisOf(now) },
    });
  }
  return questions.filter((one) => one.outcome === 'ask').length;
}

/** A count on today's basis, or null for one that cannot be counted any more: it stands as it was counted. */
async function questionsOf(
  db: Db,
  matterId: string,
  deadlines: readonly (Deadline & { readonly matterId: string })[],
  reference: Reference,
): Promise<Question[]> {
  const closures = await listClosuresToCount(db, matterId);
  const { law, court } = lawOf(await getMatter(db, matterId));
  const rules = await listMatterRules(db, matterId);
  const known = await listBases(db, matterId);
  return deadlines.flatMap((deadline): Question[] => {
    const was = countedOf(deadline);
    if (was === null) return [];
    const rewritten = rewrittenSince(rules, deadline.matterRuleId, was.input);
    const now = countedAgain(was, { closures, rewritten, law, court, reference });
    if (now === null) return [];
    const basis = basisOf(now);
    const own = known.filter((one) => one.deadlineId === deadline.id);
    const isWaiting = own.some((one) => one.state === 'asked' && one.basis !== basis);
    if (basis === basisOf(was) || own.some((one) => one.basis === basis))
      return isWaiting ? [{ deadline, was, now, outcome: 'drop' }] : [];
    return [{ deadline, was, now, outcome: isSameDays(was, now) ? 'note' : 'ask' }];
  });
}

function countedAgain(was: Counted, basis: Parameters<typeof recounted>[1]): Counted | null {
  try {
    return recounted(was, basis);
  } catch (error) {
    if (error instanceof DeadlineInputError) return null;
    throw error;
  }
}
