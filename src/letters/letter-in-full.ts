import { namesOfAccounts } from '../auth/account-store.js';
import { listDeadlines } from '../deadlines/deadline-store.js';
import type { Deadline } from '../deadlines/deadline.js';
import { listDemandsOf } from '../demands/demand-store.js';
import type { Demand } from '../demands/demand.js';
import { listParties } from '../people/person-store.js';
import type { Db } from '../platform/database.js';
import { askingSentences, type AskingSentence } from './demand-words.js';
import { wordsOf, type LetterWords } from './letter-pages.js';
import { listDismissals, listSameBytes } from './letter-store.js';
import type { Letter } from './letter.js';
import { sentencesOf } from './sentences.js';
import { uncovered } from './uncovered.js';

/** Everything on record about one letter, for its page and its forms. */
export interface LetterInFull {
  readonly letter: Letter;
  readonly words: LetterWords;
  /** Its demands in order, without those entered in error. */
  readonly demands: readonly Demand[];
  /** Sentences with demand or time words that no demand touches. */
  readonly leftOver: readonly AskingSentence[];
  readonly dismissed: Awaited<ReturnType<typeof listDismissals>>;
  readonly deadlines: readonly Deadline[];
  readonly sameBytes: readonly Letter[];
  readonly names: ReadonlyMap<string, string>;
  /** The parties of the matter, as far as they are known: what a form proposes for sender and recipient. */
  readonly theirs: string | null;
  readonly ours: string | null;
}

export async function letterInFull(db: Db, letter: Letter): Promise<LetterInFull> {
  const words = await wordsOf(db, letter.documentId);
  const demands = (await listDemandsOf(db, letter.id)).filter((demand) => demand.state !== 'voided');
  const parties = letter.matterId === null ? [] : await listParties(db, letter.matterId);
  const partyOn = (side: 'theirs' | 'ours'): string | null =>
    parties.find((party) => party.side === side && party.capacity === 'party')?.name ?? null;
  const sentences = words.pages.flatMap((page) => sentencesOf(page));
  return {
    letter,
    words,
    demands,
    leftOver: uncovered(askingSentences(sentences, letter.datedOn), demands),
    dismissed: await listDismissals(db, letter.id),
    deadlines: letter.matterId === null ? [] : await listDeadlines(db, letter.matterId),
    sameBytes: words.document === null ? [] : await listSameBytes(db, letter, words.document.sha256),
    names: await namesOfAccounts(db),
    theirs: partyOn('theirs'),
    ours: partyOn('ours'),
  };
}
