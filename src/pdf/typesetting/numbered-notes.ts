import type { Block } from '../blocks.js';
import { shownOnPaper, typeface } from '../writing/typeface.js';

const MOST_NAMED = 8;

/** What the fonts lack stands in the PDF by its number; of a letter, which a person can still write otherwise, in the DOCX alike. */
export function numberedNotes(words: readonly string[], style: 'letter' | 'record'): string[] {
  const face = typeface(style === 'letter' ? 'serif' : 'sans');
  const found = new Map<string, string>();
  for (const text of words)
    for (const char of text.normalize('NFC')) {
      const shown = shownOnPaper(face, char);
      if (shown !== char) found.set(shown, char);
    }
  if (found.size === 0) return [];
  const listed = [...found]
    .slice(0, MOST_NAMED)
    .map(([shown, char]) => (isSeen(char) ? `${char} as ${shown}` : shown));
  const more = found.size > listed.length ? ' and others' : '';
  if (style === 'record')
    return [
      `It has characters that cannot be printed or that control the text; they stand by number: ${listed.join(', ')}${more}.`,
    ];
  return [
    `The letter has characters that cannot be printed or that control the text; they stand by number, in PDF and DOCX alike: ${listed.join(', ')}${more}. Write them in words if they matter.`,
  ];
}

function isSeen(char: string): boolean {
  return !/[\p{C}\p{Z}]/u.test(char);
}

/** The words of a block. */
export function wordsIn(block: Block): string[] {
  if (block.kind === 'heading') return [block.text];
  if (block.kind === 'list') return block.items.flatMap((item) => item.map(({ text }) => text));
  if (block.kind === 'fields') return block.rows.flatMap(({ label, value }) => [label, value]);
  // Tables and files that are shown have notes of their own.
  return block.kind === 'paragraph' || block.kind === 'quote' ? block.runs.map(({ text }) => text) : [];
}
