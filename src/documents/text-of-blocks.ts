import type { Block, Run } from '../pdf/blocks.js';

/** The words of blocks, a line for each paragraph, cell tabs in tables. */
export function textOfBlocks(blocks: readonly Block[]): string {
  const words = (runs: readonly Run[]): string => runs.map((run) => run.text).join('');
  const lines = blocks.flatMap((block): string[] => {
    switch (block.kind) {
      case 'heading':
      case 'preformatted':
        return [block.text];
      case 'paragraph':
      case 'quote':
        return [words(block.runs)];
      case 'list':
        return block.items.map((item, i) => `${block.ordered ? `${i + 1}.` : '•'} ${words(item)}`);
      case 'fields':
        return block.rows.map(({ label, value }) => `${label}: ${value}`);
      case 'table':
        return [block.columns, ...block.rows].map((cells) => cells.join('\t'));
      case 'image':
      case 'drawing':
        return block.caption === null ? [] : [block.caption];
      case 'rule':
      case 'space':
      case 'page-break':
        return [];
    }
  });
  return lines.join('\n');
}
