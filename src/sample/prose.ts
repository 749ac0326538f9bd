import type { Block, Run } from '../pdf/blocks.js';

type Words = string | Run;

export const title = (text: string): Block => ({ kind: 'heading', text, level: 1 });

export const heading = (text: string): Block => ({ kind: 'heading', text, level: 2 });

export const paragraph = (...words: Words[]): Block => ({ kind: 'paragraph', runs: words.map(run) });

export const quote = (...words: Words[]): Block => ({ kind: 'quote', runs: words.map(run) });

export const numbered = (...items: Words[][]): Block => ({
  kind: 'list',
  ordered: true,
  items: items.map((words) => words.map(run)),
});

export const bullets = (...items: Words[][]): Block => ({
  kind: 'list',
  ordered: false,
  items: items.map((words) => words.map(run)),
});

export const fields = (...rows: [label: string, value: string][]): Block => ({
  kind: 'fields',
  rows: rows.map(([label, value]) => ({ label, value })),
});

export const space = (points: number): Block => ({ kind: 'space', points });

export const italic = (text: string): Run => ({ text, italic: true });

export const bold = (text: string): Run => ({ text, bold: true });

/** Words that point at an exhibit of the same paper, like "Ex. 2" or "Ex. 2, p. 1". */
export const cite = (exhibit: string, page: number | null = null): Run => ({
  text: page === null ? `Ex. ${exhibit}` : `Ex. ${exhibit}, p. ${page}`,
  citation: { exhibit, page },
});

/** Every sheet that stands for a paper others wrote says first that it is not that paper. */
export const reconstruction = (what: string): Block => ({
  kind: 'paragraph',
  runs: [
    bold('Reconstruction. '),
    italic(
      `${what} set from press reports for a sample matter, in our own words. It is not a copy: only the words in quotation marks are quoted.`,
    ),
  ],
});

function run(words: Words): Run {
  return typeof words === 'string' ? { text: words } : words;
}
