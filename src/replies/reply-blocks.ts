import { quotedInside, type Demand, type Response } from '../demands/demand.js';
import type { Matter } from '../matters/matter.js';
import type { Block, Run } from '../pdf/blocks.js';
import { citationText, citedRuns, type CitableExhibit } from './cited-runs.js';
import { letterDate, type ReplyFields } from './reply.js';

/** One demand as the letter treats it: what they wrote, what we say, what we point at. */
export interface AnsweredDemand {
  readonly demand: Pick<Demand, 'number' | 'quote' | 'state'>;
  readonly response: Pick<Response, 'words' | 'promiseWords'> | null;
  /** Items that bear on the demand. */
  readonly itemIds: readonly string[];
}

export interface LetterParts {
  readonly fields: ReplyFields;
  readonly answers: readonly AnsweredDemand[];
  readonly exhibits: readonly CitableExhibit[];
  readonly regime: Matter['regime'];
}

export interface LetterBlocks {
  readonly letterhead: readonly string[];
  readonly blocks: readonly Block[];
  /** References to exhibits or pages that are not in what goes out. */
  readonly broken: readonly string[];
}

const MISSING = 'No response is written yet.';

/**
 * The letter as blocks for the typesetter. Pure: the same reply, responses and exhibits give the same letter.
 * A demand that ended without a response takes no part in it; one that is open says that its response is missing.
 */
export function replyBlocks({ fields, answers, exhibits, regime }: LetterParts): LetterBlocks {
  const broken: string[] = [];
  const paragraphs = (words: string): Block[] =>
    paragraphsOf(words).map((paragraph) => {
      const { runs, broken: problems } = citedRuns(paragraph, exhibits);
      broken.push(...problems);
      return { kind: 'paragraph', runs };
    });
  const references = [
    ...(fields.ourReference === '' ? [] : [`Our reference: ${fields.ourReference}`]),
    ...(fields.theirReference === '' ? [] : [`Your reference: ${fields.theirReference}`]),
  ];
  const told = answers.filter(({ demand, response }) => response !== null || demand.state === 'open');

  const blocks: Block[] = [
    ...(fields.legend === '' ? [] : [text(fields.legend, { bold: true })]),
    text(letterDate(fields.datedOn, regime)),
    text(fields.addressee),
    ...(references.length === 0 ? [] : [text(references.join('\n'))]),
    text(subjectLine(fields.subject), { bold: true }),
    text(fields.salutation),
    ...paragraphs(fields.opening),
    ...told.flatMap((answer) => demandBlocks(answer, exhibits, paragraphs)),
    { kind: 'space', points: 6 },
    ...paragraphs(fields.closing),
    ...(fields.signatory === '' ? [] : ([{ kind: 'space', points: 30 }, text(fields.signatory)] as const)),
    ...enclosures(exhibits, regime),
    ...(fields.copies === '' ? [] : [text(`Copies: ${fields.copies.split('\n').join('; ')}`)]),
  ];
  return { letterhead: linesOf(fields.letterhead), blocks, broken: [...new Set(broken)] };
}

function demandBlocks(
  { demand, response, itemIds }: AnsweredDemand,
  exhibits: readonly CitableExhibit[],
  paragraphs: (words: string) => Block[],
): Block[] {
  const words = response === null ? '' : responseWords(response);
  const cited = new Set(citedRuns(words, exhibits).cited);
  const more = exhibits.filter(({ itemId, mark }) => itemIds.includes(itemId) && !cited.has(mark));
  return [
    { kind: 'heading', level: 3, text: `Demand ${demand.number}` },
    { kind: 'quote', runs: [{ text: `“${quotedInside(demand.quote.trim())}”` }] },
    ...(response === null ? [text(MISSING, { bold: true })] : paragraphs(words)),
    ...(response === null || more.length === 0 ? [] : [seeAlso(more)]),
  ];
}

/** What we promise stands in the letter even where the response's own words do not say it. */
function responseWords({ words, promiseWords }: NonNullable<AnsweredDemand['response']>): string {
  return promiseWords === null || promiseWords === '' || words.includes(promiseWords)
    ? words
    : `${words}\n\n${promiseWords}`;
}

/** `See Exhibit A and Exhibit C.` */
function seeAlso(exhibits: readonly CitableExhibit[]): Block {
  const runs: Run[] = [{ text: 'See ' }];
  exhibits.forEach(({ mark }, index) => {
    if (index > 0) runs.push({ text: index === exhibits.length - 1 ? ' and ' : ', ' });
    runs.push({ text: citationText(mark, null), citation: { exhibit: mark, page: null } });
  });
  return { kind: 'paragraph', runs: [...runs, { text: '.' }] };
}

function enclosures(exhibits: readonly CitableExhibit[], regime: Matter['regime']): Block[] {
  if (exhibits.length === 0) return [];
  return [
    { kind: 'space', points: 10 },
    text('Enclosures', { bold: true }),
    {
      kind: 'list',
      ordered: false,
      items: exhibits.map(({ mark, title, datedOn }) => [
        { text: citationText(mark, null), citation: { exhibit: mark, page: null } },
        { text: `: ${title}${datedOn === null ? '' : `, ${letterDate(datedOn, regime)}`}` },
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
