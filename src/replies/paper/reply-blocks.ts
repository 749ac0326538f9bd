import {
  placesInLetter,
  quotedInside,
  wordsOfResponse,
  type Demand,
  type Response,
} from '../../demands/demand.js';
import { groundsTaken, groundText } from '../../demands/objection.js';
import { itemsNamed, pagesText, pinpointsOf } from '../../demands/pinpoint.js';
import { itemNumber } from '../../evidence/item.js';
import { paperDate, titleAndDate } from '../../bundles/building/paper-date.js';
import type { Block, Paper, Run } from '../../pdf/blocks.js';
import {
  citation,
  citedRuns,
  NONE_UNMARKED,
  pagesProblem,
  unmarkedCitation,
  unmarkedPages,
  type CitableExhibit,
  type Unmarked,
} from './cited-runs.js';
import { standsAsSent, toldIn, type Earlier, type Standing } from '../further/answer-standing.js';
import { beginsWithClose, endsWithClose } from '../complimentary-close.js';
import { hasAddressee, type LetterKind } from '../letter-kind.js';
import type { ReplyFields } from '../reply.js';

/** One demand as the letter treats it: what they wrote, what we say, what we point at. */
export interface AnsweredDemand extends Standing {
  readonly demand: Pick<Demand, 'number' | 'quote' | 'state'>;
  readonly response:
    | (Pick<Response, 'words' | 'promiseWords' | 'promisedOn' | 'objections' | 'exhibits'> &
        Partial<Pick<Response, 'holdsBack'>>)
    | null;
  /** Items that bear on the demand and are in the bundle that goes out with the letter. */
  readonly itemIds: readonly string[];
  /** Items that bear on the demand, where no bundle says yet what goes out. */
  readonly mayGoOut?: readonly string[];
  /** Numbers of the cited items of the file by their ids, for what is cited and does not go out. */
  readonly itemNumbers?: ReadonlyMap<string, number>;
}

export interface LetterParts {
  readonly fields: ReplyFields;
  readonly answers: readonly AnsweredDemand[];
  readonly exhibits: readonly CitableExhibit[];
  /** What is cited and has no mark. */
  readonly unmarked?: Unmarked;
  /** The paper it is set on: dates are written as there. */
  readonly paper: Paper;
  readonly kind: LetterKind;
}

export interface LetterBlocks {
  readonly letterhead: readonly string[];
  readonly blocks: readonly Block[];
  /** References to exhibits or pages that are not in what goes out. */
  readonly broken: readonly string[];
}

/** Where nobody chose what a response points at, whatever of it goes out is meant. */
const IF_ENCLOSED = 'if it is enclosed';
const MISSING = 'No response is written yet.';

/**
 * The letter as blocks for the typesetter. Pure: the same reply, responses and exhibits give the same letter.
 * A demand that ended without a response takes no part in it; one that is open says that its response is missing.
 */
export function replyBlocks({
  fields,
  answers,
  exhibits,
  paper,
  kind,
  unmarked = NONE_UNMARKED,
}: LetterParts): LetterBlocks {
  const broken: string[] = [];
  const [known] = answers.flatMap(({ itemNumbers }) => itemNumbers ?? []);
  const inFile = known === undefined ? null : new Set(known.values());
  const paragraphs = (words: string): Block[] =>
    paragraphsOf(words).map((paragraph) => {
      const { runs, broken: problems } = citedRuns(paragraph, exhibits, inFile, unmarked);
      broken.push(...problems);
      return { kind: 'paragraph', runs };
    });
  const references = [
    ...(fields.ourReference === '' ? [] : [`Our reference: ${fields.ourReference}`]),
    ...(fields.theirReference === '' ? [] : [`Your reference: ${fields.theirReference}`]),
  ];
  const told = toldIn(kind, answers);
  const places = placesInLetter(answers.map(({ demand }) => demand));
  const placeOf = ({ demand }: AnsweredDemand): number => places.get(demand.number) ?? 0;
  const head: Block[] = hasAddressee(kind)
    ? [
        text(paperDate(fields.datedOn, paper)),
        text(fields.addressee),
        ...(references.length === 0 ? [] : [text(references.join('\n'))]),
        text(subjectLine(fields.subject), { bold: true }),
        text(fields.salutation),
      ]
    : [
        { kind: 'heading', level: 1, text: fields.subject },
        ...(references.length === 0 ? [] : [text(references.join('\n'))]),
      ];

  const blocks: Block[] = [
    ...(fields.legend === '' ? [] : [text(fields.legend, { bold: true })]),
    ...head.filter((block) => block.kind !== 'paragraph' || block.runs.some((run) => run.text !== '')),
    ...paragraphs(fields.opening),
    ...told.flatMap((answer) =>
      demandBlocks(answer, { place: placeOf(answer), paper }, { exhibits, unmarked }, paragraphs, broken),
    ),
    ...standingBlocks(standsAsSent(kind, answers), placeOf, paper),
    { kind: 'space', points: 6 },
    ...closingBlocks(fields, paragraphs),
    ...enclosures(exhibits, paper),
    ...(fields.copies === '' ? [] : [text(`Copies: ${fields.copies.split('\n').join('; ')}`)]),
  ];
  return { letterhead: linesOf(fields.letterhead), blocks, broken: [...new Set(broken)] };
}

/** The closing words and the signature; a close above it stays on its page, and stands once where both have one. */
function closingBlocks(
  { closing, signatory }: Pick<ReplyFields, 'closing' | 'signatory'>,
  paragraphs: (words: string) => Block[],
): Block[] {
  if (signatory === '') return paragraphs(closing);
  const said = paragraphs(closing);
  const close = endsWithClose(closing) ? said.pop() : undefined;
  const isSigned = beginsWithClose(signatory);
  return [
    ...said,
    ...(close?.kind !== 'paragraph' || isSigned ? [] : [{ ...close, keepWithNext: true } as const]),
    { kind: 'space', points: 30, ...(close === undefined ? {} : ({ keepWithNext: true } as const)) },
    text(signatory),
  ];
}

function demandBlocks(
  { demand, response, itemIds, mayGoOut = [], itemNumbers, earlier }: AnsweredDemand,
  { place, paper }: { readonly place: number; readonly paper: Paper },
  { exhibits, unmarked }: { readonly exhibits: readonly CitableExhibit[]; readonly unmarked: Unmarked },
  paragraphs: (words: string) => Block[],
  broken: string[],
): Block[] {
  const restated: Block[] = [
    { kind: 'heading', level: 3, text: `Demand ${place}` },
    { kind: 'quote', runs: [{ text: `“${quotedInside(demand.quote.trim())}”` }] },
  ];
  if (response === null) return [...restated, text(MISSING, { bold: true })];
  const words = wordsOfResponse(response);
  const pointedAt =
    pinpointsOf(response.exhibits) ?? [...itemIds, ...mayGoOut].map((itemId) => ({ itemId, pages: null }));
  const cited = new Set(citedRuns(words, exhibits).cited);
  const named = itemsNamed(words);
  const more: Run[] = [];
  const byItem = new Map([...exhibits].reverse().map((exhibit) => [exhibit.itemId, exhibit]));
  for (const { itemId, pages } of pointedAt) {
    const exhibit = byItem.get(itemId);
    if (exhibit === undefined) {
      const number = itemNumbers?.get(itemId);
      // What the words name themselves is found broken there.
      if (response.exhibits !== null && (number === undefined || !named.includes(number)))
        broken.push(
          `${number === undefined ? 'An item' : itemNumber(number)} is cited in the response to demand ${demand.number} and is not in what goes out.`,
        );
      const item = unmarked.items.find((one) => one.itemId === itemId);
      if (item === undefined || (pages === null && named.includes(item.itemNumber))) continue;
      broken.push(...unmarkedPages(`${itemNumber(item.itemNumber)}, ${pagesText(pages)}`, item, pages));
      more.push(unmarkedCitation(item, pages, response.exhibits === null ? IF_ENCLOSED : unmarked.why));
      continue;
    }
    // The words point at it already, unless other pages are meant.
    if (pages === null && cited.has(exhibit.mark)) continue;
    const problem = pagesProblem(`Exhibit ${exhibit.mark}, ${pagesText(pages)}`, exhibit, pages);
    if (problem !== null) broken.push(problem);
    more.push(citation(exhibit.mark, pages));
  }
  return [
    ...restated,
    ...(earlier == null ? [] : [text(earlierText(earlier, paper))]),
    ...paragraphs(words),
    ...groundsTaken(response.objections).map((ground) => text(groundText(ground))),
    ...(more.length === 0 ? [] : [seeAlso(more)]),
  ];
}

/** What a response is to the one that was sent: whoever reads both must know which counts. */
function earlierText({ datedOn, isChanged }: Earlier, paper: Paper): string {
  const letter = `our letter of ${paperDate(datedOn, paper)}`;
  return isChanged ? `This response replaces the one in ${letter}.` : `This response stands as in ${letter}.`;
}

/** `Our responses to Demand 1 and Demand 3 in our letter of June 9, 2014 stand.`, a sentence for each letter. */
function standingBlocks(
  standing: readonly AnsweredDemand[],
  placeOf: (answer: AnsweredDemand) => number,
  paper: Paper,
): Block[] {
  const byLetter = new Map<string, string[]>();
  for (const answer of standing) {
    const on = answer.earlier?.datedOn ?? '';
    byLetter.set(on, [...(byLetter.get(on) ?? []), `Demand ${placeOf(answer)}`]);
  }
  const sentences = [...byLetter].map(([on, demands]) => {
    const [responses, stand] = demands.length === 1 ? ['response', 'stands'] : ['responses', 'stand'];
    return `Our ${responses} to ${listed(demands)} in our letter of ${paperDate(on, paper)} ${stand}.`;
  });
  return sentences.length === 0 ? [] : [{ kind: 'space', points: 6 }, text(sentences.join(' '))];
}

/** `See Exhibit A, page 2 and Exhibit C.` */
function seeAlso(citations: readonly Run[]): Block {
  const runs: Run[] = [{ text: 'See ' }];
  citations.forEach((cited, index) => {
    if (index > 0) runs.push({ text: index === citations.length - 1 ? ' and ' : '; ' });
    runs.push(cited);
  });
  return { kind: 'paragraph', runs: [...runs, { text: '.' }] };
}

function enclosures(exhibits: readonly CitableExhibit[], paper: Paper): Block[] {
  if (exhibits.length === 0) return [];
  return [
    { kind: 'space', points: 10 },
    { kind: 'paragraph', runs: [{ text: 'Enclosures', bold: true }], keepWithNext: true },
    {
      kind: 'list',
      ordered: false,
      items: exhibits.map(({ mark, title, datedOn, slip }) => [
        citation(mark, null),
        { text: `: ${titleAndDate(title, datedOn, paper)}${slip === null ? '' : ` (${slip})`}` },
      ]),
    },
  ];
}

function subjectLine(subject: string): string {
  return /^re[:.\s]/i.test(subject) ? subject : `Re: ${subject}`;
}

function text(words: string, style: Pick<Run, 'bold'> = {}): Block {
  return { kind: 'paragraph', runs: [{ text: words, ...style }] };
}

/** `A`, `A and B`, `A, B and C`. */
export function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}

function paragraphsOf(words: string): string[] {
  return words
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '');
}

function linesOf(words: string): string[] {
  return words
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
