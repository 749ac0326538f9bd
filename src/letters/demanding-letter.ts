import type { DemandingLetter } from '../demands/demand.js';
import type { Regime } from '../deadlines/counting/rule.js';
import type { Matter } from '../matters/matter.js';
import type { Db } from '../platform/database.js';
import { getLetterIn, listLetterNames } from './letter-store.js';
import { letterTitle, type Letter } from './letter.js';
import { alsoDatedOn } from './odd-days.js';
import { wordsOf, type LetterWords } from './letter-pages.js';

const REGIMES: Readonly<Record<Matter['regime'], Regime>> = {
  private: 'private',
  'us-federal': 'us-federal',
  california: 'us-california',
  'england-wales': 'england-wales',
};

/** A letter as its demands see it; the function that demands ask for it by. */
export async function demandingLetter(db: Db, matter: Matter, letterId: string): Promise<DemandingLetter> {
  const letter = await getLetterIn(db, matter.id, letterId);
  return asDemanding(letter, await wordsOf(db, letter.documentId), matter);
}

export function asDemanding(letter: Letter, words: LetterWords, matter: Matter): DemandingLetter {
  const hour = letter.receivedTime === null ? '' : `T${letter.receivedTime}`;
  return {
    id: letter.id,
    number: letter.number,
    sender: letter.sender,
    version: letter.version,
    isReviewed: letter.state === 'reviewed',
    isComplete: letter.demandsCompleteAt !== null,
    listNow: async (db) => {
      const now = await getLetterIn(db, matter.id, letter.id);
      return { isReviewed: now.state === 'reviewed', isComplete: now.demandsCompleteAt !== null };
    },
    facts: {
      letterDate: letter.datedOn,
      alsoDated: letter.datedOn === null ? null : alsoDatedOn(words, letter.datedOn),
      receivedOn: letter.receivedOn === null ? null : `${letter.receivedOn}${hour}`,
      sentOn: letter.sentOn,
      method: letter.method,
      zone: letter.receivedZone ?? matter.zone,
      regime: REGIMES[matter.regime],
    },
    pages: words.pages,
  };
}

/** The letters of a matter by id, as the demands name them. */
export async function lettersById(
  db: Db,
  matterId: string,
): Promise<ReadonlyMap<string, { readonly number: string; readonly title: string }>> {
  const letters = await listLetterNames(db, matterId, null);
  return new Map(letters.map((letter) => [letter.id, { number: letter.number, title: letterTitle(letter) }]));
}
