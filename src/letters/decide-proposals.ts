import { recordEvent } from '../audit/audit-store.js';
import type { Actor } from '../audit/event.js';
import { kindText, UNREAD } from '../demands/demand.js';
import { listDemandsOf } from '../demands/demand-store.js';
import { inTransaction, type Tx } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { ConflictError } from '../platform/errors.js';
import { getLetter } from './letter-store.js';
import type { Letter } from './letter.js';
import { decideProposal, insertProposal, listProposals } from './proposal-store.js';
import { isAsProposed, isTakenBy, otherPlaces, type ProposedDemand } from './proposed-demand.js';
import { quotation } from './reading/source.js';

/** Of characters between two neighbours. */
const MOST_BETWEEN = 40;

/** What stands before the second of two demands in one sentence. */
const JOINS = /^\s*(?:(?:and|or|as\s+well\s+as)\s+)?/i;

/** Nothing of the letter's words is thrown away: a rejected proposal is kept with who rejected it. */
export async function rejectProposal(
  deps: Deps,
  letter: Letter,
  proposal: ProposedDemand,
  by: Actor,
): Promise<void> {
  const at = deps.clock.now();
  await inTransaction(deps, async (tx) => {
    await requireOpen(tx, letter);
    await decideProposal(tx, proposal.id, { state: 'rejected', decidedAt: at, decidedBy: by.accountId });
    await record(tx, letter, 'rejected', 1, by, at);
  });
}

/**
 * Cuts a proposal in two: `first` is how much of its quotation, in characters, belongs to the first. Each part is
 * proposed for itself with the same limit. Throws `ConflictError` where one part would be empty.
 */
export async function splitProposal(
  deps: Deps,
  letter: Letter,
  {
    proposal,
    text,
    at: cut,
  }: { readonly proposal: ProposedDemand; readonly text: string; readonly at: number },
  by: Actor,
): Promise<void> {
  const at = deps.clock.now();
  const whole = text.slice(proposal.quoteStart, proposal.quoteEnd);
  const parts = [whole.slice(0, cut), whole.slice(cut)];
  if (parts.some((part) => part.trim().length < 3))
    throw new ConflictError('Each part needs words of its own.');
  await inTransaction(deps, async (tx) => {
    await requireOpen(tx, letter);
    await decideProposal(tx, proposal.id, { state: 'split', decidedAt: at, decidedBy: by.accountId });
    let start = proposal.quoteStart;
    for (const part of parts) {
      const lead = JOINS.exec(part)?.[0].length ?? 0;
      await insertProposal(tx, {
        ...asNew(proposal, at),
        quote: quotation(part.slice(lead)),
        quoteStart: start + lead,
        quoteEnd: start + part.trimEnd().length,
        rule: 'split by hand',
      });
      start += part.length;
    }
    await record(tx, letter, 'split', 1, by, at);
  });
}

/**
 * Makes two proposals one demand. Neighbours in one sentence become one quotation; otherwise the first one's words stand and
 * the other's are where it is made again. Throws `ConflictError` for two that stand apart and ask for different things, or
 * by different times: words of the letter would be in no demand.
 */
export async function mergeProposals(
  deps: Deps,
  letter: Letter,
  {
    first,
    second,
    text,
  }: { readonly first: ProposedDemand; readonly second: ProposedDemand; readonly text: string },
  by: Actor,
): Promise<void> {
  const at = deps.clock.now();
  const joined = joinedQuote(first, second, text);
  const why = joined === null ? whyTwo(first, second) : null;
  if (why !== null) throw new ConflictError(why);
  const again = joined === null ? [placeOf(second)] : [];
  const places = [...otherPlaces(first), ...again, ...otherPlaces(second)];
  const limited = first.limitUnit === null ? second : first;
  await inTransaction(deps, async (tx) => {
    await requireOpen(tx, letter);
    for (const one of [first, second])
      await decideProposal(tx, one.id, { state: 'merged', decidedAt: at, decidedBy: by.accountId });
    const { limitWords, limitCount, limitUnit, limitFrom, limitOn, limitTime } = limited;
    const { limitEventOn, limitDirection } = limited;
    await insertProposal(tx, {
      ...asNew(first, at),
      ...{ limitWords, limitCount, limitUnit, limitFrom, limitOn, limitTime, limitEventOn, limitDirection },
      ...joined,
      rule: 'merged by hand',
      alsoAt: JSON.stringify(places),
    });
    await record(tx, letter, 'merged', 2, by, at);
  });
}

/** Links what was entered to what was proposed; with `rest`, what is still open is rejected by that person. */
export async function settleProposals(
  tx: Tx,
  letter: Letter,
  rest: 'reject' | 'leave',
  by: Actor,
  at: string,
): Promise<void> {
  const demands = (await listDemandsOf(tx, letter.id)).filter((one) => one.state !== 'voided');
  const open = (await listProposals(tx, letter.id)).filter((one) => one.state === 'open');
  let rejected = 0;
  for (const proposal of open) {
    const demand = demands.find((one) => isTakenBy(proposal, one));
    const decided = { decidedAt: at, decidedBy: by.accountId };
    if (demand) {
      const state = isAsProposed(proposal, demand) ? 'confirmed' : 'edited';
      await decideProposal(tx, proposal.id, { state, demandId: demand.id, ...decided });
    } else if (rest === 'reject') {
      await decideProposal(tx, proposal.id, { state: 'rejected', ...decided });
      rejected += 1;
    }
  }
  if (rejected > 0) await record(tx, letter, 'rejected', rejected, by, at);
}

export async function requireOpen(tx: Tx, letter: Letter): Promise<void> {
  const now = await getLetter(tx, letter.id);
  if (now.state !== 'reviewed') throw new ConflictError('Confirm the letter’s sender and dates first.');
  if (now.demandsCompleteAt !== null)
    throw new ConflictError('The list of demands was confirmed as complete. Open it again first.');
}

/** The words of both with what stands between them, where that is no more than a comma and a word or two; `text` is the page. */
function joinedQuote(first: ProposedDemand, second: ProposedDemand, text: string) {
  if (first.page !== second.page || second.quoteStart < first.quoteEnd) return null;
  const between = text.slice(first.quoteEnd, second.quoteStart);
  const isOneSentence =
    !/[.!?;:]\s*$/.test(text.slice(first.quoteStart, first.quoteEnd)) && !/[.!?;:]/.test(between);
  if (between.length > MOST_BETWEEN || !isOneSentence) return null;
  const { quoteStart } = first;
  const { quoteEnd } = second;
  return { quote: quotation(text.slice(quoteStart, quoteEnd)), quoteStart, quoteEnd };
}

/** Why two proposals that stand apart are not one demand; null where the second only says the first again. */
function whyTwo(first: ProposedDemand, second: ProposedDemand): string | null {
  if (first.kind !== second.kind)
    return `They ask for different things, “${kindText(first.kind)}” and “${kindText(second.kind)}”, so they stay two demands.`;
  if (first.limitUnit === null || second.limitUnit === null) return null;
  const limits = [first, second].map((one) => {
    const { limitCount, limitUnit, limitFrom, limitOn, limitTime, limitEventOn, limitDirection } = one;
    const words = limitUnit === UNREAD ? one.limitWords : null;
    return JSON.stringify([
      limitCount,
      limitUnit,
      limitFrom,
      limitOn,
      limitTime,
      limitEventOn,
      limitDirection,
      words,
    ]);
  });
  return limits[0] === limits[1]
    ? null
    : 'They set different times, so they stay two demands: one demand has one time limit.';
}

function asNew(proposal: ProposedDemand, at: string): Omit<ProposedDemand, 'id'> {
  const { id: _, ...row } = proposal;
  return { ...row, state: 'open', demandId: null, decidedAt: null, decidedBy: null, proposedAt: at };
}

function placeOf({ quote, page, quoteStart: start, quoteEnd: end }: ProposedDemand) {
  return { quote, page, start, end };
}

async function record(
  tx: Tx,
  letter: Letter,
  what: string,
  number: number,
  by: Actor,
  at: string,
): Promise<void> {
  await recordEvent(tx, {
    by,
    at,
    action: 'letter.proposalsDecided',
    subject: letter.id,
    matterId: letter.matterId,
    detail: { number: letter.number, what, proposals: number },
  });
}
