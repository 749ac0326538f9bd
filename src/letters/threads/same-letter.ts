import { UNFILED, type Letter } from '../letter.js';
import type { SameLetter } from './same-letter-store.js';

/** `L-3`, `L-3 in M-2`, or how a letter without a matter is named. */
export function nameOfSame(same: SameLetter, from: Pick<Letter, 'matterId'>): string {
  if (same.number === UNFILED) return 'a letter you logged without a matter';
  return same.matterId === from.matterId
    ? same.number
    : `${same.number} in ${same.matterNumber ?? 'another matter'}, ${same.matterTitle ?? ''}`;
}

/** What is said of a letter that is here already, in words that stand before and behind its name. */
export function sameWords(same: SameLetter): { readonly before: string; readonly after: string } {
  if (same.how === 'bytes') return { before: 'The same file is here already, byte for byte:', after: '' };
  if (same.how === 'message')
    return { before: 'The same message is here already, kept in another form:', after: `, ${same.label}` };
  return {
    before: 'Another file bears the same Message-ID, but its words, its date or what came with it differ:',
    after: `, ${same.label}. Compare the two`,
  };
}
