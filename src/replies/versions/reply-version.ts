import { createHash } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { ReplyVersionTable } from '../../migrations/schema.js';
import type { Block, Run } from '../../pdf/blocks.js';
import { canonicalJson, type CanonicalValue } from '../../platform/canonical-json.js';
import type { LetterBlocks } from '../paper/reply-blocks.js';

export type ReplyVersion = Selectable<ReplyVersionTable>;

/** A letter as it stood: all that PDF and DOCX are made from. */
export type LetterContent = Pick<LetterBlocks, 'letterhead' | 'blocks'>;

/** The content as it is stored, and its hash: equal letters give equal text. */
export function storedContent({ letterhead, blocks }: LetterContent): { content: string; sha256: string } {
  const content = canonicalJson({ letterhead, blocks } as unknown as CanonicalValue);
  return { content, sha256: createHash('sha256').update(content).digest('hex') };
}

/** A stored content; it is our own JSON, written by `storedContent`. */
export function contentOf({ content }: Pick<ReplyVersion, 'content'>): LetterContent {
  return JSON.parse(content) as LetterContent;
}

/** The words of a letter, a paragraph each, for comparing; what is on paper and nothing else. */
export function letterParagraphs({ letterhead, blocks }: LetterContent): string[] {
  return [letterhead.join('\n'), ...blocks.flatMap(paragraphsOf)].filter((text) => text !== '');
}

function paragraphsOf(block: Block): string[] {
  const textOf = (runs: readonly Run[]): string => runs.map(({ text }) => text).join('');
  switch (block.kind) {
    case 'heading':
      return [block.text];
    case 'paragraph':
    case 'quote':
      return [textOf(block.runs)];
    case 'list':
      return block.items.map(textOf);
    case 'fields':
    case 'preformatted':
    case 'table':
    case 'image':
    case 'drawing':
    case 'rule':
    case 'space':
    case 'page-break':
      return [];
  }
}
