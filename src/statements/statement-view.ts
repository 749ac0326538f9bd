import { kindText, type Demand } from '../demands/demand.js';
import { itemNumber, type Item } from '../evidence/item.js';
import { letterTitle } from '../letters/letter.js';
import type { LetterName } from '../letters/letter-store.js';
import { dayText, instantText } from '../platform/plain-date.js';
import { COVERAGES, type Coverage, type DemandCoverage, type StatementInFull } from './coverage.js';
import { needsReview, REVIEWS, type Bearing, type StandingLink } from './statement.js';

/** What statements of the matter in hand name or may name; of its items those they do name. */
export interface Choices {
  readonly items: readonly Item[];
  readonly letters: readonly LetterName[];
  readonly demands: readonly Demand[];
}

/** The fields of the form in page order, as a conflict names them. */
export const FIELD_WORDS = {
  madeWords: 'what was said',
  madeBy: 'who said it',
  madeTo: 'to whom',
  madeOn: 'when',
  madeWhere: 'where',
  shownBy: 'what shows it',
  shownAt: 'where in it',
  putWords: 'how they put it',
  putLetter: 'the letter that says so',
  difference: 'the difference',
  position: 'our position',
} as const;

const CHIPS: Readonly<Record<Coverage, string>> = {
  open: 'due',
  'borne-out': 'ok',
  'in-part': 'warn',
  'without-proof': 'due',
  'held-back': 'plain',
  declined: 'plain',
  'nothing-held': 'plain',
};

const SIDES: readonly { readonly bearing: Bearing; readonly title: string; readonly none: string }[] = [
  { bearing: 'against', title: 'Against us', none: 'Nothing is linked against us.' },
  { bearing: 'for', title: 'For us', none: 'Nothing is linked for us.' },
  { bearing: 'context', title: 'Context', none: '' },
];

/** What a form offers; a letter that was named before stays among the choices though it was voided since. */
export function formChoices({ letters, demands }: Choices, named: string | null) {
  return {
    letters: letters
      .filter((letter) => letter.id === named || (letter.direction === 'in' && letter.state !== 'voided'))
      .map((letter) => ({
        value: letter.id,
        text: `${letter.number} ${letterTitle(letter)}${letter.state === 'voided' ? ' (voided)' : ''}`,
      })),
    demandChoices: demands
      .filter((demand) => demand.state !== 'voided')
      .map((demand) => ({ value: demand.id, text: `Demand ${demand.number}: ${kindText(demand.kind)}` })),
  };
}

/** What the form holds for a statement as stored. */
export function formValues({ statement, demandIds }: StatementInFull) {
  const { madeWords, madeBy, madeTo, madeOn, madeWhere, shownBy, shownAt } = statement;
  const { putWords, putLetter, difference, position, version } = statement;
  return {
    ...{ madeWords, madeBy, madeTo, madeOn: madeOn ?? '', madeWhere, shownBy: shownBy ?? '', shownAt },
    ...{ putWords, putLetter: putLetter ?? '', difference, position, version: String(version) },
    demand: demandIds,
  };
}

/** A statement as its card shows it: both wordings, what shows it, and what bears on it, against us first. */
export function statementCard(
  { statement, links, demandIds }: StatementInFull,
  { items, letters, demands }: Choices,
  names: ReadonlyMap<string, string> = new Map(),
  zone = 'UTC',
) {
  const shows = items.find(({ id }) => id === statement.shownBy);
  const letter = letters.find(({ id }) => id === statement.putLetter);
  const live = links.filter((link) => link.endedAt === null);
  const who = (account: string | null, at: string | null) =>
    account === null || at === null ? '' : `${names.get(account) ?? 'someone'}, ${instantText(at, zone)}`;
  const row = (link: StandingLink) => ({
    id: link.id,
    itemId: link.itemId,
    number: itemNumber(link.itemNumber),
    title: link.itemTitle,
    place: link.place,
    note: link.note,
    isPrivileged: link.isPrivileged,
    isInFile: link.isInFile,
    isAgainst: link.bearing === 'against',
    needsReview: needsReview(link),
    review: link.review === null ? '' : REVIEWS[link.review],
    reviewReason: link.reviewReason,
    reviewed: who(link.reviewedBy, link.reviewedAt),
    linked: who(link.linkedBy, link.linkedAt),
  });
  return {
    id: statement.id,
    number: statement.number,
    isVoided: statement.state === 'voided',
    voidReason: statement.voidReason,
    madeWords: statement.madeWords,
    made: [
      statement.madeBy,
      statement.madeTo === '' ? '' : `to ${statement.madeTo}`,
      statement.madeOn === null ? '' : dayText(statement.madeOn),
      statement.madeWhere,
    ]
      .filter((part) => part !== '')
      .join(' · '),
    shows: shows
      ? { id: shows.id, number: itemNumber(shows.number), title: shows.title, place: statement.shownAt }
      : null,
    putWords: statement.putWords,
    put: letter ? { id: letter.id, title: letterTitle(letter), number: letter.number } : null,
    difference: statement.difference,
    position: statement.position,
    demands: demands
      .filter(({ id }) => demandIds.includes(id))
      .map(({ id, number, kind }) => ({ id, number, kindText: kindText(kind) })),
    sides: SIDES.map(({ bearing, title, none }) => ({
      bearing,
      title,
      none,
      links: live.filter((link) => link.bearing === bearing).map(row),
    })),
    ended: links
      .filter((link) => link.endedAt !== null)
      .map((link) => ({
        number: itemNumber(link.itemNumber),
        title: link.itemTitle,
        bearing: link.bearing,
        reason: link.endReason ?? '',
        ended: who(link.endedBy, link.endedAt),
      })),
    toReview: live.filter(needsReview).length,
    entered: who(statement.enteredBy, statement.enteredAt),
  };
}

/** One row of the table of coverage. */
export function coverageRow(row: DemandCoverage) {
  const { demand, coverage, support, against, heldBack, moreSupport, moreHeldBack, gaps } = row;
  return {
    id: demand.id,
    number: demand.number,
    quote: demand.quote,
    kindText: kindText(demand.kind),
    text: COVERAGES[coverage],
    chip: CHIPS[coverage],
    support,
    against,
    heldBack,
    moreSupport,
    moreHeldBack,
    gaps,
  };
}
