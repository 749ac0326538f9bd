import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import mammoth from 'mammoth';
import sharp from 'sharp';
import type { Block, Run } from '../pdf/blocks.js';
import { readOfficeParts, withOtherParts } from './office-parts.js';
import { UnreadableDocument, type HiddenWords } from './reading.js';
import { textOfBlocks } from './text-of-blocks.js';
import { FAINT } from './word/part-word.js';
import { marginText, notesOn, seenIn } from './word/word-parts.js';

/** A Word file as content free of layout, with what a person should know about what is not shown. */
export interface ReadWord {
  readonly blocks: readonly Block[];
  readonly notes: readonly string[];
  /** Words of the file that are not on its paper: hidden, deleted in a tracked change, written in a comment. */
  readonly hidden: readonly HiddenWords[];
}

const MAIN = 'word/document.xml';

/**
 * Reads a .docx. Pictures are written into `imagesTo`; without it their places are named only. Nothing outside
 * the file is fetched. Throws `UnreadableDocument`.
 */
export async function readWord(path: string, imagesTo: string | null): Promise<ReadWord> {
  const parts = await readOfficeParts(path, (name) =>
    /^word\/(document|header\d*|footer\d*|footnotes|endnotes|comments|styles|numbering)\.xml$/.test(name),
  );
  const main = parts.texts.get(MAIN);
  if (main === undefined) throw new UnreadableDocument('damaged', 'The Word file has no text part.');

  const reading: Reading = { imagesTo, images: 0, unshownImages: 0, noteReferences: [] };
  const { texts, hidden, boxes, areNumbersDoubtful } = seenIn(parts.texts);
  const changed = new Map([...texts].filter(([name, xml]) => xml !== parts.texts.get(name)));
  let document: Element = {};
  const { messages } = await mammoth
    .convertToHtml(changed.size === 0 ? { path } : { buffer: await withOtherParts(path, changed) }, {
      externalFileAccess: false,
      transformDocument: (read: unknown) => {
        document = isElement(read) ? read : {};
        return { type: 'document', children: [], notes: emptyNotes(read), comments: [] };
      },
    })
    .catch((error: unknown) => {
      throw new UnreadableDocument('damaged', `The Word file cannot be read: ${wordsOf(error)}.`);
    });

  const headers = marginText(texts, 'header');
  const footers = marginText(texts, 'footer');
  const body = await blocksOf(childrenOf(document), reading);
  const blocks = [
    ...headers.map((text) => paragraph(text)),
    ...body,
    ...boxes.map((text) => paragraph(text)),
    ...(await notesAtEnd(document, reading)),
    ...(footers.length > 0 ? [{ kind: 'rule' } as const, ...footers.map((text) => paragraph(text))] : []),
  ];
  const unread = messages.map(({ message }) => message);
  const hasFaintWords = hidden.some(({ why }) => FAINT.includes(why));
  const unshown = { images: reading.unshownImages, unread, areNumbersDoubtful, hasFaintWords };
  const notes = notesOn(parts, unshown);
  return { blocks, notes, hidden };
}

type Element = Readonly<Record<string, unknown>>;

interface Reading {
  readonly imagesTo: string | null;
  images: number;
  unshownImages: number;
  readonly noteReferences: { kind: string; id: string }[];
}

async function blocksOf(elements: readonly Element[], reading: Reading): Promise<Block[]> {
  const blocks: Block[] = [];
  for (const element of elements) {
    if (element['type'] === 'table') blocks.push(...(await tableOf(element, reading)));
    else if (element['type'] === 'paragraph') await addParagraph(blocks, element, reading);
  }
  return blocks;
}

async function addParagraph(blocks: Block[], element: Element, reading: Reading): Promise<void> {
  const { runs, images, breaksPage } = await inlineOf(childrenOf(element), reading, {});
  const level = headingLevel(element);
  const numbering = element['numbering'];
  const isBlank = runs.every((run) => run.text.trim() === '');
  if (level !== null && !isBlank) {
    blocks.push({ kind: 'heading', level, text: runs.map((run) => run.text).join('') });
  } else if (isElement(numbering) && numbering['isOrdered'] !== true && !isBlank) {
    addListItem(blocks, runs);
  } else if (!isBlank) {
    const align = alignOf(element['alignment']);
    blocks.push({ kind: 'paragraph', runs, ...(align ? { align } : {}) });
  } else if (images.length === 0 && !breaksPage) {
    blocks.push({ kind: 'space', points: 8 });
  }
  blocks.push(...images);
  if (breaksPage) blocks.push({ kind: 'page-break' });
}

/** Numbers stand among the words already, as Word prints them: a list here has bullets. */
function addListItem(blocks: Block[], item: readonly Run[]): void {
  const last = blocks.at(-1);
  if (last?.kind === 'list') blocks[blocks.length - 1] = { ...last, items: [...last.items, item] };
  else blocks.push({ kind: 'list', ordered: false, items: [item] });
}

interface Style {
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly struck?: boolean;
}

async function inlineOf(
  elements: readonly Element[],
  reading: Reading,
  style: Style,
  place: unknown = null,
): Promise<{ runs: Run[]; images: Block[]; breaksPage: boolean }> {
  const runs: Run[] = [];
  const images: Block[] = [];
  let breaksPage = false;
  for (const element of elements) {
    const type = element['type'];
    if (type === 'text') runs.push({ ...style, text: raisedOr(wordIn(element, 'value'), place) });
    else if (type === 'tab') runs.push({ ...style, text: '\t' });
    else if (type === 'break' && element['breakType'] === 'page') breaksPage = true;
    else if (type === 'break') runs.push({ ...style, text: '\n' });
    else if (type === 'checkbox') runs.push({ ...style, text: element['checked'] === true ? '[x]' : '[ ]' });
    else if (type === 'noteReference') {
      reading.noteReferences.push({ kind: wordIn(element, 'noteType'), id: wordIn(element, 'noteId') });
      runs.push({ ...style, text: `[${reading.noteReferences.length}]` });
    } else if (type === 'image') {
      const image = await imageOf(element, reading);
      if (image) images.push(image);
    } else {
      const isRun = type === 'run';
      const inner = await inlineOf(
        childrenOf(element),
        reading,
        isRun ? styleOf(element) : style,
        isRun ? element['verticalAlignment'] : place,
      );
      runs.push(...inner.runs);
      images.push(...inner.images);
      breaksPage ||= inner.breaksPage;
    }
  }
  return { runs, images, breaksPage };
}

const RAISED: Readonly<Record<string, string>> = raised('0123456789+-=()n', '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ');
const LOWERED: Readonly<Record<string, string>> = raised('0123456789+-=()', '₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎');

function raised(plain: string, set: string): Record<string, string> {
  const letters = [...set];
  return Object.fromEntries([...plain].map((letter, at) => [letter, letters[at] ?? letter]));
}

/** Figures above or below the line: 10⁶ is another number than 106. Other letters stay on it. */
function raisedOr(text: string, place: unknown): string {
  const set = place === 'superscript' ? RAISED : place === 'subscript' ? LOWERED : null;
  if (set === null || ![...text].every((letter) => letter in set)) return text;
  return [...text].map((letter) => set[letter] ?? letter).join('');
}

function styleOf(run: Element): Style {
  return {
    ...(run['isBold'] === true ? { bold: true } : {}),
    ...(run['isItalic'] === true ? { italic: true } : {}),
    ...(run['isStrikethrough'] === true ? { struck: true } : {}),
  };
}

async function imageOf(element: Element, reading: Reading): Promise<Block | null> {
  const { read } = element;
  const altText = typeof element['altText'] === 'string' ? element['altText'] : null;
  if (reading.imagesTo === null || typeof read !== 'function') {
    reading.unshownImages += 1;
    return altText === null ? null : paragraph(`[picture: ${altText}]`);
  }
  reading.images += 1;
  const path = join(reading.imagesTo, `picture-${reading.images}.png`);
  try {
    const bytes = await (read as () => Promise<unknown>)(); // mammoth's own, typed by nobody
    if (!Buffer.isBuffer(bytes)) throw new Error('no bytes');
    await writeFile(path, await sharp(bytes, { limitInputPixels: 40_000_000 }).png().toBuffer());
    return { kind: 'image', path, caption: null };
  } catch {
    // A drawing in a form we do not draw (EMF, WMF) is counted, and a note says so.
    reading.unshownImages += 1;
    return null;
  }
}

async function tableOf(element: Element, reading: Reading): Promise<Block[]> {
  const rows: string[][] = [];
  for (const row of childrenOf(element)) {
    const cells: string[] = [];
    for (const cell of childrenOf(row)) {
      cells.push(textOfBlocks(await blocksOf(childrenOf(cell), reading)));
      const span = Number(cell['colSpan'] ?? 1);
      for (let i = 1; i < Math.min(span, 100); i += 1) cells.push('');
    }
    rows.push(cells);
  }
  const width = Math.max(0, ...rows.map((row) => row.length));
  const even = rows.map((row) => [...row, ...Array<string>(width - row.length).fill('')]);
  const [first = [], ...rest] = even;
  // A table of one row is there for its layout, like two signatures side by side.
  if (rest.length === 0) return first.filter((cell) => cell.trim() !== '').map((cell) => paragraph(cell));
  return [{ kind: 'table', columns: first, rows: rest }];
}

async function notesAtEnd(document: Element, reading: Reading): Promise<Block[]> {
  if (reading.noteReferences.length === 0) return [];
  const { notes } = document;
  const byKey = isElement(notes) && isElement(notes['_notes']) ? notes['_notes'] : {};
  const blocks: Block[] = [{ kind: 'rule' }];
  for (const [i, { kind, id }] of [...reading.noteReferences].entries()) {
    const note = byKey[`${kind}-${id}`];
    const body = isElement(note) ? elementsIn(note['body']) : [];
    blocks.push(paragraph(`[${i + 1}] ${textOfBlocks(await blocksOf(body, reading)).trim()}`));
  }
  return blocks;
}

function headingLevel(element: Element): 1 | 2 | 3 | null {
  const style = wordIn(element, 'styleName') || wordIn(element, 'styleId');
  if (/^title$/i.test(style)) return 1;
  const level = Number(/^heading ?([1-6])$/i.exec(style)?.[1] ?? 0);
  return level === 0 ? null : level === 1 ? 1 : level === 2 ? 2 : 3;
}

/** A field of an element as text: '' unless it is a string or a number. */
function wordIn(element: Element, field: string): string {
  const value = element[field];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function alignOf(alignment: unknown): 'right' | 'center' | null {
  if (alignment === 'right' || alignment === 'end') return 'right';
  return alignment === 'center' ? 'center' : null;
}

function paragraph(text: string): Block {
  return { kind: 'paragraph', runs: [{ text }] };
}

function isElement(value: unknown): value is Element {
  return typeof value === 'object' && value !== null;
}

function childrenOf(element: Element): readonly Element[] {
  return elementsIn(element['children']);
}

function elementsIn(value: unknown): readonly Element[] {
  return Array.isArray(value) ? value.filter(isElement) : [];
}

/** mammoth asks the notes of what it converts; an emptied document keeps the object it knows. */
function emptyNotes(read: unknown): unknown {
  return isElement(read) ? read['notes'] : undefined;
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message.replace(/\.$/, '') : String(error);
}
