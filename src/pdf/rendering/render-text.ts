import { readFile, stat } from 'node:fs/promises';
import iconv from 'iconv-lite';
import type { Progress } from '../../platform/ask.js';
import type { Block } from '../blocks.js';
import { paperSize } from '../typesetting/paper.js';
import type { Rendered, RenderInput } from './rendered.js';
import { setDocument } from '../typesetting/set-document.js';
import { RECORD_STYLE } from '../typesetting/text-boxes.js';
import { typeface, unshownCharacters } from '../writing/typeface.js';

/** Texts larger than this are handed over as files, not as pages, in bytes. */
export const MOST_TEXT_BYTES = 20_000_000;

export interface DecodedText {
  readonly text: string;
  readonly notes: readonly string[];
}

export async function renderText(input: RenderInput, progress: Progress): Promise<Rendered> {
  progress(0, 1, input.title);
  const { text, notes } = await readText(input.path);
  return setText(input, text, notes);
}

/** JSON is set out with one value a line; what is not valid JSON is shown as it stands. */
export async function renderJson(input: RenderInput, progress: Progress): Promise<Rendered> {
  progress(0, 1, input.title);
  const { text, notes } = await readText(input.path);
  try {
    const value: unknown = JSON.parse(text);
    const isPretty = text.trim().includes('\n');
    return await setText(input, isPretty ? text : JSON.stringify(value, null, 2), [
      ...notes,
      ...(isPretty ? [] : ['Line breaks were added between values.']),
    ]);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return setText(input, text, [...notes, 'The file is not valid JSON and is shown as it stands.']);
  }
}

/** Bytes as text: by byte order mark, else UTF-8, else Windows-1252, and it says so. */
export async function readText(path: string): Promise<DecodedText> {
  const { size } = await stat(path);
  if (size > MOST_TEXT_BYTES) throw new Error('The text is larger than 20 MB; it can go along as a file.');
  const bytes = await readFile(path);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { text: iconv.decode(bytes, 'utf-16le'), notes: [] };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { text: iconv.decode(bytes, 'utf-16be'), notes: [] };
  const text = bytes.toString('utf8').replace(/^\ufeff/, '');
  if (!text.includes('\ufffd')) return { text, notes: [] };
  return {
    text: iconv.decode(bytes, 'windows-1252'),
    notes: ['The text is not UTF-8; it was read as Windows-1252.'],
  };
}

/** Title, caption and a rule at the head of a rendered file. */
export function openingBlocks({ title, caption, isUntitled }: RenderInput): Block[] {
  return [
    ...(isUntitled === true ? [] : [{ kind: 'heading', text: title, level: 2 } as const]),
    ...(caption ? [{ kind: 'paragraph', runs: [{ text: caption }] } as const] : []),
  ];
}

/** A note about characters that no font here has. */
export function unshownNotes(text: string): string[] {
  const unshown = unshownCharacters(typeface('sans'), text);
  if (unshown.length === 0) return [];
  const list = unshown
    .slice(0, 8)
    .map((char) => `U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`);
  const more = unshown.length > list.length ? ' and others' : '';
  return [`Characters that the fonts here lack are shown by number: ${list.join(', ')}${more}.`];
}

async function setText(input: RenderInput, text: string, notes: readonly string[]): Promise<Rendered> {
  const blocks: Block[] = [
    ...openingBlocks(input),
    ...(input.isUntitled === true ? [] : [{ kind: 'rule' } as const]),
    { kind: 'space', points: 8 },
    { kind: 'preformatted', text: text.replace(/\s+$/, '') },
  ];
  const { pages } = await setDocument(blocks, paperSize(input.paper), RECORD_STYLE, input, input.out);
  return { pages, notes: [...notes, ...unshownNotes(text)] };
}
