import { recordEvent } from '../../audit/audit-store.js';
import { listDemandsOf, updateDemand } from '../../demands/demand-store.js';
import type { Demand } from '../../demands/demand.js';
import type { Place } from '../../demands/locate-quote.js';
import { factsOf } from '../../documents/preview.js';
import type { Reread } from '../../documents/read-document-again.js';
import type { LetterDismissalTable } from '../../migrations/schema.js';
import type { Db, Tx } from '../../platform/database.js';
import { ConflictError } from '../../platform/errors.js';
import { askingSentences } from '../asking-sentences.js';
import { NO_PAGE } from '../hidden-view.js';
import { wordsOf } from '../letter-pages.js';
import { listDismissals, moveDismissals } from '../letter-store.js';
import type { Letter } from '../letter.js';
import { listProposals, moveProposal } from '../proposal-store.js';
import { otherPlaces, type ProposedDemand } from '../proposed-demand.js';
import { insertChange } from './letter-change-store.js';
import type { LetterChange } from './letter-change.js';
import { moveOf, placeNow, type Move } from './move-quotations.js';

const MOST_SENTENCES = 20;
const LONGEST_SENTENCE = 300;

/** Records what a letter takes along, in the transaction of the new words. */
type Carry = (tx: Tx, at: string) => Promise<void>;

/**
 * What a letter takes along when a file of it is read again: the places of its demands, of what was proposed and
 * dismissed, and a note for a person of what changed. The words of a demand never change; where they are not found its
 * place is taken away. Null where nothing of the letter changes. All is worked out here, before the transaction.
 */
export async function carriedLetter(
  db: Db,
  letter: Letter,
  { document, reading, areWordsSame }: Reread,
): Promise<Carry | null> {
  const known = new Set((factsOf(document).hidden ?? []).map(({ words }) => words));
  const hidden = (reading.facts.hidden ?? []).filter(({ words }) => !known.has(words)).length;
  if (areWordsSame && hidden === 0) return null;
  const move = moveOf(await wordsOf(db, letter.documentId), document.id, reading.pageText);
  const demands = await liveDemands(db, letter.id);
  const moves = demands.flatMap((demand) => movedDemand(demand, move));
  const proposals = (await listProposals(db, letter.id)).flatMap((one) => movedProposal(one, move));
  const dismissals = (await listDismissals(db, letter.id)).flatMap((one) => movedDismissal(one, move));
  const numbers = (isLost: boolean): number[] =>
    moves.filter(({ place }) => (place === null) === isLost).map(({ demand }) => demand.number);
  const what: LetterChange = {
    file: document.id === letter.documentId ? '' : document.name,
    ...{ moved: numbers(false), lost: numbers(true), hidden, ...sentencesOf(move, letter) },
  };
  return async (tx, at) => {
    if (versionsOf(await liveDemands(tx, letter.id)) !== versionsOf(demands))
      throw new ConflictError(
        'A demand of this letter was changed meanwhile; it is read again the next time.',
      );
    for (const { demand, place } of moves) await updateDemand(tx, demand.id, demand.version, placed(place));
    for (const { id, to } of proposals) await moveProposal(tx, id, to);
    await moveDismissals(tx, dismissals);
    await insertChange(tx, {
      ...{ letterId: letter.id, documentId: document.id, readAt: at, what: JSON.stringify(what) },
    });
    const { id: subject, number, matterId } = letter;
    const detail = { number, moved: what.moved.length, lost: what.lost.length };
    await recordEvent(tx, { by: null, at, action: 'letter.readAgain', subject, matterId, detail });
  };
}

async function liveDemands(db: Db, letterId: string): Promise<Demand[]> {
  return (await listDemandsOf(db, letterId)).filter(({ state }) => state !== 'voided');
}

function versionsOf(demands: readonly Demand[]): string {
  return demands.map(({ id, version }) => `${id} ${version}`).join('\n');
}

/** A demand whose words stand elsewhere now or, without a place, are not found; none where they stand as they did. */
function movedDemand(
  demand: Demand,
  move: Move,
): { readonly demand: Demand; readonly place: Place | null }[] {
  const { quote, page, quoteStart, quoteEnd } = demand;
  if (page === null || quoteStart === null) return [];
  const place = placeNow(move, { quote, page, start: quoteStart });
  const isSame =
    place !== null && place.page === page && place.start === quoteStart && place.end === quoteEnd;
  return isSame ? [] : [{ demand, place }];
}

function placed(place: Place | null) {
  return {
    ...(place === null ? {} : { page: place.page }),
    ...{ quoteStart: place?.start ?? null, quoteEnd: place?.end ?? null },
    ...{ lineFrom: place?.lineFrom ?? null, lineTo: place?.lineTo ?? null },
  };
}

/** Where a proposal stands now; one whose words are not found stays as a record and gives way when they are proposed anew. */
function movedProposal(proposal: ProposedDemand, move: Move) {
  const { id, quote, page, quoteStart } = proposal;
  const place = placeNow(move, { quote, page, start: quoteStart });
  if (place === null) return [];
  const alsoAt = otherPlaces(proposal).flatMap((one) => {
    const now = placeNow(move, one);
    return now === null ? [] : [{ quote: one.quote, page: now.page, start: now.start, end: now.end }];
  });
  const { start, end } = place;
  return [{ id, to: { page: place.page, quoteStart: start, quoteEnd: end, alsoAt: JSON.stringify(alsoAt) } }];
}

/** Where a dismissed sentence stands now. One that is gone keeps who dismissed it, at a place where no sentence stands. */
function movedDismissal(dismissal: LetterDismissalTable, move: Move) {
  const { page, start, quote } = dismissal;
  if (page === NO_PAGE || start < 0) return [];
  const place = placeNow(move, { quote, page, start });
  if (place?.page === page && place.start === start) return [];
  return [
    {
      dismissal,
      to: place === null ? { page, start: -1 - start } : { page: place.page, start: place.start },
    },
  ];
}

/** The sentences with demand or time words that came and went. */
function sentencesOf({ before, after }: Move, { datedOn }: Letter): Pick<LetterChange, 'added' | 'gone'> {
  const [old, read] = [before, after].map((pages) => askingSentences(pages, datedOn).map(({ text }) => text));
  const only = (these: readonly string[] = [], those: readonly string[] = []): string[] => {
    const known = new Set(those);
    return [...new Set(these)]
      .filter((text) => !known.has(text))
      .slice(0, MOST_SENTENCES)
      .map((text) => (text.length > LONGEST_SENTENCE ? `${text.slice(0, LONGEST_SENTENCE)}…` : text));
  };
  return { added: only(read, old), gone: only(old, read) };
}
