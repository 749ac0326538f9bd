import type { Block, Run } from '../../pdf/blocks.js';
import { shownOnPaper, typeface } from '../../pdf/writing/typeface.js';
import type { LetterBlocks } from './reply-blocks.js';

/** A letter as a page shows it beside its form: what no paper can print stands by its number, as in PDF and DOCX. */
export function shownLetter({
  letterhead,
  blocks,
}: Pick<LetterBlocks, 'letterhead' | 'blocks'>): Pick<LetterBlocks, 'letterhead' | 'blocks'> {
  return { letterhead: letterhead.map(shown), blocks: blocks.map(shownBlock) };
}

function shownBlock(block: Block): Block {
  if (block.kind === 'heading') return { ...block, text: shown(block.text) };
  if (block.kind === 'paragraph' || block.kind === 'quote')
    return { ...block, runs: block.runs.map(shownRun) };
  return block.kind === 'list' ? { ...block, items: block.items.map((item) => item.map(shownRun)) } : block;
}

function shownRun(run: Run): Run {
  return { ...run, text: shown(run.text) };
}

function shown(text: string): string {
  return shownOnPaper(typeface('serif'), text);
}
