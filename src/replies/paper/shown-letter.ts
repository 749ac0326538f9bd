import type { Block, Run } from '../../pdf/blocks.js';
import { DocumentChildError } from '../../platform/ask.js';
import type { Deps } from '../../platform/deps.js';
import { asOnPaper } from '../questions.js';
import type { LetterBlocks } from './reply-blocks.js';

type Shown = Pick<LetterBlocks, 'letterhead' | 'blocks'>;

/** Latin letters and what print sets beside them: every face has these, so nobody need be asked. */
const PLAIN = /^[\t\n\x20-\x7e\u00a0-\u017f‐‑–—‘’‚“”„†•…‰€]*$/;
const LONGEST_MS = 20_000;

/**
 * A letter as a page shows it beside its form: what no paper can print stands by its number, as in PDF and DOCX; as it
 * was typed where the document child cannot say, for nobody may be kept from the page of a reply.
 */
export async function shownLetter(
  { asker, log }: Pick<Deps, 'asker' | 'log'>,
  { letterhead, blocks }: Shown,
): Promise<Shown> {
  const asked = [...new Set([...letterhead, ...blocks.flatMap(textsOf)])].filter((text) => !PLAIN.test(text));
  if (asked.length === 0) return { letterhead, blocks };
  const { texts } = await asker
    .ask(asOnPaper, { texts: asked }, { timeoutMs: LONGEST_MS })
    .catch((error: unknown) => {
      if (!(error instanceof DocumentChildError)) throw error;
      log.warn({ err: error }, 'a letter is shown as it was typed');
      return { texts: asked };
    });
  const onPaper = new Map(asked.map((text, index) => [text, texts[index] ?? text]));
  const shown = (text: string): string => onPaper.get(text) ?? text;
  return { letterhead: letterhead.map(shown), blocks: blocks.map((block) => withTexts(block, shown)) };
}

function textsOf(block: Block): string[] {
  if (block.kind === 'heading') return [block.text];
  if (block.kind === 'paragraph' || block.kind === 'quote') return block.runs.map(({ text }) => text);
  return block.kind === 'list' ? block.items.flat().map(({ text }) => text) : [];
}

function withTexts(block: Block, shown: (text: string) => string): Block {
  const runs = (of: readonly Run[]): Run[] => of.map((run) => ({ ...run, text: shown(run.text) }));
  if (block.kind === 'heading') return { ...block, text: shown(block.text) };
  if (block.kind === 'paragraph' || block.kind === 'quote') return { ...block, runs: runs(block.runs) };
  return block.kind === 'list' ? { ...block, items: block.items.map(runs) } : block;
}
