import { cellOf, dateCell } from '../demands/date-cell.js';
import { choices } from '../matters/matter.js';
import {
  DIRECTIONS,
  KINDS,
  kindText,
  LIMITS,
  LIMIT_STARTS,
  LIMIT_UNITS,
  limitText,
  placeText,
  quotedInside,
  STATES as DEMAND_STATES,
  UNREAD,
} from '../demands/demand.js';
import type { Document } from '../documents/document-store.js';
import { hasHtmlForm } from '../documents/mail/shown-html.js';
import { factsOf } from '../documents/preview.js';
import { dayText, instantText } from '../platform/plain-date.js';
import { sizeText } from '../web/upload.js';
import { kindOf } from './reading/kinds.js';
import { quotation } from './reading/source.js';
import {
  formValues,
  kindOrNone,
  limitColumns,
  limitValues,
  otherPlaces,
  splitPlaces,
  type ProposedDemand,
} from './proposed-demand.js';
import { oddDaysIn } from './odd-days.js';
import { changesShown } from './again/change-view.js';
import { hiddenShown, NO_PAGE } from './hidden-view.js';
import type { LetterInFull } from './letter-in-full.js';
import { isListOpen, letterTitle, METHODS, STATES, type Letter } from './letter.js';
import { imageViews, wordsView } from './page-views.js';
import { boxOf } from './uncovered.js';

const SAME_TIME = /\b(?:same|said|foregoing|aforesaid)\s+(?:time|period|deadline|date|days)/i;

/** Where the reader is: the hour, the zone, and how pages and words are to be shown. */
export interface Seen {
  /** The instant the page is shown at. */
  readonly at: string;
  readonly zone: string;
  readonly view: string | undefined;
}

/** What the letter's page shows, every word ready. */
export function letterView(full: LetterInFull, seen: Seen) {
  const { letter, words, demands } = full;
  const { document } = words;
  const images = document !== null && imagesOf(document);
  const isEntering = isListOpen(letter);
  const views = document === null ? [] : viewsOf(document);
  const asked = views.find((one) => one.name === seen.view)?.name;
  const view = asked ?? (images && !isEntering ? 'pages' : 'words');
  return {
    letter: { ...letter, title: letterTitle(letter), stateText: STATES[letter.state] },
    logged: `${full.names.get(letter.loggedBy) ?? 'someone'}, ${instantText(letter.loggedAt, seen.zone)}`,
    reviewed: byWhom(full, letter.reviewedBy, letter.reviewedAt, seen.zone),
    corrected: full.corrected && byWhom(full, full.corrected.by, full.corrected.at, seen.zone),
    completed: byWhom(full, letter.demandsCompleteBy, letter.demandsCompleteAt, seen.zone),
    earliest: letter.earliestOn && { day: dayText(letter.earliestOn), words: letter.earliestWords ?? '' },
    limitUnread: letter.limitUnread,
    provisional: full.deadlines
      .filter((one) => one.letterId === letter.id && one.demandId === null && one.state === 'provisional')
      .map((one) => cellOf(one, seen.at))
      .at(0),
    file: document && fileView(document),
    attached: words.attached.map(fileView),
    ...hiddenShown(full),
    changes: changesShown(full, seen.zone),
    oddDays: oddDaysIn(words, letter.datedOn),
    views,
    view,
    pages: view === 'words' ? words.pages.map((page) => wordsView(page, full)) : [],
    images: view === 'pages' && document ? imageViews(document, full) : [],
    demands: demands.map((demand) => ({
      ...demand,
      kindText: kindText(demand.kind),
      place: placeText(demand),
      limitText: limitText(demand),
      stateText: DEMAND_STATES[demand.state],
      isFound: demand.quoteStart !== null,
      date: dateCell(
        demand,
        full.deadlines,
        seen.at,
        demands.find((other) => other.id === demand.limitSharedWith) ?? null,
      ),
    })),
    proposals: full.proposals.map((proposal, index) => proposalView(proposal, index, full)),
    decided: decidedText(full.allProposals),
    leftOver: full.leftOver.map((sentence) => ({
      ...sentence,
      box: boxOf(sentence),
      wasDismissed: full.dismissed.some((one) => one.page === sentence.page && one.start === sentence.start),
      take: `${sentence.page}.${sentence.start}.${sentence.end}`,
    })),
    timesLeft: full.timesLeft.map((one) => ({
      ...{ text: one.text, page: one.page, box: boxOf(one), demand: one.demand },
      times: one.times,
      wasDismissed: full.dismissed.some((other) => other.page === one.page && other.start === one.start),
    })),
    dismissed: full.dismissed.map((one) => ({
      ...one,
      ...{ quote: quotedInside(one.quote), isHidden: one.page === NO_PAGE },
      by: `${one.dismissedByName}, ${instantText(one.dismissedAt, seen.zone)}`,
    })),
    facts: factRows(letter),
    choices: {
      kinds: choices(KINDS),
      limits: choices(LIMITS),
      units: choices(LIMIT_UNITS),
      starts: choices(LIMIT_STARTS),
      directions: choices(DIRECTIONS),
      methods: choices(METHODS),
      shared: demands
        .filter((demand) => demand.limitUnit !== null)
        .map((demand) => ({ value: demand.id, text: `Demand ${demand.number}: ${limitText(demand)}` })),
    },
  };
}

/** What the demand form starts with when a sentence is taken from the list: `take` is `page.start.end`. */
export function takenValues(
  { words, leftOver, demands }: LetterInFull,
  take: string | undefined,
): Record<string, string> {
  const [page, start, end] = (take ?? '').split('.').map(Number);
  const text = words.pages.find((one) => one.page === page)?.text.slice(start, end) ?? '';
  const quote = quotation(text);
  if (quote === '' || page === undefined || start === undefined || end === undefined)
    return { limit: 'none' };
  const limit = leftOver.find((one) => one.page === page && one.start === start)?.limits[0]?.limit ?? null;
  const [limited] = demands.filter((demand) => demand.limitUnit !== null).reverse();
  const kind = kindOrNone(kindOf(quote, false));
  const place = { quote, page: String(page), start: String(start), end: String(end), kind };
  if (!limit && limited && SAME_TIME.test(quote))
    return { ...place, limit: 'shared', sharedWith: limited.id };
  return { ...place, ...limitValues(limitColumns(limit)) };
}

/** What the demand form starts with for the proposal of this id, or null where there is none. */
export function proposedValues(
  { proposals }: LetterInFull,
  id: string | undefined,
): Record<string, string> | null {
  const proposal = proposals.find((one) => one.id === id);
  return proposal ? formValues(proposal) : null;
}

function factRows(letter: Letter) {
  const rows: readonly (readonly [string, string | null, string?])[] = [
    ['From', letter.sender],
    ['Their counsel', letter.senderCounsel],
    ['To', letter.recipient],
    ['About', letter.subject],
    ['Their reference', letter.theirReference],
    ['Date on it', letter.datedOn && dayText(letter.datedOn)],
    ['Sent', letter.sentOn && dayText(letter.sentOn)],
    [
      'Received',
      letter.receivedOn && dayText(letter.receivedOn),
      [letter.receivedTime, letter.receivedZone].filter(Boolean).join(' '),
    ],
    [
      'How',
      letter.method && Object.hasOwn(METHODS, letter.method)
        ? METHODS[letter.method as keyof typeof METHODS]
        : letter.method,
    ],
  ];
  return rows.flatMap(([term, text, note]) => (text ? [{ term, text, ...(note ? { note } : {}) }] : []));
}

function fileView(document: Document) {
  return {
    id: document.id,
    name: document.name,
    label: document.label,
    size: sizeText(document.bytes),
    sha256: document.sha256,
    state: document.state,
    isReadable: document.state === 'readable',
    reason:
      document.reason ?? (document.state === 'unread' ? 'It has not been read yet; reload in a moment.' : ''),
    pages: document.pages,
    notes: factsOf(document).notes,
  };
}

/** A proposal with every word ready: where it stands, why it was proposed, and where it may be cut in two. */
function proposalView(proposal: ProposedDemand, index: number, { words, letter }: LetterInFull) {
  const limit = { ...proposal, limitSharedWith: null };
  const page = words.pages.find((one) => one.page === proposal.page);
  const text = page?.text ?? '';
  return {
    id: proposal.id,
    number: index + 1,
    quote: proposal.quote,
    kindText: kindText(proposal.kind),
    limitText: `${limitText(limit)}${isGone(proposal, letter) ? ', which was past when the letter was written' : ''}`,
    isUnread: proposal.limitUnit === UNREAD,
    limitWords: proposal.limitWords,
    limitRule: proposal.limitRule,
    page: proposal.page,
    isByMachine: page !== undefined && page.stored.confidence !== null,
    rule: proposal.rule,
    stem: proposal.stem,
    isImplied: proposal.isImplied === 1,
    isConditional: proposal.isConditional === 1,
    again: otherPlaces(proposal),
    box: boxOf({ page: proposal.page, start: proposal.quoteStart }),
    cuts: splitPlaces(text.slice(proposal.quoteStart, proposal.quoteEnd)),
  };
}

function isGone({ limitUnit, limitOn }: ProposedDemand, { datedOn }: Pick<Letter, 'datedOn'>): boolean {
  return limitUnit === 'date' && limitOn !== null && datedOn !== null && limitOn < datedOn;
}

/** `5 of 8 proposals confirmed as proposed, 2 changed, 1 rejected`, or '' before anything was decided. */
function decidedText(all: readonly ProposedDemand[]): string {
  const count = (state: ProposedDemand['state']): number => all.filter((one) => one.state === state).length;
  const parts = [
    [count('confirmed'), 'confirmed as proposed'],
    [count('edited'), 'changed'],
    [count('split') + count('merged'), 'split or merged'],
    [count('rejected'), 'rejected'],
  ] as const;
  const said = parts.filter(([number]) => number > 0).map(([number, what]) => `${number} ${what}`);
  return said.length === 0 ? '' : `Of what the words proposed: ${said.join(', ')}.`;
}

/** How the letter can be looked at: `words` are what a demand is quoted from. */
function viewsOf(document: Document): readonly { name: 'words' | 'pages' | 'html'; text: string }[] {
  if (document.state !== 'readable') return [];
  return [
    { name: 'words', text: 'Words' },
    ...(imagesOf(document) ? [{ name: 'pages', text: 'Pages' } as const] : []),
    ...(hasHtmlForm(document) ? [{ name: 'html', text: 'As laid out' } as const] : []),
  ];
}

function imagesOf(document: Document): boolean {
  return document.state === 'readable' && /^(application\/pdf|image\/)/.test(document.mediaType);
}

function byWhom(full: LetterInFull, by: string | null, at: string | null, zone: string): string | null {
  return by === null || at === null ? null : `${full.names.get(by) ?? 'someone'}, ${instantText(at, zone)}`;
}
