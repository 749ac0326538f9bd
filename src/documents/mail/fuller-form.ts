import type { HiddenWords } from '../reading.js';
import { partHtml } from './hidden-words.js';

/** What of a mail is read where it came in plain text and in HTML. */
export interface ReadForm {
  readonly text: string;
  /** Words of the other form that `text` does not have, in full; null where it has them all. */
  readonly other: { readonly of: 'plain text' | 'HTML'; readonly text: string } | null;
  readonly hidden: readonly HiddenWords[];
  readonly notes: readonly string[];
}

const MOST_HTML = 10 * 1024 * 1024;
/** Letters and digits: a shorter line says nothing by itself. */
const LEAST = 12;

/**
 * The form of a mail that says more: plain text where it has all that the HTML shows, else the HTML, else both. What the
 * layout hides is no part of either and is named apart. `textOf` gives the words of HTML.
 */
export async function fullerForm(
  plain: string,
  html: string,
  textOf: (html: string) => Promise<string>,
): Promise<ReadForm> {
  if (html.trim() === '') return { text: plain, other: null, hidden: [], notes: [] };
  const isEmpty = plain.trim() === '';
  if (html.length > MOST_HTML && !isEmpty)
    return {
      ...{ text: plain, other: null, hidden: [] },
      notes: [
        'The message also has an HTML form of more than 10 MB, which was not read; its plain text is shown.',
      ],
    };
  const { seen, hidden } = html.length > MOST_HTML ? { seen: html, hidden: [] } : partHtml(html);
  const shown = await textOf(seen);
  const notes = hidden.length === 0 ? [] : [hiddenNote('message', hidden.length)];
  const form = isEmpty ? htmlOnly(shown) : chosen(plain, shown);
  return { ...form, hidden, notes: [...form.notes, ...notes] };
}

function htmlOnly(text: string): Omit<ReadForm, 'hidden'> {
  return {
    text,
    other: null,
    notes: ['The message has an HTML form only; its words are shown without the layout.'],
  };
}

function chosen(plain: string, shown: string): Omit<ReadForm, 'hidden'> {
  const isMoreInHtml = says(shown, plain);
  const isMoreInPlain = says(plain, shown);
  if (!isMoreInHtml)
    return {
      ...{ text: plain, other: null },
      notes: ['The message also has an HTML form; its plain text is shown.'],
    };
  if (!isMoreInPlain)
    return {
      ...{ text: shown, other: null },
      notes: [
        'The HTML form of the message says more than its plain text: the words of the HTML are read and shown.',
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
  return sentencesOf(one).some((sentence) => sentence.length >= LEAST && !whole.includes(sentence));
}

function sentencesOf(text: string): string[] {
  return withoutAddresses(text)
    .replace(/^[ \t]*>[ \t>]*/gm, '')
    .replace(/\n[ \t]*(?:[-*•–]|\(?\w{1,3}[.)])[ \t]+/g, '\n\n')
    .split(/(?<=[.!?;:])\s+|\n\s*\n|\t/)
    .map(letters);
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
