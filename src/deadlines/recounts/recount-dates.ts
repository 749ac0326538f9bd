import { recordEvent } from '../../audit/audit-store.js';
import { inTransaction, type Db, type Tx } from '../../platform/database.js';
import type { Deps } from '../../platform/deps.js';
import { getMatter } from '../../matters/matter-store.js';
import { lawOf } from '../deadline-choices.js';
import { listClosuresToCount } from '../closures/closure-store.js';
import { DeadlineInputError } from '../counting/deadline-input-error.js';
import { READINGS_VERSION } from '../counting/readings.js';
import { loadReference, type Reference } from '../counting/reference.js';
import { listOpenEverywhere, listOpenIn } from '../deadline-store.js';
import { countedOf, type Counted, type Deadline } from '../deadline.js';
import { listMatterRules } from '../matter-rules/matter-rule-store.js';
import { rewrittenSince } from '../matter-rules/matter-rule.js';
import { withStopsOf } from '../tolling/carry-stops.js';
import { isLeftOver } from '../tolling/count-after-stop.js';
import { basisOf, isSameDays, recounted } from './recount.js';
import { insertRecount, listBases, updateOvertaken, type Recount } from './recount-store.js';

/** Asked of the rooms after this one: what the words that set a date come to today. */
export interface WordsNow {
  readonly dateNow: (db: Db, deadline: Deadline) => Promise<{ readonly counted: Counted | null } | null>;
}

/** Goes behind the basis of a count whose words a newer reader read. */
const READ_ANEW = `; its words read anew, reader ${READINGS_VERSION}`;

interface Question {
  readonly deadline: Deadline & { readonly matterId: string };
  readonly was: Counted;
  readonly now: Counted;
  readonly basis: string;
  /**
   * `ask`: a day moves. `note`: only what it was counted with differs. `drop`: a question that waits is overtaken, as
   * when a closed day is voided again.
   */
  readonly outcome: 'ask' | 'note' | 'drop';
}

/**
 * Counts every open date again under today's rules, holiday tables, closed days and matter rules. A date that would
 * move does not: the new count is put beside it and counsel is asked, once. With `words`, so is a date whose words an
 * older reader counted. Returns how many ask anew. For the worker's tick; running twice does nothing.
 */
export async function recountDates(
  deps: Deps,
  reference: Reference = loadReference(),
  words: WordsNow | null = null,
): Promise<number> {
  const open = await listOpenEverywhere(deps.db);
  let asked = 0;
  for (const matterId of new Set(open.map((one) => one.matterId))) {
    const deadlines = open.filter((one) => one.matterId === matterId);
    if ((await questionsOf(deps.db, matterId, deadlines, reference, words)).length === 0) continue;
    asked += await inTransaction(deps, (tx) =>
      askAboutMatter(tx, matterId, deps.clock.now(), reference, words),
    );
  }
  return asked;
}

/** The same for one matter, inside a transaction whose own change may have moved its dates. */
export async function askAboutMatter(
  tx: Tx,
  matterId: string,
  at: string,
  reference: Reference = loadReference(),
  words: WordsNow | null = null,
): Promise<number> {
  const questions = await questionsOf(tx, matterId, await listOpenIn(tx, matterId), reference, words);
  for (const { deadline, was, now, basis, outcome } of questions) {
    await updateOvertaken(tx, deadline.id);
    if (outcome === 'drop') continue;
    await insertRecount(tx, {
      matterId,
      deadlineId: deadline.id,
      basis,
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
      detail: { was: was.result.due, due: now.result.due, basis },
    });
  }
  return questions.filter((one) => one.outcome === 'ask').length;
}

async function questionsOf(
  db: Db,
  matterId: string,
  deadlines: readonly (Deadline & { readonly matterId: string })[],
  reference: Reference,
  words: WordsNow | null,
): Promise<Question[]> {
  const closures = await listClosuresToCount(db, matterId);
  const { law, court } = lawOf(await getMatter(db, matterId));
  const rules = await listMatterRules(db, matterId);
  const known = await listBases(db, matterId);
  const questions: Question[] = [];
  for (const deadline of deadlines) {
    const was = countedOf(deadline);
    if (was === null) continue;
    const rewritten = rewrittenSince(rules, deadline.matterRuleId, was.input);
    const today = { closures, rewritten, law, court, reference };
    const own = known.filter((one) => one.deadlineId === deadline.id);
    const anew = await readAnew(db, deadline, was, words);
    const now = anew === null ? null : countedAgain(anew, today);
    const basis = now === null ? '' : `${basisOf(now)}${READ_ANEW}`;
    if (now !== null && !own.some((one) => one.basis === basis))
      questions.push({ deadline, was, now, basis, outcome: isSameDays(was, now) ? 'note' : 'ask' });
    // What the words come to waits for its answer; until then nothing beside it is asked.
    else if (now === null || !own.some((one) => one.basis === basis && one.state === 'asked'))
      questions.push(...ofTodaysBasis(deadline, was, countedAgain(was, today), own));
  }
  return questions;
}

/** What today's rules, tables and closed days ask about a count; nothing for one that cannot be counted any more. */
function ofTodaysBasis(
  deadline: Question['deadline'],
  was: Counted,
  now: Counted | null,
  own: readonly Pick<Recount, 'basis' | 'state'>[],
): Question[] {
  if (now === null) return [];
  const basis = basisOf(now);
  const isWaiting = own.some(
    (one) => one.state === 'asked' && one.basis !== basis && !one.basis.endsWith(READ_ANEW),
  );
  if (basis === basisOf(was) || own.some((one) => one.basis === basis))
    return isWaiting ? [{ deadline, was, now, basis, outcome: 'drop' }] : [];
  return [{ deadline, was, now, basis, outcome: isSameDays(was, now) ? 'note' : 'ask' }];
}

/** What the words of a date that an older reader counted come to now, its stops left out as before; null where nothing else. */
async function readAnew(
  db: Db,
  deadline: Deadline,
  was: Counted,
  words: WordsNow | null,
): Promise<Counted | null> {
  if (words === null || was.result.reader === READINGS_VERSION || isLeftOver(was)) return null;
  try {
    const counted = (await words.dateNow(db, deadline))?.counted ?? null;
    const now = counted === null ? null : withStopsOf(deadline, counted).counted;
    return now === null || isSameDays(was, now) ? null : now;
  } catch (error) {
    if (error instanceof DeadlineInputError) return null;
    throw error;
  }
}

/** A count on today's basis, or null for one that cannot be counted any more: it stands as it was counted. */
function countedAgain(was: Counted, basis: Parameters<typeof recounted>[1]): Counted | null {
  try {
    return recounted(was, basis);
  } catch (error) {
    if (error instanceof DeadlineInputError) return null;
    throw error;
  }
}
