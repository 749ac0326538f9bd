import { recordEvent } from '../audit/audit-store.js';
import type { Actor } from '../audit/event.js';
import { recountDemands } from '../demands/recount-demands.js';
import type { MatterInHand } from '../matters/matter.js';
import { inTransaction } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { ConflictError } from '../platform/errors.js';
import { asDemanding } from './demanding-letter.js';
import { earliestColumns, earliestOf } from './find-earliest.js';
import { replaceProvisionalDate } from './letter-dates.js';
import type { ReviewRequest } from './letter-form.js';
import { wordsOf } from './letter-pages.js';
import { proposeDemandsWith } from './propose-demands.js';
import { readingOf } from './read-words.js';
import { getLetterIn, updateEarliest, updateLetter } from './letter-store.js';
import { changedFacts, isLive, type Letter, type LetterFactsConfirmed } from './letter.js';

const COUNTED = ['datedOn', 'sentOn', 'receivedOn', 'receivedTime', 'receivedZone', 'method'] as const;

/**
 * Confirms or corrects who wrote a letter and when it was dated, sent and received. Dates counted from changed
 * facts are counted again: the provisional one and those of its demands that rest on them. Returns a sentence
 * about each date of its demands that was counted anew. Throws `ConflictError` on an old version.
 */
export async function reviewLetter(
  deps: Deps,
  matter: MatterInHand,
  letter: Letter,
  { datesAreOdd, version, ...facts }: ReviewRequest,
  by: Actor,
): Promise<string[]> {
  if (!isLive(letter)) throw new ConflictError('This letter was voided; its facts no longer change.');
  const at = deps.clock.now();
  const changed = changedFacts(letter, facts);
  const words = await wordsOf(deps.db, letter.documentId);
  const meaning = await earliestOf(deps, words, facts, { now: at, zone: matter.zone });
  const isFirst = letter.state === 'unreviewed';
  const reading = isFirst || changed.includes('datedOn') ? await readingOf(deps, words, facts.datedOn) : null;
  return inTransaction(deps, async (tx) => {
    await updateLetter(tx, letter.id, version, {
      ...columnsOf(facts),
      ...(isFirst ? { state: 'reviewed' as const, reviewedAt: at, reviewedBy: by.accountId } : {}),
    });
    await recordEvent(tx, {
      by,
      at,
      action: isFirst ? 'letter.reviewed' : 'letter.edited',
      subject: letter.id,
      matterId: matter.id,
      detail: { number: letter.number, fields: changed.join(', ') || 'nothing', oddDates: datesAreOdd },
    });
    if (reading !== null && letter.demandsCompleteAt === null)
      await proposeDemandsWith(tx, letter.id, { words, reading, at });
    if (!COUNTED.some((name) => changed.includes(name))) return [];
    const now = await getLetterIn(tx, matter.id, letter.id);
    if (now.demandsCompleteAt === null && meaning.due !== now.earliestOn) {
      await updateEarliest(tx, letter.id, earliestColumns(meaning));
      await replaceProvisionalDate(tx, now, meaning, {
        zone: matter.zone,
        by,
        setBy: by.accountId,
        at,
        reason: 'the dates of the letter were confirmed',
      });
    }
    const before = asDemanding(letter, words, matter).facts;
    return recountDemands(tx, before, asDemanding(now, words, matter), by, at);
  });
}

function columnsOf(facts: LetterFactsConfirmed) {
  return {
    ...facts,
    senderCounsel: facts.senderCounsel || null,
    theirReference: facts.theirReference || null,
  };
}
