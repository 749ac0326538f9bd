import { listEvents } from '../audit/audit-store.js';
import { namesOfAccounts } from '../auth/account-store.js';
import { listDeadlines } from '../deadlines/deadline-store.js';
import type { Deadline } from '../deadlines/deadline.js';
import { listDemandsOf } from '../demands/demand-store.js';
import type { Demand } from '../demands/demand.js';
import { listParties } from '../people/person-store.js';
import type { Deps } from '../platform/deps.js';
import type { AskingSentence } from './asking-sentences.js';
import { listChanges } from './again/letter-change-store.js';
import { wordsOf, type LetterWords } from './letter-pages.js';
import { listDismissals } from './letter-store.js';
import { hiddenIn, hiddenToDecide, type HiddenShown, type HiddenToDecide } from './hidden-view.js';
import { isListOpen, type Letter } from './letter.js';
import { listProposals } from './proposal-store.js';
import { isTakenBy, otherPlaces, type ProposedDemand } from './proposed-demand.js';
import { sentencesOf } from './read-words.js';
import { timesNotTaken, uncovered, type TimeNotTaken } from './uncovered.js';

/** Everything on record about one letter, for its page and its forms. */
export interface LetterInFull {
  readonly letter: Letter;
  readonly words: LetterWords;
  /** Its demands in order, without those entered in error. */
  readonly demands: readonly Demand[];
  /** What the words propose and nobody has decided yet. */
  readonly proposals: readonly ProposedDemand[];
  /** All that was proposed, decided or not. */
  readonly allProposals: readonly ProposedDemand[];
  /** Sentences with demand or time words that no demand and no proposal touches; none while the list is not open. */
  readonly leftOver: readonly AskingSentence[];
  /** Words that its reader does not see, and those among them that are to be decided. */
  readonly hidden: readonly HiddenShown[];
  readonly hiddenLeft: HiddenToDecide;
  /** What became of it when a newer reader read its files again. */
  readonly changes: Awaited<ReturnType<typeof listChanges>>;
  /** Sentences that name a time, in a demand that was entered without one. */
  readonly timesLeft: readonly TimeNotTaken[];
  readonly dismissed: Awaited<ReturnType<typeof listDismissals>>;
  readonly deadlines: readonly Deadline[];
  /** Who last saved its facts after they had been confirmed, and when. */
  readonly corrected: { readonly by: string | null; readonly at: string } | null;
  readonly names: ReadonlyMap<string, string>;
  /** The parties of the matter, as far as they are known: what a form proposes for sender and recipient. */
  readonly theirs: string | null;
  readonly ours: string | null;
}

export async function letterInFull(
  deps: Pick<Deps, 'db' | 'asker' | 'log'>,
  letter: Letter,
): Promise<LetterInFull> {
  const { db } = deps;
  const words = await wordsOf(db, letter.documentId);
  const demands = (await listDemandsOf(db, letter.id)).filter((demand) => demand.state !== 'voided');
  const parties = letter.matterId === null ? [] : await listParties(db, letter.matterId);
  const partyOn = (side: 'theirs' | 'ours'): string | null =>
    parties.find((party) => party.side === side && party.capacity === 'party')?.name ?? null;
  const allProposals = await listProposals(db, letter.id);
  const proposals = allProposals.filter(
    (one) => one.state === 'open' && !demands.some((demand) => isTakenBy(one, demand)),
  );
  const looked = allProposals.filter((one) => one.state === 'open' || one.state === 'rejected');
  // What opens a list asks nothing by itself once its items are proposed or stand as demands.
  const listed = [...looked, ...allProposals.filter((one) => demands.some(({ id }) => id === one.demandId))];
  const hidden = hiddenIn(words);
  // Looking for them in hundreds of pages takes a second, and only an open list shows them.
  const sentences = isListOpen(letter) ? await sentencesOf(deps, words, letter.datedOn) : [];
  const [edit] = await listEvents(db, { matterId: null, subject: letter.id, action: 'letter.edited' }, 1);
  return {
    letter,
    corrected: edit ? { by: edit.byAccount, at: edit.at } : null,
    words,
    demands,
    proposals,
    allProposals,
    hidden,
    hiddenLeft: hiddenToDecide(hidden, demands),
    timesLeft: timesNotTaken(sentences, demands),
    leftOver: uncovered(sentences, [...demands, ...looked.flatMap(placesOf)]).filter(
      (sentence) => !listed.some((one) => one.stem === sentence.text),
    ),
    dismissed: await listDismissals(db, letter.id),
    changes: await listChanges(db, letter.id),
    deadlines: letter.matterId === null ? [] : await listDeadlines(db, letter.matterId),
    names: await namesOfAccounts(db),
    theirs: partyOn('theirs'),
    ours: partyOn('ours'),
  };
}

/** Where a proposal and the same demand made again stand. */
function placesOf(proposal: ProposedDemand) {
  const again = otherPlaces(proposal).map(({ page, start, end }) => ({
    page,
    quoteStart: start,
    quoteEnd: end,
  }));
  return [proposal, ...again];
}
