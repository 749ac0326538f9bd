import { decode } from 'html-entities';
import type { OfficeParts } from '../office-parts.js';
import type { HiddenWords } from '../reading.js';
import { clauseNumbers } from './clause-numbers.js';
import { partWord } from './part-word.js';
import { plainWord } from './plain-word.js';
import { unshownNotes } from './unshown-notes.js';
import { commentsIn } from './word-looks.js';

const LONGEST_COMMENT = 2_000;

/** The parts as a reader sees them on paper, and what is in them that nobody does. */
export function seenIn(texts: ReadonlyMap<string, string>) {
  const styles = texts.get('word/styles.xml') ?? '';
  const seen = new Map<string, string>();
  const hidden: HiddenWords[] = [];
  const boxes: string[] = [];
  let areNumbersDoubtful = false;
  for (const [name, xml] of texts) {
    if (!isOnPaper(name)) continue;
    const numbers = clauseNumbers(texts.get('word/numbering.xml') ?? '', styles);
    const plain = plainWord(xml, numbers);
    areNumbersDoubtful ||= plain.isUncounted || numbers.isDoubtful();
    const part = partWord(plain.xml, styles);
    seen.set(name, part.xml);
    hidden.push(...part.hidden);
    boxes.push(...part.boxes);
  }
  for (const { words, author } of commentsIn(texts.get('word/comments.xml') ?? ''))
    hidden.push({
      words: wordsInXml(words).replace(/\s+/g, ' ').slice(0, LONGEST_COMMENT),
      why: author === '' ? 'written in a comment' : `written in a comment by ${decode(author)}`,
    });
  return { texts: seen, hidden: hidden.filter(({ words }) => words !== ''), boxes, areNumbersDoubtful };
}

/** What reading could not show: pictures, what the reader of the text said of it, and numbers Word may print otherwise. */
interface Unshown {
  readonly images: number;
  readonly unread: readonly string[];
  readonly areNumbersDoubtful: boolean;
  /** Words in the colour of the paper or without size. */
  readonly hasFaintWords: boolean;
}

/** What a person should know of what is not shown. */
export function notesOn({ texts, names }: OfficeParts, unshown: Unshown): readonly string[] {
  const seen = [...texts].filter(([name]) => name === 'word/comments.xml' || isOnPaper(name));
  const count = (pattern: RegExp): number =>
    seen.map(([, xml]) => xml).reduce((sum, xml) => sum + (xml.match(pattern)?.length ?? 0), 0);
  const insertions = count(/<w:ins[\s>]/g);
  const deletions = count(/<w:(?:del|moveFrom)[\s>]/g);
  const notes: string[] = [];
  if (insertions + deletions > 0)
    notes.push(
      `The file has tracked changes (insertions: ${insertions}, deletions: ${deletions}): ` +
        'insertions are read as text, words deleted or moved away are not shown there and are listed as hidden words.',
    );
  const comments = count(/<w:commentReference[\s>]/g);
  if (comments > 0)
    notes.push(
      `The file has ${comments === 1 ? 'a comment' : `${comments} comments`}, not shown and listed as hidden words.`,
    );
  if (isVanishing(texts))
    notes.push('The file has hidden text: it is not read, and is listed as hidden words.');
  if (unshown.hasFaintWords)
    notes.push(
      'The file has words in the colour of the paper or without size: they are not read, and are listed as hidden words.',
    );
  if (count(/<w:altChunk[\s>]/g) > 0)
    notes.push(
      'Another document is embedded in the file; its words are not read. Open the original to read them.',
    );
  if (names.some((name) => /vbaProject\.bin$/.test(name)))
    notes.push('The file contains macros; none were run.');
  const { images, unread, areNumbersDoubtful } = unshown;
  if (images > 0) notes.push(`${images === 1 ? 'A picture is' : `${images} pictures are`} not shown.`);
  notes.push(...unshownNotes(seen.map(([, xml]) => xml).join('\n'), unread));
  if (areNumbersDoubtful)
    notes.push(
      'Some of the automatic numbers of its paragraphs may not be as Word prints them: compare them with the original, or attach a PDF of it.',
    );
  return notes;
}

/** The words of page headers or footers, each once, in the order of their parts. */
export function marginText(texts: ReadonlyMap<string, string>, kind: 'header' | 'footer'): readonly string[] {
  const found = [...texts]
    .filter(([name]) => name.startsWith(`word/${kind}`))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, xml]) => wordsInXml(xml))
    .filter((words) => words !== '');
  return [...new Set(found)];
}

function wordsInXml(xml: string): string {
  return xml
    .split('</w:p>')
    .map((part) =>
      [...part.matchAll(/<w:t(?:\s[^>]*)?>([^<]*)<\/w:t>|<w:tab\/>|<w:br\/>/g)]
        .map((match) => (match[1] === undefined ? ' ' : decode(match[1])))
        .join(''),
    )
    .filter((line) => line.trim() !== '')
    .join('\n');
}

function isOnPaper(name: string): boolean {
  return !/^word\/(?:styles|comments|numbering)\.xml$/.test(name);
}

function isVanishing(texts: ReadonlyMap<string, string>): boolean {
  return [...texts].some(
    ([name, xml]) =>
      !/^word\/(?:styles|numbering)\.xml$/.test(name) && /<w:vanish(?:\s*\/>|\s[^>]*>)/.test(xml),
  );
}
