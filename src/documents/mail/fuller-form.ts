import type { HiddenWords } from '../reading.js';
import { partHtml } from './hidden-words.js';
import { leavesFor, withoutBlanks, type MailBody } from './mail-body.js';

/** What of a mail is read where it came in plain text and in HTML. */
export interface ReadForm {
  readonly text: string;
  /** Words of the other form that `text` does not have, in full; null where it has them all. */
  readonly other: { readonly of: 'plain text' | 'HTML'; readonly text: string } | null;
  readonly hidden: readonly HiddenWords[];
  readonly notes: readonly string[];
}

const MOST_HTML = 10 * 1024 * 1024;
/** Letters and digits: a shorter line says nothing by itself, unless it has a number. */
const LEAST = 12;
const MOST_SHORT = 20;

/**
 * The form of a mail that says more: plain text where it has all that the HTML shows, else the HTML, else both. A part
 * that stands in one form only is in either. What the layout hides is no part of any and is named apart. `textOf` gives
 * the words of HTML.
 */
export async function fullerForm(
  whole: MailBody,
  textOf: (html: string) => Promise<string>,
): Promise<ReadForm> {
  const body = withoutBlanks(whole);
  const forPlain = leavesFor(body, 'plain');
  const forHtml = leavesFor(body, 'html');
  if (!forHtml.some(isHtml))
    return { text: forPlain.map(plainOf).join('\n'), other: null, hidden: [], notes: [] };
  const size = forHtml.reduce((sum, leaf) => sum + (leaf.kind === 'html' ? leaf.html.length : 0), 0);
  if (size > MOST_HTML && forPlain.length > 0 && !forPlain.some(isHtml))
    return {
      ...{ text: forPlain.map(plainOf).join('\n'), other: null, hidden: [] },
      notes: [
        'The message also has an HTML form of more than 10 MB, which was not read; its plain text is shown.',
      ],
    };
  const read = new Map<Leaf, { words: string; hidden: readonly HiddenWords[] }>();
  for (const leaf of new Set([...forPlain, ...forHtml])) read.set(leaf, await wordsOf(leaf, textOf));
  const hidden = [...read.values()].flatMap((one) => one.hidden);
  const notes = hidden.length === 0 ? [] : [hiddenNote('message', hidden.length)];
  const wordsIn = (leaves: readonly Leaf[]): string =>
    leaves.map((leaf) => read.get(leaf)?.words ?? '').join('\n');
  const hasTwoForms = forPlain.some((leaf) => !forHtml.includes(leaf));
  const form = hasTwoForms
    ? chosen(wordsIn(forPlain), wordsIn(forHtml))
    : htmlOnly(wordsIn(forHtml), forHtml.every(isHtml));
  return { ...form, hidden, notes: [...form.notes, ...notes] };
}

type Leaf = ReturnType<typeof leavesFor>[number];

function isHtml(leaf: Leaf): boolean {
  return leaf.kind === 'html';
}

function plainOf(leaf: Leaf): string {
  return leaf.kind === 'plain' ? leaf.text : '';
}

/** Each part by itself: the looks of one never hide the words of another. */
async function wordsOf(
  leaf: Leaf,
  textOf: (html: string) => Promise<string>,
): Promise<{ words: string; hidden: readonly HiddenWords[] }> {
  if (leaf.kind === 'plain') return { words: leaf.text, hidden: [] };
  if (leaf.html.length > MOST_HTML) return { words: await textOf(leaf.html), hidden: [] };
  const { seen, hidden } = partHtml(leaf.html);
  return { words: await textOf(seen), hidden };
}

function htmlOnly(text: string, isAllHtml: boolean): Omit<ReadForm, 'hidden'> {
  const note = isAllHtml
    ? 'The message has an HTML form only; its words are shown without the layout.'
    : 'Some parts of the message are in HTML only; their words are shown in their place, without the layout.';
  return { text, other: null, notes: [note] };
}

function chosen(plain: string, shown: string): Omit<ReadForm, 'hidden'> {
  const isMoreInHtml = says(shown, plain);
  const isMoreInPlain = says(plain, shown);
  if (!isMoreInHtml)
    return {
      ...{ text: plain, other: null },
      notes: [
        `The message also has an HTML form; its plain text is shown.${shortWords('HTML', shown, plain)}`,
      ],
    };
  if (!isMoreInPlain)
    return {
      ...{ text: shown, other: null },
      notes: [
        `The HTML form of the message says more than its plain text: the words of the HTML are read and shown.${shortWords('plain text', plain, shown)}`,
      ],
    };
  const isHtmlLonger = letters(shown).length > letters(plain).length;
  return {
    text: isHtmlLonger ? shown : plain,
    other: isHtmlLonger ? { of: 'plain text', text: plain } : { of: 'HTML', text: shown },
    notes: [
      `The plain text and the HTML form of the message say different things. Both are read: page 1 is its ${isHtmlLonger ? 'HTML' : 'plain text'}, page 2 its ${isHtmlLonger ? 'plain text' : 'HTML'}. Compare the two.`,
    ],
  };
}

/** What a person is told of words that the layout hides. */
export function hiddenNote(what: string, passages: number): string {
  return `The layout of the ${what} hides ${passages === 1 ? 'a passage' : `${passages} passages`} from its reader. These words are not read as part of the letter; they are listed as hidden words.`;
}

/** Whether `one` has a line or sentence that is nowhere in `other`. */
function says(one: string, other: string): boolean {
  const whole = letters(other);
  const words = spaced(other);
  const isShort = letters(one).length < LEAST;
  return sentencesOf(one).some((sentence) => {
    const said = letters(sentence);
    if (said.length >= LEAST) return !holds(whole, said);
    return (isShort || /\p{N}/u.test(said)) && !words.includes(spaced(sentence));
  });
}

/** The short lines of the form that is not shown, where the other does not have them; '' where it has them all. */
function shortWords(of: 'HTML' | 'plain text', one: string, other: string): string {
  const words = spaced(other);
  const all = sentencesOf(one)
    .map((sentence) => sentence.replace(/\s+/g, ' ').trim())
    .filter((sentence) => letters(sentence) !== '' && letters(sentence).length < LEAST);
  const missing = [...new Set(all)].filter((sentence) => !words.includes(spaced(sentence)));
  if (missing.length === 0) return '';
  const more = missing.length > MOST_SHORT ? `, and ${missing.length - MOST_SHORT} more` : '';
  const listed = missing.slice(0, MOST_SHORT).map((sentence) => `“${sentence}”`);
  return ` Words of its ${of} that are not shown: ${listed.join(', ')}${more}.`;
}

/** Whether the letters of a sentence stand in `whole`, and not as the beginning or the end of another number. */
function holds(whole: string, sentence: string): boolean {
  for (let at = whole.indexOf(sentence); at >= 0; at = whole.indexOf(sentence, at + 1)) {
    const isCutBefore = isDigit(sentence[0]) && isDigit(whole[at - 1]);
    const isCutAfter = isDigit(sentence.at(-1)) && isDigit(whole[at + sentence.length]);
    if (!isCutBefore && !isCutAfter) return true;
  }
  return false;
}

function isDigit(character: string | undefined): boolean {
  return character !== undefined && /\p{N}/u.test(character);
}

function sentencesOf(text: string): string[] {
  return withoutAddresses(text)
    .replace(/^[ \t]*>[ \t>]*/gm, '')
    .replace(/(^|\n)[ \t]*(?:[-*•–]|\(?\w{1,3}[.)])[ \t]+/g, '\n\n')
    .split(/(?<=[.!?;:])\s+|\n\s*\n|\t/);
}

/** The words one by one, a space round each: a short one is never found inside a longer one. */
function spaced(text: string): string {
  const words = withoutAddresses(text)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/(?<=[\p{L}\p{N}])[\p{P}\u00ad]+(?=[\p{L}\p{N}])/gu, '')
    .match(/[\p{L}\p{N}$£€%]+/gu);
  return ` ${(words ?? []).join(' ')} `;
}

/** Links stand in one form as words and in the other as addresses. */
function withoutAddresses(text: string): string {
  return text
    .replace(/[[(<]?\b(?:https?:\/\/|mailto:|tel:|www\.)[^\s\])>]+[\])>]?/gi, ' ')
    .replace(/\[picture:[^\]]*\]/g, ' ');
}

function letters(text: string): string {
  return withoutAddresses(text)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}$£€%]+/gu, '');
}
