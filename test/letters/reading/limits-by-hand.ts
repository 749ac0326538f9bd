import { earliestMeaning } from '../../../src/deadlines/counting/earliest-meaning.js';
import type { LimitWords } from '../../../src/deadlines/counting/limit-facts.js';
import { readingsOf, type LetterFacts } from '../../../src/deadlines/counting/readings.js';
import { limitOf, NO_LIMIT } from '../../../src/demands/demand.js';
import { limitColumns } from '../../../src/letters/proposed-demand.js';
import { readLetter } from '../../../src/letters/reading/read-letter.js';

/** Under which rules a letter of the table is read, and how its writer dates it. */
export type Place = keyof typeof PLACES;

const PLACES = {
  england: { regime: 'england-wales', zone: 'Europe/London', dated: '4 June 2026' },
  private: { regime: 'private', zone: 'America/New_York', dated: 'June 4, 2026' },
  federal: { regime: 'us-federal', zone: 'America/New_York', dated: 'June 4, 2026' },
  california: { regime: 'us-california', zone: 'America/Los_Angeles', dated: 'June 4, 2026' },
  ireland: { regime: 'private', zone: 'Europe/Dublin', dated: '4 June 2026' },
  australia: { regime: 'private', zone: 'Australia/Sydney', dated: '4 June 2026' },
} as const;

const DATES = { letterDate: '2026-06-04', receivedOn: '2026-06-05' };

/** A row begins with a whole sentence, or with the words of time of “Please return the tapes …”. */
export function letterWith(place: Place, words: string): string {
  const sentence = /^\p{Lu}/u.test(words) ? words : `Please return the tapes ${words}.`;
  return `Hollis & Vane\n12 Quay Street\n\n${PLACES[place].dated}\n\nDear Party B:\n\nParty A made the tapes.\n\n${sentence}\n\nSincerely,\n\nRuth Vane`;
}

/** The letter’s one limit as a demand keeps it, with what the letter’s facts bring to its count. */
export function limitWith(
  place: Place,
  words: string,
): { readonly limit: LimitWords | null; readonly isUnread: boolean; readonly facts: LetterFacts } {
  const { regime, zone } = PLACES[place];
  const found = readLetter(letterWith(place, words)).demands.flatMap(({ limit }) => limit ?? []);
  const [first] = found;
  const columns = { ...NO_LIMIT, ...limitColumns(first ?? null) };
  const facts = { ...DATES, eventOn: columns.limitEventOn, zone, regime };
  const isUnread = first !== undefined && 'isUnread' in first;
  return { limit: isUnread ? null : limitOf(columns), isUnread, facts };
}

/** Every day that the one limit of the letter can mean, in order: `06-10 06-12`; `at once`, `unread` or `none`. */
export function daysMeant(place: Place, words: string): string {
  const { limit, isUnread, facts } = limitWith(place, words);
  if (isUnread) return 'unread';
  if (limit === null) return 'none';
  const { decision, readings } = readingsOf(limit, facts);
  return decision ? 'at once' : [...new Set(readings.map(({ due }) => due.slice(5)))].sort().join(' ');
}

/** What the plain search holds before anyone has reviewed the letter: `06-10`, `unread` or `none`. */
export function heldBefore(place: Place, words: string): string {
  const { zone } = PLACES[place];
  const { due, unread } = earliestMeaning(letterWith(place, words), {
    letterDate: DATES.letterDate,
    receivedOn: DATES.letterDate,
    zone,
  });
  return due?.slice(5) ?? (unread === null ? 'none' : 'unread');
}
