import { earliestMeaning, type EarliestMeaning } from '../deadlines/counting/earliest-meaning.js';
import { foundLimit, type FoundLimit } from '../deadlines/counting/found-limit.js';
import { threadSubjectOf } from '../documents/mail/message-key.js';
import { inTransaction } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { addDays, dayIn } from '../platform/plain-date.js';
import { getLetter, listUnsearched, updateEarliest } from './letter-store.js';
import { alsoDatedOn } from './odd-days.js';
import { setProvisionalDate } from './letter-dates.js';
import type { Letter } from './letter.js';
import { wordsOf, type LetterWords } from './letter-pages.js';
import { readingOf } from './read-words.js';
import type { Limit } from './reading/proposal.js';
import { proposeFacts, type ProposedFacts } from './propose-facts.js';

/**
 * Searches a letter's words for the earliest date they could mean and sets it as a provisional date, asserted by
 * them. `earliestWords` is '' afterwards where nothing was found, so that it is not searched again.
 */
export async function findEarliest(deps: Deps, letterId: string, zone: string): Promise<void> {
  const letter = await getLetter(deps.db, letterId);
  const words = await wordsOf(deps.db, letter.documentId);
  const meaning = await earliestOf(deps, words, letter, { now: deps.clock.now(), zone });
  const { subject } = factsIn(words);
  const at = deps.clock.now();
  await inTransaction(deps, async (tx) => {
    if ((await getLetter(tx, letterId)).earliestWords !== null) return; // searched by another process meanwhile
    await updateEarliest(tx, letterId, {
      ...earliestColumns(meaning),
      threadSubject: threadSubjectOf(letter.subject ?? subject),
    });
    await setProvisionalDate(tx, letter, meaning, { zone, at });
  });
}

/** Searches what a stop of the machine left unsearched; call it after documents left unread have been read. */
export async function findEarliestLeft(deps: Deps): Promise<number> {
  const left = await listUnsearched(deps.db, 500);
  for (const letter of left) await findEarliest(deps, letter.id, deps.zone);
  return left.length;
}

/**
 * The earliest meaning of a letter's words. Before anyone has confirmed its dates, the date it shows stands for the
 * letter's date and, being the earliest it can have come, for its receipt.
 */
export async function earliestOf(
  deps: Pick<Deps, 'asker' | 'log'>,
  words: LetterWords,
  letter: Pick<Letter, 'datedOn' | 'receivedOn'>,
  { now, zone }: { readonly now: string; readonly zone: string },
): Promise<EarliestMeaning> {
  const { datedOn, receivedAt, sentAt } = factsIn(words);
  const today = dayIn(now, zone);
  const written = datedOn === null ? null : earlierOf(words, datedOn);
  const shown = written !== null && written <= today ? written : today;
  // A mail from the east bears a day that had not come yet where it arrived: no zone is more than a day apart.
  const came = receivedAt ?? sentAt;
  const before = addDays(shown, -1);
  const arrived = came !== null && dayIn(came, zone) === before ? before : shown;
  const letterDate = letter.datedOn === null ? shown : earlierOf(words, letter.datedOn);
  const { demands } = await readingOf(deps, words, letterDate);
  return earliestMeaning(
    words.pages.map((page) => page.text).join('\n\n'),
    { letterDate, receivedOn: letter.receivedOn ?? letter.datedOn ?? arrived, zone },
    demands.flatMap(({ limit }) => (limit === null ? [] : foundIn(limit))),
  );
}

/** A limit that a demand was read with, as the plain search gives one. “At once” is no day. */
function foundIn(limit: Limit): FoundLimit[] {
  if ('isUnread' in limit) return [foundLimit(limit.text, 0, { count: null, unit: 'unread', from: null })];
  if ('date' in limit) {
    const dates = [limit.date, ...limit.alternatives];
    return [foundLimit(limit.text, 0, { count: null, unit: 'date', from: null, dates, time: limit.time })];
  }
  const { text, count, unit, direction, time, eventOn } = limit;
  if (count === 0) return [];
  const from = limit.fromStated ? limit.from : null;
  const dates = eventOn === null ? [] : [eventOn];
  return [foundLimit(text, 0, { count, unit, from, direction, time, dates })];
}

/** A date on the letter beside a weekday that does not fit it may be either day: the earlier is held to. */
function earlierOf(words: LetterWords, datedOn: string): string {
  const other = alsoDatedOn(words, datedOn);
  return other !== null && other < datedOn ? other : datedOn;
}

/** What was found, as the letter's row keeps it. */
export function earliestColumns({ due, quote, unread }: EarliestMeaning) {
  return { earliestOn: due, earliestWords: quote ?? '', limitUnread: unread };
}

function factsIn({ pages, document }: LetterWords): ProposedFacts {
  return proposeFacts(
    pages.map((page) => page.text),
    document?.facts ?? '{}',
  );
}
