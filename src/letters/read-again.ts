import { inTransaction } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { earliestColumns, earliestOf } from './find-earliest.js';
import { replaceProvisionalDate } from './letter-dates.js';
import { wordsOf } from './letter-pages.js';
import { getLetter, updateEarliest } from './letter-store.js';
import { isLive } from './letter.js';
import { proposeDemandsWith } from './propose-demands.js';
import { readingOf } from './read-words.js';

/**
 * Reads a letter whose words have become more, as when its pictures were read: its provisional date is found anew, and
 * its demands are proposed where its facts are confirmed already. What a person decided stays. `reason` is kept with a
 * date that gives way.
 */
export async function readAgain(deps: Deps, letterId: string, zone: string, reason: string): Promise<void> {
  const letter = await getLetter(deps.db, letterId);
  if (!isLive(letter) || letter.demandsCompleteAt !== null) return;
  const words = await wordsOf(deps.db, letter.documentId);
  const meaning = await earliestOf(deps, words, letter, { now: deps.clock.now(), zone });
  const reading = letter.state === 'reviewed' ? await readingOf(deps, words, letter.datedOn) : null;
  const at = deps.clock.now();
  await inTransaction(deps, async (tx) => {
    const now = await getLetter(tx, letterId);
    if (!isLive(now) || now.demandsCompleteAt !== null) return;
    if (meaning.due !== now.earliestOn) {
      await updateEarliest(tx, letterId, earliestColumns(meaning));
      const who = { zone, by: null, setBy: now.loggedBy, at, reason };
      await replaceProvisionalDate(tx, now, meaning, who);
    }
    if (reading !== null) await proposeDemandsWith(tx, letterId, { words, reading, at });
  });
}
